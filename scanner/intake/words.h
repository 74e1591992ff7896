#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace cpsaudit {

/// For the few fixed words by which files are told apart.
template <std::size_t Size>
bool is_one_of(std::string_view value, const std::string_view (&values)[Size]) {
  return std::find(std::begin(values), std::end(values), value) != std::end(values);
}

/// ASCII letters only, whatever the locale.
inline std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace cpsaudit
