#include "formats/placed_text.h"

#include "formats/command_source.h"

namespace cpsaudit {

PlacedText placed_text(const Text& file, const Word& word) {
  PlacedText placed;
  const Range range = {file.offset(word.span.begin), file.offset(word.span.end)};
  if (range.begin > range.end) return placed;
  const CommandSource source(file, word.text, range);
  for (std::size_t i = 0; i < source.text().size(); ++i) placed.append(source.text()[i], source.offset(i));
  return placed;
}

PlacedText without_escapes(const PlacedText& text) {
  PlacedText output;
  for (std::size_t i = 0; i < text.text.size(); ++i) {
    char c = text.text[i];
    const std::size_t offset = text.offsets[i];
    const char next = i + 1 < text.text.size() ? text.text[i + 1] : '\0';
    if (c == '\\' && (next == 'n' || next == 't' || next == '\\' || next == '"')) {
      c = next == 'n' ? '\n' : next == 't' ? '\t' : next;
      ++i;
    }
    output.append(c, offset);
  }
  return output;
}

}  // namespace cpsaudit
