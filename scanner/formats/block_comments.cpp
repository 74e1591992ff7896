#include "formats/block_comments.h"

#include <algorithm>
#include <vector>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostLetters = 2;

class CommentReader {
 public:
  explicit CommentReader(std::string_view source) : source_(source) {}

  /// Behind the mark that opens a comment as the first of a line; nothing when none does.
  std::optional<std::size_t> opened_by(const CommentMarks& marks, Range line) const {
    std::size_t at = line.begin;
    // What begins with a quote may have letters before it, which say how it is to be read.
    const bool quoted = marks.open.front() == '"' || marks.open.front() == '\'';
    while (quoted && at < line.begin + kMostLetters && at < line.end && is_letter(source_[at])) ++at;
    if (source_.compare(at, marks.open.size(), marks.open) != 0) return std::nullopt;
    return at + marks.open.size();
  }

  std::optional<std::size_t> closed_by(const CommentMarks& marks, std::size_t from) const {
    const std::size_t close = source_.find(marks.close, from);
    return close == std::string_view::npos ? std::nullopt : std::optional(close + marks.close.size());
  }

  /// `x = """`: the end of a text that goes on behind its line, of which the closing mark opens nothing. 0 for none.
  std::size_t end_of_text(const CommentMarks& marks, Range line) const {
    if (marks.open != marks.close) return 0;
    const std::string_view text = source_.substr(line.begin, line.end - line.begin);
    bool is_open = false;
    for (std::size_t at = 0; (at = text.find(marks.open, at)) != std::string_view::npos; at += marks.open.size()) {
      is_open = !is_open;
    }
    return is_open ? closed_by(marks, line.end).value_or(source_.size()) : 0;
  }

 private:
  std::string_view source_;
};

}  // namespace

std::optional<std::string> without_block_comments(std::string_view source, std::span<const CommentMarks> marks) {
  if (marks.empty()) return std::nullopt;
  std::optional<std::string> blanked;
  const CommentReader reader(source);
  LineReader lines(source);
  std::size_t read_to = 0;
  // Behind a comment that never ends no other does: nobody searches to the end of the text for each of them.
  std::vector<const CommentMarks*> open_for_good;
  while (lines.next()) {
    const Range line = trim(source, lines.line());
    if (line.empty() || line.begin < read_to) continue;
    for (const CommentMarks& mark : marks) {
      if (std::find(open_for_good.begin(), open_for_good.end(), &mark) != open_for_good.end()) continue;
      const std::optional<std::size_t> inner = reader.opened_by(mark, line);
      const std::optional<std::size_t> end = inner ? reader.closed_by(mark, *inner) : std::nullopt;
      if (inner && !end) open_for_good.push_back(&mark);
      read_to = std::max(read_to, end ? *end : reader.end_of_text(mark, line));
      if (!end || *end <= line.end) continue;
      if (!blanked) blanked = std::string(source);
      const auto at = [&](std::size_t offset) { return blanked->begin() + static_cast<std::ptrdiff_t>(offset); };
      std::replace_if(at(line.begin), at(*end), [](char c) { return !is_newline(c); }, ' ');
    }
  }
  return blanked;
}

}  // namespace cpsaudit
