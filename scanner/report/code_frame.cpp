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

/// Half-open range of bytes.
struct Bytes {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The line of the quote that holds its mark.
Bytes marked_line(const Quote& quote) {
  const std::string_view text = quote.text;
  const std::size_t before =
      quote.mark_begin == 0 ? std::string_view::npos : text.find_last_of("\r\n", quote.mark_begin - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return {begin, std::min(text.find_first_of("\r\n", begin), text.size())};
}

/// UTF-16 code units, as columns are counted.
std::size_t columns_in(std::string_view text) {
  std::size_t columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    columns += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xF0U ? 2 : 1;
  }
  return columns;
}

/// Of a very long line only a part is quoted; where a secret was replaced, nobody can tell.
bool begins_in_the_line(const ReportPlace& place, std::string_view before) {
  return place.span.known() && before.find(kRedaction) == std::string_view::npos &&
         columns_in(before) + 1 < place.span.begin.column;
}

class CellReader {
 public:
  CellReader(std::string_view text, Bytes mark) : text_(text), mark_(mark) {}

  std::vector<Cell> read(Bytes range) {
    for (std::size_t i = range.begin; i < range.end;) {
      const std::size_t length = std::max<std::size_t>(1, utf8_sequence_length(text_, i));
      if (text_[i] == '\t') {
        add(std::string(kTabStop - column_ % kTabStop, ' '), {i, i + length});
      } else {
        add(printable(text_.substr(i, length)), {i, i + length});
      }
      i += length;
    }
    return std::move(cells_);
  }

 private:
  void add(std::string shown, Bytes range) {
    const std::size_t width = display_width(shown);
    column_ += width;
    cells_.push_back({std::move(shown), width, range.begin, range.begin < mark_.end && mark_.begin < range.end});
  }

  std::string_view text_;
  Bytes mark_;
  std::vector<Cell> cells_;
  std::size_t column_ = 0;
};

std::size_t width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
  std::size_t width = 0;
  for (std::size_t i = begin; i < end; ++i) width += cells[i].width;
  return width;
}

}  // namespace

std::optional<CodeFrame> code_frame(const ReportPlace& place, std::size_t width) {
  const Quote& quote = place.quote;
  if (quote.empty() || !place.span.known()) return std::nullopt;
  CodeFrame frame;
  frame.line_number = place.span.begin.line;
  frame.more_lines = place.span.end.line - place.span.begin.line;
  const Bytes line = marked_line(quote);
  const Bytes mark{quote.mark_begin, std::min(quote.mark_end, line.end)};
  const std::vector<Cell> cells = CellReader(quote.text, mark).read(line);

  // The first underlined piece, or for an empty mark the one that it stands before.
  const auto at_mark = [&](const Cell& cell) { return cell.underlined || cell.offset >= mark.begin; };
  const auto first = static_cast<std::size_t>(std::find_if(cells.begin(), cells.end(), at_mark) - cells.begin());
  std::size_t last = first;
  while (last < cells.size() && cells[last].underlined) ++last;

  std::size_t from = 0;
  std::size_t to = cells.size();
  if (width_of(cells, 0, cells.size()) > width) {
    // A third of the room goes to what stands before, unless the line ends sooner.
    const std::size_t before = width / 3;
    for (std::size_t used = width_of(cells, 0, first); from < first && used > before; ++from) used -= cells[from].width;
    std::size_t used = 0;
    to = from;
    while (to < cells.size() && used + cells[to].width <= width) used += cells[to++].width;
  }
  const std::string_view before = std::string_view(quote.text).substr(line.begin, mark.begin - line.begin);
  const bool cut_before = from > 0 || begins_in_the_line(place, before);
  const bool cut_after = to < cells.size();
  if (cut_before) frame.code += kCut;
  for (std::size_t i = from; i < to; ++i) frame.code += cells[i].shown;
  if (cut_after) frame.code += kCut;
  while (frame.code.ends_with(' ')) frame.code.pop_back();
  frame.indent = (cut_before ? 1 : 0) + width_of(cells, from, std::min(first, to));
  frame.length = std::max<std::size_t>(1, width_of(cells, std::min(first, to), std::min(last, to)));
  return frame;
}

}  // namespace cpsaudit
