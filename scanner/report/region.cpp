#include "report/region.h"

#include <algorithm>

namespace cpsaudit {
namespace {

/// A log is read by people: what is longer is no context, and a minified file has it all on one line.
constexpr std::size_t kLongestContext = 1000;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_newline(char c) {
  return c == '\n' || c == '\r';
}

bool is_trail(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Of the line that `offset` is in, without its newline; of a line of megabytes no more than anybody will show.
Range line_around(std::string_view text, std::size_t offset) {
  constexpr std::size_t kFar = 4 * kLongestContext;
  Range line{offset, offset};
  while (line.begin > 0 && offset - line.begin < kFar && !is_newline(text[line.begin - 1])) --line.begin;
  while (line.end < text.size() && line.end - offset < kFar && !is_newline(text[line.end])) ++line.end;
  return line;
}

Range without_blanks(std::string_view text, Range range) {
  while (range.begin < range.end && is_blank(text[range.begin])) ++range.begin;
  while (range.end > range.begin && is_blank(text[range.end - 1])) --range.end;
  return range;
}

Range first_word(std::string_view text) {
  Range word;
  while (word.begin < text.size() && is_blank(text[word.begin])) ++word.begin;
  word.end = word.begin;
  while (word.end < text.size() && !is_blank(text[word.end])) ++word.end;
  return word;
}

/// Something to see around a place between two characters.
Range widened(std::string_view text, std::size_t offset) {
  const Range line = without_blanks(text, line_around(text, offset));
  if (line.begin != line.end && line.end - line.begin <= kLongestContext) return line;
  // A line too long to show, or a blank one: what stands next to the place, else the nearest word before or after.
  Range near{offset, offset};
  while (near.begin > 0 && (is_blank(text[near.begin - 1]) || is_trail(text[near.begin - 1]))) --near.begin;
  if (near.begin > 0) --near.begin;
  if (!without_blanks(text, near).empty()) return without_blanks(text, near);
  const Range first = first_word(text.substr(offset));
  return {offset + first.begin, offset + first.end};
}

Region located(const Text& text, Range range) {
  return {text.span(range.begin, range.end), range};
}

bool properly_contains(Range outer, Range inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end && !(outer == inner);
}

/// The range with its newline, or the one before it where the file ends: what makes whole lines part of something.
Range with_a_newline(std::string_view text, Range range) {
  if (range.end < text.size()) {
    range.end += text.substr(range.end, 2) == "\r\n" ? 2 : 1;
  } else if (range.begin > 0) {
    range.begin -= range.begin > 1 && text.substr(range.begin - 2, 2) == "\r\n" ? 2 : 1;
  }
  return range;
}

/// A window in a long line, cut between characters.
Range window_around(std::string_view text, Range region) {
  constexpr std::size_t kEachSide = 100;
  const Range first = line_around(text, region.begin);
  const Range last = line_around(text, region.end);
  Range window{std::max(first.begin, region.begin - std::min(region.begin, kEachSide)),
               std::min(last.end, region.end + kEachSide)};
  while (window.begin > first.begin && is_trail(text[window.begin])) --window.begin;
  while (window.end < last.end && is_trail(text[window.end])) ++window.end;
  return window;
}

}  // namespace

Region region_of(const Text& text, const Span& span, EmptyRegion empty) {
  const std::string_view all = text.utf8();
  if (!span.known()) return located(text, first_word(all));
  Range range{text.offset(span.begin), text.offset(span.end)};
  range.end = std::max(range.begin, range.end);
  if (range.begin != range.end) return {text.span(range.begin, range.end), range};
  // Behind the last newline there is no line to point at.
  const bool behind_all = range.begin == all.size() && !all.empty() && is_newline(all.back());
  if (empty == EmptyRegion::kWidened || behind_all) range = widened(all, range.begin);
  return located(text, range);
}

std::optional<Region> context_of(const Text& text, const Region& region, std::size_t margin) {
  const std::string_view all = text.utf8();
  const Range own{line_around(all, region.range.begin).begin, line_around(all, region.range.end).end};
  Range context = own;
  for (std::size_t i = 0; i < margin; ++i) {
    Range wider = context;
    if (wider.begin > 0) {
      const bool pair = wider.begin > 1 && all.substr(wider.begin - 2, 2) == "\r\n";
      wider.begin = line_around(all, wider.begin - (pair ? 2 : 1)).begin;
    }
    if (wider.end < all.size()) {
      const Range rest = with_a_newline(all, {wider.end, wider.end});
      // The nothing behind the last newline is no line.
      if (rest.end < all.size()) wider.end = line_around(all, rest.end).end;
    }
    if (wider.end - wider.begin > kLongestContext) break;
    context = wider;
  }
  if (context.end - context.begin > kLongestContext) context = window_around(all, region.range);
  if (!properly_contains(context, region.range)) context = with_a_newline(all, context);
  if (!properly_contains(context, region.range)) return std::nullopt;
  return located(text, context);
}

}  // namespace cpsaudit
