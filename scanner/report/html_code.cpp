#include <fmt/format.h>

#include <algorithm>

#include "report/html_parts.h"

namespace cpsaudit {
namespace {

/// Offsets in the quote between which it is marked, cut to one line of it.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
};

void write_marked(HtmlWriter& out, std::string_view line, Mark mark) {
  mark.begin = std::min(mark.begin, line.size());
  mark.end = std::clamp(mark.end, mark.begin, line.size());
  out.text(line.substr(0, mark.begin));
  if (mark.begin != mark.end) {
    out.raw("<mark>").text(line.substr(mark.begin, mark.end - mark.begin)).raw("</mark>");
  }
  out.text(line.substr(mark.end));
}

/// Tabs to the next multiple of four, so that code lines up whatever stands before it; `mark` moves along.
std::string with_spaces(std::string_view line, Mark& mark) {
  std::string output;
  const Mark old = mark;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i == old.begin) mark.begin = output.size();
    if (i == old.end) mark.end = output.size();
    if (line[i] == '\t') {
      output.append(4 - output.size() % 4, ' ');
    } else {
      output += line[i];
    }
  }
  if (old.begin >= line.size()) mark.begin = output.size();
  if (old.end >= line.size()) mark.end = output.size();
  return output;
}

std::size_t length_of_newline(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\r\n" ? 2 : 1;
}

}  // namespace

void write_location(HtmlWriter& out, const ReportPlace& place) {
  out.raw("<code class=at>").text(place.path);
  if (place.span.known()) {
    out.raw("<i>").raw(fmt::format(":{}:{}", place.span.begin.line, place.span.begin.column)).raw("</i>");
  }
  out.raw("</code>");
}

void write_code(HtmlWriter& out, const Quote& quote) {
  if (quote.empty()) return;
  out.raw("<pre>");
  const std::string_view text = quote.text;
  std::size_t number = quote.first_line;
  for (std::size_t at = 0;; ++number) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    Mark mark{std::clamp(quote.mark_begin, at, end) - at, std::clamp(quote.mark_end, at, end) - at};
    const std::string line = with_spaces(text.substr(at, end - at), mark);
    out.raw(fmt::format("<i>{}</i>", number));
    write_marked(out, line, mark);
    out.raw("\n");
    if (end == text.size()) break;
    at = end + length_of_newline(text, end);
  }
  out.raw("</pre>");
}

std::string anchor_of(const ReportFinding& finding) {
  return "f-" + html_escaped(finding.fingerprint);
}

}  // namespace cpsaudit
