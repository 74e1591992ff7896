#include "source/token_scanner.h"

#include <algorithm>
#include <array>

#include "source/command_words.h"
#include "source/literal.h"
#include "source/text_functions.h"

namespace cpsaudit {

SourceFacts TokenScanner::scan() {
  contexts_.emplace_back();
  scan_code(code_);
  for (const RawDirective& directive : file_.directives) {
    if (directive.kind == RawDirective::Kind::kDefine) scan_macro(directive);
  }
  comments();
  return std::move(facts_);
}

void TokenScanner::scan_code(const TokenView& view) {
  view_ = &view;
  used_.assign(view.size(), false);
  for (at_ = 0; at_ < view.size(); ++at_) {
    while (contexts_.size() > 1 && at_ >= view.partner(contexts_.back().open)) contexts_.pop_back();
    if (view.opens(at_)) open_bracket();
    if (view.is_string(at_)) {
      string();
    } else if (view.is_identifier(at_)) {
      identifier();
    }
  }
}

void TokenScanner::scan_macro(const RawDirective& directive) {
  if (directive.tokens.empty()) return;
  const RawToken& name = directive.tokens.front();
  const TokenView view(file_, directive.tokens);
  const bool function_like = view.is(1, "(") && view[1].begin == name.end;
  macro_branch_ = directive.branch;
  in_macro_ = true;
  contexts_.resize(1);
  // `NAME()` takes nothing, so it is what stands behind it.
  const bool takes_nothing = function_like && view.is(2, ")");
  if ((!function_like || takes_nothing) && interest_.name(view.text(0))) {
    MacroDefinition macro;
    macro.name = view.text(0);
    const std::uint32_t body = takes_nothing ? 3 : 1;
    if (view.size() > body) macro.value = values_.read(view, {body, view.size()});
    macro.name_span = values_.span(view, {0, 1});
    macro.place = place(0);
    facts_.macros.push_back(std::move(macro));
  }
  scan_code(view);
  in_macro_ = false;
}

CodePlace TokenScanner::place(std::uint32_t index) const {
  CodePlace place;
  place.reach = Reach::kToken;
  const std::uint32_t branch = in_macro_ ? macro_branch_ : (*view_)[index].branch;
  place.guard = file_.branches[branch].guard;
  place.function = contexts_[contexts_.back().around].function;
  return place;
}

void TokenScanner::string() {
  const TokenView& view = *view_;
  if (used_[at_] || (at_ > 0 && view.is_string(at_ - 1))) return;
  std::uint32_t last = at_;
  Constant constant = values_.joined_string(view, at_, last);
  const bool wanted = interest_.string(constant.string);
  StringUse use;
  use.constant = std::move(constant);
  use.place = place(at_);
  // `pin == std::string_view{"4711"}`: what only wraps the text.
  std::uint32_t first = at_;
  while (first > 1 && (view.is(first - 1, "{") || view.is(first - 1, "(")) &&
         (view.is(last, "}") || view.is(last, ")")) && is_text_conversion(view.text(first - 2))) {
    first = view.postfix_begin(first - 1);
    ++last;
  }
  const std::string_view before = first > 0 ? view.text(first - 1) : std::string_view();
  const std::uint32_t open = contexts_.back().open;
  if (before == "==" || before == "!=" || view.is(last, "==") || view.is(last, "!=")) {
    use.role = StringUse::Role::kCompared;
    use.context = before == "==" || before == "!=" ? view.folded({view.postfix_begin(first - 1), first - 1})
                                                   : std::string(view.text(last + 1));
  } else if (view.is(open, "(") && open > 0 && compares_strings(view.text(open - 1))) {
    use.role = StringUse::Role::kCompared;
    const auto arguments = view.arguments(open);
    for (const TokenRange& range : arguments) {
      if (range.first <= at_ && at_ < range.last) continue;
      use.context = view.folded(range);
      break;
    }
  } else if (before == "return") {
    use.role = StringUse::Role::kReturned;
    use.context = use.place.function;
  } else if (contexts_.back().kind == Context::Kind::kInitializer) {
    use.role = StringUse::Role::kElement;
    use.context = contexts_.back().variable;
  }
  if (!wanted && !(use.role == StringUse::Role::kCompared && interest_.context(use.context))) return;
  facts_.strings.push_back(std::move(use));
}

void TokenScanner::comments() {
  for (const RawComment& comment : file_.comments) {
    Comment fact;
    fact.text = file_.text.substr(comment.inner_begin, comment.inner_end - comment.inner_begin);
    fact.span = text_.span(comment.begin, comment.end);
    facts_.comments.push_back(std::move(fact));
  }
}

}  // namespace cpsaudit
