#include "formats/lines.h"

#include <algorithm>

namespace cpsaudit {

Range trim(std::string_view source, Range range) {
  while (range.begin < range.end && is_blank(source[range.begin])) ++range.begin;
  while (range.end > range.begin && is_blank(source[range.end - 1])) --range.end;
  return range;
}

std::size_t line_end(std::string_view source, std::size_t offset) {
  return std::min(source.find_first_of("\r\n", offset), source.size());
}

std::size_t skip_newline(std::string_view source, std::size_t offset) {
  if (offset < source.size() && source[offset] == '\r')
    ++offset;
  else if (offset < source.size() && source[offset] == '\n')
    return offset + 1;
  else
    return offset;
  return offset < source.size() && source[offset] == '\n' ? offset + 1 : offset;
}

bool LineReader::next() {
  if (next_ >= source_.size()) return false;
  line_ = {next_, line_end(source_, next_)};
  next_ = skip_newline(source_, line_.end);
  return true;
}

bool is_continued(std::string_view source, Range line) {
  // An even number of backslashes is a row of escaped ones.
  std::size_t backslashes = 0;
  while (line.end - backslashes > line.begin && source[line.end - backslashes - 1] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

LogicalLine join_continuation(std::string_view source, LineReader& lines) {
  LogicalLine logical;
  logical.range = lines.line();
  Range part = lines.line();
  while (is_continued(source, part)) {
    logical.parts.push_back({part.begin, part.end - 1});
    if (!lines.next()) return logical;
    part = lines.line();
    logical.range.end = part.end;
  }
  logical.parts.push_back(part);
  return logical;
}

std::string join_parts(std::string_view source, const std::vector<Range>& parts) {
  std::string joined;
  for (const Range& part : parts) {
    const Range text = trim(source, part);
    if (text.empty()) continue;
    if (!joined.empty()) joined += ' ';
    joined += source.substr(text.begin, text.end - text.begin);
  }
  return joined;
}

std::size_t find_separator(std::string_view source, Range line) {
  const std::string_view text = source.substr(line.begin, line.end - line.begin);
  const std::size_t equals = text.find('=');
  const std::size_t colon = text.find(':');
  if (colon < equals) {
    const bool before_blank = colon + 1 == text.size() || is_blank(text[colon + 1]);
    const bool plain_key = std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), is_blank);
    if (equals == std::string_view::npos || (before_blank && plain_key)) return line.begin + colon;
  }
  return equals == std::string_view::npos ? equals : line.begin + equals;
}

std::size_t find_trailing_comment(std::string_view source, Range value, std::string_view marks) {
  if (marks.empty()) return value.end;
  char quote = 0;
  for (std::size_t i = value.begin; i < value.end; ++i) {
    const char c = source[i];
    if (quote != 0) {
      if (c == '\\' && quote == '"')
        ++i;
      else if (c == quote)
        quote = 0;
    } else if (c == '"' || c == '\'') {
      // An apostrophe inside a word opens nothing.
      if (i == value.begin || !is_name_character(source[i - 1])) quote = c;
    } else if (marks.find(c) != std::string_view::npos && (i == value.begin || is_blank(source[i - 1]))) {
      return i;
    }
  }
  return value.end;
}

bool holds_expansion(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') return true;
    if (text[i] != '$' || i + 1 == text.size()) continue;
    const char next = text[i + 1];
    if (is_name_character(next) || next == '{' || next == '(') return true;
  }
  return false;
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace cpsaudit
