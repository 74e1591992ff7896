#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

class IniReader {
 public:
  explicit IniReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()), lines_(source_) {}

  void read() {
    while (lines_.next()) {
      const Range line = trim(source_, lines_.line());
      if (line.empty()) continue;
      if (is_comment(line)) continue;
      if (source_[line.begin] == '[') {
        section(line);
      } else {
        setting();
      }
    }
    builder_.close_to(0, last_end_);
  }

 private:
  void section(Range line) {
    const std::string_view text = builder_.source(line);
    std::size_t close = text.find(']');
    if (close == std::string_view::npos) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a section's name has no closing ']'", line.begin);
      return;
    }
    // A name may hold brackets itself, as long as nothing but the name stands on the line.
    if (text.back() == ']') close = text.size() - 1;
    close += line.begin;
    builder_.close_to(0, last_end_);
    const Range name = trim(source_, {line.begin + 1, close});
    builder_.open(make_section(builder_, std::string(builder_.source(name)), name), line.begin);
    last_end_ = line.end;
    trailing_comment({close + 1, line.end});
  }

  void setting() {
    LogicalLine logical = join();
    const Range first = trim(source_, logical.parts.front());
    last_end_ = logical.range.end;
    const std::size_t separator = find_separator(source_, first);
    if (separator == std::string_view::npos) {
      const std::size_t end = trailing_comment(first);
      const Range key = trim(source_, {first.begin, end});
      builder_.add(
          make_scalar(builder_, std::string(builder_.source(key)), key, "", {key.end, key.end}, ScalarStyle::kMissing));
      return;
    }
    const Range key = trim(source_, {first.begin, separator});
    logical.parts.front() = {separator + 1, logical.parts.front().end};
    Range& last = logical.parts.back();
    last.end = trailing_comment(last);
    value(key, logical);
  }

  void value(Range key, const LogicalLine& logical) {
    Range whole = trim(source_, {logical.parts.front().begin, logical.parts.back().end});
    std::string text = join_parts(source_, logical.parts);
    ScalarStyle style = ScalarStyle::kPlain;
    if (is_quoted_whole(text)) {
      text = text.substr(1, text.size() - 2);
      whole = {whole.begin + 1, whole.end - 1};
      style = ScalarStyle::kQuoted;
    }
    if (text.empty() && style == ScalarStyle::kPlain) {
      whole = {logical.parts.front().begin, logical.parts.front().begin};
      style = ScalarStyle::kMissing;
    }
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, std::move(text), whole, style));
  }

  /// `"a b"`, but not `"A=b" "C=d"`, whose quotes belong to its parts.
  static bool is_quoted_whole(std::string_view text) {
    if (text.size() < 2) return false;
    const char quote = text.front();
    return (quote == '"' || quote == '\'') && text.find(quote, 1) == text.size() - 1;
  }

  /// As join_continuation, but systemd.syntax(7) allows comment lines between the lines of one value.
  LogicalLine join() {
    LogicalLine logical;
    logical.range = lines_.line();
    Range part = lines_.line();
    while (is_continued(source_, part)) {
      logical.parts.push_back({part.begin, part.end - 1});
      bool more = lines_.next();
      while (more && is_comment(lines_.line())) more = lines_.next();
      if (!more) return logical;
      part = lines_.line();
      logical.range.end = part.end;
    }
    logical.parts.push_back(part);
    return logical;
  }

  /// Records the line when it is a comment.
  bool is_comment(Range whole) {
    const Range line = trim(source_, whole);
    if (line.empty() || (source_[line.begin] != '#' && source_[line.begin] != ';')) return false;
    builder_.comment(line, source_.substr(line.begin + 1, line.end - line.begin - 1));
    return true;
  }

  /// Records the comment behind a value, and returns where the value ends.
  std::size_t trailing_comment(Range value) {
    const std::size_t mark = find_trailing_comment(source_, value, builder_.options().trailing_comment_marks);
    if (mark < value.end) builder_.comment({mark, value.end}, source_.substr(mark + 1, value.end - mark - 1));
    return mark;
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  LineReader lines_;
  std::size_t last_end_ = 0;
};

}  // namespace

void parse_ini(DocumentBuilder& builder) {
  IniReader(builder).read();
}

}  // namespace cpsaudit
