#include "report/code_frame.h"

#include <algorithm>
#include <vector>

#include "core/printable.h"
#include "core/utf8.h"
#include "report/display.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kTabStop = 4;
constexpr std::string_view kCut = "…";

/// A piece of the line that is shown or left out as a whole.
struct Cell {
  std::string shown;
  std::size_t width = 0;
  /// Where it stands in the text.
  std::size_t offset = 0;
  bool underlined = false;
};

/// The part of a line that can matter: nobody shows megabytes. Cut between characters.
Range near_region(std::string_view text, Range line, Range region, std::size_t width) {
  const auto is_trail = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U; };
  const std::size_t reach = 8 * width;
  Range part{std::max(line.begin, region.begin - std::min(region.begin, reach)),
             std::min(line.end, std::max(region.begin, line.begin) + 2 * reach)};
  while (part.begin > line.begin && is_trail(part.begin)) --part.begin;
  while (part.end < line.end && is_trail(part.end)) ++part.end;
  return part;
}

class CellReader {
 public:
  CellReader(std::string_view text, Range region) : text_(text), region_(region) {}

  void read(Range part, const std::vector<Range>& hidden) {
    std::size_t at = part.begin;
    for (const Range& secret : hidden) {
      characters({at, secret.begin});
      if (!secret.empty()) add(kRedaction, secret);
      at = secret.end;
    }
    characters({at, part.end});
  }

  std::vector<Cell> cells;

 private:
  void add(std::string shown, Range range) {
    const std::size_t width = display_width(shown);
    column_ += width;
    cells.push_back({std::move(shown), width, range.begin, range.begin < region_.end && region_.begin < range.end});
  }

  void characters(Range range) {
    for (std::size_t i = range.begin; i < range.end;) {
      const std::size_t length = std::max<std::size_t>(1, utf8_sequence_length(text_, i));
      if (text_[i] == '\t') {
        add(std::string(kTabStop - column_ % kTabStop, ' '), {i, i + length});
      } else {
        add(printable(text_.substr(i, length)), {i, i + length});
      }
      i += length;
    }
  }

  std::string_view text_;
  Range region_;
  std::size_t column_ = 0;
};

std::size_t width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
  std::size_t width = 0;
  for (std::size_t i = begin; i < end; ++i) width += cells[i].width;
  return width;
}

}  // namespace

CodeFrame code_frame(const Redactor& redactor, std::string_view path, const Text& text, const Region& region,
                     std::size_t width) {
  CodeFrame frame;
  frame.line_number = region.span.begin.line;
  frame.more_lines = region.span.end.line - region.span.begin.line;
  const std::string_view line_text = text.line(frame.line_number);
  const auto begin = static_cast<std::size_t>(line_text.data() - text.utf8().data());
  const Range line =
      line_text.empty() ? Range{region.range.begin, region.range.begin} : Range{begin, begin + line_text.size()};
  const Range part = near_region(text.utf8(), line, region.range, width);
  CellReader reader(text.utf8(), region.range);
  reader.read(part, redactor.hidden(path, text.utf8(), part));
  const std::vector<Cell>& cells = reader.cells;

  // The first underlined piece, or for an empty region the one that it stands before.
  const auto at_region = [&](const Cell& cell) { return cell.underlined || cell.offset >= region.range.begin; };
  const auto first = static_cast<std::size_t>(std::find_if(cells.begin(), cells.end(), at_region) - cells.begin());
  std::size_t last = first;
  while (last < cells.size() && cells[last].underlined) ++last;

  std::size_t from = 0;
  std::size_t to = cells.size();
  const bool fits = part == line && width_of(cells, 0, cells.size()) <= width;
  if (!fits) {
    // A third of the room goes to what stands before, unless the line ends sooner.
    const std::size_t before = width / 3;
    for (std::size_t used = width_of(cells, 0, first); from < first && used > before; ++from) used -= cells[from].width;
    std::size_t used = 0;
    to = from;
    while (to < cells.size() && used + cells[to].width <= width) used += cells[to++].width;
  }
  const bool cut_before = from > 0 || part.begin > line.begin;
  const bool cut_after = to < cells.size() || part.end < line.end;
  if (cut_before) frame.code += kCut;
  for (std::size_t i = from; i < to; ++i) frame.code += cells[i].shown;
  if (cut_after) frame.code += kCut;
  while (frame.code.ends_with(' ')) frame.code.pop_back();
  frame.indent = (cut_before ? 1 : 0) + width_of(cells, from, std::min(first, to));
  frame.length = std::max<std::size_t>(1, width_of(cells, std::min(first, to), std::min(last, to)));
  return frame;
}

}  // namespace cpsaudit
