#include "source/outline.h"

#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace cpsaudit {
namespace {

/// A file of any size hands on only so much.
constexpr std::size_t kMostHandovers = 20'000;
constexpr std::size_t kMostParameters = 32;
constexpr std::uint32_t kMostArguments = 32;

/// Parameters and the variables that are given them, by name: numbers from 1.
using Names = std::map<std::string_view, std::uint32_t>;

class Outline {
 public:
  explicit Outline(const TokenView& code) : code_(code) {}

  std::vector<FunctionPointer> read() {
    for (std::uint32_t i = 0; i < code_.size(); ++i) {
      if (!code_.is(i, "{") || !code_.opens(i)) continue;
      const auto open = parameters_of_body(i);
      if (!open) continue;
      if (!is_static(*open)) body(i, *open);
      i = code_.partner(i);
    }
    return std::move(handovers_);
  }

 private:
  /// The parenthesis that opens the parameters of the function whose body opens at `brace`.
  std::optional<std::uint32_t> parameters_of_body(std::uint32_t brace) const {
    std::uint32_t i = brace;
    for (int words = 0; words < 4 && i > 0 && code_.is_identifier(i - 1); ++words) --i;
    if (i == 0 || !code_.is(i - 1, ")") || !code_.closes(i - 1)) return std::nullopt;
    std::uint32_t open = code_.partner(i - 1);
    // `Class::Class(…) : a(1), b(2) {`
    for (int members = 0; members < 32 && open > 2; ++members) {
      const std::uint32_t name = open - 1;
      const bool more = code_.is(name - 1, ",");
      if (!code_.is_identifier(name) || (!more && !code_.is(name - 1, ":")) || !code_.closes(name - 2)) break;
      open = code_.partner(name - 2);
      if (!more) break;
    }
    if (open == 0 || !code_.is_identifier(open - 1)) return std::nullopt;
    const std::string_view name = code_.text(open - 1);
    if (is_control_keyword(name) || is_statement_keyword(name) || is_type_keyword(name)) return std::nullopt;
    return open;
  }

  /// Nobody else calls it.
  bool is_static(std::uint32_t open) const {
    constexpr std::uint32_t kLongestHead = 8;
    for (std::uint32_t i = open - 1, steps = 0; i > 0 && steps < kLongestHead; ++steps) {
      const std::string_view word = code_.text(--i);
      if (word == ";" || word == "}" || word == "{" || word == ")") return false;
      if (word == "static") return true;
    }
    return false;
  }

  Names parameters(std::uint32_t open) const {
    Names names;
    std::uint32_t number = 0;
    for (const TokenRange& range : code_.arguments(open)) {
      if (++number > kMostParameters) break;
      // The last name before a default or the brackets of an array.
      std::uint32_t last = range.last;
      for (std::uint32_t i = range.first; i < range.last; ++i) {
        if (code_.is(i, "=") || code_.is(i, "[")) break;
        if (code_.is_identifier(i)) last = i;
      }
      if (last > range.first && last < range.last) names.emplace(code_.text(last), number);
    }
    return names;
  }

  void body(std::uint32_t brace, std::uint32_t open) {
    function_ = code_.text(open - 1);
    Names names = parameters(open);
    const std::uint32_t end = code_.partner(brace);
    for (std::uint32_t i = brace + 1; i < end; ++i) {
      if (!code_.is_identifier(i)) continue;
      if (code_.is(i + 1, "(") && code_.opens(i + 1)) call(i, names);
      if (code_.is(i + 1, "=")) given(i, names, end);
    }
  }

  /// The first parameter that stands in these tokens.
  std::optional<std::uint32_t> parameter_in(TokenRange range, const Names& names) const {
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      if (!code_.is_identifier(i) || (i > 0 && (code_.is(i - 1, ".") || code_.is(i - 1, "->")))) continue;
      if (const auto found = names.find(code_.text(i)); found != names.end()) return found->second;
    }
    return std::nullopt;
  }

  void call(std::uint32_t name, const Names& names) {
    const std::string_view callee = code_.text(name);
    if (is_control_keyword(callee) || is_statement_keyword(callee)) return;
    std::uint32_t begin = name;
    while (begin >= 2 && code_.is(begin - 1, "::")) begin -= 2;
    if (begin > 1 && (code_.is(begin - 1, ".") || code_.is(begin - 1, "->"))) {
      const std::uint32_t object = code_.postfix_begin(begin - 1);
      if (const auto parameter = parameter_in({object, begin - 1}, names)) add("call", *parameter, callee, 0);
      begin = object;
    }
    if (begin > 0 && (code_.is(begin - 1, "return") || code_.is(begin - 1, "="))) add("call", 0, callee, 0);
    std::uint32_t number = 0;
    for (const TokenRange& range : code_.arguments(name + 1)) {
      if (++number > kMostArguments) break;
      if (const auto parameter = parameter_in(range, names)) add("call", *parameter, callee, number);
    }
  }

  void given(std::uint32_t name, Names& names, std::uint32_t end) {
    const auto parameter = parameter_in({name + 2, code_.expression_end(name + 2, end)}, names);
    if (!parameter) return;
    if (name > 0 && (code_.is(name - 1, ".") || code_.is(name - 1, "->"))) {
      add("field", *parameter, code_.text(name), 1);
    } else {
      names.emplace(code_.text(name), *parameter);
    }
  }

  void add(const char* how, std::uint32_t parameter, std::string_view target, std::uint32_t argument) {
    if (handovers_.size() >= kMostHandovers || target == function_) return;
    if (!known_.emplace(how, function_, parameter, target, argument).second) return;
    FunctionPointer handover;
    handover.type = how;
    handover.function = function_;
    handover.field = target;
    handover.span.begin.line = parameter;
    handover.span.begin.column = argument;
    handovers_.push_back(std::move(handover));
  }

  const TokenView& code_;
  std::string_view function_;
  std::set<std::tuple<std::string_view, std::string_view, std::uint32_t, std::string_view, std::uint32_t>> known_;
  std::vector<FunctionPointer> handovers_;
};

}  // namespace

std::vector<FunctionPointer> outline(const TokenView& code) {
  return Outline(code).read();
}

}  // namespace cpsaudit
