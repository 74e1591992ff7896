#include "formats/toml_source.h"

#include <algorithm>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kStep = 64;

bool is_trail(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Offset behind the string whose first quote stands at `open`.
std::size_t string_end(std::string_view source, std::size_t open) {
  const char quote = source[open];
  const bool multiline = source.substr(open, 3) == std::string(3, quote);
  std::size_t i = open + (multiline ? 3 : 1);
  while (i < source.size()) {
    if (source[i] == '\\' && quote == '"') {
      i += 2;
    } else if (source[i] == quote && (!multiline || source.substr(i, 3) == std::string(3, quote))) {
      i += multiline ? 3 : 1;
      // Up to two more quotes belong to the text.
      while (multiline && i < source.size() && source[i] == quote) ++i;
      return i;
    } else if (!multiline && is_newline(source[i])) {
      return i;
    } else {
      ++i;
    }
  }
  return source.size();
}

}  // namespace

CodePointIndex::CodePointIndex(std::string_view source) : source_(source) {
  lines_.push_back({0, 0});
  std::size_t code_point = 0;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (is_trail(source[i])) continue;
    if (code_point % kStep == 0) steps_.push_back(i);
    ++code_point;
    if (source[i] == '\n') lines_.push_back({i + 1, code_point});
  }
}

std::size_t CodePointIndex::offset(std::size_t line, std::size_t column) const {
  if (line == 0) return 0;
  if (line > lines_.size()) return source_.size();
  const std::size_t target = lines_[line - 1].code_point + std::max<std::size_t>(column, 1) - 1;
  if (target / kStep >= steps_.size()) return source_.size();
  std::size_t i = steps_[target / kStep];
  for (std::size_t left = target % kStep; left > 0 && i < source_.size(); --left) {
    ++i;
    while (i < source_.size() && is_trail(source_[i])) ++i;
  }
  return i;
}

TomlOutline outline_toml(std::string_view source) {
  TomlOutline outline;
  std::size_t dots = 0;
  for (std::size_t i = 0; i < source.size();) {
    const char c = source[i];
    if (c == '"' || c == '\'') {
      i = string_end(source, i);
      continue;
    }
    if (c == '#') {
      const std::size_t end = line_end(source, i);
      outline.comments.push_back({i, end});
      i = end;
      continue;
    }
    if (c == '.') {
      ++dots;
      if (dots > outline.deepest_key) {
        outline.deepest_key = dots;
        outline.deepest_offset = i;
      }
    } else if (is_newline(c) || c == '=' || c == ',' || c == '{') {
      dots = 0;
    }
    ++i;
  }
  return outline;
}

std::string without_expressions(std::string_view source) {
  constexpr std::size_t kLongest = 4096;
  std::string text(source);
  for (std::size_t i = 0; i < source.size();) {
    const char c = source[i];
    if (c == '"' || c == '\'') {
      i = string_end(source, i);
      continue;
    }
    if (c == '#') {
      i = line_end(source, i);
      continue;
    }
    const std::string_view mark = source.substr(i, 2);
    const bool opens = mark == "{{" || mark == "{%" || mark == "{#" || mark == "<%";
    const std::string_view close = mark == "{{" ? "}}" : mark == "{%" ? "%}" : mark == "{#" ? "#}" : "%>";
    const std::size_t end = opens ? source.find(close, i + 2) : std::string_view::npos;
    if (end == std::string_view::npos || end - i > kLongest) {
      ++i;
      continue;
    }
    const std::size_t behind = end + 2;
    const std::size_t line = source.substr(0, i).find_last_of("\r\n") + 1;
    const Range around = {line, std::max(behind, line_end(source, behind))};
    const Range alone = trim(source, around);
    const bool is_value = (mark == "{{" || mark == "<%") && !(alone.begin == i && alone.end == behind);
    for (std::size_t k = i; k < behind; ++k) {
      const bool keeps = is_newline(source[k]) || is_trail(source[k]);
      if (!keeps) text[k] = is_value ? 'x' : ' ';
    }
    if (is_value) text[i] = text[behind - 1] = '"';
    i = behind;
  }
  return text;
}

}  // namespace cpsaudit
