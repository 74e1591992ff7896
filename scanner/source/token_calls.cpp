#include <algorithm>
#include <array>

#include "source/command_words.h"
#include "source/literal.h"
#include "source/text_functions.h"
#include "source/token_scanner.h"

// Names, and what is called.
namespace cpsaudit {

void TokenScanner::identifier() {
  const TokenView& view = *view_;
  const std::string_view name = view.text(at_);
  const std::uint32_t next = at_ + 1;
  if (next >= view.size()) return;
  if (view.is(next, "(") && view.opens(next)) {
    const bool by_arguments = !interest_.telling().of_function(name).empty();
    if (interest_.function(name) || interest_.command_function(name) || by_arguments) {
      call(at_, next, {});
    }
    if (at_ >= 2 && view.is(at_ - 1, "::") && view.is(at_ - 2, name)) constructor_members(next);
  } else if (view.is_identifier(next) && view.is(next + 1, "(") && view.opens(next + 1)) {
    constructed(name, next);
  }
  std::uint32_t behind = next;
  while (view.is(behind, "[") && view.opens(behind)) behind = view.partner(behind) + 1;
  if (behind < view.size() && view.text(behind).starts_with("__") && at_ > 0 && type_like(at_ - 1))
    behind = behind_attributes(behind);
  if (contexts_.back().kind == Context::Kind::kEnum) return;
  // `key[0] = 0x2b;`: the syntax tree puts such bytes together.
  if (view.is(behind, "=") && sets_element(next, behind) && type_before(at_).empty()) return;
  if (view.is(behind, "=") || (view.is(behind, "{") && at_ > 0 && view.is(at_ - 1, "."))) {
    assigned(name, behind);
  } else if (view.is(next, ":") && contexts_.back().kind == Context::Kind::kInitializer && at_ > 0 &&
             (view.is(at_ - 1, "{") || view.is(at_ - 1, ",")) && !is_access(name)) {
    old_designator(name, next);
  } else if (view.is(behind, "{") && interest_.name(name) && at_ > 0 && type_like(at_ - 1)) {
    const std::uint32_t close = view.partner(behind);
    if (close > behind + 1) variable(name, {behind + 1, close});
  }
}

/// `CRP __attribute__((section(".crp"))) = …`, `__aligned(4)`, `__used`.
std::uint32_t TokenScanner::behind_attributes(std::uint32_t index) const {
  constexpr unsigned kMostAttributes = 8;
  const TokenView& view = *view_;
  for (unsigned count = 0; count < kMostAttributes && view.is_identifier(index); ++count) {
    if (!view.text(index).starts_with("__")) break;
    ++index;
    if (view.is(index, "(") && view.opens(index)) index = view.partner(index) + 1;
  }
  return index;
}

bool TokenScanner::sets_element(std::uint32_t open, std::uint32_t equals) const {
  const TokenView& view = *view_;
  const auto is_number = [&](std::uint32_t i) {
    return i < view.size() && (view[i].kind == RawToken::Kind::kNumber || view[i].kind == RawToken::Kind::kCharacter);
  };
  return equals == open + 3 && is_number(open + 1) && is_number(equals + 1) && view.is(equals + 2, ";");
}

bool TokenScanner::is_access(std::string_view word) {
  return word == "public" || word == "protected" || word == "private" || word == "virtual";
}

bool TokenScanner::type_like(std::uint32_t index) const {
  const std::string_view word = view_->text(index);
  if (is_access(word)) return false;
  if (word == "*" || word == "&" || word == ">") return true;
  return view_->is_identifier(index) && !is_statement_keyword(word) && word != "struct" && word != "enum" &&
         word != "class" && word != "union" && word != "namespace";
}

bool TokenScanner::is_declaration(std::uint32_t name, std::uint32_t open) const {
  const TokenView& view = *view_;
  const std::uint32_t behind = view.partner(open) + 1;
  if (view.is(behind, "{")) return true;
  if (behind < view.size() &&
      (view.is(behind, "const") || view.is(behind, "override") || view.is(behind, "noexcept"))) {
    return true;
  }
  const std::uint32_t begin = std::min(view.postfix_begin(name + 1), name);
  if (begin == 0) return false;
  const std::string_view before = view.text(begin - 1);
  if (before == "~") return true;
  // `Class::Class(…) :` and, in the class, `Class(…);`
  if (view.is(behind, ":") && begin + 2 <= name && view.text(name - 2) == view.text(name)) return true;
  const bool starts = before == ";" || before == "{" || before == "}" || before == ":";
  if (contexts_.back().kind == Context::Kind::kClass && starts && begin == name &&
      (view.is(behind, ";") || view.is(behind, ":"))) {
    return true;
  }
  if (view.is_identifier(begin - 1)) return !is_statement_keyword(before);
  if ((before == "*" || before == "&") && begin >= 2 && view.is_identifier(begin - 2) &&
      !is_statement_keyword(view.text(begin - 2))) {
    // `char *f(…);` declares; `x = a * f(…);` does not.
    if (is_type_keyword(view.text(begin - 2))) return true;
    return begin == 2 || view.is(begin - 3, ";") || view.is(begin - 3, "}") || view.is(begin - 3, "{") ||
           is_type_keyword(view.text(begin - 3));
  }
  return false;
}

void TokenScanner::call(std::uint32_t name, std::uint32_t open, const std::string& variable) {
  const TokenView& view = *view_;
  // `#define name(s)` says what it is, and calls nothing.
  if (in_macro_ && name == 0) return;
  if (variable.empty() && is_declaration(name, open)) return;
  Call call;
  call.name = view.text(name);
  std::uint32_t begin = name;
  while (begin >= 2 && view.is(begin - 1, "::") && view.is_identifier(begin - 2) &&
         !is_statement_keyword(view.text(begin - 2))) {
    begin -= 2;
  }
  call.callee = view.folded({begin, name + 1});
  std::uint32_t whole = begin;
  if (begin > 1 && (view.is(begin - 1, ".") || view.is(begin - 1, "->"))) {
    whole = view.postfix_begin(begin - 1);
    if (whole < begin - 1) call.receiver = values_.read(view, {whole, begin - 1});
  }
  const std::uint32_t close = view.partner(open);
  for (const TokenRange& range : view.arguments(open)) {
    call.arguments.push_back(values_.read(view, range));
    for (std::uint32_t i = range.first; i < range.last; i = view.skip(i)) used_[i] = true;
  }
  call.span = values_.span(view, {whole, close + 1});
  call.callee_span = values_.span(view, {name, name + 1});
  call.place = place(name);
  call.result = result_use(whole, close);
  // `execute("opkg", {"install", file})` is no line for a shell.
  const bool listed = call.arguments.size() > 1 && call.arguments[1].text.find('{') != std::string::npos;
  if (interest_.command_function(call.name) && !call.arguments.empty() && !listed) {
    for (const Constant& constant : call.arguments.front().constants) {
      if (constant.kind != Constant::Kind::kString) continue;
      for (Command& command : commands_in(constant.string, constant.span))
        facts_.commands.push_back(std::move(command));
    }
  }
  const NamesInFunctions::Numbers& asked = interest_.telling().of_function(call.name);
  const bool is_told = std::any_of(call.arguments.begin(), call.arguments.end(), [&](const Value& argument) {
    return interest_.telling().fits_text(argument.text, asked);
  });
  if (is_told || interest_.function(call.name)) facts_.calls.push_back(std::move(call));
}

Call::Result TokenScanner::result_use(std::uint32_t begin, std::uint32_t close) const {
  const TokenView& view = *view_;
  if (begin == 0) return Call::Result::kOther;
  const std::string_view before = view.text(begin - 1);
  const std::string_view behind = view.text(close + 1);
  if (before == "return") return Call::Result::kReturned;
  if (before == "=") return Call::Result::kAssigned;
  if ((before == ";" || before == "{" || before == "}") && behind == ";") return Call::Result::kIgnored;
  if (before == "(" || before == "!") {
    const std::uint32_t outer = before == "!" ? begin - 2 : begin - 1;
    if (outer > 0 && outer < view.size() && is_control_keyword(view.text(outer - 1))) return Call::Result::kTested;
  }
  if (behind == "==" || behind == "!=" || behind == "<" || behind == ">" || behind == "?") return Call::Result::kTested;
  return Call::Result::kOther;
}

void TokenScanner::constructed(std::string_view type, std::uint32_t name) {
  if (!interest_.function(type) || is_type_keyword(type)) return;
  const TokenView& view = *view_;
  const std::uint32_t open = name + 1;
  const std::uint32_t close = view.partner(open);
  // `Type f(int a)` declares a function.
  if (!view.is(close + 1, ";") && !view.is(close + 1, ",")) return;
  const auto arguments = view.arguments(open);
  if (arguments.empty()) return;
  const TokenRange first = arguments.front();
  if (first.size() >= 2 && view.is_identifier(first.first) &&
      (view.is_identifier(first.last - 1) && !view.is(first.last - 2, ".") && !view.is(first.last - 2, "::") &&
       !view.is(first.last - 2, "->") && (first.size() == 2 || is_type_keyword(view.text(first.first))))) {
    return;
  }
  Call call;
  call.callee = type;
  call.name = type;
  call.receiver = values_.read(view, {name, name + 1});
  call.receiver_type = type;
  for (const TokenRange& range : arguments) call.arguments.push_back(values_.read(view, range));
  call.span = values_.span(view, {at_, close + 1});
  call.callee_span = values_.span(view, {at_, at_ + 1});
  call.place = place(at_);
  facts_.calls.push_back(std::move(call));
}

}  // namespace cpsaudit
