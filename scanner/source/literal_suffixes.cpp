#include "source/literal_suffixes.h"

#include <clang/Basic/CharInfo.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace cpsaudit {
namespace {

/// A name that nothing declares, so that its type is unknown, and with it that of what the operator gives.
constexpr std::string_view kUnknown = "cpsaudit_unknown_literal";
/// Of a file of any size.
constexpr std::size_t kMostSuffixes = 100;

/// Those of the standard library, which come with a header and a namespace.
constexpr std::array<std::string_view, 8> kStandardSuffixes = {"s", "sv", "h", "min", "ms", "us", "ns", "i"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool continues_name(char c) {
  return clang::isAsciiIdentifierContinue(c);
}

std::string_view name_at(std::string_view code, std::size_t begin) {
  std::size_t end = begin;
  while (end < code.size() && continues_name(code[end])) ++end;
  return code.substr(begin, end - begin);
}

bool is_suffix(std::string_view name) {
  const bool own = name.size() > 1 && name[0] == '_' && clang::isAsciiIdentifierStart(name[1]) && name[1] != '_';
  return own || std::find(kStandardSuffixes.begin(), kStandardSuffixes.end(), name) != kStandardSuffixes.end();
}

/// Where the digits end that a number begins with at `begin`.
std::size_t end_of_digits(std::string_view code, std::size_t begin) {
  std::size_t end = begin;
  while (end < code.size() && (is_digit(code[end]) || code[end] == '.' || code[end] == '\'')) ++end;
  return end;
}

}  // namespace

std::string declared_literal_operators(std::string_view code) {
  std::set<std::string_view> suffixes;
  for (std::size_t at = 1; at < code.size() && suffixes.size() < kMostSuffixes; ++at) {
    std::size_t behind = at;
    // A quote that opens a text looks the same; what is declared for it is never asked for.
    const bool number = is_digit(code[at]) && !continues_name(code[at - 1]);
    if (number) behind = end_of_digits(code, at);
    if (!number && code[at - 1] != '"') continue;
    const std::string_view name = name_at(code, behind);
    if (is_suffix(name)) suffixes.insert(name);
    if (number) at = behind;
  }
  std::string declarations;
  for (const std::string_view suffix : suffixes) {
    // The file's own declaration says what it gives.
    const bool own = code.find(fmt::format("\"\"{}", suffix)) != std::string_view::npos ||
                     code.find(fmt::format("\"\" {}", suffix)) != std::string_view::npos;
    if (own) continue;
    for (const std::string_view parameters :
         {"unsigned long long", "long double", "const char*, decltype(sizeof(0))", "char"}) {
      declarations += fmt::format("decltype({}) operator\"\"{}({}); ", kUnknown, suffix, parameters);
    }
  }
  return declarations;
}

}  // namespace cpsaudit
