#include <algorithm>

#include "formats/json_text.h"
#include "formats/lines.h"
#include "formats/parsers.h"

// A reader of our own: the libraries at hand tell neither where a key nor where a value stands, and refuse what the
// software that reads these files takes: comments, trailing commas, JSON5, settings in a JavaScript module.

namespace cpsaudit {
namespace {

constexpr std::size_t kMaxContainersSearched = 64;

class JsonReader {
 public:
  explicit JsonReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    skip_space();
    if (at_ < source_.size() && source_[at_] != '{' && source_[at_] != '[') find_module();
    if (at_ >= source_.size()) return;
    begin_root();
    while (!containers_.empty() && at_ < source_.size()) {
      skip_space();
      if (at_ < source_.size()) step();
    }
    if (!containers_.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed,
                       containers_.back().object ? "a '{' is not closed" : "a '[' is not closed",
                       containers_.back().begin);
      return;
    }
    skip_space();
    if (at_ < source_.size() && !module_) {
      builder_.problem(Problem::Kind::kPartlyParsed, "text behind the value", at_);
    }
  }

 private:
  struct Container {
    bool object = false;
    std::size_t begin = 0;
  };
  struct Key {
    std::string text;
    Range range;
  };

  /// The object that a JavaScript module exports.
  void find_module() {
    for (const std::string_view mark : {"module.exports", "export default"}) {
      const std::size_t found = source_.find(mark, at_);
      if (found == std::string_view::npos) continue;
      const std::size_t begin = source_.find_first_not_of(" \t\r\n=(", found + mark.size());
      if (begin == std::string_view::npos || (source_[begin] != '{' && source_[begin] != '[')) continue;
      module_ = true;
      at_ = begin;
      return;
    }
    find_assignment();
  }

  /// `var config = {`, `window.CONFIG = {`, `export const config = [`: the first literal that a line assigns.
  void find_assignment() {
    LineReader lines(source_);
    while (lines.next()) {
      Range line = trim(source_, lines.line());
      for (const std::string_view word : {"export ", "const ", "let ", "var "}) {
        if (builder_.source(line).starts_with(word)) line = trim(source_, {line.begin + word.size(), line.end});
      }
      std::size_t end = line.begin;
      while (end < line.end && (is_name_character(source_[end]) || source_[end] == '.' || source_[end] == '$')) ++end;
      const Range behind = trim(source_, {end, line.end});
      if (end == line.begin || behind.empty() || source_[behind.begin] != '=') continue;
      const std::size_t begin = source_.find_first_not_of(" \t\r\n", behind.begin + 1);
      if (begin == std::string_view::npos || (source_[begin] != '{' && source_[begin] != '[')) continue;
      module_ = true;
      at_ = begin;
      return;
    }
  }

  void begin_root() {
    const char c = source_[at_];
    Node& root = builder_.root();
    if (c == '{' || c == '[') {
      root.kind = c == '{' ? NodeKind::kSection : NodeKind::kSequence;
      containers_.push_back({c == '{', at_++});
      return;
    }
    const Node value = read_scalar({});
    root.kind = NodeKind::kScalar;
    root.value = value.value;
    root.style = value.style;
    root.tag = value.tag;
    root.value_span = value.value_span;
    if (!value.tag.empty()) builder_.problem(Problem::Kind::kNotParsed, "expected a value of JSON", 0);
  }

  void step() {
    const char c = source_[at_];
    if (c == '}' || c == ']') {
      close(c == '}');
    } else if (c == ',' || (c == ';' && module_)) {
      ++at_;
    } else if (containers_.back().object) {
      member();
    } else {
      value({});
    }
  }

  void member() {
    const auto key = read_key();
    if (!key) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected a key", at_);
      ++at_;
      return;
    }
    skip_space();
    const char c = peek();
    if (c == ':' || c == '=') {
      ++at_;
      skip_space();
    } else if (c != '{' && c != '(') {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected ':' behind a key", at_);
      builder_.add(
          make_scalar(builder_, key->text, key->range, "", {key->range.end, key->range.end}, ScalarStyle::kMissing));
      return;
    }
    const char first = peek();
    if (first == '}' || first == ']' || first == ',' || at_ >= source_.size()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a key has no value", key->range.begin);
      builder_.add(make_scalar(builder_, key->text, key->range, "", {at_, at_}, ScalarStyle::kMissing));
      return;
    }
    value(*key);
  }

  std::optional<Key> read_key() {
    const char c = source_[at_];
    if (c == '"' || c == '\'') {
      const JsonString string = read_json_string(source_, at_);
      if (!string.closed) builder_.problem(Problem::Kind::kPartlyParsed, "a quote is not closed", at_);
      at_ = string.end;
      return Key{string.text, string.inner};
    }
    const std::size_t begin = at_;
    while (is_name_character(peek()) || peek() == '$' || peek() == '-' || peek() == '.' ||
           static_cast<unsigned char>(peek()) >= 0x80) {
      ++at_;
    }
    if (at_ == begin) return std::nullopt;
    return Key{std::string(builder_.source({begin, at_})), {begin, at_}};
  }

  void value(const Key& key) {
    const char c = source_[at_];
    if ((c != '{' && c != '[') || source_.substr(at_, 2) == "{{") {
      const std::size_t begin = at_;
      builder_.add(read_scalar(key));
      if (at_ == begin) ++at_;
      return;
    }
    Node group = make_section(builder_, key.text, key.range);
    if (c == '[') group.kind = NodeKind::kSequence;
    builder_.open(std::move(group), at_);
    containers_.push_back({c == '{', at_++});
  }

  Node read_scalar(const Key& key) {
    const std::size_t begin = at_;
    const char c = source_[at_];
    if (c == '"' || c == '\'' || c == '`') {
      JsonString string = read_json_string(source_, at_);
      if (!string.closed) builder_.problem(Problem::Kind::kPartlyParsed, "a quote is not closed", at_);
      at_ = string.end;
      if (ends_value() || !string.closed) {
        Node node =
            make_scalar(builder_, key.text, key.range, std::move(string.text), string.inner, ScalarStyle::kQuoted);
        if (string.expands) node.tag = "expression";
        return node;
      }
    }
    skip_expression();
    const Range range = {begin, std::max(begin, trimmed_end(begin, at_))};
    const std::string_view text = builder_.source(range);
    Node node = make_scalar(builder_, key.text, key.range, std::string(text), range);
    if (!is_json_literal(text)) node.tag = "expression";
    return node;
  }

  /// True where nothing follows that would make the string just read a part of an expression.
  bool ends_value() const {
    std::size_t i = at_;
    while (i < source_.size() && is_blank(source_[i])) ++i;
    return i >= source_.size() || std::string_view("+.([?").find(source_[i]) == std::string_view::npos;
  }

  /// Goes to the end of a value that is no string: a literal, or an expression of JavaScript.
  void skip_expression() {
    std::size_t nesting = 0;
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '"' || c == '\'' || c == '`') {
        at_ = std::max(read_json_string(source_, at_).end, at_ + 1);
        continue;
      }
      if (c == '(' || c == '[' || c == '{') ++nesting;
      if (nesting == 0 && (c == ',' || c == ']' || c == '}' || is_newline(c) || (c == ';' && module_))) return;
      if (c == ')' || c == ']' || c == '}') nesting -= std::min<std::size_t>(nesting, 1);
      if (c == '/' && starts_comment()) {
        if (nesting == 0) return;
        skip_comment();
        continue;
      }
      ++at_;
    }
  }

  std::size_t trimmed_end(std::size_t begin, std::size_t end) const {
    while (end > begin && (is_blank(source_[end - 1]) || is_newline(source_[end - 1]))) --end;
    return end;
  }

  void close(bool object) {
    const std::size_t begin = at_++;
    const std::size_t lowest = containers_.size() - std::min(containers_.size(), kMaxContainersSearched);
    std::size_t match = containers_.size();
    while (match > lowest && containers_[match - 1].object != object) --match;
    if (match != containers_.size()) {
      builder_.problem(Problem::Kind::kPartlyParsed,
                       object ? "a '}' where a ']' was expected" : "a ']' where a '}' was expected", begin);
    }
    if (match == lowest) return;
    while (containers_.size() >= match) {
      if (containers_.size() == 1)
        builder_.root().value_span = builder_.span({containers_.front().begin, at_});
      else
        builder_.close(at_);
      containers_.pop_back();
    }
  }

  void skip_space() {
    while (at_ < source_.size()) {
      if (is_blank(source_[at_]) || is_newline(source_[at_]))
        ++at_;
      else if (starts_comment())
        skip_comment();
      else if (!skip_statement())
        return;
    }
  }

  /// `{% if tls %}`, `{{- end }}`: what steers a template engine and fills nothing in. False when it is none.
  bool skip_statement() {
    const std::string_view mark = source_.substr(at_, 2);
    const bool steers = mark == "{%" || mark == "{#" || mark == "<%";
    if (!steers && mark != "{{") return false;
    const std::string_view close = mark == "{{" ? "}}" : mark == "{%" ? "%}" : mark == "{#" ? "#}" : "%>";
    const std::size_t end = source_.find(close, at_);
    if (end == std::string_view::npos || end > line_end(source_, at_)) return false;
    if (!steers && !trim(source_, {end + 2, line_end(source_, end)}).empty()) return false;
    // In front of it on its line stands nothing.
    const std::size_t line = source_.substr(0, at_).find_last_of("\r\n") + 1;
    if (!steers && !trim(source_, {line, at_}).empty()) return false;
    at_ = end + 2;
    return true;
  }

  bool starts_comment() const {
    const std::string_view two = source_.substr(at_, 2);
    return two == "//" || two == "/*" || two.substr(0, 1) == "#";
  }

  void skip_comment() {
    const std::size_t begin = at_;
    if (source_.substr(at_, 2) == "/*") {
      const std::size_t close = source_.find("*/", at_ + 2);
      const bool closed = close != std::string_view::npos;
      at_ = closed ? close + 2 : source_.size();
      builder_.comment({begin, at_}, source_.substr(begin + 2, at_ - begin - (closed ? 4 : 2)));
      if (!closed) builder_.problem(Problem::Kind::kPartlyParsed, "a comment is not closed", begin);
      return;
    }
    at_ = line_end(source_, at_);
    const std::size_t marks = source_[begin] == '#' ? 1 : 2;
    builder_.comment({begin, at_}, source_.substr(begin + marks, at_ - begin - marks));
  }

  char peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }

  DocumentBuilder& builder_;
  std::string_view source_;
  std::size_t at_ = 0;
  bool module_ = false;
  std::vector<Container> containers_;
};

}  // namespace

void parse_json(DocumentBuilder& builder) {
  JsonReader(builder).read();
}

}  // namespace cpsaudit
