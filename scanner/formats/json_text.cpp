#include "formats/json_text.h"

#include <algorithm>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The number in `count` hex digits at `at`, or nothing.
std::optional<unsigned> read_hex(std::string_view source, std::size_t at, std::size_t count) {
  if (at + count > source.size()) return std::nullopt;
  unsigned number = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    const int digit = hex_value(source[i]);
    if (digit < 0) return std::nullopt;
    number = number * 16 + static_cast<unsigned>(digit);
  }
  return number;
}

void append_code_point(std::string& text, unsigned code) {
  const auto byte = [&](unsigned value) { text += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0U | code >> 6U);
    byte(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0U | code >> 12U);
    byte(0x80U | (code >> 6U & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  } else {
    byte(0xF0U | code >> 18U);
    byte(0x80U | (code >> 12U & 0x3FU));
    byte(0x80U | (code >> 6U & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  }
}

/// Appends what the `\u` escape at `at` stands for, and returns its length; 0 when it is none.
std::size_t append_unicode(std::string_view source, std::size_t at, std::string& text) {
  const auto first = read_hex(source, at + 2, 4);
  if (!first) return 0;
  if (*first >= 0xD800 && *first < 0xDC00 && source.substr(at + 6, 2) == "\\u") {
    const auto second = read_hex(source, at + 8, 4);
    if (second && *second >= 0xDC00 && *second < 0xE000) {
      append_code_point(text, 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00));
      return 12;
    }
  }
  // Half of a pair is no character.
  append_code_point(text, *first >= 0xD800 && *first < 0xE000 ? 0xFFFD : *first);
  return 6;
}

/// Appends what the escape at `at` stands for, and returns its length.
std::size_t append_escape(std::string_view source, std::size_t at, std::string& text) {
  static constexpr std::string_view kLetters = "nrtbf0v";
  static constexpr std::string_view kMeanings = std::string_view("\n\r\t\b\f\0\v", 7);
  const char letter = source[at + 1];
  if (is_newline(letter)) return skip_newline(source, at + 1) - at;
  if (letter == 'u') {
    const std::size_t length = append_unicode(source, at, text);
    if (length > 0) return length;
  }
  if (letter == 'x') {
    if (const auto code = read_hex(source, at + 2, 2)) {
      append_code_point(text, *code);
      return 4;
    }
  }
  const std::size_t index = kLetters.find(letter);
  text += index == std::string_view::npos ? letter : kMeanings[index];
  return 2;
}

}  // namespace

JsonString read_json_string(std::string_view source, std::size_t open) {
  JsonString string;
  const char quote = source[open];
  std::size_t i = open + 1;
  while (i < source.size() && source[i] != quote) {
    if (is_newline(source[i]) && quote != '`') break;
    if (source[i] == '\\' && i + 1 < source.size()) {
      i += append_escape(source, i, string.text);
      continue;
    }
    if (quote == '`' && source.substr(i, 2) == "${") string.expands = true;
    string.text += source[i++];
  }
  i = std::min(i, source.size());
  string.closed = i < source.size() && source[i] == quote;
  string.inner = {open + 1, i};
  string.end = string.closed ? i + 1 : i;
  return string;
}

std::optional<std::vector<JsonString>> read_json_string_list(std::string_view source, Range range) {
  const auto is_space = [&](std::size_t i) {
    return is_blank(source[i]) || is_newline(source[i]) || source[i] == '\\';
  };
  source = source.substr(0, range.end);
  std::size_t i = range.begin;
  if (i >= range.end || source[i] != '[') return std::nullopt;
  ++i;
  std::vector<JsonString> strings;
  bool separated = true;
  while (i < range.end && source[i] != ']') {
    if (is_space(i)) {
      ++i;
    } else if (source[i] == ',') {
      separated = true;
      ++i;
    } else if (source[i] == '"' && separated) {
      strings.push_back(read_json_string(source, i));
      if (!strings.back().closed) return std::nullopt;
      i = strings.back().end;
      separated = false;
    } else {
      return std::nullopt;
    }
  }
  if (i >= range.end) return std::nullopt;
  return strings;
}

bool is_json_literal(std::string_view text) {
  if (text == "true" || text == "false" || text == "null" || text == "NaN") return true;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  if (text == "Infinity") return true;
  if (text.empty() || (!is_digit(text[0]) && text[0] != '.')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return hex_value(c) >= 0 || c == '.' || c == 'x' || c == 'X' || c == '+' || c == '-' || c == '_' || c == 'o';
  });
}

}  // namespace cpsaudit
