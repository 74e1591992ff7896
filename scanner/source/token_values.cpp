#include "source/token_values.h"

#include <algorithm>

#include "source/literal.h"

namespace cpsaudit {
namespace {

constexpr int kDeepest = 6;
/// For one expression: macros that stand for each other several times over would go on for ever.
constexpr int kMostSteps = 500;
constexpr std::uint32_t kLongestExpression = 4096;
constexpr std::size_t kMostConstants = 16;
constexpr std::size_t kMostDefinitions = 8;
constexpr std::size_t kMostSymbols = 16;

void add_symbol(std::vector<std::string>& symbols, std::string_view name) {
  if (symbols.size() >= kMostSymbols || std::find(symbols.begin(), symbols.end(), name) != symbols.end()) return;
  symbols.emplace_back(name);
}

/// The first operator `word` of the range's own level, or `range.last`.
std::uint32_t find_top(const TokenView& view, TokenRange range, std::string_view word) {
  for (std::uint32_t i = range.first; i < range.last; i = view.skip(i)) {
    if (view.is(i, word)) return i;
  }
  return range.last;
}

bool is_cast_word(const TokenView& view, std::uint32_t i) {
  return view.is_identifier(i) || view.is(i, "*") || view.is(i, "::") || view.is(i, "&");
}

/// `(type)` before an operand: the index behind it, else `range.first`.
std::uint32_t behind_cast(const TokenView& view, TokenRange range) {
  if (!view.is(range.first, "(") || !view.opens(range.first)) return range.first;
  const std::uint32_t close = view.partner(range.first);
  if (close + 1 >= range.last || close == range.first + 1) return range.first;
  for (std::uint32_t i = range.first + 1; i < close; ++i) {
    if (!is_cast_word(view, i)) return range.first;
  }
  const std::uint32_t next = close + 1;
  const bool operand = view[next].kind != RawToken::Kind::kPunctuator || view.is(next, "(") || view.is(next, "&") ||
                       view.is(next, "{") || view.is(next, "-") || view.is(next, "~");
  return operand ? next : range.first;
}

}  // namespace

struct TokenValues::Reading {
  Value value;
  /// Set when a part was met that is not known.
  bool open = false;
};

TokenValues::TokenValues(const RawFile& file, const TokenView& code, const Text& text)
    : file_(file), code_(&code), text_(text) {
  macro_views_.reserve(file.directives.size());
  for (const RawDirective& directive : file.directives) {
    if (directive.kind != RawDirective::Kind::kDefine || directive.tokens.size() < 2) continue;
    const RawToken& name = directive.tokens.front();
    const RawToken& next = directive.tokens[1];
    if (file.text_of(next) == "(" && next.begin == name.end) continue;  // function-like
    macro_views_.emplace_back(file, directive.tokens);
    auto& places = definitions_[file.text_of(name)];
    if (places.size() < kMostDefinitions) {
      places.push_back({&macro_views_.back(), 1});
    }
  }
  for (std::uint32_t i = 0; i + 1 < code.size(); ++i) {
    if (!code.is_identifier(i)) continue;
    if (i > 0 && (code.is(i - 1, ".") || code.is(i - 1, "->"))) continue;
    std::uint32_t next = i + 1;
    while (code.is(next, "[") && code.opens(next)) next = code.partner(next) + 1;
    if (!code.is(next, "=")) continue;
    auto& places = definitions_[code.text(i)];
    if (places.size() >= kMostDefinitions) continue;
    places.push_back({&code, next + 1});
  }
}

Span TokenValues::span(const TokenView& view, TokenRange range) const {
  if (range.empty()) return {};
  return text_.span(view[range.first].begin, view[range.last - 1].end);
}

Constant TokenValues::joined_string(const TokenView& view, std::uint32_t first, std::uint32_t& last) const {
  Constant constant;
  constant.kind = Constant::Kind::kString;
  std::size_t begin = 0;
  std::size_t end = 0;
  last = first;
  for (; view.is_string(last); ++last) {
    const auto literal = string_literal(view.text(last));
    if (!literal) continue;
    if (last == first) begin = view[last].begin + literal->inner_begin;
    end = view[last].begin + literal->inner_end;
    constant.string += literal->decoded;
  }
  constant.string.resize(std::min(constant.string.size(), constant.string.find('\0')));
  constant.span = text_.span(begin, std::max(begin, end));
  return constant;
}

Value TokenValues::read(const TokenView& view, TokenRange range) const {
  Reading reading;
  steps_ = 0;
  read_into(reading, view, range, 0);
  reading.value.text = view.folded(range);
  reading.value.span = span(view, range);
  reading.value.exhaustive = !reading.open && !reading.value.constants.empty();
  std::uint32_t first = range.first;
  if (!range.empty()) {
    first = behind_cast(view, range);
    if (view.is(first, "&") || view.is(first, "*")) ++first;
    if (first < range.last && view.is_identifier(first) && view.postfix_begin(range.last) == first) {
      reading.value.object = view.folded({first, range.last});
    }
  }
  return std::move(reading.value);
}

/// One side of `asked ? a : b`.
void TokenValues::read_arm(Reading& reading, const TokenView& view, TokenRange range, const std::string& asked,
                           int depth) const {
  const std::size_t before = reading.value.constants.size();
  read_into(reading, view, range, depth + 1);
  for (std::size_t i = before; i < reading.value.constants.size(); ++i) {
    Condition& condition = reading.value.constants[i].condition;
    if (condition.text.empty()) condition.text = asked;
  }
}

void TokenValues::read_into(Reading& reading, const TokenView& view, TokenRange range, int depth) const {
  if (range.empty() || depth > kDeepest || ++steps_ > kMostSteps || range.size() > kLongestExpression ||
      reading.value.constants.size() >= kMostConstants) {
    reading.open = true;
    return;
  }
  for (std::uint32_t first = behind_cast(view, range); first != range.first; first = behind_cast(view, range)) {
    range.first = first;
  }
  while (view.is(range.first, "(") && view.partner(range.first) == range.last - 1 && range.size() > 2) {
    range = {range.first + 1, range.last - 1};
  }
  const std::uint32_t question = find_top(view, range, "?");
  if (question != range.last) {
    const std::uint32_t colon = find_top(view, {question, range.last}, ":");
    if (colon != range.last) {
      const std::string asked = view.folded({range.first, question});
      read_arm(reading, view, {question + 1, colon}, asked, depth);
      read_arm(reading, view, {colon + 1, range.last}, "!(" + asked + ")", depth);
      return;
    }
  }
  const auto sum = range.size() > 2 ? number(view, range, depth) : std::nullopt;
  if (sum) {
    Constant constant;
    constant.integer = *sum;
    constant.span = span(view, range);
    reading.value.constants.push_back(std::move(constant));
  }
  const std::uint32_t bar = find_top(view, range, "|");
  if (sum && bar == range.last) return;
  if (bar != range.last) {
    Reading parts;
    read_into(parts, view, {range.first, bar}, depth + 1);
    read_into(parts, view, {bar + 1, range.last}, depth + 1);
    for (const std::string& symbol : parts.value.symbols) add_symbol(reading.value.symbols, symbol);
    reading.open |= !sum;
    return;
  }
  if (read_simple(reading, view, range, depth) || read_string(reading, view, range, depth)) return;
  reading.open = true;
}

bool TokenValues::read_simple(Reading& reading, const TokenView& view, TokenRange range, int depth) const {
  Constant constant;
  const bool negative = range.size() == 2 && view.is(range.first, "-");
  const std::uint32_t at = negative ? range.first + 1 : range.first;
  if (range.size() == 1 || negative) {
    const RawToken& token = view[at];
    constant.span = text_.span(token.begin, token.end);
    if (token.kind == RawToken::Kind::kNumber || token.kind == RawToken::Kind::kCharacter) {
      const auto number =
          token.kind == RawToken::Kind::kNumber ? integer_literal(view.text(at)) : character_literal(view.text(at));
      if (number) {
        constant.integer = negative ? static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(*number)) : *number;
      } else {
        constant.kind = Constant::Kind::kFloat;
        constant.string = (negative ? "-" : "") + std::string(view.text(at));
      }
      reading.value.constants.push_back(std::move(constant));
      return true;
    }
    if (token.kind == RawToken::Kind::kIdentifier && !negative) {
      read_name(reading, view, at, depth);
      return true;
    }
    return false;
  }
  // `String("x")`, `F("x")`: a conversion. `x.c_str()`: the same text.
  if (view.is(range.last - 1, ")") && view.closes(range.last - 1)) {
    const std::uint32_t open = view.partner(range.last - 1);
    if (open < range.first + 1) return false;
    const std::string_view name = view.text(open - 1);
    if (range.last - 1 == open + 1 && (name == "c_str" || name == "data") && open >= range.first + 3) {
      read_into(reading, view, {range.first, open - 2}, depth + 1);
      return true;
    }
    const bool whole = view.postfix_begin(open) == range.first && view.is_identifier(open - 1);
    const bool conversion = !name.empty() && ((name[0] >= 'A' && name[0] <= 'Z') || name == "string" ||
                                              name == "string_view" || name == "_T");
    const auto arguments = view.arguments(open);
    if (whole && conversion && arguments.size() == 1) {
      read_into(reading, view, arguments.front(), depth + 1);
      reading.open = true;
      return true;
    }
  }
  return false;
}

void TokenValues::read_name(Reading& reading, const TokenView& view, std::uint32_t index, int depth) const {
  const std::string_view name = view.text(index);
  Constant constant;
  constant.span = text_.span(view[index].begin, view[index].end);
  if (name == "true" || name == "false" || name == "TRUE" || name == "FALSE") {
    constant.kind = Constant::Kind::kBoolean;
    constant.integer = name == "true" || name == "TRUE" ? 1 : 0;
    reading.value.constants.push_back(std::move(constant));
    return;
  }
  if (name == "NULL" || name == "nullptr") {
    constant.kind = Constant::Kind::kNull;
    reading.value.constants.push_back(std::move(constant));
    return;
  }
  add_symbol(reading.value.symbols, name);
  const auto known = definitions_.find(name);
  if (known == definitions_.end() || known->second.size() >= kMostDefinitions) {
    reading.open = true;
    return;
  }
  for (const Place& place : known->second) {
    // The body of a macro is all of its line.
    const bool macro = place.view != code_;
    const std::uint32_t end = macro ? place.view->size() : place.view->expression_end(place.first, place.view->size());
    if (&view == place.view && place.first <= index && index < end) continue;  // `x = x + 1`
    Reading inner;
    read_into(inner, *place.view, {place.first, end}, depth + 1);
    for (Constant& found : inner.value.constants) {
      if (reading.value.constants.size() < kMostConstants) reading.value.constants.push_back(std::move(found));
    }
    // A macro may stand for another: both names count. A variable that is given a constant keeps its own alone.
    for (const std::string& symbol : inner.value.symbols) add_symbol(reading.value.symbols, symbol);
    reading.open |= inner.open;
  }
  // Other places may give it another value: only the syntax tree knows.
  reading.open = true;
}

bool TokenValues::read_string(Reading& reading, const TokenView& view, TokenRange range, int depth) const {
  bool any = false;
  for (std::uint32_t i = range.first; i < range.last; i = view.skip(i)) any |= view.is_string(i);
  if (!any) return false;
  Constant whole;
  whole.kind = Constant::Kind::kString;
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::uint32_t i = range.first; i < range.last;) {
    if (view.is_string(i)) {
      const auto literal = string_literal(view.text(i));
      if (literal) {
        if (end == 0) begin = view[i].begin + literal->inner_begin;
        end = view[i].begin + literal->inner_end;
        whole.string += literal->decoded;
      }
      ++i;
      continue;
    }
    if (view.is(i, "+")) {
      ++i;
      continue;
    }
    if (view.is(i, ",") || view.is(i, "==") || view.is(i, "!=") || view.is(i, "<<") || view.is(i, "&&")) return false;
    std::uint32_t next = i;
    while (next < range.last && !view.is(next, "+") && !view.is_string(next)) next = view.skip(next);
    Reading part;
    read_into(part, view, {i, std::min(next, range.last)}, depth + 1);
    const bool known = part.value.constants.size() == 1 && part.value.constants[0].kind == Constant::Kind::kString;
    whole.string += known ? part.value.constants[0].string : "{}";
    whole.complete &= known && part.value.constants[0].complete;
    for (const std::string& symbol : part.value.symbols) add_symbol(reading.value.symbols, symbol);
    i = std::max(next, i + 1);
  }
  whole.string.resize(std::min(whole.string.size(), whole.string.find('\0')));
  whole.span = text_.span(begin, std::max(begin, end));
  reading.value.constants.push_back(std::move(whole));
  return true;
}

}  // namespace cpsaudit
