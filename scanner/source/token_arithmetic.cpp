#include <array>
#include <limits>

#include "source/literal.h"
#include "source/token_values.h"

// Arithmetic over constants in the text: the values of macros.
namespace cpsaudit {
namespace {

/// Parentheses, operators and macros that stand for each other, one in the other.
constexpr int kDeepest = 40;
constexpr int kMostSteps = 500;

/// C23 6.5: from the operators that bind least to those that bind most.
using Level = std::array<std::string_view, 3>;
constexpr std::array<Level, 6> kLevels = {{{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}}};

std::optional<std::int64_t> apply(std::string_view operation, std::int64_t left, std::int64_t right) {
  // Without signs it wraps around instead of being undefined.
  const auto a = static_cast<std::uint64_t>(left);
  const auto b = static_cast<std::uint64_t>(right);
  const auto wrapped = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  if (operation == "|") return wrapped(a | b);
  if (operation == "^") return wrapped(a ^ b);
  if (operation == "&") return wrapped(a & b);
  if (operation == "+") return wrapped(a + b);
  if (operation == "-") return wrapped(a - b);
  if (operation == "*") return wrapped(a * b);
  if (operation == "<<" || operation == ">>") {
    if (right < 0 || right > 63 || left < 0) return std::nullopt;
    return wrapped(operation == "<<" ? a << b : a >> b);
  }
  if (right == 0 || (right == -1 && left == std::numeric_limits<std::int64_t>::min())) return std::nullopt;
  return operation == "/" ? left / right : left % right;
}

/// The last operator of this level that stands between two operands, or `range.last`.
std::uint32_t last_of(const TokenView& view, TokenRange range, const Level& level) {
  std::uint32_t found = range.last;
  bool operand = false;
  for (std::uint32_t i = range.first; i < range.last; i = view.skip(i)) {
    const std::string_view word = view.text(i);
    const bool is_operator = view[i].kind == RawToken::Kind::kPunctuator && !view.opens(i);
    for (const std::string_view one : level) {
      if (operand && is_operator && !one.empty() && word == one) found = i;
    }
    operand = !is_operator;
  }
  return found;
}

}  // namespace

std::optional<std::int64_t> TokenValues::number(const TokenView& view, TokenRange range, int depth) const {
  if (range.empty() || depth > kDeepest || ++steps_ > kMostSteps) return std::nullopt;
  while (view.is(range.first, "(") && view.partner(range.first) == range.last - 1 && range.size() > 2) {
    range = {range.first + 1, range.last - 1};
  }
  if (range.size() == 1) return number_of_token(view, range.first, depth);
  for (const Level& level : kLevels) {
    const std::uint32_t at = last_of(view, range, level);
    if (at == range.last) continue;
    const auto left = number(view, {range.first, at}, depth + 1);
    const auto right = left ? number(view, {at + 1, range.last}, depth + 1) : std::nullopt;
    return right ? apply(view.text(at), *left, *right) : std::nullopt;
  }
  const std::string_view sign = view.text(range.first);
  if (sign != "-" && sign != "+" && sign != "~") return std::nullopt;
  const auto operand = number(view, {range.first + 1, range.last}, depth + 1);
  if (!operand || sign == "+") return operand;
  return sign == "-" ? apply("-", 0, *operand) : apply("^", *operand, -1);
}

std::optional<std::int64_t> TokenValues::number_of_token(const TokenView& view, std::uint32_t index, int depth) const {
  if (view[index].kind == RawToken::Kind::kNumber) return integer_literal(view.text(index));
  if (view[index].kind == RawToken::Kind::kCharacter) return character_literal(view.text(index));
  if (!view.is_identifier(index)) return std::nullopt;
  // A macro that the file defines once; of variables nobody knows when they change.
  const auto known = definitions_.find(view.text(index));
  if (known == definitions_.end() || known->second.size() != 1 || known->second.front().view == code_)
    return std::nullopt;
  const Place& place = known->second.front();
  return number(*place.view, {place.first, place.view->size()}, depth + 1);
}

}  // namespace cpsaudit
