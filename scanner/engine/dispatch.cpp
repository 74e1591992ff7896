#include "engine/dispatch.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cpsaudit {
namespace {

constexpr std::string_view kBoth = " && ";
constexpr std::string_view kEither = " || ";

/// "!(…)": what is in the brackets, when they are one pair around all of it.
bool take_negation(std::string_view& condition) {
  if (!condition.starts_with("!(") || !condition.ends_with(')')) return false;
  unsigned depth = 0;
  for (std::size_t i = 1; i < condition.size(); ++i) {
    depth += condition[i] == '(' ? 1 : 0;
    depth -= condition[i] == ')' ? 1 : 0;
    if (depth == 0 && i + 1 < condition.size()) return false;
  }
  condition = condition.substr(2, condition.size() - 3);
  return true;
}

/// Of `a && b || c` the one with what stands at `at`.
std::string_view operand_at(std::string_view condition, std::size_t at) {
  std::size_t begin = 0;
  std::size_t end = condition.size();
  for (const std::string_view operation : {kBoth, kEither}) {
    if (const auto before = condition.rfind(operation, at); before != std::string_view::npos) {
      begin = std::max(begin, before + operation.size());
    }
    end = std::min(end, condition.find(operation, at));
  }
  return condition.substr(begin, end - begin);
}

bool holds_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

/// One comparison, without `&&` and `||`.
bool is_equality(std::string_view comparison) {
  static constexpr std::array<std::string_view, 2> kOrders = {"cmp", "coll"};
  static constexpr std::array<std::string_view, 1> kZero = {" == 0"};
  static constexpr std::array<std::string_view, 8> kMisses = {" == -1",    " < 0",  " == NULL",   " == nullptr",
                                                              " == false", " == 0", "::npos == ", "string::npos"};
  while (comparison.starts_with('(')) comparison.remove_prefix(1);
  const bool negated = comparison.starts_with('!');
  if (holds_any(comparison, kOrders)) return negated || holds_any(comparison, kZero);
  // `find("/a") != npos`; any other `!=` is about the text.
  static constexpr std::array<std::string_view, 7> kHits = {
      " != -1", " != 0", " != NULL", " != nullptr", " != String::npos", " != std::string::npos", " != npos"};
  if (comparison.find(" != ") != std::string_view::npos) return !negated && holds_any(comparison, kHits);
  return !negated && !holds_any(comparison, kMisses);
}

bool is_negation(std::string_view condition, std::string_view of) {
  if (!condition.starts_with('!')) return false;
  std::string_view inner = condition;
  return take_negation(inner) ? inner == of : condition.substr(1) == of;
}

/// `a`, `!a`; `n == 0`, `n != 0`; `n < 2`, `n >= 2`.
bool is_opposite(std::string_view one, std::string_view other) {
  if (is_negation(one, other) || is_negation(other, one)) return true;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kOpposites = {
      {{" == ", " != "}, {" < ", " >= "}, {" > ", " <= "}}};
  return std::any_of(kOpposites.begin(), kOpposites.end(), [&](const auto& pair) {
    const auto turned = [&](std::string_view from, std::string_view to) {
      const std::size_t at = one.find(from);
      return at != std::string_view::npos && at == other.find(to) && one.substr(0, at) == other.substr(0, at) &&
             one.substr(at + from.size()) == other.substr(at + to.size());
    };
    return turned(pair.first, pair.second) || turned(pair.second, pair.first);
  });
}

bool holds_text(std::string_view condition) {
  return condition.find('"') != std::string_view::npos;
}

/// `strcmp(path, "/login") != 0` is about another path, not about a login.
std::string without_texts(std::string_view condition) {
  std::string rest;
  bool inside = false;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    const char c = condition[i];
    if (inside && c == '\\') {
      ++i;
      continue;
    }
    if (c == '"') inside = !inside;
    if (!inside || c == '"') rest += c;
  }
  return rest;
}

}  // namespace

bool decides_for(std::string_view condition, std::string_view text) {
  if (text.empty()) return false;
  const bool negated = take_negation(condition);
  const std::size_t at = condition.find(text);
  if (at == std::string_view::npos) return false;
  // "Not both" says nothing of either.
  if (negated && condition.find(kBoth) != std::string_view::npos) return false;
  return is_equality(operand_at(condition, at)) != negated;
}

bool is_in_other_branch(std::span<const Condition> conditions, std::span<const Condition> own) {
  return std::any_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    const std::size_t open = condition.text.find('"');
    if (open == std::string::npos) return false;
    const std::size_t close = condition.text.find('"', open + 1);
    if (close == std::string::npos) return false;
    if (!decides_for(condition.text, std::string_view(condition.text).substr(open, close + 1 - open))) return false;
    return std::none_of(own.begin(), own.end(), [&](const Condition& other) { return other.text == condition.text; });
  });
}

bool exclude_each_other(std::span<const Condition> one, std::span<const Condition> other) {
  return std::any_of(one.begin(), one.end(), [&](const Condition& here) {
    return std::any_of(other.begin(), other.end(),
                       [&](const Condition& there) { return is_opposite(here.text, there.text); });
  });
}

std::vector<Condition> without_branches(std::span<const Condition> conditions) {
  std::vector<Condition> rest;
  for (const Condition& condition : conditions) {
    std::string_view text = condition.text;
    if (take_negation(text) && text.find(kBoth) != std::string_view::npos) continue;
    rest.push_back(condition);
    if (holds_text(condition.text)) rest.back().text = without_texts(condition.text);
  }
  return rest;
}

}  // namespace cpsaudit
