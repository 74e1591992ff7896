#include <algorithm>
#include <array>

#include "source/command_words.h"
#include "source/literal.h"
#include "source/one_answer.h"
#include "source/text_functions.h"
#include "source/token_scanner.h"

// What stands in which brackets: functions, records, tables.
namespace cpsaudit {
namespace {

/// Records nested deeper are no records of an API.
constexpr std::size_t kLongestPath = 500;

}  // namespace

void TokenScanner::open_bracket() {
  const TokenView& view = *view_;
  Context context;
  context.open = at_;
  context.around = contexts_.back().around;
  if (view.is(at_, "{")) brace(context);
  if (view.is(at_, "{") && view.is_string(at_ + 1)) pair();
  contexts_.push_back(std::move(context));
}

void TokenScanner::brace(Context& context) {
  const TokenView& view = *view_;
  const Context& outer = contexts_.back();
  if (at_ == 0) return;
  const std::uint32_t before = at_ - 1;
  if (type_body(context) || function_body(context)) return;
  if (view.is(before, "=")) {
    if (designator(before, context)) return;
    declared(before, context);
  } else if (view.is(before, ")") && view.closes(before)) {
    // A compound literal `(type){ … }`.
    const std::uint32_t open = view.partner(before);
    if (before == open + 2 || (before > open + 1 && (view.is(open + 1, "struct") || view.is(open + 1, "const")))) {
      if (!view.is_identifier(before - 1)) return;
      context.kind = Context::Kind::kInitializer;
      context.type = view.text(before - 1);
      if (open > 0 && view.is(open - 1, "=")) context.variable = assigned_name(open - 1);
    }
  } else if (outer.kind == Context::Kind::kInitializer && (view.is(before, "{") || view.is(before, ","))) {
    context.kind = Context::Kind::kInitializer;  // an element of an array, or a nested record without name
    context.type = outer.type;
    context.variable = outer.variable;
    context.path = outer.path;
  } else if (outer.kind == Context::Kind::kInitializer && designator(at_, context)) {
    return;
  } else if (view.is_identifier(before) && !is_statement_keyword(view.text(before)) &&
             !is_type_keyword(view.text(before))) {
    if (before > 0 && (view.is_identifier(before - 1) || view.is(before - 1, ">")) &&
        !is_statement_keyword(view.text(before - 1))) {
      const std::string_view word = view.text(before - 1);
      if (word == "struct" || word == "union" || word == "class" || word == "enum" || word == "namespace") return;
      context.kind = Context::Kind::kInitializer;  // `Type name{ … }`
      context.type = word;
      context.variable = view.text(before);
    } else if (interest_.record(view.text(before))) {
      context.kind = Context::Kind::kInitializer;  // `Type{ … }`
      context.type = view.text(before);
    }
  }
  open_record(context);
}

bool TokenScanner::type_body(Context& context) const {
  const TokenView& view = *view_;
  constexpr std::uint32_t kLongestHead = 24;
  std::uint32_t i = at_;
  for (std::uint32_t steps = 0; i > 0 && steps < kLongestHead; ++steps) {
    const std::string_view word = view.text(--i);
    if (word == "enum") {
      context.kind = Context::Kind::kEnum;
      return true;
    }
    if (word == "class" || word == "struct" || word == "union") {
      // `enum class Name`, `struct Name variable = {` and `f(struct Name *x) {` are something else.
      if (i > 0 && view.is(i - 1, "enum")) continue;
      context.kind = Context::Kind::kClass;
      return true;
    }
    if (!view.is_identifier(i) && word != ":" && word != "::" && word != "," && word != "<" && word != ">") break;
  }
  return false;
}

void TokenScanner::pair() {
  const TokenView& view = *view_;
  // Behind '=' stands the table itself: `names[] = {"user", "password"}` has no rows.
  if (at_ > 0 && view.is(at_ - 1, "=")) return;
  const auto columns = view.arguments(at_);
  if (columns.size() < 2 || columns.size() > 4 || !view.is_string(columns.front().first)) return;
  std::uint32_t last = 0;
  PairEntry entry;
  entry.name = values_.joined_string(view, columns.front().first, last);
  entry.table = contexts_.back().variable;
  if (last != columns.front().last || !interest_.pair(entry.name.string, entry.table)) return;
  entry.value = values_.read(view, columns[1]);
  entry.place = place(at_);
  for (std::uint32_t i = columns[1].first; i < columns[1].last; i = view.skip(i)) used_[i] = true;
  facts_.pairs.push_back(std::move(entry));
}

void TokenScanner::open_record(Context& context) {
  if (context.kind != Context::Kind::kInitializer || !context.path.empty() || !interest_.record(context.type)) return;
  RecordInit record;
  record.type = context.type;
  record.variable = context.variable;
  record.span = text_.span((*view_)[at_].begin, (*view_)[at_].begin + 1);
  record.place = place(at_);
  // An element without designator: nobody can say which field it is, so nothing can be said to be missing.
  const std::uint32_t next = at_ + 1;
  const bool positional = next < view_->size() && !view_->is(next, ".") && !view_->is(next, "}") &&
                          !view_->is(next, "[") && !view_->is(next, "0") && !view_->is(next + 1, ":");
  if (positional) return;
  context.record = facts_.records.size();
  facts_.records.push_back(std::move(record));
}

bool TokenScanner::designator(std::uint32_t end, Context& context) {
  const Context& outer = contexts_.back();
  if (outer.kind != Context::Kind::kInitializer) return false;
  std::string path;
  std::uint32_t begin = end;
  if (!designator_path(begin, path)) return false;
  context.kind = Context::Kind::kInitializer;
  context.type = outer.type;
  context.variable = outer.variable;
  context.record = outer.record;
  if (outer.path.size() < kLongestPath) context.path = outer.path + path + ".";
  note_field(outer, outer.path + path);
  return true;
}

bool TokenScanner::designator_path(std::uint32_t& begin, std::string& path) const {
  const TokenView& view = *view_;
  std::uint32_t i = begin;
  for (int parts = 0; parts < 16 && i > 0; ++parts) {
    while (i > 0 && view.is(i - 1, "]") && view.closes(i - 1)) i = view.partner(i - 1);
    if (i < 2 || !view.is_identifier(i - 1) || !view.is(i - 2, ".")) return false;
    path = std::string(view.text(i - 1)) + (path.empty() ? "" : ".") + path;
    i -= 2;
    if (i == 0) return false;
    if (view.is(i - 1, "{") || view.is(i - 1, ",")) {
      begin = i;
      return true;
    }
  }
  return false;
}

std::string TokenScanner::assigned_name(std::uint32_t equals) const {
  const TokenView& view = *view_;
  std::uint32_t i = equals;
  while (i > 0 && view.is(i - 1, "]") && view.closes(i - 1)) i = view.partner(i - 1);
  if (i == 0 || !view.is_identifier(i - 1)) return {};
  return std::string(view.text(i - 1));
}

void TokenScanner::declared(std::uint32_t equals, Context& context) const {
  const TokenView& view = *view_;
  std::uint32_t i = equals;
  while (i > 0 && view.is(i - 1, "]") && view.closes(i - 1)) i = view.partner(i - 1);
  if (i == 0 || !view.is_identifier(i - 1)) return;
  context.variable = view.text(i - 1);
  context.kind = Context::Kind::kInitializer;
  context.type = type_before(i - 1);
}

std::string TokenScanner::type_before(std::uint32_t index) const {
  const TokenView& view = *view_;
  std::uint32_t i = index;
  while (i > 0 && (view.is(i - 1, "*") || view.is(i - 1, "&") || view.is(i - 1, "const"))) {
    --i;
  }
  if (i == 0) return {};
  if (view.is(i - 1, ">")) return ">";
  if (!view.is_identifier(i - 1) || is_statement_keyword(view.text(i - 1))) return {};
  return std::string(view.text(i - 1));
}

bool TokenScanner::function_body(Context& context) {
  const TokenView& view = *view_;
  std::uint32_t i = at_;
  // Behind the parameters may stand const, noexcept, override, a macro, or a constructor's initialisers.
  for (int words = 0; words < 4 && i > 0 && view.is_identifier(i - 1); ++words) --i;
  if (i == 0 || !view.is(i - 1, ")") || !view.closes(i - 1)) return false;
  std::uint32_t open = view.partner(i - 1);
  // `Class::Class() : a(1), b(2) {`
  for (int members = 0; members < 32 && open > 1; ++members) {
    const std::uint32_t name = open - 1;
    if (!view.is_identifier(name) || name == 0) break;
    const bool more = view.is(name - 1, ",");
    if (!more && !view.is(name - 1, ":")) break;
    if (name < 2 || !view.closes(name - 2)) break;
    open = view.partner(name - 2);
    if (!more) break;
  }
  if (open == 0 || !view.is_identifier(open - 1)) return false;
  const std::string_view name = view.text(open - 1);
  if (is_control_keyword(name) || is_statement_keyword(name) || is_type_keyword(name)) return false;
  if (i != at_ && is_statement_keyword(view.text(at_ - 1))) return false;
  std::uint32_t begin = view.postfix_begin(open);
  if (begin > open - 1) begin = open - 1;
  // Inside a function this is a macro that loops.
  if (contexts_.back().around != 0) return false;
  context.kind = Context::Kind::kFunction;
  context.around = contexts_.size();
  context.function = view.folded({begin, open});
  constant_return(context, open - 1);
  return true;
}

void TokenScanner::constant_return(const Context& context, std::uint32_t name) {
  const TokenView& view = *view_;
  if (!interest_.constant_return(view.text(name))) return;
  OneAnswer answer;
  const std::uint32_t end = view.partner(at_);
  for (std::uint32_t i = at_ + 1; i < end; ++i) {
    if (!view.is(i, "return")) continue;
    if (!answer.add(values_.read(view, {i + 1, view.expression_end(i + 1, end)}))) return;
  }
  if (!answer.number()) return;
  ConstantReturn fact;
  fact.function = context.function;
  fact.value = *answer.number();
  fact.boolean = answer.is_boolean();
  fact.span = values_.span(view, {name, name + 1});
  fact.place = place(name);
  facts_.constant_returns.push_back(std::move(fact));
}

}  // namespace cpsaudit
