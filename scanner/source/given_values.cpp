#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <iterator>

#include "source/text_functions.h"
#include "source/value_reading.h"

// What variables and members hold: all that the file gives them.
namespace cpsaudit {

namespace {

/// `memset(array, 0, size)`
bool is_fill(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&expression);
  if (call == nullptr) return false;
  const auto [name, object] = called(*call);
  return object == nullptr && fill_function(name).has_value();
}

/// `memcpy(array, other, size)`
bool is_copy(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&expression);
  if (call == nullptr) return false;
  const auto [name, object] = called(*call);
  return object == nullptr && (name == "memcpy" || name == "memmove");
}

/// `{0}`
bool is_zero_list(const clang::Expr& expression) {
  const auto* list = llvm::dyn_cast<clang::InitListExpr>(&expression);
  if (list == nullptr || list->getNumInits() != 1 || list->getInit(0) == nullptr) return false;
  const auto* zero = llvm::dyn_cast<clang::IntegerLiteral>(list->getInit(0)->IgnoreParenImpCasts());
  return zero != nullptr && zero->getValue() == 0;
}

}  // namespace

bool is_nothing(const Constant& constant) {
  return constant.kind == Constant::Kind::kNull ||
         (constant.kind == Constant::Kind::kString && constant.string.empty() && constant.complete);
}

bool ValueReader::read_given(Reading& reading, const std::vector<Given>& given, int depth) const {
  bool open = false;
  std::vector<std::pair<Constant, bool>> constants;  // and whether it is what stood there at first
  for (const Given& one : given) {
    Reading inner;
    inner.function = one.function;
    read_into(inner, one.value, depth + 1);
    if (given.size() > 1) tell_apart(inner.value, one.value);
    for (Constant& found : inner.value.constants) {
      if (found.condition.text.empty() && one.asked.condition != nullptr) {
        found.condition = condition_of(one.asked, reading.function, places_);
      }
      constants.emplace_back(std::move(found), one.initial && given.size() > 1);
    }
    for (const std::string& symbol : inner.value.symbols) add_symbol(reading.value.symbols, symbol);
    for (ParameterUse use : inner.value.parameters) {
      const bool elsewhere = use.function.empty() && one.function != nullptr && one.function != reading.function;
      if (elsewhere) use.function = function_name(*one.function);
      reading.add(use);
    }
    open |= inner.open;
  }
  for (auto& [found, initial] : constants) {
    if (!initial || !open || !is_nothing(found)) reading.add(std::move(found));
  }
  return open;
}

/// `config.url`, `this->url`: what the file gives it.
bool ValueReader::read_member(Reading& reading, const clang::Expr* expression, int depth) const {
  if (!llvm::isa<clang::MemberExpr, clang::CXXDependentScopeMemberExpr>(expression)) return false;
  if (const clang::FieldDecl* member = own_member(expression)) {
    const auto known = assignments_.members.find(member->getCanonicalDecl());
    if (known != assignments_.members.end()) {
      read_given(reading, known->second, depth);
    } else if (member->hasInClassInitializer() && member->getInClassInitializer() != nullptr) {
      read_into(reading, member->getInClassInitializer(), depth + 1);
    }
    reading.open = true;
    return true;
  }
  const auto [variable, path] = field_of_variable(expression);
  if (variable == nullptr || path.empty()) return false;
  read_field_of(reading, *expression, *variable, path, depth);
  reading.open = true;
  return true;
}

/// What the file gives this field of this variable, and what its record says by itself.
void ValueReader::read_field_of(Reading& reading, const clang::Expr& expression, const clang::VarDecl& variable,
                                const std::string& path, int depth) const {
  std::vector<Given> given;
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(&expression);
  const auto* field = member == nullptr ? nullptr : llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
  if (field != nullptr) {
    const auto own = assignments_.members.find(field->getCanonicalDecl());
    if (own != assignments_.members.end()) {
      given = own->second;
    } else if (field->hasInClassInitializer() && field->getInClassInitializer() != nullptr) {
      given.push_back({field->getInClassInitializer(), nullptr, true});
    }
  }
  const auto known = assignments_.fields.find({variable.getCanonicalDecl(), path});
  if (known != assignments_.fields.end()) given.insert(given.end(), known->second.begin(), known->second.end());
  if (given.empty() && llvm::isa<clang::ParmVarDecl>(variable)) read_field_of_record(reading, variable, path, depth);
  read_given(reading, given, depth);
  read_elements(reading, variable, path);
}

bool ValueReader::read_elements(Reading& reading, const clang::VarDecl& variable, const std::string& path) const {
  std::optional<Constant> bytes = filled(variable, path);
  if (!bytes) return false;
  reading.add(std::move(*bytes));
  reading.open = true;
  return true;
}

/// `!insecure`: the other way round. What a parameter is, its callers say; which of the two it is hangs on it.
bool ValueReader::read_negated(Reading& reading, const clang::Expr& operand, int depth) const {
  Reading inner;
  inner.function = reading.function;
  read_into(inner, &operand, depth + 1);
  const auto negated = [&](std::int64_t integer, Condition condition) {
    Constant constant;
    constant.kind = Constant::Kind::kBoolean;
    constant.integer = integer;
    constant.condition = std::move(condition);
    places_.locate(constant, operand.getBeginLoc(), operand.getEndLoc());
    reading.add(std::move(constant));
  };
  for (const Constant& known : inner.value.constants) {
    const bool number = known.kind == Constant::Kind::kInteger || known.kind == Constant::Kind::kBoolean;
    if (number) negated(known.integer == 0 ? 1 : 0, known.condition);
  }
  if (!inner.value.parameters.empty() && inner.value.parameters.front().function.empty()) {
    negated(0, condition_of(operand, Branch::kHolds, reading.function, places_));
    negated(1, condition_of(operand, Branch::kFails, reading.function, places_));
    return true;
  }
  reading.open |= inner.open;
  return !inner.value.constants.empty();
}

/// `iv[16] = {0}` and `memset(iv, 0, sizeof iv)` are what it holds until somebody fills it.
std::vector<Given> ValueReader::still_there(const std::vector<Given>& given, const clang::VarDecl& variable,
                                            clang::SourceLocation use) const {
  if (!variable.getType()->isArrayType() || variable.getType().isConstQualified()) return given;
  const bool runs_through = variable.isLocalVarDecl() && !variable.isStaticLocal();
  const clang::SourceManager& sources = context_.getSourceManager();
  const auto is_before = [&](clang::SourceLocation a, clang::SourceLocation b) {
    return sources.isBeforeInTranslationUnit(sources.getExpansionLoc(a), sources.getExpansionLoc(b));
  };
  const auto filled = assignments_.filled_at.find(variable.getCanonicalDecl());
  const auto elements = assignments_.elements.find({variable.getCanonicalDecl(), std::string()});
  // `memcpy(iv, title, 8); iv[8] = counter >> 24;`: the copy is a part of it.
  const auto is_changed_since = [&](const clang::Expr& copy) {
    return elements != assignments_.elements.end() &&
           std::any_of(elements->second.begin(), elements->second.end(), [&](const auto& element) {
             return std::any_of(element.second.begin(), element.second.end(), [&](const Given& given_to_it) {
               const clang::SourceLocation at = given_to_it.value->getBeginLoc();
               return is_before(copy.getBeginLoc(), at) && is_before(at, use) &&
                      !llvm::isa_and_nonnull<clang::IntegerLiteral>(stripped(given_to_it.value));
             });
           });
  };
  const auto is_over = [&](const Given& one) {
    const clang::Expr* blank = one.value->IgnoreParenImpCasts();
    if (is_copy(*blank)) return is_changed_since(*blank);
    if (!is_fill(*blank) && !(one.initial && is_zero_list(*blank))) return false;
    if (variable.isExternallyVisible()) return true;
    const clang::SourceLocation from = blank->getBeginLoc();
    // What is cleared when it has been used.
    if (runs_through && is_before(use, from)) return true;
    // Functions of the file may run in any order.
    const auto comes_between = [&](clang::SourceLocation at) {
      return runs_through ? is_before(from, at) && is_before(at, use) : is_before(at, use) || is_before(use, at);
    };
    const bool handed = filled != assignments_.filled_at.end() &&
                        std::any_of(filled->second.begin(), filled->second.end(), comes_between);
    return handed || std::any_of(given.begin(), given.end(), [&](const Given& other) {
             return other.value != one.value && !other.initial && comes_between(other.value->getBeginLoc());
           });
  };
  std::vector<Given> left;
  std::copy_if(given.begin(), given.end(), std::back_inserter(left), [&](const Given& one) { return !is_over(one); });
  return left;
}

void ValueReader::read_variable(Reading& reading, const clang::VarDecl& variable, clang::SourceLocation use,
                                int depth) const {
  const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(&variable);
  if (parameter != nullptr && reading.function != nullptr && parameter->getDeclContext() == reading.function) {
    reading.add(ParameterUse{{}, parameter->getFunctionScopeIndex()});
    // What it is when a caller says nothing.
    const bool readable =
        parameter->hasDefaultArg() && !parameter->hasUnparsedDefaultArg() && !parameter->hasUninstantiatedDefaultArg();
    if (readable) read_into(reading, parameter->getDefaultArg(), depth + 1);
  }
  if (read_sum(reading, variable, use, depth)) {
    reading.open = true;
    return;
  }
  const bool constant = variable.getType().isConstQualified() || variable.isConstexpr();
  const auto known = assignments_.values.find(variable.getCanonicalDecl());
  const bool given = known != assignments_.values.end() && !known->second.empty();
  read_elements(reading, variable, {});
  if (parameter != nullptr || !given) {
    // A constant of a header that was included.
    if (parameter == nullptr && variable.getAnyInitializer() != nullptr) {
      read_into(reading, variable.getAnyInitializer(), depth + 1);
      reading.open |= !constant;
    } else {
      reading.open = true;
    }
    if (!given) return;
  }
  const std::vector<Given> left = still_there(known->second, variable, use);
  reading.open |= read_given(reading, left, depth) || left.size() < known->second.size();
  const bool visible_elsewhere = variable.hasGlobalStorage() && variable.isExternallyVisible() && !constant;
  if (visible_elsewhere || (!constant && assignments_.open.contains(variable.getCanonicalDecl()))) reading.open = true;
}

}  // namespace cpsaudit
