#include "source/name_roles.h"

#include <algorithm>
#include <set>

namespace cpsaudit {
namespace {

/// Longer lists of template arguments do not stand in firmware, and `a < b` must be given up on soon.
constexpr std::uint32_t kLongestTemplate = 64;

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// `SOME_MACRO`: upper case, as macros are named.
bool is_upper(std::string_view word) {
  bool letter = false;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    letter |= c >= 'A' && c <= 'Z';
  }
  return letter && word.size() > 1;
}

bool ends_as_type(std::string_view name) {
  return name.size() > 2 && name.ends_with("_t");
}

/// An operand may start with it: what follows a cast.
bool starts_operand(const TokenView& view, std::uint32_t i) {
  if (i >= view.size()) return false;
  if (view[i].kind != RawToken::Kind::kPunctuator) {
    return !is_any(view.text(i), {"const", "override", "noexcept", "volatile", "if", "for", "return", "and", "or"});
  }
  return view.is(i, "{") || view.is(i, "(") || view.is(i, "~") || view.is(i, "!");
}

/// What counts is what stands before the whole of `net::Name`.
std::uint32_t qualified_begin(const TokenView& view, std::uint32_t i) {
  std::uint32_t begin = i;
  while (begin >= 2 && view.is(begin - 1, "::") && view.is_identifier(begin - 2) && i - begin < 32) begin -= 2;
  return begin;
}

/// `class Outer::Inner {`, seen from the outer name.
bool defines_inner(const TokenView& view, std::uint32_t i) {
  if (i == 0 || !is_any(view.text(i - 1), {"struct", "class"})) return false;
  if (!view.is(i + 1, "::") || !view.is_identifier(i + 2)) return false;
  return view.is(i + 3, "{") || view.is(i + 3, ":") || view.is(i + 3, "final");
}

/// `::bind(fd, …)`
bool follows_global_scope(const TokenView& view, std::uint32_t i) {
  if (i == 0 || !view.is(i - 1, "::")) return false;
  if (i == 1) return true;
  if (view.is_identifier(i - 2)) return is_statement_keyword(view.text(i - 2));
  return !view.is(i - 2, ">") && !view.is(i - 2, ">>");
}

}  // namespace

NameRoles::NameRoles(const RawFile& file, const TokenView& code, bool cplusplus)
    : file_(file), code_(code), cplusplus_(cplusplus) {
  const auto collect = [&](const TokenView& view) {
    for (std::uint32_t i = 0; i < view.size(); ++i) {
      if (!view.is_identifier(i)) continue;
      if (i > 0 && (view.is(i + 1, "{") || view.is(i + 1, ":")) &&
          is_any(view.text(i - 1), {"struct", "union", "class"})) {
        records_.insert(view.text(i));
      }
      if (cplusplus && follows_global_scope(view, i)) globals_.insert(view.text(i));
      if (defines_inner(view, i)) inner_records_.emplace(view.text(i), view.text(i + 2));
      const std::uint8_t found = evidence(view, i);
      if (found == kNone) continue;
      names_[view.text(i)] |= found;
      std::uint32_t behind = 0;
      if ((found & kTemplate) == 0 || templates_.contains(view.text(i)) || !opens_template(view, i + 1, behind))
        continue;
      TemplateShape& shape = templates_[view.text(i)];
      int depth = 0;
      bool starts = true;
      for (std::uint32_t j = i + 2; j + 1 < behind; ++j) {
        if (starts && depth == 0) {
          const bool type_word = view.is_identifier(j) &&
                                 !is_any(view.text(j), {"true", "false", "nullptr", "sizeof"}) &&
                                 !is_upper(view.text(j));
          shape.is_value.push_back(!type_word && !view.is(j, "::"));
        }
        starts = view.is(j, ",");
        if (view.is(j, "<") || view.is(j, "(")) ++depth;
        if (view.is(j, ">") || view.is(j, ")")) --depth;
      }
    }
    collect_macros(view);
  };
  collect(code);
  for (const RawDirective& directive : file.directives) {
    if (directive.kind == RawDirective::Kind::kDefine && directive.tokens.size() > 1) {
      collect(TokenView(file, directive.tokens));
    }
  }
  const auto unique = [](std::vector<std::string>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
  };
  unique(attribute_macros_);
  unique(string_macros_);
  collect_function_macros();
  unique(function_macros_);
}

std::uint8_t NameRoles::evidence(const TokenView& view, std::uint32_t i) const {
  const std::string_view name = view.text(i);
  if (is_type_keyword(name) || is_statement_keyword(name) || is_control_keyword(name)) return kNone;
  const std::string_view before = i > 0 ? view.text(i - 1) : std::string_view();
  if (cplusplus_ && defines_inner(view, i)) return kScope | kClass;
  if (before == "." || before == "->" || before == "struct" || before == "union" || before == "enum" ||
      before == "class" || before == "namespace" || before == "goto") {
    return kNone;
  }
  if (view.is(i + 1, "::")) {
    // `void Class::method(…) {` needs a class; `Name::part` elsewhere anything that has parts.
    std::uint32_t next = i + 2;
    if (view.is(next, "~")) return kScope | kClass;
    if (view.is_identifier(next) && view.is(next + 1, "(") && view.opens(next + 1)) {
      const std::uint32_t behind = view.partner(next + 1) + 1;
      const bool declared = i > 0 && (view.is_identifier(i - 1) || is_any(before, {"*", "&", ">"})) &&
                            before != "return" && !is_statement_keyword(before);
      if (view.is(behind, "{") && (declared || view.text(next) == name)) return kScope | kClass;
      if (declared && (view.is(behind, "const") || view.is(behind, "override") || view.is(behind, "noexcept"))) {
        return kScope | kClass;
      }
      if (view.is(behind, ":") && view.text(next) == name) return kScope | kClass;
    }
    return kScope;
  }
  std::uint32_t behind = 0;
  if (cplusplus_ && view.is(i + 1, "<") && opens_template(view, i + 1, behind)) return kTemplate;
  if (cplusplus_ && is_any(before, {"public", "private", "protected", "virtual"}) &&
      (view.is(i + 1, "{") || view.is(i + 1, ","))) {
    return kClass;
  }
  return type_evidence(view, i);
}

std::uint8_t NameRoles::type_evidence(const TokenView& view, std::uint32_t i) const {
  const std::string_view name = view.text(i);
  const std::uint32_t begin = qualified_begin(view, i);
  const std::string_view before = begin > 0 ? view.text(begin - 1) : std::string_view();
  const std::string_view next = view.text(i + 1);
  if (before == "new" || before == "typename") return kType;
  if (view.is_identifier(i + 1)) {
    if (is_any(next, {"and", "or", "not_eq"})) return kNone;
    // `for (x in all)` of macros and other languages, but not `std::ifstream in(path);`
    if (next == "in" && !is_any(view.text(i + 2), {"(", "{", ";", "="})) return kNone;
    // `MACRO int x;`: the compiler says "two types" and goes on.
    return kType;
  }
  if (next == "*" || next == "&" || next == "&&") return pointer_evidence(view, i);
  if (next == ")" && before == "(") {
    const bool call = begin >= 2 && (view.is_identifier(begin - 2) || view.closes(begin - 2)) &&
                      !is_statement_keyword(view.text(begin - 2));
    if (!call && starts_operand(view, i + 2)) return kType;
    if (!call && (view.is(i + 2, "&") || view.is(i + 2, "-")) && ends_as_type(name)) return kType;
    if (call && ends_as_type(name) && is_any(view.text(begin - 2), {"sizeof", "alignof", "typeof"})) return kType;
  }
  if (before == "const" && (next == ")" || next == ",")) return kType;
  if ((before == "(" || before == ",") && (next == "," || next == ")") && ends_as_type(name)) return kType;
  if (cplusplus_) {
    if (before == "<" && (next == ">" || next == "," || next == ">>")) return kMaybe;
    if (next == "{" && (before == "=" || before == "return" || before == "(")) return kType;
    // `f(a, net::Url{"…"})`; `Class() : a{1}, b{2} {` names members.
    if (next == "{" && before == "," && begin != i) return kType;
    // `generator{std::random_device{}()}`, `list{Url{"…"}, …}`: a block of a macro has nothing behind it.
    if (next == "{" && before == "{" && view.opens(i + 1) &&
        is_any(view.text(view.partner(i + 1) + 1), {"(", ".", ",", "}"}) && begin > 1 &&
        view.is_identifier(begin - 2)) {
      return kType;
    }
    if ((before == "=" || before == ":") && next == ";" && i >= 3 && view.is(i - 3, "using")) return kType;
  }
  return kNone;
}

std::uint8_t NameRoles::pointer_evidence(const TokenView& view, std::uint32_t i) const {
  const std::string_view name = view.text(i);
  const std::uint32_t begin = qualified_begin(view, i);
  const std::string_view before = begin > 0 ? view.text(begin - 1) : std::string_view();
  std::uint32_t j = i + 1;
  while (j < view.size() && (view.is(j, "*") || view.is(j, "&") || view.is(j, "&&") || view.is(j, "const"))) ++j;
  if (view.is(j, ")") || view.is(j, ">") || (view.is(j, ",") && before != "=")) return kType;
  if (!view.is_identifier(j)) return kNone;
  const bool declares = begin == 0 ||
                        is_any(before, {";", "{", "}", "const", "static", "extern", "typedef", ":", "volatile"}) ||
                        view[begin].starts_line;
  const bool ends = is_any(view.text(j + 1), {";", "=", ",", ")", "[", "(", "{", ":"});
  if (!ends) return kNone;
  if (is_any(before, {"const", "static", "extern", "typedef", "volatile"})) return kType;
  if (declares && before != "=" && before != "(" && before != ",") return kType;
  // `f(a *b)` is a product, `f(A *b)` a parameter: the blanks tell which.
  const bool lopsided = view[i + 1].after_space != view[j].after_space;
  if (before == "(" || before == ",") return lopsided || ends_as_type(name) ? kType : kMaybe;
  return kNone;
}

bool NameRoles::opens_template(const TokenView& view, std::uint32_t i, std::uint32_t& behind) const {
  if (!view.is(i, "<")) return false;
  int depth = 0;
  for (std::uint32_t j = i; j < view.size() && j < i + kLongestTemplate; ++j) {
    const std::string_view word = view.text(j);
    if (word == "<") {
      ++depth;
    } else if (word == ">") {
      --depth;
    } else if (word == ">>") {
      depth -= 2;
    } else if (word == "(" && view.opens(j)) {
      j = view.partner(j);
    } else if (view[j].kind == RawToken::Kind::kString ||
               is_any(word, {";", "{", "}", "&&", "||", "=", "==", "?", "+"})) {
      return false;
    }
    if (depth > 0) continue;
    if (depth < 0) return false;
    behind = j + 1;
    return view.is_identifier(behind) ||
           is_any(view.text(behind), {"(", "::", "&", "*", ">", ",", ")", ";", "{", ">>", "&&"});
  }
  return false;
}

bool NameRoles::looks_like_attribute(const TokenView& view, std::uint32_t i) const {
  if (!is_upper(view.text(i))) return false;
  const std::string_view before = i > 0 ? view.text(i - 1) : std::string_view();
  // `type ATTR name(`, `] ATTR =`, `) ATTR {`, `) ATTR ;`
  const bool after_type = i > 0 && (before == "*" || (view.is_identifier(i - 1) && !is_statement_keyword(before)));
  // `const uint32_t CRP __attribute__((…)) = …`: the attribute is what comes behind.
  if (after_type && view.text(i + 1).starts_with("__attribute")) return false;
  if (after_type && view.is_identifier(i + 1) && !is_type_keyword(view.text(i + 1)) &&
      is_any(view.text(i + 2), {"(", "[", "=", ";"})) {
    // `typedef struct NAME name;`
    return !is_any(before, {"struct", "union", "enum", "class", "goto", "typedef", "const", "extern", "static"});
  }
  if (before == "]" && (view.is(i + 1, "=") || view.is(i + 1, ";"))) return true;
  if (before == ")" && view.is(i + 1, "{") && view.partner(i - 1) != i - 1) return true;
  // First word of a declaration: `API int f(void)`.
  return (i == 0 || is_any(before, {";", "}", "{"}) || view[i].starts_line) && is_type_keyword(view.text(i + 1)) &&
         before != "=" && before != "(" && before != ",";
}

/// `MACRO(arguments)` on a line of its own, without a semicolon, followed by a declaration.
bool NameRoles::looks_like_statement_macro(const TokenView& view, std::uint32_t i) const {
  if (!view[i].starts_line || !view.is(i + 1, "(") || !view.opens(i + 1)) return false;
  const std::string_view before = i > 0 ? view.text(i - 1) : std::string_view(";");
  if (!is_any(before, {";", "}"})) return false;
  const std::uint32_t behind = view.partner(i + 1) + 1;
  return is_upper(view.text(i)) && behind < view.size() && view[behind].starts_line && view.is_identifier(behind);
}

void NameRoles::collect_macros(const TokenView& view) {
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    if (!view.is_identifier(i)) continue;
    const std::string_view name = view.text(i);
    if (is_type_keyword(name) || is_statement_keyword(name)) continue;
    if (looks_like_attribute(view, i)) {
      attribute_macros_.emplace_back(name);
    } else if (looks_like_statement_macro(view, i)) {
      attribute_macros_.push_back(std::string(name) + "(...)");
    } else if ((view.is_string(i + 1) || (i > 0 && view.is_string(i - 1))) && !view.is(i + 1, "(") && is_upper(name)) {
      string_macros_.emplace_back(name);
    } else if (i > 0 && view.is_string(i - 1) && !view.is(i + 1, "(") && name.starts_with("PRI")) {
      string_macros_.emplace_back(name);
    }
  }
}

/// `NAME(…) {` outside of functions, where no name of a function stands.
void NameRoles::collect_function_macros() {
  for (std::uint32_t i = 0; i < code_.size(); ++i) {
    if (code_.is(i, "{") && code_.opens(i)) {
      const bool scope = i > 0 && (code_.is(i - 1, "namespace") || (i > 1 && code_.is(i - 2, "namespace")) ||
                                   (code_.is_string(i - 1) && i > 1 && code_.is(i - 2, "extern")));
      if (!scope) i = code_.partner(i);
      continue;
    }
    if (!code_.is_identifier(i) || !is_upper(code_.text(i)) || !code_.is(i + 1, "(") || !code_.opens(i + 1)) continue;
    const std::uint32_t close = code_.partner(i + 1);
    const bool starts = i == 0 || is_any(code_.text(i - 1), {";", "}", "{", "static"}) ||
                        (code_[i].starts_line && code_.is(i - 1, ")"));
    if (!starts || !code_.is(close + 1, "{")) continue;
    // `NAME(a, b) {` is good old C.
    bool names_alone = !cplusplus_;
    for (std::uint32_t k = i + 2; k < close; ++k) names_alone &= code_.is_identifier(k) || code_.is(k, ",");
    if (!names_alone) function_macros_.emplace_back(code_.text(i));
  }
}

NameRole NameRoles::role(std::uint8_t evidence) {
  if ((evidence & kClass) != 0) return NameRole::kClass;
  if ((evidence & kTemplate) != 0) return NameRole::kTemplate;
  if ((evidence & kType) != 0) return NameRole::kType;
  if ((evidence & kMaybe) != 0) return NameRole::kType;
  return NameRole::kValue;
}

NameRole NameRoles::of(std::string_view name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return ends_as_type(name) ? NameRole::kType : NameRole::kValue;
  if (found->second == kScope) return NameRole::kScope;
  return role(found->second);
}

bool NameRoles::is_scope(std::string_view name) const {
  const auto found = names_.find(name);
  return found != names_.end() && (found->second & kScope) != 0;
}

std::uint32_t NameRoles::token_at(std::uint32_t offset, std::string_view name) const {
  const auto& tokens = file_.tokens;
  const auto token = std::lower_bound(tokens.begin(), tokens.end(), offset,
                                      [](const RawToken& t, std::uint32_t o) { return t.begin < o; });
  if (token == tokens.end() || token->begin != offset || file_.text_of(*token) != name) return code_.size();
  return static_cast<std::uint32_t>(token - tokens.begin());
}

std::string_view NameRoles::unknown_record(std::uint32_t offset, std::string_view name) const {
  const std::uint32_t index = token_at(offset, name);
  if (index == 0 || index >= code_.size() || records_.contains(name)) return {};
  const std::string_view before = code_.text(index - 1);
  return before == "struct" || before == "union" ? before : std::string_view();
}

bool NameRoles::is_inner_record(std::string_view outer, std::string_view name) const {
  return inner_records_.contains({outer, name});
}

NameUse NameRoles::at(std::uint32_t offset, std::string_view name) const {
  const std::uint32_t index = token_at(offset, name);
  if (index >= code_.size()) return {of(name)};
  const std::uint8_t here = evidence(code_, index);
  const NameRole everywhere = of(name);
  NameUse use;
  use.behind_typedef = index > 0 && (code_.is(index - 1, "typedef") ||
                                     (index > 1 && code_.is(index - 1, "const") && code_.is(index - 2, "typedef")));
  use.array_bound = code_.is(index + 1, "]") || (index > 0 && code_.is(index - 1, "["));
  if (here == kNone || here == kMaybe) {
    // A call or a plain use says little; what the name is elsewhere in the file says more.
    use.role = everywhere == NameRole::kScope ? NameRole::kValue : everywhere;
  } else if (everywhere == NameRole::kClass) {
    use.role = NameRole::kClass;
  } else {
    use.role = here == kScope ? NameRole::kScope : role(here);
  }
  return use;
}

TemplateShape NameRoles::template_shape(std::string_view name) const {
  const auto found = templates_.find(name);
  return found == templates_.end() ? TemplateShape{} : found->second;
}

}  // namespace cpsaudit
