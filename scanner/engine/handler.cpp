#include "engine/handler.h"

#include <algorithm>
#include <string_view>

#include "engine/ascii.h"

namespace cpsaudit {

namespace {

bool is_word_character(char c) {
  return c == '_' || ascii::is_letter(c) || ascii::is_digit(c);
}

}  // namespace

std::string named_function(const Value& value) {
  if (!value.constants.empty()) return {};
  std::string_view text = value.object.empty() ? value.text : value.object;
  for (const std::string_view binder : {"std::bind(", "bind(", "std::bind_front("}) {
    if (!text.starts_with(binder)) continue;
    text.remove_prefix(binder.size());
    text = text.substr(0, text.find_first_of(",)"));
  }
  while (!text.empty() && (text.front() == '&' || text.front() == ' ')) text.remove_prefix(1);
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos) text.remove_prefix(colon + 1);
  return std::all_of(text.begin(), text.end(), is_word_character) ? std::string(text) : std::string();
}

bool is_lambda(const Value& value) {
  return value.object.starts_with("lambda@");
}

}  // namespace cpsaudit
