#include <algorithm>
#include <optional>

#include "formats/arguments.h"
#include "formats/lines.h"
#include "formats/parsers.h"
#include "formats/program_literal.h"

// Statements that end with their line, and groups in braces: HOCON, HCL, lighttpd, FreeRADIUS, swanctl, NATS,
// Caddyfile, RainerScript. They differ in what stands between key and value, and agree in nearly everything else.

namespace cpsaudit {
namespace {

// How far to look for the "=>" that tells a table in parentheses from a list.
constexpr std::size_t kMaxKeyLength = 256;
constexpr std::size_t kMaxGroupsSearched = 64;

class BraceReader {
 public:
  explicit BraceReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    while (skip_to_statement()) step();
    for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a group is not closed", group->begin);
    }
    builder_.close_to(0, source_.size());
  }

 private:
  struct Group {
    /// kLines: a value goes on to the end of its line. kPairs: it is one word, as in `action(type="omfwd" port="514")`.
    enum class Kind { kLines, kPairs, kList };
    Kind kind = Kind::kLines;
    char end = '}';
    std::size_t begin = 0;
    /// Of `{ a: 1, b: 2 }`: false as soon as a line has ended in the group.
    bool on_one_line = true;
    /// How many calls end behind it: 1 in `jsonencode({ … })`.
    std::size_t calls = 0;
  };

  void step() {
    const char c = source_[at_];
    if (c == '}' || c == ']' || c == ')') {
      close(c);
    } else if (kind() == Group::Kind::kList) {
      item();
    } else if (c == '{' && !is_placeholder(at_)) {
      open({}, Group::Kind::kLines);
    } else {
      statement();
    }
  }

  Group::Kind kind() const { return groups_.empty() ? Group::Kind::kLines : groups_.back().kind; }

  /// False at the end of the file.
  bool skip_to_statement() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (is_newline(c)) {
        if (!groups_.empty()) groups_.back().on_one_line = false;
        ++at_;
      } else if (is_blank(c) || c == ',' || c == ';') {
        ++at_;
      } else if (!skip_comment()) {
        return true;
      }
    }
    return false;
  }

  bool starts_comment(std::size_t at) const {
    const std::string_view two = source_.substr(at, 2);
    return two == "//" || two == "/*" || builder_.options().comment_marks.find(source_[at]) != std::string::npos;
  }

  bool skip_comment() {
    if (!starts_comment(at_)) return false;
    const std::size_t begin = at_;
    if (source_.substr(at_, 2) == "/*") {
      const std::size_t close = source_.find("*/", at_ + 2);
      const bool closed = close != std::string_view::npos;
      if (!closed) builder_.problem(Problem::Kind::kPartlyParsed, "a comment is not closed", begin);
      at_ = closed ? close + 2 : source_.size();
      builder_.comment({begin, at_}, source_.substr(begin + 2, at_ - begin - (closed ? 4 : 2)));
      return true;
    }
    at_ = line_end(source_, at_);
    const std::size_t marks = source_[begin] == '/' ? 2 : 1;
    builder_.comment({begin, at_}, source_.substr(begin + marks, at_ - begin - marks));
    return true;
  }

  void statement() {
    const Argument key = read_key();
    if (key.whole.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected a key", at_);
      ++at_;
      return;
    }
    if (peek() == '(') {
      open(key, Group::Kind::kPairs);
      return;
    }
    skip_blanks();
    const std::size_t operator_length = length_of_operator();
    const bool compares =
        operator_length == 2 && source_[at_] != '+' && source_[at_] != ':' && source_.substr(at_, 2) != "=>";
    at_ += operator_length;
    if (operator_length > 0 && !compares) {
      skip_blanks();
      value(key);
    } else if (kind() == Group::Kind::kPairs) {
      argument(key);
    } else {
      directive(key);
    }
  }

  /// "=", ":", "+=", ":=", "=>" before a value; "==", "=~", "!=", "!~" before what a condition compares with.
  std::size_t length_of_operator() const {
    static constexpr std::string_view kTwo[] = {"+=", ":=", "=>", "==", "=~", "!=", "!~"};
    const std::string_view two = source_.substr(at_, 2);
    if (std::find(std::begin(kTwo), std::end(kTwo), two) != std::end(kTwo)) return 2;
    return peek() == '=' || peek() == ':' ? 1 : 0;
  }

  Argument read_key() {
    const char quote = peek();
    if (quote == '"' || quote == '\'') {
      Argument key = read_argument(source_, at_, line_end(source_, at_), {.stops = ":={}[](),;"});
      at_ = key.whole.end;
      return key;
    }
    const std::size_t begin = at_;
    while (at_ < source_.size() && !is_blank(source_[at_]) && !is_newline(source_[at_]) && !ends_key(begin)) {
      at_ = is_placeholder(at_) ? *closing_brace(at_) + 1 : at_ + 1;
    }
    Argument key;
    key.whole = key.inner = {begin, at_};
    key.text = std::string(builder_.source(key.whole));
    return key;
  }

  bool ends_key(std::size_t begin) const {
    const char c = source_[at_];
    if (c == '=' || c == '}' || c == '(' || c == ')') return true;
    // "auth,authpriv.*" and "*.*;mail.none" are names; behind a name they end it.
    if (c == ';' || c == ',') return kind() != Group::Kind::kLines || ends_word(at_ + 1);
    if (c == '{') return !is_placeholder(at_);
    if (source_.substr(at_, 2) == "+=") return true;
    // "user: x" and "port:4222", but not "localhost:8080 {", ":80" or "https://…".
    if (c != ':' || at_ == begin) return false;
    const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : '\n';
    if (is_blank(next) || is_newline(next) || next == '"' || next == '\'' || next == '[' || next == '{') return true;
    return next != '/' && !source_.substr(at_, line_end(source_, at_) - at_).ends_with('{');
  }

  /// `transport("tls")`: the first argument of a call is its value, further ones are marks.
  void argument(const Argument& argument) {
    Node& call = builder_.current();
    if (call.value.empty() && call.children.empty()) {
      set_arguments(builder_, call, {argument}, argument.whole.end);
    } else {
      builder_.add(make_scalar(builder_, argument.text, argument.inner, "", {argument.whole.end, argument.whole.end},
                               ScalarStyle::kMissing));
    }
  }

  /// What stands behind a separator.
  void value(const Argument& key) {
    // JSON's way: the group begins on a line of its own.
    const std::size_t next = next_visible(at_);
    if (next < source_.size() && (source_[next] == '{' || source_[next] == '[')) at_ = next;
    const char c = peek();
    if (c == '{' && !is_placeholder(at_)) {
      open(key, Group::Kind::kLines);
    } else if (c == '[') {
      open(key, Group::Kind::kList);
    } else if (c == '(') {
      open(key, holds_pairs() ? Group::Kind::kPairs : Group::Kind::kList);
    } else if (const auto group = group_in_call()) {
      at_ = group->begin;
      open(key, source_[at_] == '{' ? Group::Kind::kLines : Group::Kind::kList);
      groups_.back().calls = group->calls;
    } else {
      builder_.add(scalar(key));
    }
  }

  struct GroupInCall {
    std::size_t begin = 0;
    std::size_t calls = 0;
  };

  /// `jsonencode({`, `templatefile("a", {`: the first group of a call that goes on behind its line.
  std::optional<GroupInCall> group_in_call() const {
    std::size_t at = at_;
    while (at < source_.size() && is_name_character(source_[at])) ++at;
    if (at == at_ || at >= source_.size() || source_[at] != '(') return std::nullopt;
    std::optional<GroupInCall> group;
    std::size_t calls = 0;
    std::size_t deep = 0;
    for (; at < source_.size(); ++at) {
      const char c = source_[at];
      if (is_newline(c) && group) break;
      if (c == '"') at = end_of_quoted(at);
      if (c == '(') ++calls;
      if (c == '{' || c == '[') {
        if (!group) group = {at, calls};
        ++deep;
      }
      if ((c == '}' || c == ']') && deep > 0) --deep;
      if (c == ')' && --calls == 0) return std::nullopt;
      // Behind the line of the call nothing but the group may begin.
      if (is_newline(c) && next_visible(at) < source_.size() &&
          std::string_view("{[").find(source_[next_visible(at)]) == std::string_view::npos) {
        return std::nullopt;
      }
    }
    return deep > 0 ? group : std::nullopt;
  }

  std::size_t end_of_quoted(std::size_t at) const {
    const std::size_t end = line_end(source_, at);
    for (++at; at < end && source_[at] != '"'; ++at) {
      if (source_[at] == '\\') ++at;
    }
    return std::min(at, end);
  }

  /// What stands behind the group of a call, up to where the last of `calls` ends.
  void skip_calls(std::size_t calls) {
    std::size_t at = at_;
    for (; at < source_.size() && calls > 0; ++at) {
      if (source_[at] == '"') at = end_of_quoted(at);
      if (at < source_.size() && source_[at] == '(') ++calls;
      if (at < source_.size() && source_[at] == ')') --calls;
    }
    if (calls == 0) at_ = at;
  }

  /// A key with arguments behind it, and perhaps a group.
  void directive(const Argument& key) {
    std::vector<Argument> arguments;
    while (at_ < source_.size() && !is_newline(source_[at_])) {
      const char c = source_[at_];
      if (is_blank(c)) {
        ++at_;
      } else if (starts_comment(at_) || c == ';' || c == '}' || (c == '{' && !is_placeholder(at_))) {
        break;
      } else {
        arguments.push_back(read_word());
      }
    }
    const std::size_t brace = next_visible(at_);
    if (brace < source_.size() && source_[brace] == '{' && !is_placeholder(brace)) {
      at_ = brace;
      open(key, Group::Kind::kLines, arguments);
      return;
    }
    Node node = make_scalar(builder_, key.text, key.inner, "", key.inner);
    set_arguments(builder_, node, arguments, key.whole.end);
    builder_.add(std::move(node));
  }

  Argument read_word() {
    const std::size_t begin = at_;
    Argument word = read_argument(source_, at_, line_end(source_, at_), {.stops = "{};"});
    at_ = std::max(word.whole.end, at_);
    bool joined = false;
    while (at_ < source_.size() && source_[at_] == '{' && (is_placeholder(at_) || at_ > begin)) {
      const auto close = closing_brace(at_);
      if (!close) break;
      at_ = *close + 1;
      if (at_ < source_.size() && !is_blank(source_[at_]) && !is_newline(source_[at_])) {
        at_ = read_argument(source_, at_, line_end(source_, at_), {.stops = "{};"}).whole.end;
      }
      joined = true;
    }
    if (at_ == begin) ++at_;
    if (joined || word.whole.empty()) {
      word.whole = word.inner = {begin, at_};
      word.text = std::string(builder_.source(word.whole));
      word.quoted = false;
    }
    return word;
  }

  /// The '}' behind the '{' at `at`, when it stands near by on the same line.
  std::optional<std::size_t> closing_brace(std::size_t at) const {
    const std::size_t limit = std::min(source_.size(), at + kMaxKeyLength);
    for (; at < limit && !is_newline(source_[at]); ++at) {
      if (source_[at] == '}') return at;
    }
    return std::nullopt;
  }

  /// `{$HOST}`, `{env.HOST}`, `${HOST}`: a value that stands elsewhere, no group.
  bool is_placeholder(std::size_t at) const {
    if (at >= source_.size() || source_[at] != '{') return false;
    const auto close = closing_brace(at);
    if (!close) return false;
    if (at > 0 && source_[at - 1] == '$') return true;
    const std::string_view name = source_.substr(at + 1, *close - at - 1);
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_name_character(c) || c == '.' || c == '$'; });
  }

  Node scalar(const Argument& key) {
    const std::size_t begin = at_;
    if (source_.substr(at_, 3) == "\"\"\"") {
      const std::size_t close = source_.find("\"\"\"", at_ + 3);
      const Range inner = {at_ + 3, close == std::string_view::npos ? source_.size() : close};
      at_ = std::min(inner.end + 3, source_.size());
      return make_scalar(builder_, key.text, key.inner, std::string(builder_.source(inner)), inner,
                         ScalarStyle::kBlock);
    }
    if (peek() == '"' || peek() == '\'') {
      const Argument argument = read_argument(source_, at_, line_end(source_, at_), {.stops = ",;{}[]()"});
      if (argument.quoted && ends_value(argument.whole.end)) {
        at_ = argument.whole.end;
        return make_scalar(builder_, key.text, key.inner, argument.text, argument.inner, ScalarStyle::kQuoted);
      }
    }
    if (auto text = here_document(key)) return std::move(*text);
    at_ = end_of_plain(begin);
    const Range range = trim(source_, {begin, at_});
    const ScalarStyle style = range.empty() ? ScalarStyle::kMissing : ScalarStyle::kPlain;
    return make_scalar(builder_, key.text, key.inner, std::string(builder_.source(range)), range, style);
  }

  /// `<<-EOT`, also as the argument of a function: `base64encode(<<EOT`. The lines up to the one that says so, without
  /// the blanks that all of them begin with.
  std::optional<Node> here_document(const Argument& key) {
    const Range line = trim(source_, {at_, line_end(source_, at_)});
    const std::string_view text = builder_.source(line);
    const std::size_t mark = text.find("<<");
    if (mark == std::string_view::npos || text.find_first_of("\"'#") < mark) return std::nullopt;
    auto literal = ProgramLiterals(source_).literal(line.begin + mark);
    if (!literal || trim(source_, {literal->end, line.end}).begin < trim(source_, {literal->end, line.end}).end) {
      return std::nullopt;
    }
    remove_indentation(*literal);
    at_ = line_end(source_, literal->inner.end);
    for (auto open = std::count(text.begin(), text.end(), '('); open > 0; --open) {
      const std::size_t next = next_visible(at_);
      if (next >= source_.size() || source_[next] != ')') break;
      at_ = next + 1;
    }
    return make_scalar(builder_, key.text, key.inner, std::move(literal->text), literal->inner, ScalarStyle::kBlock);
  }

  /// Nothing that belongs to the value follows on the line.
  bool ends_value(std::size_t at) const {
    if (kind() != Group::Kind::kLines) return true;
    while (at < source_.size() && is_blank(source_[at])) ++at;
    return at >= source_.size() || is_newline(source_[at]) || starts_comment(at) ||
           std::string_view(",;}])").find(source_[at]) != std::string_view::npos;
  }

  std::size_t end_of_plain(std::size_t at) const {
    const bool in_lines = kind() == Group::Kind::kLines;
    const bool splits = !in_lines || (!groups_.empty() && groups_.back().on_one_line);
    const std::size_t begin = at;
    while (at < source_.size() && !is_newline(source_[at])) {
      const char c = source_[at];
      if (c == '{') {
        const auto close = closing_brace(at);
        if (!close) return at;
        at = *close + 1;
        continue;
      }
      const bool behind_blank = at > begin && is_blank(source_[at - 1]);
      if (behind_blank && starts_comment(at)) return at;
      if (c == '}' || (splits && (c == ',' || c == ']' || c == ')'))) return at;
      if (kind() == Group::Kind::kPairs && is_blank(c)) return at;
      if ((c == ',' || c == ';') && ends_line(at + 1)) return at;
      ++at;
    }
    return at;
  }

  bool ends_word(std::size_t at) const {
    return at >= source_.size() || is_blank(source_[at]) || is_newline(source_[at]) || source_[at] == '}';
  }

  bool ends_line(std::size_t at) const {
    while (at < source_.size() && is_blank(source_[at])) ++at;
    return at >= source_.size() || is_newline(source_[at]) || starts_comment(at);
  }

  void item() {
    const char c = peek();
    if (c == '{' && !is_placeholder(at_)) {
      open({}, Group::Kind::kLines);
    } else if (c == '[') {
      open({}, Group::Kind::kList);
    } else if (c == '(') {
      open({}, holds_pairs() ? Group::Kind::kPairs : Group::Kind::kList);
    } else {
      const std::size_t begin = at_;
      builder_.add(scalar({}));
      if (at_ == begin) ++at_;
    }
  }

  /// `( "a" => "b" )` is a table, `( "a", "b" )` a list.
  bool holds_pairs() const {
    const std::size_t begin = next_visible(at_ + 1);
    if (begin >= source_.size() || !(source_[begin] == '"' || is_name_character(source_[begin]))) return false;
    const std::size_t limit = std::min(line_end(source_, begin), begin + kMaxKeyLength);
    const Argument key = read_argument(source_, begin, limit, {.stops = "=,()"});
    return source_.substr(next_visible(key.whole.end), 2) == "=>";
  }

  /// The first place from `at` on that is neither blank nor a newline.
  std::size_t next_visible(std::size_t at) const {
    while (at < source_.size() && (is_blank(source_[at]) || is_newline(source_[at]))) ++at;
    return at;
  }

  void open(const Argument& key, Group::Kind group_kind, const std::vector<Argument>& arguments = {}) {
    const char mark = peek();
    Node node = make_section(builder_, key.text, key.inner);
    if (!arguments.empty()) set_arguments(builder_, node, arguments, key.whole.end);
    if (group_kind == Group::Kind::kList) node.kind = NodeKind::kSequence;
    builder_.open(std::move(node), key.whole.empty() ? at_ : key.whole.begin);
    groups_.push_back({group_kind, mark == '{' ? '}' : mark == '[' ? ']' : ')', at_++, true, 0});
  }

  void close(char end) {
    const std::size_t begin = at_++;
    const auto limit = groups_.rbegin() + static_cast<std::ptrdiff_t>(std::min(groups_.size(), kMaxGroupsSearched));
    const auto found = std::find_if(groups_.rbegin(), limit, [end](const Group& group) { return group.end == end; });
    if (found != groups_.rbegin() || found == limit) {
      builder_.problem(Problem::Kind::kPartlyParsed, "the end of a group that is not the innermost open one", begin);
    }
    if (found == limit) return;
    for (auto closed = groups_.rbegin(); closed != found; ++closed) builder_.close(begin);
    builder_.close(at_);
    const std::size_t calls = found->calls;
    groups_.erase(found.base() - 1, groups_.end());
    skip_calls(calls);
  }

  void skip_blanks() {
    while (at_ < source_.size() && is_blank(source_[at_])) ++at_;
  }

  char peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }

  DocumentBuilder& builder_;
  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
};

}  // namespace

void parse_braces(DocumentBuilder& builder) {
  BraceReader(builder).read();
}

}  // namespace cpsaudit
