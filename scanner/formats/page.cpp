#include <algorithm>
#include <array>
#include <string>

#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// What a page fetches, asks for and sends. The other elements of a page only say how it looks.
constexpr std::array<std::string_view, 19> kTelling = {
    "a",     "applet", "area", "audio",  "base",  "embed",  "form",   "frame",    "iframe", "img",
    "input", "link",   "meta", "object", "param", "script", "source", "textarea", "video"};

/// Elements whose content holds no tags.
constexpr std::array<std::string_view, 4> kRaw = {"script", "style", "textarea", "title"};

template <std::size_t Size>
bool is_among(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_space(char c) {
  return is_blank(c) || is_newline(c);
}

/// Reads tags and attributes as browsers do, which never give up. Only a form holds other elements: everything else
/// stands beside one another, so that no page nests deeper than two levels.
class PageReader {
 public:
  explicit PageReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    while ((at_ = source_.find('<', at_)) != kNone) {
      const std::string_view rest = source_.substr(at_);
      if (rest.starts_with("<!--")) {
        comment();
      } else if (rest.starts_with("<?") || rest.starts_with("<%")) {
        at_ = behind_program(at_);
      } else if (rest.starts_with("</")) {
        end_tag();
      } else if (rest.size() > 1 && is_letter(rest[1])) {
        element();
      } else {
        ++at_;
      }
    }
    builder_.close_to(0, source_.size());
  }

 private:
  void comment() {
    const std::size_t close = find_once(comment_end_, "-->", at_ + 4);
    const std::size_t end = close == kNone ? source_.size() : close;
    builder_.comment({at_, std::min(end + 3, source_.size())}, source_.substr(at_ + 4, end - at_ - 4));
    at_ = std::min(end + 3, source_.size());
  }

  /// `<?php … ?>`, `<% … %>`: what a program puts in.
  std::size_t behind_program(std::size_t open) {
    const bool percent = source_[open + 1] == '%';
    const std::size_t close = find_once(percent ? percent_end_ : program_end_, percent ? "%>" : "?>", open + 2);
    return close == kNone ? open + 2 : close + 2;
  }

  void end_tag() {
    const std::string name = tag_name(at_ + 2);
    const std::size_t close = find_once(tag_end_, ">", at_);
    at_ = close == kNone ? source_.size() : close + 1;
    if (name == "form") builder_.close_to(0, at_);
  }

  void element() {
    const std::size_t begin = at_;
    const std::string name = tag_name(begin + 1);
    const Range key = {begin + 1, begin + 1 + name.size()};
    at_ = key.end;
    // No form stands in another.
    if (name == "form") builder_.close_to(0, begin);
    const bool telling = is_among(kTelling, name);
    if (telling) builder_.open(make_section(builder_, name, key), begin);
    attributes(telling);
    if (is_among(kRaw, name)) content(name, telling);
    if (telling && name != "form") builder_.close(at_);
  }

  std::string tag_name(std::size_t begin) const {
    std::size_t end = begin;
    while (end < source_.size() && (is_name_character(source_[end]) || source_[end] == '-' || source_[end] == ':'))
      ++end;
    return to_lower(source_.substr(begin, end - begin));
  }

  /// Up to the mark that ends the tag, and behind it.
  void attributes(bool telling) {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '>') {
        ++at_;
        return;
      }
      if (is_space(c) || c == '/' || c == '=' || c == '"' || c == '\'') {
        ++at_;
      } else if (c == '<' && at_ + 1 < source_.size() && (source_[at_ + 1] == '?' || source_[at_ + 1] == '%')) {
        at_ = behind_program(at_);
      } else {
        attribute(telling);
      }
    }
  }

  void attribute(bool telling) {
    const Range name = word("=/>");
    std::size_t next = name.end;
    while (next < source_.size() && is_space(source_[next])) ++next;
    Range value = {name.end, name.end};
    ScalarStyle style = ScalarStyle::kMissing;
    if (next < source_.size() && source_[next] == '=') {
      at_ = next + 1;
      while (at_ < source_.size() && is_space(source_[at_])) ++at_;
      value = attribute_value();
      style = value.begin > 0 && is_quote(source_[value.begin - 1]) ? ScalarStyle::kQuoted : ScalarStyle::kPlain;
    }
    if (!telling) return;
    // Entities stay as they are written, so that a part of a value has its place.
    builder_.add(make_scalar(builder_, "@" + to_lower(builder_.source(name)), name, std::string(builder_.source(value)),
                             value, style));
  }

  Range attribute_value() {
    if (at_ >= source_.size() || !is_quote(source_[at_])) return word(">");
    const char quote = source_[at_];
    std::size_t& lonely = quote == '"' ? double_end_ : single_end_;
    const std::size_t begin = at_ + 1;
    // A value that a program writes has quotes of its own: value="<?= $x["name"] ?>".
    const std::string_view start = source_.substr(begin, 2);
    const std::size_t from = start == "<?" || start == "<%" ? behind_program(begin) : begin;
    const std::size_t close = find_once(lonely, std::string_view(&quote, 1), from);
    if (close == kNone) return word(">");
    at_ = close + 1;
    return {begin, close};
  }

  static bool is_quote(char c) { return c == '"' || c == '\''; }

  /// To the next blank or one of `stops`; at least one character.
  Range word(std::string_view stops) {
    const Range range = {at_, std::min(at_ + 1, source_.size())};
    std::size_t end = range.end;
    if (at_ < source_.size() && stops.find(source_[at_]) != kNone) return {at_, at_};
    while (end < source_.size() && !is_space(source_[end]) && stops.find(source_[end]) == kNone) ++end;
    at_ = end;
    return {range.begin, end};
  }

  /// What stands up to the end tag; of a script that browsers run it is told.
  void content(const std::string& name, bool telling) {
    const std::size_t begin = at_;
    std::size_t close = begin;
    do {
      close = source_.find("</", close);
      if (close != kNone && tag_name(close + 2) == name) break;
      close = close == kNone ? kNone : close + 2;
    } while (close != kNone);
    at_ = close == kNone ? source_.size() : close;
    const Range text = {begin, at_};
    if (!telling || name != "script" || trim_space(text).empty() || !is_run(builder_.current())) return;
    builder_.add(make_scalar(builder_, "#text", {}, std::string(builder_.source(text)), text, ScalarStyle::kBlock));
  }

  Range trim_space(Range range) const {
    while (range.begin < range.end && is_space(source_[range.begin])) ++range.begin;
    return range;
  }

  /// Templates and data stand in scripts of other types.
  static bool is_run(const Node& script) {
    const Node* type = script.child("@type");
    return type == nullptr || type->value.empty() || type->value == "module" ||
           to_lower(type->value).find("javascript") != std::string::npos || type->value == "text/babel";
  }

  /// The next `mark` at or behind `from`. What was not found once is not looked for again.
  std::size_t find_once(std::size_t& gone, std::string_view mark, std::size_t from) const {
    if (gone == kNone) return kNone;
    const std::size_t found = source_.find(mark, from);
    if (found == kNone) gone = kNone;
    return found;
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  std::size_t at_ = 0;
  /// kNone as soon as there are no more of these marks.
  std::size_t comment_end_ = 0;
  std::size_t program_end_ = 0;
  std::size_t percent_end_ = 0;
  std::size_t tag_end_ = 0;
  std::size_t double_end_ = 0;
  std::size_t single_end_ = 0;
};

}  // namespace

void parse_page(DocumentBuilder& builder) {
  PageReader(builder).read();
}

}  // namespace cpsaudit
