#include "source/origins.h"

#include <clang/AST/Decl.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "source/expression_names.h"
#include "source/just_in_time.h"
#include "source/text_functions.h"
#include "source/value_reader.h"

namespace cpsaudit {
namespace {

constexpr int kDeepest = 24;
constexpr int kMostSteps = 1500;
constexpr std::size_t kMostOrigins = 32;
constexpr std::size_t kMostNames = 48;
constexpr std::size_t kLongestText = 120;

struct Called {
  /// "Type::name" where the type of the object is known, "object.name" where the object has a name.
  std::string function;
  std::string name;
  const clang::Expr* object = nullptr;
  const clang::FunctionDecl* declared = nullptr;
};

Called called_by(const clang::CallExpr& call) {
  const CalledName named = cpsaudit::called(call);
  Called called;
  called.name = named.name;
  called.object = named.object;
  called.declared = call.getDirectCallee();
  called.function = called.name;
  if (called.object == nullptr) return called;
  const FieldOfVariable base = base_variable(called.object);
  if (base.first == nullptr) return called;
  const std::string type = base.second.empty() ? declared_type_name(*base.first) : std::string();
  const std::string object = base.second.empty() ? base.first->getNameAsString() : base.second;
  called.function = (type.empty() ? object + "." : type + "::") + called.name;
  return called;
}

const clang::StringLiteral* first_literal(const clang::Expr& call) {
  for (const clang::Stmt* child : call.children()) {
    const auto* argument = llvm::dyn_cast_or_null<clang::Expr>(child);
    const clang::StringLiteral* literal = argument == nullptr ? nullptr : ValueReader::text_in(argument);
    if (literal != nullptr && literal->getCharByteWidth() == 1) return literal;
  }
  return nullptr;
}

/// `strcmp(uri, "/")`: whoever asks so knows nothing of any other path.
bool is_asked_for_root(const clang::CallExpr& call) {
  return std::any_of(call.arg_begin(), call.arg_end(), [](const clang::Expr* argument) {
    const clang::StringLiteral* literal = ValueReader::text_in(argument);
    return literal != nullptr && literal->getCharByteWidth() == 1 && literal->getString() == "/";
  });
}

std::string key_of(const clang::Expr& call) {
  const clang::StringLiteral* literal = first_literal(call);
  return literal == nullptr ? std::string() : literal->getString().take_front(kLongestText).str();
}

/// `item->valuestring`, `answer.body`, `part.ptr`: the text of what it belongs to.
bool is_text_of(llvm::StringRef path) {
  const llvm::StringRef last = path.substr(path.rfind('.') == llvm::StringRef::npos ? 0 : path.rfind('.') + 1);
  for (const char* name : {"valuestring", "string_value", "string", "str", "strval", "text", "data", "buf", "buffer",
                           "ptr", "payload", "body", "value", "val"}) {
    if (last == name) return true;
  }
  return false;
}

/// The member that an expression names, and its object.
std::pair<const clang::Expr*, std::string> member_of(const clang::Expr& expression) {
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&expression)) {
    return {member->getBase(), member->getMemberNameInfo().getAsString()};
  }
  const auto* dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(&expression);
  if (dependent == nullptr || dependent->isImplicitAccess()) return {nullptr, {}};
  return {dependent->getBase(), dependent->getMember().getAsString()};
}

/// Numbers and truth values carry no text.
bool is_number(const clang::Expr& expression) {
  const clang::QualType type = expression.getType();
  return !type.isNull() && !type->isDependentType() && (type->isArithmeticType() || type->isEnumeralType());
}

/// The function that is called says that it only reads this argument.
bool only_reads(const clang::FunctionDecl* function, unsigned argument) {
  if (function == nullptr || argument == 0 || argument > function->getNumParams()) return false;
  const clang::QualType type = function->getParamDecl(argument - 1)->getType();
  if (type->isDependentType()) return false;
  if (type->isPointerType() || type->isReferenceType()) return type->getPointeeType().isConstQualified();
  return !type->isArrayType();
}

}  // namespace

std::vector<Origin> OriginReader::read(const clang::Expr* expression, const clang::FunctionDecl* function) {
  function_ = function;
  found_.clear();
  through_.clear();
  seen_.clear();
  steps_ = 0;
  walk(expression, 0);
  return std::move(found_);
}

void OriginReader::add(Origin origin) {
  if (found_.size() >= kMostOrigins) return;
  origin.through = through_;
  std::sort(origin.through.begin(), origin.through.end());
  origin.through.erase(std::unique(origin.through.begin(), origin.through.end()), origin.through.end());
  found_.push_back(std::move(origin));
}

void OriginReader::walk(const clang::Expr* expression, int depth) {
  if (expression == nullptr || depth > kDeepest || ++steps_ > kMostSteps) return;
  const clang::Expr* inner = stripped(expression);
  // `snprintf(…)` gives back a number, and is what the text that it writes is given.
  const auto* writes = llvm::dyn_cast_or_null<clang::CallExpr>(inner);
  if (inner == nullptr || (is_number(*inner) && (writes == nullptr || !text_function(called_by(*writes).name)))) return;
  const auto go_on = [&](const clang::Expr* next) { walk(next, depth + 1); };
  if (llvm::isa<clang::DeclRefExpr, clang::MemberExpr, clang::CXXDependentScopeMemberExpr>(inner)) {
    const auto [variable, path] = field_of_variable(inner);
    if (variable != nullptr) {
      walk_variable(*variable, path, *inner, depth);
    } else if (const clang::FieldDecl* member = own_member(inner)) {
      Origin origin;
      origin.variable = places_.text(inner->getSourceRange());
      origin.span = places_.span(inner->getSourceRange());
      add(std::move(origin));
      const auto known = assignments_.members.find(member->getCanonicalDecl());
      if (known == assignments_.members.end() || !seen_.insert({nullptr, member->getNameAsString()}).second) return;
      for (const Given& given : known->second) {
        if (given.function == function_) go_on(given.value);
      }
    } else if (const auto [object, name] = member_of(*inner); object != nullptr && is_text_of(name)) {
      // `cJSON_GetObjectItem(request, "url")->valuestring`
      go_on(object);
    }
  } else if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(inner)) {
    go_on(choice->getTrueExpr());
    go_on(choice->getFalseExpr());
  } else if (const auto* short_choice = llvm::dyn_cast<clang::BinaryConditionalOperator>(inner)) {
    go_on(short_choice->getCommon());
    go_on(short_choice->getFalseExpr());
  } else if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(inner)) {
    const auto kind = binary->getOpcode();
    // `folder / name`: paths are joined so.
    const bool joins =
        kind == clang::BO_Add || kind == clang::BO_AddAssign || kind == clang::BO_Or || kind == clang::BO_Div;
    if (joins) go_on(binary->getLHS());
    if (joins || kind == clang::BO_Assign || kind == clang::BO_Comma) go_on(binary->getRHS());
    if (kind == clang::BO_Sub) go_on(binary->getLHS());
  } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(inner)) {
    go_on(unary->getSubExpr());
  } else if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(inner)) {
    // `document["command"]`
    if (ValueReader::text_in(element->getRHS()) != nullptr) {
      Origin origin;
      origin.function = "operator[]";
      origin.key = key_of(*inner);
      origin.span = places_.span(inner->getSourceRange());
      add(std::move(origin));
    }
    go_on(element->getLHS());
  } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(inner)) {
    walk_call(*call, depth);
  } else if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(inner)) {
    for (const clang::Expr* part : const_cast<clang::RecoveryExpr*>(recovered)->subExpressions()) go_on(part);
  } else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(inner)) {
    for (const clang::Expr* part : list->inits()) go_on(part);
  } else if (const auto* given = llvm::dyn_cast<clang::ParenListExpr>(inner)) {
    // `std::string text(data, size);`
    if (given->getNumExprs() > 0) go_on(given->getExpr(0));
  } else if (const auto* built = llvm::dyn_cast<clang::CXXUnresolvedConstructExpr>(inner)) {
    for (const clang::Expr* part : built->arguments()) go_on(part);
  } else if (const auto* constructed = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
    for (const clang::Expr* part : constructed->arguments()) go_on(part);
  }
}

void OriginReader::walk_call(const clang::CallExpr& call, int depth) {
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
    const auto kind = operation->getOperator();
    if (kind == clang::OO_Subscript) {
      Origin origin;
      origin.function = "operator[]";
      origin.key = key_of(call);
      origin.span = places_.span(call.getSourceRange());
      add(std::move(origin));
      walk(operation->getArg(0), depth + 1);
      return;
    }
    if (operation->isComparisonOp()) return;
    for (const clang::Expr* argument : operation->arguments()) walk(argument, depth + 1);
    return;
  }
  const Called called = called_by(call);
  const llvm::StringRef name(called.name);
  if (const auto text = text_function(called.name); text && call.getNumArgs() > text->source) {
    if (text->formats) {
      walk_format(call, text->source, depth);
    } else {
      walk(call.getArg(text->source), depth + 1);
    }
    return;
  }
  if (name == "move" || name == "forward") {
    for (const clang::Expr* argument : call.arguments()) walk(argument, depth + 1);
    return;
  }
  Origin origin;
  origin.function = called.function;
  origin.key = key_of(call);
  origin.span = places_.span(call.getSourceRange());
  add(std::move(origin));
  through_.push_back(called.name);
  if (called.object != nullptr) walk(called.object, depth + 1);
  for (const clang::Expr* argument : call.arguments()) walk(argument, depth + 1);
  const auto returned = called.declared == nullptr ? assignments_.returns.end()
                                                   : assignments_.returns.find(called.declared->getCanonicalDecl());
  if (returned != assignments_.returns.end()) {
    const clang::FunctionDecl* around = function_;
    function_ = called.declared->getDefinition();
    const std::size_t before = found_.size();
    for (const Given& given : returned->second) walk(given.value, depth + 2);
    function_ = around;
    // Its parameters are the arguments, which have been walked.
    for (std::size_t i = before; i < found_.size();) {
      if (found_[i].parameter) {
        found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
  }
  through_.pop_back();
}

/// What fills a format: `%d` takes no text.
void OriginReader::walk_format(const clang::CallExpr& call, unsigned format, int depth) {
  walk(call.getArg(format), depth + 1);
  const clang::StringLiteral* literal = ValueReader::text_in(call.getArg(format));
  if (literal == nullptr || literal->getCharByteWidth() != 1) {
    for (unsigned i = format + 1; i < call.getNumArgs(); ++i) walk(call.getArg(i), depth + 1);
    return;
  }
  const llvm::StringRef text = literal->getString();
  unsigned next = format + 1;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '%') continue;
    if (text[++i] == '%') continue;
    // C23 7.23.6.1: flags, width, precision and length, of which '*' takes an argument of its own.
    for (; i < text.size() && llvm::StringRef("-+ #0123456789.*'lhjztLq").contains(text[i]); ++i) {
      if (text[i] == '*') ++next;
    }
    const bool is_text = i < text.size() && (text[i] == 's' || text[i] == 'S');
    if (is_text && next < call.getNumArgs()) walk(call.getArg(next), depth + 1);
    ++next;
  }
}

/// What another function does with a global or static variable may have been done before or after.
bool OriginReader::is_here(const HandedTo& use, const clang::VarDecl& variable) const {
  return variable.hasLocalStorage() || use.function == function_;
}

std::vector<std::string> OriginReader::names_beside(const clang::VarDecl& variable, const std::string& path) const {
  std::vector<std::string> names;
  std::vector<const clang::VarDecl*> same = {&variable};
  if (const auto walkers = assignments_.walkers.find(&variable);
      path.empty() && walkers != assignments_.walkers.end()) {
    same.insert(same.end(), walkers->second.begin(), walkers->second.end());
  }
  for (const clang::VarDecl* one : same) {
    const auto known = assignments_.handed_to.find({one, path});
    if (known == assignments_.handed_to.end()) continue;
    for (const HandedTo& use : known->second) {
      const auto* call = llvm::dyn_cast<clang::CallExpr>(use.call);
      if (call == nullptr || names.size() >= kMostNames || !is_here(use, *one)) continue;
      std::string name = called_by(*call).name;
      // A number of the text that another branch takes says nothing about the text.
      const bool says_nothing = gives_number(name) || (compares_strings(name) && is_asked_for_root(*call));
      if (!name.empty() && !text_function(name) && !says_nothing) names.push_back(std::move(name));
    }
  }
  return names;
}

void OriginReader::walk_variable(const clang::VarDecl& declared, const std::string& path, const clang::Expr& named,
                                 int depth) {
  const clang::VarDecl& variable = *declared.getCanonicalDecl();
  if (!seen_.insert({&variable, path}).second) return;
  const std::vector<std::string> beside = names_beside(variable, path);
  through_.insert(through_.end(), beside.begin(), beside.end());
  const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(&declared);
  if (parameter != nullptr || variable.hasGlobalStorage() || !path.empty() || is_made_up(variable)) {
    Origin origin;
    origin.variable = places_.text(named.getSourceRange());
    origin.span = places_.span(named.getSourceRange());
    const bool own = parameter != nullptr && parameter->getDeclContext() == function_;
    if (own) origin.parameter = parameter->getFunctionScopeIndex();
    add(std::move(origin));
  }
  // A buffer that is used again holds what it was given last, where that happens in any case.
  const auto used = places_.main_range(named.getSourceRange());
  const auto offset_of = [&](const Given& given) {
    const auto range = places_.main_range(given.value->getSourceRange());
    return range && used && given.function == function_ ? range->begin : used ? used->end : 0;
  };
  const auto from = [&](const std::vector<Given>& values) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool always = values[i].asked.condition == nullptr && variable.isLocalVarDecl() && path.empty();
      if (used && always && offset_of(values[i]) < used->begin) first = i;
    }
    for (std::size_t i = first; i < values.size(); ++i) {
      const Given& given = values[i];
      if (first > 0 && used && offset_of(given) > used->begin) continue;
      const bool here = given.function == function_ || given.function == nullptr;
      if (here) walk(given.value, depth + 1);
    }
  };
  if (path.empty()) {
    if (const auto known = assignments_.values.find(&variable); known != assignments_.values.end()) from(known->second);
  } else if (const auto known = assignments_.fields.find({&variable, path}); known != assignments_.fields.end()) {
    from(known->second);
  } else if (const auto whole = assignments_.values.find(&variable); whole != assignments_.values.end()) {
    // `const struct packet *p = (const struct packet *)buffer;`
    std::vector<Given> views;
    for (const Given& given : whole->second) {
      const auto* name = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(given.value));
      const bool views_array = name != nullptr && name->getDecl()->getType()->isArrayType();
      if (is_text_of(path) || views_array) views.push_back(given);
    }
    from(views);
  }
  if (const auto known = assignments_.added.find({&variable, path}); known != assignments_.added.end()) {
    for (const clang::Expr* more : known->second) walk(more, depth + 1);
  }
  // `char c` of `for (char c : text)` is a part of it, and so is what a pointer that walks over a text points to.
  walk_handed(variable, path, depth);
  // `recv(s, &packet, sizeof packet, 0)` fills all of its fields.
  if (!path.empty()) walk_handed(variable, {}, depth);
  through_.resize(through_.size() - beside.size());
}

/// `read_input(key, variable, sizeof variable)`
void OriginReader::walk_handed(const clang::VarDecl& variable, const std::string& path, int depth) {
  const auto known = assignments_.handed_to.find({&variable, path});
  if (known == assignments_.handed_to.end()) return;
  for (const HandedTo& use : known->second) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(use.call);
    if (call == nullptr || use.argument == 0 || !is_here(use, variable)) continue;
    const Called called = called_by(*call);
    if (called.name.empty() || text_function(called.name) || only_prints(called.name) ||
        compares_strings(called.name) || only_reads(called.declared, use.argument)) {
      continue;
    }
    Origin origin;
    origin.function = called.function;
    origin.argument = use.argument;
    origin.key = key_of(*call);
    origin.span = places_.span(call->getSourceRange());
    add(std::move(origin));
    // An array that somebody fills, out of what else he is given.
    const clang::QualType type = variable.getType();
    const bool filled = variable.isLocalVarDecl() && path.empty() && type->isArrayType();
    if (filled) walk_arguments(*call, called.name, depth);
  }
}

void OriginReader::walk_arguments(const clang::CallExpr& call, const std::string& name, int depth) {
  through_.push_back(name);
  for (const clang::Expr* argument : call.arguments()) walk(argument, depth + 1);
  through_.pop_back();
}

}  // namespace cpsaudit
