#include <algorithm>
#include <array>

#include "formats/command_line.h"
#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

// The marks in front of the '=' of an assignment, longest first.
constexpr std::array<std::string_view, 6> kOperatorMarks = {"??", "?", ":", "+", ".", ""};
// Statements that are a word and its arguments.
constexpr std::array<std::string_view, 9> kStatements = {
    "inherit", "include", "require", "addtask", "deltask", "export", "EXPORT_FUNCTIONS", "addhandler", "inherit_defer"};

/// Recipes, classes and configuration of BitBake: `VAR = "value"` with its operators, over several lines behind a
/// backslash; statements; functions, of which those in shell are commands.
/// A value is kept as written, backslashes at the ends of its lines included.
class BitbakeReader {
 public:
  explicit BitbakeReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    while (offset_ < source_.size()) {
      const Range whole = {offset_, line_end(source_, offset_)};
      offset_ = skip_newline(source_, whole.end);
      const Range line = trim(source_, whole);
      if (line.empty()) continue;
      if (source_[line.begin] == '#') {
        builder_.comment(line, source_.substr(line.begin + 1, line.end - line.begin - 1));
      } else {
        read_line(whole, line);
      }
    }
  }

 private:
  void read_line(Range whole, Range line) {
    const std::string_view text = builder_.source(line);
    const bool indented = whole.begin != line.begin;
    // What is indented here belongs to a Python function begun by `def`.
    if (text.substr(0, 4) == "def " || (indented && in_def_)) {
      in_def_ = true;
      return;
    }
    in_def_ = false;
    if (function(line)) return;
    if (assignment(line)) return;
    if (statement(line)) return;
    builder_.problem(Problem::Kind::kPartlyParsed, "expected an assignment, a statement or a function", line.begin);
  }

  /// `[fakeroot] [python] name () {` up to a '}' at the start of a line.
  bool function(Range line) {
    const std::string_view text = builder_.source(line);
    if (text.back() != '{') return false;
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || text.find('=') < open) return false;
    const std::size_t close = find_end(offset_);
    const Range body = {offset_, close};
    offset_ = close == source_.size() ? close : skip_newline(source_, line_end(source_, close));
    if (text.find("python") < open) return true;
    Range name = trim(source_, {line.begin, line.begin + open});
    const std::size_t blank = builder_.source(name).find_last_of(" \t");
    if (blank != std::string_view::npos) name.begin += blank + 1;
    CommandPlace place;
    place.context = "shell";
    place.inside = builder_.source(name);
    append_shell_line(CommandSource(builder_.text(), body), place, builder_.commands());
    return true;
  }

  /// Offset of the '}' that stands at the start of a line, or the end.
  std::size_t find_end(std::size_t begin) const {
    for (std::size_t i = begin; i < source_.size(); i = skip_newline(source_, line_end(source_, i))) {
      if (source_[i] == '}') return i;
    }
    return source_.size();
  }

  bool assignment(Range line) {
    Range rest = line;
    if (builder_.source(line).substr(0, 7) == "export ") rest = trim(source_, {line.begin + 7, line.end});
    std::size_t equals = rest.begin;
    while (equals < rest.end && source_[equals] != '=' && source_[equals] != '"' && source_[equals] != '\'') ++equals;
    if (equals == rest.end || source_[equals] != '=') return false;
    const Range value = trim(source_, {std::min(equals + 1, rest.end), rest.end});
    // `VAR =+ "x"`, `VAR =. "x"`: prepended.
    std::size_t quote = value.begin;
    if (quote < value.end && (source_[quote] == '+' || source_[quote] == '.')) ++quote;
    while (quote < value.end && is_blank(source_[quote])) ++quote;
    const Range key = without_operator({rest.begin, equals});
    if (key.empty() || builder_.source(key).find_first_of(" \t") != std::string_view::npos) return false;
    if (quote == value.end || (source_[quote] != '"' && source_[quote] != '\'')) return false;
    const std::size_t close = closing_quote(quote);
    if (close == source_.size()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a quote is not closed", quote);
      return true;
    }
    const Range inside = {quote + 1, close};
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, std::string(builder_.source(inside)),
                             inside, ScalarStyle::kQuoted));
    offset_ = skip_newline(source_, line_end(source_, close));
    return true;
  }

  Range without_operator(Range key) const {
    key = trim(source_, key);
    const std::string_view text = builder_.source(key);
    for (const std::string_view marks : kOperatorMarks) {
      if (text.size() < marks.size() || text.substr(text.size() - marks.size()) != marks) continue;
      key.end -= marks.size();
      break;
    }
    return trim(source_, key);
  }

  /// The quote that ends the value: the last one on its logical line, since quotes inside are not escaped.
  std::size_t closing_quote(std::size_t open) const {
    Range line = {open, line_end(source_, open)};
    while (is_continued(source_, line)) {
      const std::size_t next = skip_newline(source_, line.end);
      if (next == line.end) break;
      line = {next, line_end(source_, next)};
    }
    const std::size_t last = source_.substr(0, line.end).rfind(source_[open]);
    return last == std::string_view::npos || last <= open ? source_.size() : last;
  }

  bool statement(Range line) {
    const std::size_t end = std::min(builder_.source(line).find_first_of(" \t"), line.end - line.begin) + line.begin;
    const Range key = {line.begin, end};
    const Range value = trim(source_, {end, line.end});
    const bool known = std::find(kStatements.begin(), kStatements.end(), builder_.source(key)) != kStatements.end();
    // `VAR[unset]`, `unset VAR`: nothing is set.
    if (!known) return builder_.source(key) == "unset";
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, std::string(builder_.source(value)),
                             value, value.empty() ? ScalarStyle::kMissing : ScalarStyle::kPlain));
    return true;
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  std::size_t offset_ = 0;
  bool in_def_ = false;
};

}  // namespace

void parse_bitbake(DocumentBuilder& builder) {
  BitbakeReader(builder).read();
}

}  // namespace cpsaudit
