#include "report/edit.h"

#include <string_view>

namespace cpsaudit {
namespace {

std::string_view newline_of(std::string_view text) {
  const std::size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos || text[at] == '\n') return "\n";
  return text.substr(at).starts_with("\r\n") ? "\r\n" : "\r";
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_line_start(std::string_view text, std::size_t offset) {
  return offset == 0 || text[offset - 1] == '\n' || text[offset - 1] == '\r';
}

/// A word goes with the one blank in front of it: it must stand alone, and not at the head of its line.
bool is_lone_word(std::string_view text, const Edit& edit) {
  if (edit.end <= edit.begin + 1 || !is_blank(text[edit.begin])) return false;
  return edit.end == text.size() || std::string_view(" \t\r\n;|&)`").find(text[edit.end]) != std::string_view::npos;
}

/// Inserted lines take the file's newline, and one more where the last line has none.
std::string line_for(std::string_view text, const Edit& edit, std::string line) {
  const std::string_view newline = newline_of(text);
  if (line.ends_with('\n')) line.replace(line.size() - 1, 1, newline);
  return is_line_start(text, edit.begin) ? line : std::string(newline) + line;
}

}  // namespace

std::optional<Edit> edit_of(const Finding& finding, const SourceTexts& sources) {
  if (!finding.fix) return std::nullopt;
  const Replacement& fix = *finding.fix;
  const SourceText* source = sources(fix.place.path);
  if (source == nullptr || !fix.place.span.known()) return std::nullopt;
  const std::string_view text = source->text.utf8();
  Edit edit{fix.place.path, fix.place.span, source->text.offset(fix.place.span.begin),
            source->text.offset(fix.place.span.end), fix.text};
  const bool whole_lines = fix.place.span.begin.column == 1 && fix.place.span.end.column == 1;
  if (whole_lines) {
    // Beyond the last line there is only the end of the text.
    const bool beyond = fix.place.span.end.line > source->text.line_count();
    if (beyond) edit.end = text.size();
    if (fix.place.span.begin.line > source->text.line_count()) edit.begin = text.size();
    if (!edit.text.empty()) edit.text = line_for(text, edit, edit.text);
    if (!is_line_start(text, edit.begin) && edit.text.empty()) return std::nullopt;
  } else if (edit.text.empty()) {
    if (!is_lone_word(text, edit)) return std::nullopt;
  } else if (fix.place.span.begin.line != fix.place.span.end.line) {
    return std::nullopt;
  }
  const std::string_view replaced = text.substr(edit.begin, edit.end - edit.begin);
  if (!fix.expected.empty() && replaced != fix.expected) return std::nullopt;
  edit.span = source->text.span(edit.begin, edit.end);
  if (replaced == edit.text) return std::nullopt;
  return edit;
}

}  // namespace cpsaudit
