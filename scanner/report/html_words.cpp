#include <fmt/format.h>

#include "report/html_parts.h"

namespace cpsaudit {

std::string_view class_of(Level level) {
  switch (level) {
    case Level::kError:
      return "e";
    case Level::kWarning:
      return "w";
    case Level::kNote:
      return "n";
  }
  return "n";
}

void write_chip(HtmlWriter& out, std::string_view css_class, const LocalizedText& word) {
  out.raw("<b class=\"chip ").raw(css_class).raw("\">").both(word).raw("</b>");
}

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace cpsaudit
