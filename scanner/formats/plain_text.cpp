#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {

/// Nothing but its comments is read here; the commands in it are collected behind (command_calls.h).
void parse_plain_text(DocumentBuilder& builder) {
  const std::string_view marks = builder.options().comment_marks;
  LineReader lines(builder.source());
  while (lines.next()) {
    const Range words = trim(builder.source(), lines.line());
    if (words.empty() || marks.find(builder.source()[words.begin]) == std::string_view::npos) continue;
    std::size_t text = words.begin;
    while (text < words.end && marks.find(builder.source()[text]) != std::string_view::npos) ++text;
    builder.comment(words, builder.source({text, words.end}));
  }
}

}  // namespace cpsaudit
