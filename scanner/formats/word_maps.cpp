#include "formats/word_maps.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

/// A module takes a dozen arguments; hostile input has more.
constexpr std::size_t kMostWords = 64;

/// Reads the words of one text, by their offsets in the file.
class WordReader {
 public:
  WordReader(const Text& text, const Span& span)
      : text_(text), source_(text.utf8()), at_(text.offset(span.begin)), end_(text.offset(span.end)) {}

  /// Nothing when a word is no `name=value`.
  std::vector<Node> read() {
    std::vector<Node> entries;
    for (skip_blanks(); at_ < end_; skip_blanks()) {
      const std::size_t key = at_;
      while (at_ < end_ && is_name_character(source_[at_])) ++at_;
      if (at_ == key || at_ + 1 >= end_ || source_[at_] != '=' || source_[at_ + 1] == '=') return {};
      if (entries.size() == kMostWords) return {};
      Node entry;
      entry.key = source_.substr(key, at_ - key);
      entry.key_span = span_of(key, at_);
      ++at_;
      read_value(entry);
      entries.push_back(std::move(entry));
    }
    return entries;
  }

 private:
  void skip_blanks() {
    while (at_ < end_ && (is_blank(source_[at_]) || is_newline(source_[at_]))) ++at_;
  }

  void read_value(Node& entry) {
    const char quote = at_ < end_ && (source_[at_] == '"' || source_[at_] == '\'') ? source_[at_] : '\0';
    const std::size_t close = quote != '\0' ? source_.find(quote, at_ + 1) : std::string_view::npos;
    if (close < end_) {
      entry.style = ScalarStyle::kQuoted;
      set_value(entry, at_ + 1, close);
      at_ = close + 1;
      return;
    }
    const std::size_t begin = at_;
    while (at_ < end_ && !is_blank(source_[at_]) && !is_newline(source_[at_])) {
      const std::size_t expression =
          source_.compare(at_, 2, "{{") == 0 ? source_.find("}}", at_) : std::string_view::npos;
      at_ = expression < end_ ? expression + 2 : at_ + 1;
    }
    at_ = std::min(at_, end_);
    set_value(entry, begin, at_);
  }

  void set_value(Node& entry, std::size_t begin, std::size_t end) const {
    entry.value = source_.substr(begin, end - begin);
    entry.value_span = span_of(begin, end);
  }

  Span span_of(std::size_t begin, std::size_t end) const { return {text_.position(begin), text_.position(end)}; }

  const Text& text_;
  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

void read_word_maps(const Text& text, std::span<const std::string> keys, Node& root) {
  for (Node& node : root.children) {
    if (std::find(keys.begin(), keys.end(), node.key) == keys.end()) {
      read_word_maps(text, keys, node);
      continue;
    }
    // What stands inside of a mapping is no mapping's name: `replace: {replace: a=b}`.
    const bool may_be =
        node.kind == NodeKind::kScalar && node.value_span.known() && node.value.find('=') != std::string::npos;
    std::vector<Node> entries = may_be ? WordReader(text, node.value_span).read() : std::vector<Node>();
    if (entries.empty()) continue;
    node.kind = NodeKind::kSection;
    node.value.clear();
    node.style = ScalarStyle::kPlain;
    node.children = std::move(entries);
  }
}

}  // namespace cpsaudit
