#include "core/printable.h"

#include <fmt/format.h>

#include "core/utf8.h"

namespace cpsaudit {
namespace {

/// Bidirectional overrides, isolates and marks, and the line separators: text that shows as something else.
bool deceives(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string output;
  output.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_sequence_length(text, i);
    if (length == 0) {
      output += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
      ++i;
      continue;
    }
    const char32_t c = utf8_code_point(text.substr(i, length));
    if (c < 0x20 || c == 0x7F) {
      output += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else if (deceives(c)) {
      output += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      output += text.substr(i, length);
    }
    i += length;
  }
  return output;
}

}  // namespace cpsaudit
