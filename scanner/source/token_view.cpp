#include "source/token_view.h"

#include <algorithm>
#include <array>

namespace cpsaudit {
namespace {

/// Nobody reads on, and nested calls would each keep a copy of all that is inside them.
constexpr std::size_t kLongestText = 400;
constexpr std::size_t kMostArguments = 64;
constexpr std::uint32_t kLongestPostfix = 64;
/// Brackets that are never closed must not make every expression reach to the end of the file.
constexpr std::uint32_t kLongestExpression = 2'000;

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

}  // namespace

std::uint32_t TokenView::expression_end(std::uint32_t first, std::uint32_t limit) const {
  std::uint32_t steps = 0;
  for (std::uint32_t i = first; i < limit; i = skip(i)) {
    if (closes(i) || ++steps > kLongestExpression) return i;
    const std::string_view word = text(i);
    if (word == "," || word == ";" || word == ")" || word == "}" || word == "]") return i;
  }
  return limit;
}

std::vector<TokenRange> TokenView::arguments(std::uint32_t open) const {
  std::vector<TokenRange> arguments;
  const std::uint32_t close = partner(open);
  if (close <= open + 1) return arguments;
  std::uint32_t first = open + 1;
  for (std::uint32_t i = first; i <= close && arguments.size() < kMostArguments; i = skip(i)) {
    if (i != close && !is(i, ",")) continue;
    arguments.push_back({first, i});
    first = i + 1;
  }
  return arguments;
}

std::uint32_t TokenView::postfix_begin(std::uint32_t index) const {
  std::uint32_t begin = index;
  const std::uint32_t lowest = index > kLongestPostfix ? index - kLongestPostfix : 0;
  bool want_operand = true;
  while (begin > lowest) {
    const std::uint32_t before = begin - 1;
    if (want_operand) {
      if (closes(before) && (is(before, ")") || is(before, "]"))) {
        begin = partner(before);
        // Something is called or indexed, or an expression stands in parentheses.
        const bool more = begin > lowest && (is_identifier(begin - 1) || closes(begin - 1)) &&
                          !is_statement_keyword(text(begin - 1)) && !is_control_keyword(text(begin - 1));
        if (more) continue;
        want_operand = false;
      } else if (is_identifier(before) && !is_statement_keyword(text(before))) {
        begin = before;
        want_operand = false;
      } else {
        break;
      }
    } else if (is(before, ".") || is(before, "->") || is(before, "::")) {
      begin = before;
      want_operand = true;
      // A designator `{ .a.b` has nothing before its first dot.
      if (begin == 0 || (!is_identifier(begin - 1) && !closes(begin - 1))) return begin + 1;
    } else {
      break;
    }
  }
  return begin;
}

std::string TokenView::folded(TokenRange range) const {
  if (range.empty()) return {};
  const std::size_t begin = (*tokens_)[range.first].begin;
  return folded_text(file_->text.substr(begin, (*tokens_)[range.last - 1].end - begin));
}

std::string folded_text(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text.substr(0, kLongestText * 4)) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v') {
      space = true;
      continue;
    }
    if (out.size() >= kLongestText) {
      while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) out.pop_back();
      if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0x80U) out.pop_back();
      return out + "…";
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

bool is_statement_keyword(std::string_view word) {
  static constexpr std::array<std::string_view, 16> kWords = {
      "and",  "case", "co_await", "co_return", "co_yield", "delete", "do",    "else",
      "goto", "new",  "not",      "or",        "return",   "sizeof", "throw", "typeof"};
  return one_of(kWords, word);
}

bool is_control_keyword(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kWords = {
      "_Alignas", "__attribute__", "alignas", "alignof", "catch",  "decltype", "defined", "for",
      "if",       "noexcept",      "sizeof",  "switch",  "typeof", "while"};
  return one_of(kWords, word);
}

bool is_type_keyword(std::string_view word) {
  static constexpr std::array<std::string_view, 31> kWords = {
      "_Bool",    "auto",      "bool",     "char",    "char16_t", "char32_t", "char8_t", "class",
      "const",    "constexpr", "double",   "enum",    "extern",   "float",    "inline",  "int",
      "long",     "mutable",   "register", "short",   "signed",   "static",   "struct",  "thread_local",
      "typename", "union",     "unsigned", "virtual", "void",     "volatile", "wchar_t"};
  return one_of(kWords, word);
}

}  // namespace cpsaudit
