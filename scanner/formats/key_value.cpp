#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

// How many lines a quoted value may go on for: a key in PEM form has some fifty.
constexpr int kMaxQuotedLines = 200;
// How many lines a bracket may stay open; what is open for longer holds settings of its own.
constexpr int kMaxBracketLines = 12;

class KeyValueReader {
 public:
  explicit KeyValueReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    while (offset_ < source_.size()) {
      const Range line = {offset_, line_end(source_, offset_)};
      offset_ = skip_newline(source_, line.end);
      read_line(line);
    }
    builder_.close_to(0, last_end_);
  }

 private:
  void read_line(Range whole) {
    Range line = trim(source_, whole);
    if (line.empty()) return;
    const char first = source_[line.begin];
    if (is_comment_mark(first)) {
      builder_.comment(line, source_.substr(line.begin + 1, line.end - line.begin - 1));
      return;
    }
    if (!builder_.options().section_openers.empty() && read_section(whole, line)) return;
    last_end_ = line.end;
    if (builder_.source(line).substr(0, 7) == "export ") line = trim(source_, {line.begin + 7, line.end});
    if (builder_.options().blank_separates && separated_by_blank(line)) return;
    const std::size_t separator = find_separator(source_, line);
    if (separator == std::string_view::npos) {
      without_separator(whole, line);
      return;
    }
    const Range key = unquoted_key(trim(source_, {line.begin, separator}));
    was_colon_ = source_[separator] == ':';
    value(key, {separator + 1, line.end});
  }

  /// `class Testing(Config):` opens a section that lasts until a line stands no deeper than it. False for other lines.
  bool read_section(Range whole, Range line) {
    const std::size_t indent = line.begin - whole.begin;
    while (!indents_.empty() && indent <= indents_.back()) {
      indents_.pop_back();
      builder_.close(last_end_);
    }
    const std::string_view text = builder_.source(line);
    const std::size_t blank = text.find(' ');
    if (text.back() != ':' || blank == std::string_view::npos) return false;
    const auto& openers = builder_.options().section_openers;
    if (std::find(openers.begin(), openers.end(), text.substr(0, blank)) == openers.end()) return false;
    const Range key = {line.begin, line.begin + blank};
    const Range name = trim(source_, {key.end, line.end - 1});
    Node section = make_section(builder_, std::string(builder_.source(key)), key);
    section.value = builder_.source(name);
    builder_.open(std::move(section), line.begin);
    indents_.push_back(indent);
    last_end_ = line.end;
    return true;
  }

  /// `listen_addresses '*'`. False when the key is followed by a mark, or by nothing.
  bool separated_by_blank(Range line) {
    Range key = {line.begin, line.begin};
    while (key.end < line.end && (is_name_character(source_[key.end]) || source_[key.end] == '.')) ++key.end;
    const Range rest = trim(source_, {key.end, line.end});
    if (key.empty() || rest.empty() || rest.begin == key.end) return false;
    if (source_[rest.begin] == '=' || source_[rest.begin] == ':' || is_comment_mark(source_[rest.begin])) return false;
    value(key, rest);
    return true;
  }

  bool is_comment_mark(char c) const {
    // '!' in .properties, ';' in sysctl.conf; neither starts a key anywhere.
    return builder_.options().comment_marks.find(c) != std::string::npos || c == '#' || c == '!' || c == ';';
  }

  Range unquoted_key(Range key) const {
    if (key.end - key.begin >= 2 && source_[key.begin] == '"' && source_[key.end - 1] == '"') {
      return {key.begin + 1, key.end - 1};
    }
    return key;
  }

  void without_separator(Range whole, Range line) {
    const std::string_view text = builder_.source(line);
    // The end of a block whose settings are read flat, and the further lines of a "Field:" with several.
    if (text == "}" || text == "{") return;
    if (was_colon_ && is_blank(source_[whole.begin])) return;
    if (text.find_first_of(" \t") != std::string_view::npos) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected 'key = value'", line.begin);
      return;
    }
    builder_.add(make_scalar(builder_, std::string(text), line, "", {line.end, line.end}, ScalarStyle::kMissing));
  }

  void value(Range key, Range rest) {
    const Range text = trim(source_, rest);
    if (text.empty()) {
      add(key, "", {rest.begin, rest.begin}, ScalarStyle::kMissing);
      return;
    }
    const char quote = source_[text.begin];
    if ((quote == '"' || quote == '\'') && quoted(key, text)) return;
    if (builder_.options().brackets_continue && bracketed(key, text)) return;
    plain(key, text);
  }

  /// A value whose brackets close in a later line: all of it, as it stands. In parentheses of its own a literal is
  /// the value. False for a value that ends with its line and for what holds braces, in which settings stand.
  bool bracketed(Range key, Range text) {
    std::size_t open = 0;
    int lines = 1;
    char quote = 0;
    std::size_t i = text.begin;
    for (; i < source_.size(); ++i) {
      const char c = source_[i];
      if (c == '\n' && (open == 0 || quote != 0 || ++lines > kMaxBracketLines)) break;
      if (quote != 0) {
        if (c == '\\') ++i;
        if (c == quote) quote = 0;
        continue;
      }
      if (c == '"' || c == '\'') quote = c;
      if (c == '#') i = line_end(source_, i) - 1;
      if (c == '{') return false;
      if (c == '(' || c == '[') ++open;
      if (c == ')' || c == ']') {
        if (open == 0) break;
        --open;
      }
    }
    if (lines == 1 || open > 0 || quote != 0) return false;
    const Range whole = trim(source_, {text.begin, std::min(i, source_.size())});
    offset_ = skip_newline(source_, line_end(source_, whole.end));
    if (!literal_in_parentheses(key, whole)) {
      add(key, std::string(builder_.source(whole)), whole, ScalarStyle::kPlain);
    }
    return true;
  }

  /// `( "text" )`, over whatever lines.
  bool literal_in_parentheses(Range key, Range whole) {
    const std::string_view text = builder_.source(whole);
    if (text.size() < 4 || text.front() != '(' || text.back() != ')') return false;
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace, 1);
    const std::size_t last = text.find_last_not_of(kSpace, text.size() - 2);
    const bool is_quoted = first < last && (text[first] == '"' || text[first] == '\'') && text[last] == text[first];
    const std::string_view inner = is_quoted ? text.substr(first + 1, last - first - 1) : std::string_view();
    if (!is_quoted || inner.find_first_of(std::string("\\\n") + text[first]) != std::string_view::npos) return false;
    const std::size_t begin = whole.begin + first + 1;
    add(key, std::string(inner), {begin, begin + inner.size()}, ScalarStyle::kQuoted);
    return true;
  }

  /// False when the quote is not closed, or when more stands behind it: then it belongs to the value.
  bool quoted(Range key, Range text) {
    const char quote = source_[text.begin];
    std::string value;
    int lines = 1;
    std::size_t i = text.begin + 1;
    for (; i < source_.size() && source_[i] != quote; ++i) {
      char c = source_[i];
      if (c == '\n' && (quote == '\'' || ++lines > kMaxQuotedLines)) return false;
      if (c == '\\' && quote == '"' && i + 1 < source_.size()) {
        c = source_[++i];
        if (c == 'n')
          c = '\n';
        else if (c != '"' && c != '\\' && c != '$')
          value += '\\';
      }
      value += c;
    }
    if (i >= source_.size()) return false;
    const std::size_t end = line_end(source_, i);
    const Range behind = trim(source_, {i + 1, end});
    if (!behind.empty() && (source_[behind.begin] != '#' || behind.begin == i + 1)) return false;
    if (!behind.empty()) builder_.comment(behind, source_.substr(behind.begin + 1, behind.end - behind.begin - 1));
    add(key, std::move(value), {text.begin + 1, i}, ScalarStyle::kQuoted);
    offset_ = skip_newline(source_, end);
    return true;
  }

  void plain(Range key, Range text) {
    const std::size_t mark = find_trailing_comment(source_, text, builder_.options().trailing_comment_marks);
    if (mark < text.end) {
      builder_.comment({mark, text.end}, source_.substr(mark + 1, text.end - mark - 1));
      text = trim(source_, {text.begin, mark});
    }
    std::string value(builder_.source(text));
    // .properties go on behind a backslash at the end of the line.
    while (!value.empty() && value.back() == '\\' && offset_ < source_.size()) {
      const Range line = {offset_, line_end(source_, offset_)};
      offset_ = skip_newline(source_, line.end);
      const Range more = trim(source_, line);
      value.pop_back();
      value += builder_.source(more);
      text.end = more.end;
    }
    add(key, std::move(value), text, ScalarStyle::kPlain);
  }

  void add(Range key, std::string value, Range range, ScalarStyle style) {
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, std::move(value), range, style));
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  std::size_t offset_ = 0;
  /// Behind the last line that is no comment.
  std::size_t last_end_ = 0;
  /// Of the sections that are open.
  std::vector<std::size_t> indents_;
  bool was_colon_ = false;
};

}  // namespace

void parse_key_value(DocumentBuilder& builder) {
  KeyValueReader(builder).read();
}

}  // namespace cpsaudit
