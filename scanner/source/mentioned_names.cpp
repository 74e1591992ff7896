#include "source/mentioned_names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "facts/name_hash.h"
#include "source/text_functions.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostNames = 20'000;

/// `return valid;`, `case valid:`: no type in front of a name that is declared.
bool takes_a_value(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kWords = {"and",    "case",   "co_return", "co_yield", "delete",
                                                              "do",     "else",   "goto",      "not",      "or",
                                                              "return", "sizeof", "throw",     "xor"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

class Names {
 public:
  explicit Names(const RawFile& file) : file_(file) {}

  /// Where the tokens begin: at the level of declarations, or somewhere that is not known.
  enum class Level { kDeclarations, kUnknown };

  void add(const std::vector<RawToken>& tokens, Level level) {
    std::size_t printed_until = 0;
    std::vector<bool> blocks;
    // Blocks around that hold statements or values.
    std::size_t inside = level == Level::kDeclarations ? 0 : 1;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string_view here = file_.text_of(tokens[i]);
      if (here == "{") {
        blocks.push_back(!opens_declarations(tokens, i));
        inside += blocks.back() ? 1 : 0;
      } else if (here == "}" && !blocks.empty()) {
        inside -= blocks.back() ? 1 : 0;
        blocks.pop_back();
      }
      if (tokens[i].kind != RawToken::Kind::kIdentifier || (inside == 0 && is_declared(tokens, i))) continue;
      const std::string_view name = file_.text_of(tokens[i]);
      const std::uint32_t hash = hash_of_name(name);
      all_.push_back(hash);
      if (i < printed_until) continue;
      if (text(tokens, i + 1) == "(" && only_prints(name)) printed_until = end_of_arguments(tokens, i + 1);
      if (is_read(tokens, i)) read_.push_back(hash);
    }
  }

  MentionedNames take() {
    sort_out(all_);
    sort_out(read_);
    MentionedNames names;
    std::set_difference(all_.begin(), all_.end(), read_.begin(), read_.end(), std::back_inserter(names.unread));
    if (all_.size() > kMostNames) all_.resize(kMostNames);
    names.all = std::move(all_);
    return names;
  }

 private:
  static constexpr std::size_t kLongestCall = 200;

  static void sort_out(std::vector<std::uint32_t>& hashes) {
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  }

  static bool is_name(const std::vector<RawToken>& tokens, std::size_t index) {
    return index < tokens.size() && tokens[index].kind == RawToken::Kind::kIdentifier;
  }

  std::string_view text(const std::vector<RawToken>& tokens, std::size_t index) const {
    return index < tokens.size() ? file_.text_of(tokens[index]) : std::string_view();
  }

  /// Behind the bracket that closes the one at `open`.
  std::size_t end_of_arguments(const std::vector<RawToken>& tokens, std::size_t open) const {
    std::size_t depth = 0;
    const std::size_t last = std::min(tokens.size(), open + kLongestCall);
    for (std::size_t i = open; i < last; ++i) {
      const std::string_view here = text(tokens, i);
      if (here == ";" || here == "{") return i;
      if (here == "(") ++depth;
      if (here == ")" && --depth == 0) return i;
    }
    return last;
  }

  /// `struct s {`, `extern "C" {`, `namespace n {`: what stands in there are declarations.
  bool opens_declarations(const std::vector<RawToken>& tokens, std::size_t open) const {
    static constexpr std::array<std::string_view, 5> kWords = {"struct", "union", "enum", "class", "namespace"};
    for (std::size_t i = open; i-- > 0;) {
      const std::string_view here = text(tokens, i);
      if (here == ";" || here == "{" || here == "}" || here == ")" || here == "(") return false;
      if (std::find(kWords.begin(), kWords.end(), here) != kWords.end() || here == "extern") return true;
    }
    return false;
  }

  /// `static int verify(` at the level of declarations: the head of a function, or of its body.
  bool is_declared(const std::vector<RawToken>& tokens, std::size_t index) const {
    if (text(tokens, index + 1) != "(") return false;
    bool has_type = false;
    for (std::size_t i = index; i-- > 0;) {
      const std::string_view here = text(tokens, i);
      if (here == ";" || here == "{" || here == "}" || here == ")" || here == ":") break;
      if (tokens[i].kind == RawToken::Kind::kString) break;
      if (tokens[i].kind == RawToken::Kind::kIdentifier) {
        if (takes_a_value(here)) return false;
        has_type = true;
      } else if (here != "*" && here != "&" && here != "::") {
        return false;
      }
    }
    return has_type;
  }

  /// `state = …` gives it a value, `bool state;` declares it, `state(…)` and `state{…}` construct it or call something.
  bool is_read(const std::vector<RawToken>& tokens, std::size_t index) const {
    const std::string_view next = text(tokens, index + 1);
    if (next == "=" || next == "(" || next == "{") return false;
    const bool ends = next == ";" || next == "," || next == "[" || next == ")" || next == ":";
    const bool has_type = index > 0 && is_name(tokens, index - 1) && !takes_a_value(file_.text_of(tokens[index - 1]));
    return !(ends && has_type);
  }

  const RawFile& file_;
  std::vector<std::uint32_t> all_;
  std::vector<std::uint32_t> read_;
};

}  // namespace

MentionedNames mentioned_names(const RawFile& file) {
  Names names(file);
  names.add(file.tokens, Names::Level::kDeclarations);
  for (const RawDirective& directive : file.directives) {
    if (directive.kind == RawDirective::Kind::kDefine) names.add(directive.tokens, Names::Level::kUnknown);
  }
  return names.take();
}

}  // namespace cpsaudit
