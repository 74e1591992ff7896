#include "report/markup.h"

namespace cpsaudit {

std::string markup_escaped(std::string_view text) {
  std::string output;
  output.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        output += "&amp;";
        break;
      case '<':
        output += "&lt;";
        break;
      case '>':
        output += "&gt;";
        break;
      case '"':
        output += "&quot;";
        break;
      default:
        output += c;
    }
  }
  return output;
}

}  // namespace cpsaudit
