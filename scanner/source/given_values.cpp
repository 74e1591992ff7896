#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include "source/value_reading.h"

// What variables and members hold: all that the file gives them.
namespace cpsaudit {

/// Null and the empty text stand for "not yet" where something else is given later.
static bool is_nothing(const Constant& constant) {
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
  const auto known = assignments_.fields.find({variable->getCanonicalDecl(), path});
  if (known != assignments_.fields.end()) read_given(reading, known->second, depth);
  reading.open = true;
  return true;
}

void ValueReader::read_variable(Reading& reading, const clang::VarDecl& variable, int depth) const {
  const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(&variable);
  if (parameter != nullptr && reading.function != nullptr && parameter->getDeclContext() == reading.function) {
    reading.add(ParameterUse{{}, parameter->getFunctionScopeIndex()});
    // What it is when a caller says nothing.
    const bool readable =
        parameter->hasDefaultArg() && !parameter->hasUnparsedDefaultArg() && !parameter->hasUninstantiatedDefaultArg();
    if (readable) read_into(reading, parameter->getDefaultArg(), depth + 1);
  }
  const bool constant = variable.getType().isConstQualified() || variable.isConstexpr();
  const auto known = assignments_.values.find(variable.getCanonicalDecl());
  const bool given = known != assignments_.values.end() && !known->second.empty();
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
  reading.open |= read_given(reading, known->second, depth);
  const bool visible_elsewhere = variable.hasGlobalStorage() && variable.isExternallyVisible() && !constant;
  if (visible_elsewhere || (!constant && assignments_.open.contains(variable.getCanonicalDecl()))) reading.open = true;
}

}  // namespace cpsaudit
