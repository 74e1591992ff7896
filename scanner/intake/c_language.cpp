#include "intake/c_language.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace cpsaudit {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// `<vector>`, `<cstdint>`, "list.hpp", and what an Arduino core gives.
bool is_cpp_header(std::string_view include) {
  const std::size_t open = include.find_first_of("<\"");
  if (open == std::string_view::npos) return false;
  const std::size_t close = include.find_first_of(">\"", open + 1);
  if (close == std::string_view::npos) return false;
  const std::string_view name = include.substr(open + 1, close - open - 1);
  if (name.ends_with(".hpp") || name.ends_with(".hxx") || name.ends_with(".hh")) return true;
  if (name == "Arduino.h" || name == "ArduinoJson.h" || name == "WString.h") return true;
  return include[open] == '<' && !name.empty() && name.find_first_of("./") == std::string_view::npos;
}

/// Words and single marks ("::" is one) of a header as a C compiler would see it.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  /// Empty at the end.
  std::string_view next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        line_start_ = line_start_ || c == '\n' || c == '\r';
        ++at_;
      } else if (text_.substr(at_, 2) == "//") {
        skip_to_end_of_line();
      } else if (text_.substr(at_, 2) == "/*") {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else if (c == '#' && line_start_) {
        directive();
      } else if (c == '"' || c == '\'') {
        skip_literal(c);
      } else {
        return take();
      }
    }
    return {};
  }

  /// True when only a C++ compiler sees the last token.
  bool under_cplusplus() const { return cplusplus_depth_ > 0; }

  /// True when what stands before the last token includes a header that only C++ can.
  bool includes_cpp() const { return includes_cpp_; }

 private:
  std::string_view take() {
    const std::size_t begin = at_;
    line_start_ = false;
    if (!is_word(text_[at_])) {
      at_ += text_.substr(at_, 2) == "::" ? 2 : 1;
    } else {
      while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  void skip_to_end_of_line() {
    while (at_ < text_.size() && text_[at_] != '\n') {
      if (text_[at_] == '\\') ++at_;
      ++at_;
    }
    at_ = std::min(at_, text_.size());
  }

  void skip_literal(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
    line_start_ = false;
  }

  void directive() {
    const std::size_t begin = at_;
    skip_to_end_of_line();
    const std::string_view line = text_.substr(begin, at_ - begin);
    const std::size_t from = std::min(line.find_first_not_of("# \t"), line.size());
    std::size_t to = from;
    while (to < line.size() && is_word(line[to])) ++to;
    const std::string_view name = line.substr(from, to - from);
    if (name == "include") {
      includes_cpp_ |= cplusplus_depth_ == 0 && is_cpp_header(line.substr(to));
    } else if (name.starts_with("if")) {
      const bool negated = name == "ifndef" || line.find('!') != std::string_view::npos;
      const bool asks = line.find("__cplusplus") != std::string_view::npos;
      open(asks && !negated);
    } else if (name == "endif") {
      close();
    } else if (name.starts_with("el") && !conditions_.empty()) {
      const bool was_in = conditions_.back();
      conditions_.back() = false;
      if (was_in) --cplusplus_depth_;
    }
  }

  void open(bool cplusplus) {
    conditions_.push_back(cplusplus);
    if (cplusplus) ++cplusplus_depth_;
  }

  void close() {
    if (conditions_.empty()) return;
    if (conditions_.back()) --cplusplus_depth_;
    conditions_.pop_back();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool line_start_ = true;
  /// One entry an open #if: whether what stands here is for C++ alone.
  std::vector<bool> conditions_;
  std::size_t cplusplus_depth_ = 0;
  bool includes_cpp_ = false;
};

/// Where in a header something stands, and what of it only C++ has: the body of a `struct` is where the two differ
/// most.
class Bodies {
 public:
  /// Tokens one after the other; true when the last ones cannot be C.
  bool only_cpp(std::string_view token) {
    const bool found = is_sign(token);
    if (token == "(" || token == "[") ++brackets_;
    if ((token == ")" || token == "]") && brackets_ > 0) --brackets_;
    if (token == "{") {
      const bool record = is_record_head(before_) || (is_record_head(second_) && is_word(before_[0]));
      bodies_.push_back(record);
      names_.push_back(record && is_word(before_[0]) ? before_ : std::string_view());
    } else if (token == "}" && !bodies_.empty()) {
      bodies_.pop_back();
      names_.pop_back();
    }
    second_ = before_;
    before_ = token;
    return found;
  }

 private:
  static bool is_record_head(std::string_view token) { return token == "struct" || token == "union"; }

  bool is_sign(std::string_view token) const {
    // `struct Child : Base`, `struct Last final`
    if (second_ == "struct" && is_word(before_[0]) && (token == ":" || token == "final")) return true;
    if (second_ == "const" && is_word(before_[0]) && token == "&") return true;
    if (before_ == "operator" && !is_word(token[0]) && token != ";" && token != "," && token != ")") return true;
    if (before_ == "=" && (token == "default" || token == "delete")) return true;
    if (before_ == "override" && (token == ";" || token == "{")) return true;
    if (token == "nullptr") return true;
    if (before_ == "String" && is_word(token[0]) && second_ != "struct" && second_ != "*") return true;
    if (bodies_.empty() || !bodies_.back() || brackets_ > 0) return false;
    // `int port = 80;`, `bool load();` and the constructor: a field of C has neither a value nor a body.
    return token == "=" || (token == "(" && (is_method_name() || before_ == names_.back()));
  }

  /// A macro in its place has capitals or underscores: `TAILQ_ENTRY(row) link;`, `int x __attribute__((packed));`.
  bool is_method_name() const {
    if (!is_word(before_[0]) || !is_word(second_[0]) || before_.starts_with('_')) return false;
    // `unsigned int (*read)(void);`
    static constexpr std::array<std::string_view, 11> kTypes = {
        "char", "short", "int", "long", "signed", "unsigned", "float", "double", "const", "volatile", "bool"};
    const bool type = std::find(kTypes.begin(), kTypes.end(), before_) != kTypes.end() || before_.ends_with("_t");
    if (type || is_record_head(second_) || second_ == "enum") return false;
    const bool lower = std::any_of(before_.begin(), before_.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return lower && before_.find("attr") == std::string_view::npos && before_.find("align") == std::string_view::npos;
  }

  std::string_view before_ = ";";
  std::string_view second_ = ";";
  /// Open braces: whether they are those of a record.
  std::vector<bool> bodies_;
  /// The names of these records.
  std::vector<std::string_view> names_;
  std::size_t brackets_ = 0;
};

/// `class` may name a field in C ("uint8_t class;"), `template` a parameter: what follows decides.
bool only_cpp(std::string_view before, std::string_view token, std::string_view after) {
  if (token == "::") return true;
  if (token == "class") return (is_word(after[0]) && before != "." && before != ">") || after == "{";
  if (token == "namespace" || token == "typename") return is_word(after[0]) || after == "{" || after == "::";
  if (token == "template") return after == "<";
  if (token == "public" || token == "private" || token == "protected") return after == ":";
  if (token == "using") return is_word(after[0]);
  if (token == "virtual" || token == "constexpr" || token == "static_cast" || token == "reinterpret_cast") {
    return is_word(after[0]) || after == "<" || after == "~";
  }
  return false;
}

}  // namespace

Syntax language_of_header(std::string_view text) {
  Tokens tokens(text);
  Bodies bodies;
  std::string_view first = ";";
  std::string_view second = ";";
  while (true) {
    const std::string_view third = tokens.next();
    if (tokens.includes_cpp()) return Syntax::kCpp;
    if (third.empty()) return Syntax::kC;
    if (!tokens.under_cplusplus() && bodies.only_cpp(third)) return Syntax::kCpp;
    const bool body = first == "class" && is_word(second[0]) && (third == "{" || third == ":");
    // What many headers of C say to C++ is extern "C"; one that has classes for it is a header of C++ as well.
    if (tokens.under_cplusplus() ? body : only_cpp(first, second, third)) return Syntax::kCpp;
    first = second;
    second = third;
  }
}

}  // namespace cpsaudit
