#include <algorithm>
#include <array>

#include "formats/arguments.h"
#include "formats/lines.h"
#include "formats/parsers.h"
#include "formats/uci_packages.h"

namespace cpsaudit {
namespace {

constexpr std::array<std::string_view, 4> kStatements = {"config", "option", "list", "package"};
// How far a quoted value may reach.
constexpr std::size_t kMaxQuoted = 64 * 1024;

class UciReader {
 public:
  explicit UciReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    while (offset_ < source_.size()) {
      const char c = source_[offset_];
      if (is_blank(c) || is_newline(c) || c == ';') {
        ++offset_;
      } else if (c == '#') {
        comment();
      } else {
        statement();
      }
    }
    builder_.close_to(0, last_end_);
  }

 private:
  void comment() {
    const std::size_t end = line_end(source_, offset_);
    builder_.comment({offset_, end}, source_.substr(offset_ + 1, end - offset_ - 1));
    offset_ = end;
  }

  void statement() {
    const std::size_t begin = offset_;
    const std::vector<Argument> words = read_words();
    if (words.empty()) return;  // continued lines with nothing on them
    const std::string& name = words.front().text;
    if (name == "config") {
      section(words, begin);
    } else if (name == "option" || name == "list") {
      setting(words);
    } else if (name == "package" && words.size() > 1) {
      builder_.close_to(0, last_end_);
      add(words, words[0]);
    } else {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected 'config', 'option', 'list' or 'package'", begin);
    }
    last_end_ = words.back().whole.end;
  }

  /// The words up to the end of the line; a quoted one may reach into the next lines.
  std::vector<Argument> read_words() {
    static constexpr ArgumentRules kMultiline = {
        .stops = ";", .multiline = true, .escapes = true, .literal_single_quotes = true};
    static constexpr ArgumentRules kOneLine = {.stops = ";", .escapes = true, .literal_single_quotes = true};
    std::vector<Argument> words;
    while (offset_ < source_.size() && !is_newline(source_[offset_]) && source_[offset_] != ';') {
      const char c = source_[offset_];
      if (is_blank(c) || (c == '\\' && offset_ + 1 < source_.size() && is_newline(source_[offset_ + 1]))) {
        offset_ = c == '\\' ? skip_newline(source_, offset_ + 1) : offset_ + 1;
        continue;
      }
      if (c == '#' && !words.empty()) {
        comment();
        continue;
      }
      Argument word = read_argument(source_, offset_, source_.size(), kOneLine);
      if (has_open_quote(word)) {
        const std::size_t limit = std::min(source_.size(), offset_ + kMaxQuoted);
        Argument longer = read_argument(source_, offset_, limit, kMultiline);
        if (longer.quoted && !holds_statement(longer.whole)) {
          word = std::move(longer);
        } else {
          builder_.problem(Problem::Kind::kPartlyParsed, "a quote is not closed", offset_);
          word = rest_of_line();
        }
      }
      offset_ = std::max(word.whole.end, offset_ + 1);
      words.push_back(std::move(word));
    }
    return words;
  }

  bool has_open_quote(const Argument& word) const {
    if (word.quoted) return false;
    const char first = source_[word.whole.begin];
    return first == '"' || first == '\'';
  }

  /// True when one of the further lines in `range` is a statement itself: then a quote was forgotten.
  bool holds_statement(Range range) const {
    for (std::size_t i = line_end(source_, range.begin); i < range.end; i = line_end(source_, i)) {
      i = skip_newline(source_, i);
      while (i < range.end && is_blank(source_[i])) ++i;
      for (const std::string_view statement : kStatements) {
        const std::size_t behind = i + statement.size();
        if (source_.substr(i, statement.size()) == statement && behind < range.end && is_blank(source_[behind])) {
          return true;
        }
      }
    }
    return false;
  }

  /// What stands behind a quote that nothing closes, up to the end of its line.
  Argument rest_of_line() const {
    Argument word;
    word.whole = trim(source_, {offset_, line_end(source_, offset_)});
    word.inner = {word.whole.begin + 1, std::max(word.whole.begin + 1, word.whole.end)};
    word.text = builder_.source(word.inner);
    word.quoted = true;
    return word;
  }

  void section(const std::vector<Argument>& words, std::size_t begin) {
    builder_.close_to(0, last_end_);
    if (words.size() < 2) {
      builder_.problem(Problem::Kind::kPartlyParsed, "'config' needs a type", begin);
      return;
    }
    Node node = make_section(builder_, words[1].text, words[1].inner);
    set_arguments(builder_, node, {words.begin() + 2, words.end()}, words[1].whole.end);
    builder_.open(std::move(node), begin);
  }

  void setting(const std::vector<Argument>& words) {
    if (words.size() < 2) {
      builder_.problem(Problem::Kind::kPartlyParsed, "'option' and 'list' need a name and a value",
                       words[0].whole.begin);
      return;
    }
    if (words.size() > 3) {
      builder_.problem(Problem::Kind::kPartlyParsed, "more than one value: quotes are missing", words[3].whole.begin);
    }
    add(words, words[1]);
  }

  /// A scalar named by `key` whose value is what follows it.
  void add(const std::vector<Argument>& words, const Argument& key) {
    const auto first = words.begin() + (&key - words.data()) + 1;
    Node node = make_scalar(builder_, key.text, key.inner, "", key.inner);
    set_arguments(builder_, node, {first, first == words.end() ? first : first + 1}, key.whole.end);
    node.words.clear();
    if (&key == &words.front()) node.tag = kUciPackageTag;
    builder_.add(std::move(node));
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  std::size_t offset_ = 0;
  std::size_t last_end_ = 0;
};

}  // namespace

void parse_uci(DocumentBuilder& builder) {
  UciReader(builder).read();
}

}  // namespace cpsaudit
