#include "source/token_facts.h"

#include <algorithm>
#include <array>

#include "source/command_words.h"
#include "source/literal.h"
#include "source/text_functions.h"
#include "source/token_values.h"

namespace cpsaudit {
namespace {

/// Records nested deeper are no records of an API.
constexpr std::size_t kLongestPath = 500;

/// What an open bracket means for what stands in it.
struct Context {
  std::uint32_t open = 0;
  enum class Kind { kOther, kFunction, kInitializer, kClass, kEnum } kind = Kind::kOther;
  /// Function: its qualified name.
  std::string function;
  /// Initialiser: the type of the record, its variable, and the path of the field that these braces initialise.
  std::string type;
  std::string variable;
  std::string path;
  /// Index into `records`, or none.
  std::size_t record = static_cast<std::size_t>(-1);
  /// Index of the function's context around it, itself included; 0 for none.
  std::size_t around = 0;
};

class Scanner {
 public:
  Scanner(const RawFile& file, const TokenView& code, const Text& text, const Interest& interest)
      : file_(file), code_(code), text_(text), interest_(interest), values_(file, code, text) {}

  SourceFacts scan() {
    contexts_.emplace_back();
    scan_code(code_);
    for (const RawDirective& directive : file_.directives) {
      if (directive.kind == RawDirective::Kind::kDefine) scan_macro(directive);
    }
    comments();
    return std::move(facts_);
  }

 private:
  void scan_code(const TokenView& view) {
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

  void scan_macro(const RawDirective& directive) {
    if (directive.tokens.empty()) return;
    const RawToken& name = directive.tokens.front();
    const TokenView view(file_, directive.tokens);
    const bool function_like = view.is(1, "(") && view[1].begin == name.end;
    macro_branch_ = directive.branch;
    in_macro_ = true;
    contexts_.resize(1);
    if (!function_like && interest_.name(view.text(0))) {
      MacroDefinition macro;
      macro.name = view.text(0);
      if (view.size() > 1) macro.value = values_.read(view, {1, view.size()});
      macro.name_span = values_.span(view, {0, 1});
      macro.place = place(0);
      facts_.macros.push_back(std::move(macro));
    }
    scan_code(view);
    in_macro_ = false;
  }

  CodePlace place(std::uint32_t index) const {
    CodePlace place;
    place.reach = Reach::kToken;
    const std::uint32_t branch = in_macro_ ? macro_branch_ : (*view_)[index].branch;
    place.guard = file_.branches[branch].guard;
    place.function = contexts_[contexts_.back().around].function;
    return place;
  }

  // --- brackets ---------------------------------------------------------------------------------------------------

  void open_bracket() {
    const TokenView& view = *view_;
    Context context;
    context.open = at_;
    context.around = contexts_.back().around;
    if (view.is(at_, "{")) brace(context);
    if (view.is(at_, "{") && view.is_string(at_ + 1)) pair();
    contexts_.push_back(std::move(context));
  }

  void brace(Context& context) {
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

  /// `class Name : public Base {`, `enum {`
  bool type_body(Context& context) const {
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

  /// `{"telnet_enable", "1"}`
  void pair() {
    const TokenView& view = *view_;
    // Behind '=' stands the table itself: `names[] = {"user", "password"}` has no rows.
    if (at_ > 0 && view.is(at_ - 1, "=")) return;
    const auto columns = view.arguments(at_);
    if (columns.size() < 2 || columns.size() > 4 || !view.is_string(columns.front().first)) return;
    std::uint32_t last = 0;
    PairEntry entry;
    entry.name = values_.joined_string(view, columns.front().first, last);
    if (last != columns.front().last || !interest_.pair(entry.name.string)) return;
    entry.value = values_.read(view, columns[1]);
    entry.table = contexts_.back().variable;
    entry.place = place(at_);
    for (std::uint32_t i = columns[1].first; i < columns[1].last; i = view.skip(i)) used_[i] = true;
    facts_.pairs.push_back(std::move(entry));
  }

  void open_record(Context& context) {
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

  /// `.field = {` or `.field {`: `end` is the index behind the designator.
  bool designator(std::uint32_t end, Context& context) {
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

  /// Reads `.a.b[0]` backwards from `begin` on; moves `begin` to its first dot.
  bool designator_path(std::uint32_t& begin, std::string& path) const {
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

  std::string assigned_name(std::uint32_t equals) const {
    const TokenView& view = *view_;
    std::uint32_t i = equals;
    while (i > 0 && view.is(i - 1, "]") && view.closes(i - 1)) i = view.partner(i - 1);
    if (i == 0 || !view.is_identifier(i - 1)) return {};
    return std::string(view.text(i - 1));
  }

  /// `type name = {`
  void declared(std::uint32_t equals, Context& context) const {
    const TokenView& view = *view_;
    std::uint32_t i = equals;
    while (i > 0 && view.is(i - 1, "]") && view.closes(i - 1)) i = view.partner(i - 1);
    if (i == 0 || !view.is_identifier(i - 1)) return;
    context.variable = view.text(i - 1);
    context.kind = Context::Kind::kInitializer;
    context.type = type_before(i - 1);
  }

  /// The type that is written before the declared name at `index`; empty when there is none.
  std::string type_before(std::uint32_t index) const {
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

  bool function_body(Context& context) {
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

  void constant_return(const Context& context, std::uint32_t name) {
    const TokenView& view = *view_;
    if (!interest_.constant_return(view.text(name))) return;
    std::optional<std::int64_t> result;
    bool boolean = false;
    const std::uint32_t end = view.partner(at_);
    for (std::uint32_t i = at_ + 1; i < end; ++i) {
      if (!view.is(i, "return")) continue;
      const Value value = values_.read(view, {i + 1, view.expression_end(i + 1, end)});
      if (value.constants.size() != 1 || !value.exhaustive) return;
      const Constant& constant = value.constants.front();
      if (constant.kind != Constant::Kind::kInteger && constant.kind != Constant::Kind::kBoolean) return;
      if (result && *result != constant.integer) return;
      boolean |= constant.kind == Constant::Kind::kBoolean;
      result = constant.integer;
    }
    if (!result) return;
    ConstantReturn fact;
    fact.function = context.function;
    fact.value = *result;
    fact.boolean = boolean;
    fact.span = values_.span(view, {name, name + 1});
    fact.place = place(name);
    facts_.constant_returns.push_back(std::move(fact));
  }

  // --- names ------------------------------------------------------------------------------------------------------

  void identifier() {
    const TokenView& view = *view_;
    const std::string_view name = view.text(at_);
    const std::uint32_t next = at_ + 1;
    if (next >= view.size()) return;
    if (view.is(next, "(") && view.opens(next)) {
      if (interest_.function(name) || interest_.command_function(name)) call(at_, next, {});
    } else if (view.is_identifier(next) && view.is(next + 1, "(") && view.opens(next + 1)) {
      constructed(name, next);
    }
    std::uint32_t behind = next;
    while (view.is(behind, "[") && view.opens(behind)) behind = view.partner(behind) + 1;
    if (contexts_.back().kind == Context::Kind::kEnum) return;
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

  static bool is_access(std::string_view word) {
    return word == "public" || word == "protected" || word == "private" || word == "virtual";
  }

  bool type_like(std::uint32_t index) const {
    const std::string_view word = view_->text(index);
    if (is_access(word)) return false;
    if (word == "*" || word == "&" || word == ">") return true;
    return view_->is_identifier(index) && !is_statement_keyword(word) && word != "struct" && word != "enum" &&
           word != "class" && word != "union" && word != "namespace";
  }

  bool is_declaration(std::uint32_t name, std::uint32_t open) const {
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

  void call(std::uint32_t name, std::uint32_t open, const std::string& variable) {
    const TokenView& view = *view_;
    if (variable.empty() && is_declaration(name, open)) return;
    Call call;
    call.name = view.text(name);
    std::uint32_t begin = name;
    while (begin >= 2 && view.is(begin - 1, "::") && view.is_identifier(begin - 2)) begin -= 2;
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
    if (interest_.command_function(call.name) && !call.arguments.empty()) {
      for (const Constant& constant : call.arguments.front().constants) {
        if (constant.kind != Constant::Kind::kString) continue;
        for (Command& command : commands_in(constant.string, constant.span))
          facts_.commands.push_back(std::move(command));
      }
    }
    if (interest_.function(call.name)) facts_.calls.push_back(std::move(call));
  }

  Call::Result result_use(std::uint32_t begin, std::uint32_t close) const {
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
    if (behind == "==" || behind == "!=" || behind == "<" || behind == ">" || behind == "?")
      return Call::Result::kTested;
    return Call::Result::kOther;
  }

  /// `Type name(arguments);` where calls of `Type` matter.
  void constructed(std::string_view type, std::uint32_t name) {
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

  // --- values given -----------------------------------------------------------------------------------------------

  void note_field(const Context& context, const std::string& path) {
    if (context.record < facts_.records.size() && facts_.records[context.record].fields.size() < 256) {
      facts_.records[context.record].fields.push_back(path);
    }
  }

  void assigned(std::string_view name, std::uint32_t behind) {
    const TokenView& view = *view_;
    const bool member_of = at_ > 0 && (view.is(at_ - 1, ".") || view.is(at_ - 1, "->"));
    if (!member_of && !interest_.name(name)) return;
    const bool braces = view.is(behind, "{");
    const TokenRange value = braces ? TokenRange{behind, view.partner(behind) + 1}
                                    : TokenRange{behind + 1, view.expression_end(behind + 1, view.size())};
    if (value.empty()) return;
    if (at_ > 0 && view.is(at_ - 1, ".") && at_ >= 2 && (view.is(at_ - 2, "{") || view.is(at_ - 2, ","))) {
      designated(name, value);
    } else if (at_ > 0 && (view.is(at_ - 1, ".") || view.is(at_ - 1, "->"))) {
      // Either the tail of a designator `.a.b = 1` or an assignment `x.b = 1`.
      std::uint32_t begin = at_ + 1;
      std::string path;
      if (contexts_.back().kind == Context::Kind::kInitializer && designator_path(begin, path)) {
        designated_path(path, begin, value);
      } else if (!braces) {
        member(name, value);
      }
    } else if (!braces && interest_.name(name)) {
      variable(name, value);
    }
  }

  void designated(std::string_view name, TokenRange value) { designated_path(std::string(name), at_ - 1, value); }

  void designated_path(const std::string& path, std::uint32_t begin, TokenRange value) {
    const Context& context = contexts_.back();
    note_field(context, context.path + path);
    if (!interest_.field(last_part(path))) return;
    FieldInit field;
    field.how = FieldInit::How::kInitializer;
    field.type = context.type;
    field.variable = context.variable;
    field.field = context.path + path;
    add(std::move(field), begin, value);
  }

  void old_designator(std::string_view name, std::uint32_t colon) {
    const TokenRange value{colon + 1, view_->expression_end(colon + 1, view_->size())};
    if (value.empty()) return;
    designated_path(std::string(name), at_, value);
  }

  void member(std::string_view name, TokenRange value) {
    const TokenView& view = *view_;
    if (!interest_.field(name)) return;
    const std::uint32_t begin = view.postfix_begin(at_ + 1);
    FieldInit field;
    field.how = FieldInit::How::kAssignment;
    // `config.sta.password`: the first part is the object, the rest the path.
    for (std::uint32_t i = begin; i <= at_; i = view.skip(i)) {
      if (!view.is_identifier(i)) continue;
      if (i == begin) {
        field.variable = view.text(i);
      } else {
        field.field += (field.field.empty() ? "" : ".") + std::string(view.text(i));
      }
    }
    if (field.field.empty()) field.field = name;
    add(std::move(field), begin, value);
  }

  void variable(std::string_view name, TokenRange value) {
    FieldInit field;
    field.how = FieldInit::How::kVariable;
    field.variable = name;
    field.type = at_ > 0 ? type_before(at_) : std::string();
    if (field.type == ">") field.type.clear();
    add(std::move(field), at_, value);
  }

  void add(FieldInit field, std::uint32_t begin, TokenRange value) {
    field.value = values_.read(*view_, value);
    field.span = values_.span(*view_, {begin, value.last});
    field.name_span = values_.span(*view_, {at_, at_ + 1});
    field.place = place(at_);
    for (std::uint32_t i = value.first; i < value.last; i = view_->skip(i)) used_[i] = true;
    facts_.fields.push_back(std::move(field));
  }

  // --- strings ----------------------------------------------------------------------------------------------------

  void string() {
    const TokenView& view = *view_;
    if (used_[at_] || (at_ > 0 && view.is_string(at_ - 1))) return;
    std::uint32_t last = at_;
    Constant constant = values_.joined_string(view, at_, last);
    const bool wanted = interest_.string(constant.string);
    StringUse use;
    use.constant = std::move(constant);
    use.place = place(at_);
    const std::string_view before = at_ > 0 ? view.text(at_ - 1) : std::string_view();
    const std::uint32_t open = contexts_.back().open;
    if (before == "==" || before == "!=" || view.is(last, "==") || view.is(last, "!=")) {
      use.role = StringUse::Role::kCompared;
      use.context = before == "==" || before == "!=" ? view.folded({view.postfix_begin(at_ - 1), at_ - 1})
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

  void comments() {
    for (const RawComment& comment : file_.comments) {
      Comment fact;
      fact.text = file_.text.substr(comment.inner_begin, comment.inner_end - comment.inner_begin);
      fact.span = text_.span(comment.begin, comment.end);
      facts_.comments.push_back(std::move(fact));
    }
  }

  const RawFile& file_;
  const TokenView& code_;
  const Text& text_;
  const Interest& interest_;
  TokenValues values_;
  SourceFacts facts_;

  const TokenView* view_ = nullptr;
  std::uint32_t at_ = 0;
  /// Never empty: the first is the file.
  std::vector<Context> contexts_;
  /// Tokens that belong to a value that was kept.
  std::vector<bool> used_;
  bool in_macro_ = false;
  std::uint32_t macro_branch_ = 0;
};

}  // namespace

SourceFacts token_facts(const RawFile& file, const TokenView& code, const Text& text, const Interest& interest) {
  return Scanner(file, code, text, interest).scan();
}

}  // namespace cpsaudit
