#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// A text under construction, each byte of which knows its place in the file that it was taken from.
struct PlacedText {
  std::string text;
  /// Byte offsets in the file, one for each byte of `text`.
  std::vector<std::size_t> offsets;

  void append(char c, std::size_t offset) {
    text += c;
    offsets.push_back(offset);
  }
  void append(const PlacedText& more);
  /// What stands nowhere in the file, all of it at one place.
  void append(std::string_view made, std::size_t offset);
  /// Behind the last byte.
  std::size_t end() const { return offsets.empty() ? 0 : offsets.back() + 1; }
};

}  // namespace cpsaudit
