#include "source/placed_literal.h"

#include "source/literal.h"

namespace cpsaudit {
namespace {

/// How long the escape is that begins with the backslash at `at`.
std::size_t length_of_escape(std::string_view inner, std::size_t at) {
  const auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  std::size_t end = at + 2;
  if (at + 1 >= inner.size()) return 1;
  if (inner[at + 1] == 'x') {
    while (end < inner.size() && is_hex(inner[end])) ++end;
  } else if (is_octal(inner[at + 1])) {
    while (end < inner.size() && end < at + 4 && is_octal(inner[end])) ++end;
  } else if (inner[at + 1] == 'u' || inner[at + 1] == 'U') {
    end = std::min(inner.size(), at + (inner[at + 1] == 'u' ? 6U : 10U));
  }
  return end - at;
}

}  // namespace

std::optional<PlacedText> placed_literal(std::string_view written, std::size_t begin) {
  const auto literal = string_literal(written);
  if (!literal) return std::nullopt;
  PlacedText piece;
  const std::string_view inner = written.substr(literal->inner_begin, literal->inner_end - literal->inner_begin);
  const bool raw = written.find('R') < written.find('"');
  for (std::size_t i = 0; i < inner.size();) {
    const std::size_t offset = begin + literal->inner_begin + i;
    if (raw || inner[i] != '\\') {
      piece.append(inner.substr(i, 1), offset);
      ++i;
      continue;
    }
    const std::size_t length = length_of_escape(inner, i);
    const auto decoded = string_literal('"' + std::string(inner.substr(i, length)) + '"');
    if (decoded) piece.append(decoded->decoded, offset);
    i += length;
  }
  return piece;
}

}  // namespace cpsaudit
