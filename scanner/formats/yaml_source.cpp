#include "formats/yaml_source.h"

#include <algorithm>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

bool is_space(char c) {
  return is_blank(c) || is_newline(c);
}

YamlScalar locate_quoted(std::string_view source, std::size_t begin) {
  const char quote = source[begin];
  std::size_t i = begin + 1;
  while (i < source.size()) {
    if (source[i] == '\\' && quote == '"') {
      i += 2;
    } else if (source[i] != quote) {
      ++i;
    } else if (quote == '\'' && i + 1 < source.size() && source[i + 1] == quote) {
      i += 2;
    } else {
      break;
    }
  }
  i = std::min(i, source.size());
  return {{begin, std::min(i + 1, source.size())}, {begin + 1, i}, ScalarStyle::kQuoted};
}

std::size_t indentation(std::string_view source, std::size_t line) {
  std::size_t i = line;
  while (i < source.size() && source[i] == ' ') ++i;
  return i - line;
}

/// A block scalar from its '|' or '>': all lines that are indented as its first one, and empty ones between them.
YamlScalar locate_block(std::string_view source, std::size_t begin, std::string_view value) {
  const std::size_t header_end = line_end(source, begin);
  // The header stays outside: a comment may stand in it.
  YamlScalar scalar = {{header_end, header_end}, {header_end, header_end}, ScalarStyle::kBlock};
  const std::size_t comment = source.substr(0, header_end).find(" #", begin);
  const std::size_t indicators_end = std::min(comment, header_end);
  if (value.find_first_not_of("\n") == std::string_view::npos) return scalar;
  std::size_t indent = 0;
  for (std::size_t i = begin; i < indicators_end; ++i) {
    if (!is_digit(source[i])) continue;
    std::size_t line = begin;
    while (line > 0 && !is_newline(source[line - 1])) --line;
    indent = indentation(source, line) + static_cast<std::size_t>(source[i] - '0');
  }
  bool first = true;
  for (std::size_t line = skip_newline(source, header_end); line < source.size();) {
    const std::size_t end = line_end(source, line);
    const std::size_t depth = indentation(source, line);
    const bool empty = trim(source, {line, end}).empty();
    if (!empty) {
      if (first && indent == 0) indent = depth;
      if (depth < indent) break;
      if (first) scalar.inner.begin = line + indent;
      first = false;
      scalar.inner.end = end;
    }
    if (end == source.size()) break;
    line = skip_newline(source, end);
  }
  if (first) return scalar;
  scalar.whole = scalar.inner;
  return scalar;
}

/// A plain scalar: the value's characters one by one; where the value has a blank or newline, lines may be folded.
YamlScalar locate_plain(std::string_view source, std::size_t begin, std::string_view value) {
  std::size_t i = begin;
  for (const char c : value) {
    if (is_space(c)) {
      while (i < source.size() && is_space(source[i]) && source[i] != c) ++i;
      if (i < source.size() && source[i] == c) ++i;
      continue;
    }
    while (i < source.size() && is_space(source[i])) ++i;
    if (i >= source.size() || source[i] != c) break;
    ++i;
  }
  return {{begin, i}, {begin, i}, ScalarStyle::kPlain};
}

}  // namespace

std::size_t skip_yaml_properties(std::string_view source, std::size_t offset) {
  while (offset < source.size()) {
    const char c = source[offset];
    if (is_space(c)) {
      ++offset;
    } else if (c == '#' && offset > 0 && is_space(source[offset - 1])) {
      offset = line_end(source, offset);
    } else if (c == '!' || c == '&') {
      while (offset < source.size() && !is_space(source[offset])) ++offset;
    } else {
      break;
    }
  }
  return offset;
}

YamlScalar locate_yaml_scalar(std::string_view source, std::size_t offset, std::string_view value) {
  offset = std::min(offset, source.size());
  const std::size_t begin = skip_yaml_properties(source, offset);
  if (begin >= source.size()) return {{offset, offset}, {offset, offset}, ScalarStyle::kMissing};
  const char c = source[begin];
  if (c == '"' || c == '\'') return locate_quoted(source, begin);
  if (c == '|' || c == '>') return locate_block(source, begin, value);
  return locate_plain(source, begin, value);
}

std::vector<Range> find_yaml_comments(std::string_view source, const std::vector<Range>& scalars) {
  std::vector<Range> comments;
  std::size_t next = 0;
  for (std::size_t i = 0; i < source.size();) {
    while (next < scalars.size() && scalars[next].end <= i) ++next;
    if (next < scalars.size() && scalars[next].begin <= i) {
      i = scalars[next].end;
      continue;
    }
    const std::size_t gap_end = next < scalars.size() ? scalars[next].begin : source.size();
    const std::size_t mark = source.substr(0, gap_end).find('#', i);
    if (mark == std::string_view::npos) {
      i = gap_end;
    } else if (mark > 0 && !is_space(source[mark - 1])) {
      i = mark + 1;
    } else {
      const std::size_t end = line_end(source, mark);
      comments.push_back({mark, end});
      i = end;
    }
  }
  return comments;
}

std::string block_text(std::string_view source, Range inner) {
  const std::size_t before = inner.begin == 0 ? std::string_view::npos : source.rfind('\n', inner.begin - 1);
  const std::size_t indent = inner.begin - (before == std::string_view::npos ? 0 : before + 1);
  std::string text;
  for (std::size_t begin = inner.begin; begin < inner.end;) {
    const std::size_t end = std::min(source.find('\n', begin), inner.end - 1) + 1;
    text += source.substr(begin, end - begin);
    begin = end + std::min(indent, std::min(source.find_first_not_of(' ', end), inner.end) - end);
  }
  return text;
}

}  // namespace cpsaudit
