#include "report/terminal_page.h"

#include <algorithm>
#include <vector>

#include "core/utf8.h"
#include "report/display.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowestColumn = 8;

using Cells = std::vector<std::string>;

/// What may not be parted from its neighbours, and whether a blank stands before it.
struct Piece {
  std::string text;
  std::size_t width = 0;
  bool after_blank = false;
};

bool never_begins_a_line(char32_t c) {
  constexpr std::u32string_view kMarks = U"、。，．・：；？！）」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…";
  return kMarks.find(c) != std::u32string_view::npos;
}

bool never_ends_a_line(char32_t c) {
  constexpr std::u32string_view kMarks = U"（「『【〔〈《";
  return kMarks.find(c) != std::u32string_view::npos;
}

/// Words; of scripts without blanks each character.
std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool blank = false;
  bool was_wide = true;
  bool holds_next = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, utf8_sequence_length(text, i));
    const std::string_view bytes = text.substr(i, length);
    i += length;
    if (bytes == " ") {
      blank = true;
      continue;
    }
    const char32_t c = length == 1 ? static_cast<unsigned char>(bytes.front()) : utf8_code_point(bytes);
    const std::size_t width = display_width(c);
    const bool wide = width == 2;
    const bool joins = !pieces.empty() && !blank && ((!wide && !was_wide) || never_begins_a_line(c) || holds_next);
    if (!joins) pieces.push_back({{}, 0, blank});
    pieces.back().text += bytes;
    pieces.back().width += width;
    blank = false;
    was_wide = wide;
    holds_next = never_ends_a_line(c);
  }
  return pieces;
}

/// Without the marks of code: what stands in them is told apart by its spelling.
std::string plain(std::string_view text) {
  std::string output;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') continue;
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|') continue;
    output += text[i];
  }
  return output;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t column = 0;
  for (const Piece& piece : pieces_of(text)) {
    const std::size_t blank = piece.after_blank && column > 0 ? 1 : 0;
    if (column > 0 && column + blank + piece.width > width) {
      lines.emplace_back();
      column = 0;
    } else if (blank > 0) {
      lines.back() += ' ';
      ++column;
    }
    lines.back() += piece.text;
    column += piece.width;
  }
  return lines;
}

Cells cells_of(std::string_view line) {
  Cells cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] != '|' || line[i - 1] == '\\') {
      cell += line[i];
      continue;
    }
    const std::size_t begin = cell.find_first_not_of(' ');
    const std::size_t end = cell.find_last_not_of(' ');
    cells.push_back(begin == std::string::npos ? std::string() : plain(cell.substr(begin, end + 1 - begin)));
    cell.clear();
  }
  return cells;
}

class Writer {
 public:
  explicit Writer(std::size_t width) : width_(width) {}

  std::string write(std::string_view markdown) && {
    while (!markdown.empty()) {
      const std::size_t end = std::min(markdown.find('\n'), markdown.size());
      take(markdown.substr(0, end));
      markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    end_table();
    return std::move(output_);
  }

 private:
  void take(std::string_view line) {
    if (line.starts_with('|')) {
      if (line.find_first_not_of("|-: ") != std::string_view::npos || table_.empty()) table_.push_back(cells_of(line));
      return;
    }
    end_table();
    if (line.starts_with('#')) {
      heading(line);
    } else {
      paragraph(line);
    }
  }

  void heading(std::string_view line) {
    const std::size_t level = line.find_first_not_of('#');
    const std::string text = plain(line.substr(std::min(level + 1, line.size())));
    for (const std::string& part : wrapped(text, width_)) output_ += part + '\n';
    if (level > 2) return;
    const std::size_t length = std::min(width_, display_width(text));
    output_ += std::string(length, level == 1 ? '=' : '-') + '\n';
    // The rule is distance enough.
    after_heading_ = true;
  }

  void paragraph(std::string_view line) {
    if (line.empty() && after_heading_) return;
    after_heading_ = false;
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view text = line.substr(indent);
    const std::size_t hanging = indent + (text.starts_with("- ") ? 2 : 0);
    const std::size_t room = width_ > hanging + kNarrowestColumn ? width_ - hanging : kNarrowestColumn;
    const std::vector<std::string> lines = wrapped(plain(text.substr(hanging - indent)), room);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view mark = text.starts_with("- ") && i == 0 ? "- " : "";
      std::string begin(i == 0 ? indent : hanging, ' ');
      output_ += (lines[i].empty() ? std::string() : begin.append(mark) + lines[i]) + '\n';
    }
  }

  /// What each column wants; then the widest give way until all fit.
  std::vector<std::size_t> widths() const {
    std::vector<std::size_t> widths(table_.front().size(), 0);
    for (const Cells& row : table_) {
      for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
        widths[i] = std::max(widths[i], display_width(row[i]));
      }
    }
    const std::size_t gaps = kGap * (widths.size() - 1);
    for (;;) {
      std::size_t sum = gaps;
      for (const std::size_t one : widths) sum += one;
      const auto widest = std::max_element(widths.begin(), widths.end());
      if (sum <= width_ || *widest <= kNarrowestColumn) return widths;
      --*widest;
    }
  }

  bool write_row(const Cells& row, const std::vector<std::size_t>& widths) {
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 0;
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      columns.push_back(wrapped(row[i], std::max<std::size_t>(1, widths[i])));
      height = std::max(height, columns.back().size());
    }
    for (std::size_t y = 0; y < height; ++y) {
      std::string line;
      std::size_t column = 0;
      std::size_t start = 0;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (y < columns[i].size() && !columns[i][y].empty()) {
          line.append(start - column, ' ');
          line += columns[i][y];
          column = start + display_width(columns[i][y]);
        }
        start += widths[i] + kGap;
        // A word that is longer than its column pushes the next one on.
        start = std::max(start, column + 1);
      }
      output_ += line + '\n';
    }
    return height > 1;
  }

  void end_table() {
    if (table_.empty()) return;
    after_heading_ = false;
    const std::vector<std::size_t> columns = widths();
    std::size_t rule = kGap * (columns.size() - 1);
    for (const std::size_t one : columns) rule += one;
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const bool tall = write_row(table_[i], columns);
      if (i == 0) {
        output_ += std::string(std::min(rule, width_), '-') + '\n';
      } else if (tall && i + 1 < table_.size()) {
        output_ += '\n';
      }
    }
    table_.clear();
  }

  std::size_t width_;
  bool after_heading_ = false;
  std::vector<Cells> table_;
  std::string output_;
};

}  // namespace

std::string terminal_page(std::string_view markdown, std::size_t width) {
  return Writer(width).write(markdown);
}

}  // namespace cpsaudit
