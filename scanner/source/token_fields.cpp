#include <algorithm>
#include <array>

#include "source/command_words.h"
#include "source/literal.h"
#include "source/text_functions.h"
#include "source/token_scanner.h"

// What variables and fields are given.
namespace cpsaudit {

void TokenScanner::note_field(const Context& context, const std::string& path) {
  if (context.record < facts_.records.size() && facts_.records[context.record].fields.size() < 256) {
    facts_.records[context.record].fields.push_back(path);
  }
}

void TokenScanner::assigned(std::string_view name, std::uint32_t behind) {
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

void TokenScanner::designated(std::string_view name, TokenRange value) {
  designated_path(std::string(name), at_ - 1, value);
}

void TokenScanner::designated_path(const std::string& path, std::uint32_t begin, TokenRange value) {
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

void TokenScanner::old_designator(std::string_view name, std::uint32_t colon) {
  const TokenRange value{colon + 1, view_->expression_end(colon + 1, view_->size())};
  if (value.empty()) return;
  designated_path(std::string(name), at_, value);
}

void TokenScanner::member(std::string_view name, TokenRange value) {
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

void TokenScanner::constructor_members(std::uint32_t open) {
  const TokenView& view = *view_;
  constexpr std::uint32_t kMostMembers = 200;
  const std::uint32_t constructor = at_;
  std::uint32_t next = view.partner(open) + 1;
  if (view.is(next, "noexcept")) ++next;
  if (!view.is(next, ":")) return;
  for (std::uint32_t count = 0; count < kMostMembers && view.is_identifier(next + 1); ++count) {
    const std::uint32_t name = next + 1;
    const std::uint32_t bracket = name + 1;
    const bool given = (view.is(bracket, "(") || view.is(bracket, "{")) && view.opens(bracket);
    if (!given) break;
    const TokenRange value{bracket + 1, view.partner(bracket)};
    if (!value.empty() && interest_.field(view.text(name))) {
      FieldInit field;
      field.how = FieldInit::How::kInitializer;
      field.type = view.text(constructor);
      field.field = view.text(name);
      at_ = name;
      add(std::move(field), name, value);
      at_ = constructor;
      const std::string type(view.text(constructor));
      facts_.fields.back().place.function = type + "::" + type;
    }
    next = view.partner(bracket) + 1;
    if (!view.is(next, ",")) break;
  }
}

void TokenScanner::variable(std::string_view name, TokenRange value) {
  FieldInit field;
  field.how = FieldInit::How::kVariable;
  field.variable = name;
  field.type = at_ > 0 ? type_before(at_) : std::string();
  if (field.type == ">") field.type.clear();
  add(std::move(field), at_, value);
}

void TokenScanner::add(FieldInit field, std::uint32_t begin, TokenRange value) {
  field.value = values_.read(*view_, value);
  field.span = values_.span(*view_, {begin, value.last});
  field.name_span = values_.span(*view_, {at_, at_ + 1});
  field.place = place(at_);
  for (std::uint32_t i = value.first; i < value.last; i = view_->skip(i)) used_[i] = true;
  facts_.fields.push_back(std::move(field));
}

}  // namespace cpsaudit
