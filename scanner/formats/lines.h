#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document_builder.h"

namespace cpsaudit {

inline bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}
inline bool is_newline(char c) {
  return c == '\n' || c == '\r';
}
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
/// Letters, digits and '_': the names of shell variables and of C.
inline bool is_name_character(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

/// Without the blanks at both ends.
Range trim(std::string_view source, Range range);
/// Offset of the first newline at or after `offset`, or the end of the source.
std::size_t line_end(std::string_view source, std::size_t offset);
/// Offset behind the newline sequence at `offset`; `offset` itself when there is none.
std::size_t skip_newline(std::string_view source, std::size_t offset);

/// The lines of a text one after the other, ended by "\n", "\r\n" or "\r".
class LineReader {
 public:
  explicit LineReader(std::string_view source) : source_(source) {}

  /// False at the end. An empty line behind the last newline is none.
  bool next();
  /// The line without its newline.
  Range line() const { return line_; }

 private:
  std::string_view source_;
  Range line_;
  std::size_t next_ = 0;
};

/// Several lines that a backslash at their end makes one.
struct LogicalLine {
  /// From the first to the last line, newline excluded, backslashes included.
  Range range;
  /// The parts without backslash and newline; one for an ordinary line.
  std::vector<Range> parts;
};

/// True when the line ends in a backslash that is not escaped itself.
bool is_continued(std::string_view source, Range line);

/// Extends the line that `lines` is at by those that follow, as long as a backslash asks for it.
LogicalLine join_continuation(std::string_view source, LineReader& lines);

/// The parts trimmed and joined with one blank between them.
std::string join_parts(std::string_view source, const std::vector<Range>& parts);

/// Where `=` or `:` separates key and value in `line`; npos when nothing does. A colon counts only behind a key
/// without blanks and before a blank or the end, unless there is no `=`: keys such as "idmap config * : backend" hold
/// one.
std::size_t find_separator(std::string_view source, Range line);

/// Cuts a comment off that one of `marks` starts behind a blank, outside of quotes. Returns where the value ends.
std::size_t find_trailing_comment(std::string_view source, Range value, std::string_view marks);

/// True when the text holds `$X`, `${…}`, `$(…)` or backquotes.
bool holds_expansion(std::string_view text);

std::string to_lower(std::string_view text);

}  // namespace cpsaudit
