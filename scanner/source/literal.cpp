#include "source/literal.h"

namespace cpsaudit {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x110000) {
    out += static_cast<char>(0xF0U | (code >> 18U));
    out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

/// Reads up to `most` digits of `base` from `at` on.
std::uint32_t number(std::string_view text, std::size_t& at, int base, int most) {
  std::uint32_t value = 0;
  for (int count = 0; count < most && at < text.size() && digit(text[at]) < base; ++count, ++at) {
    value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit(text[at]));
  }
  return value;
}

/// The simple escapes; C11 6.4.4.4, with GNU's \e.
char simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    case 'e':
      return '\x1b';
    default:
      return c;
  }
}

std::string unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i++];
      continue;
    }
    const char c = text[++i];
    if (c == '\n' || c == '\r') {  // a continued line
      i += c == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1;
    } else if (c == 'x') {
      ++i;
      out += static_cast<char>(number(text, i, 16, 64));
    } else if (c >= '0' && c <= '7') {
      out += static_cast<char>(number(text, i, 8, 3));
    } else if (c == 'u' || c == 'U') {
      ++i;
      append_utf8(out, number(text, i, 16, c == 'u' ? 4 : 8));
    } else {
      out += simple_escape(c);
      ++i;
    }
  }
  return out;
}

}  // namespace

std::optional<std::int64_t> integer_literal(std::string_view text) {
  int base = 10;
  std::size_t i = 0;
  if (text.size() > 1 && text[0] == '0') {
    const char second = text[1];
    base = second == 'x' || second == 'X' ? 16 : second == 'b' || second == 'B' ? 2 : 8;
    i = base == 8 ? 1 : 2;
  }
  std::uint64_t value = 0;
  std::size_t digits = i == 2 ? 0 : 1;
  if (i == 0 && (text.empty() || digit(text[0]) > 9)) return std::nullopt;
  for (; i < text.size(); ++i) {
    if (text[i] == '\'') continue;
    const int d = digit(text[i]);
    if (d >= base) break;
    if (value > (UINT64_MAX - static_cast<std::uint64_t>(d)) / static_cast<std::uint64_t>(base)) return std::nullopt;
    value = value * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(d);
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c != 'u' && c != 'U' && c != 'l' && c != 'L' && c != 'z' && c != 'Z') return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> character_literal(std::string_view text) {
  const std::size_t open = text.find('\'');
  if (open == std::string_view::npos || text.size() < open + 3 || text.back() != '\'') return std::nullopt;
  const std::string decoded = unescape(text.substr(open + 1, text.size() - open - 2));
  if (decoded.empty()) return 0;
  if (decoded.size() == 1) return static_cast<unsigned char>(decoded[0]);
  return std::nullopt;
}

std::optional<StringLiteralText> string_literal(std::string_view text) {
  const std::size_t open = text.find('"');
  const std::size_t close = text.rfind('"');
  if (open == std::string_view::npos || open > 3 || close < open + 1) return std::nullopt;
  // What stands behind it is the suffix of a user-defined literal: `"text"s`.
  text = text.substr(0, close + 1);
  StringLiteralText literal;
  if (open > 0 && text[open - 1] == 'R') {
    const std::size_t parenthesis = text.find('(', open);
    if (parenthesis == std::string_view::npos) return std::nullopt;
    const std::size_t delimiter = parenthesis - open - 1;
    if (text.size() < parenthesis + 1 + delimiter + 2) return std::nullopt;
    literal.inner_begin = parenthesis + 1;
    literal.inner_end = text.size() - 2 - delimiter;
    if (literal.inner_end < literal.inner_begin) return std::nullopt;
    literal.decoded = text.substr(literal.inner_begin, literal.inner_end - literal.inner_begin);
    return literal;
  }
  literal.inner_begin = open + 1;
  literal.inner_end = text.size() - 1;
  literal.decoded = unescape(text.substr(literal.inner_begin, literal.inner_end - literal.inner_begin));
  return literal;
}

}  // namespace cpsaudit
