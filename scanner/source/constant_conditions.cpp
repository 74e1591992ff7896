#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include "source/just_in_time.h"
#include "source/value_reading.h"

// Conditions that are always the same.
namespace cpsaudit {
namespace {

bool is_word(llvm::StringRef name) {
  return name == "true" || name == "false" || name == "TRUE" || name == "FALSE";
}

}  // namespace

std::optional<bool> ValueReader::always(const clang::Expr& condition) const {
  const clang::Expr* inner = condition.IgnoreParenImpCasts();
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(inner)) {
    if (unary->getOpcode() != clang::UO_LNot) return std::nullopt;
    const auto operand = always(*unary->getSubExpr());
    return operand ? std::optional(!*operand) : std::nullopt;
  }
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(inner); binary != nullptr && binary->isLogicalOp()) {
    const auto left = always(*binary->getLHS());
    const auto right = always(*binary->getRHS());
    // What one side decides alone.
    const bool decisive = binary->getOpcode() == clang::BO_LOr;
    if ((left && *left == decisive) || (right && *right == decisive)) return decisive;
    return left && right ? left : std::nullopt;
  }
  const clang::SourceLocation location = inner->getBeginLoc();
  if (location.isMacroID()) {
    const clang::SourceManager& sources = context_.getSourceManager();
    if (!is_word(clang::Lexer::getImmediateMacroName(location, sources, context_.getLangOpts()))) return std::nullopt;
    if (sources.getImmediateExpansionRange(location).getBegin().isMacroID()) return std::nullopt;
  }
  if (const auto* boolean = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(inner)) return boolean->getValue();
  if (const auto* integer = llvm::dyn_cast<clang::IntegerLiteral>(inner)) return integer->getValue() != 0;
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
  if (reference == nullptr || reference->getDecl()->getIdentifier() == nullptr) return std::nullopt;
  if (is_made_up(*reference->getDecl()) && is_word(reference->getDecl()->getName())) {
    return reference->getDecl()->getName().equals_insensitive("true");
  }
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  if (variable == nullptr || !variable->hasLocalStorage() || llvm::isa<clang::ParmVarDecl>(variable)) {
    return std::nullopt;
  }
  const clang::VarDecl* key = variable->getCanonicalDecl();
  const auto given = assignments_.values.find(key);
  if (given == assignments_.values.end() || given->second.size() != 1 || !given->second.front().initial) {
    return std::nullopt;
  }
  if (variable->getType().isVolatileQualified() || assignments_.open.contains(key) ||
      assignments_.handed_on.contains(key)) {
    return std::nullopt;
  }
  const clang::Expr* initial = stripped(given->second.front().value);
  if (llvm::isa_and_nonnull<clang::DeclRefExpr>(initial)) {
    const auto& name = *llvm::cast<clang::DeclRefExpr>(initial)->getDecl();
    if (name.getIdentifier() == nullptr || !is_word(name.getName())) return std::nullopt;
  } else if (!llvm::isa_and_nonnull<clang::CXXBoolLiteralExpr, clang::IntegerLiteral>(initial)) {
    return std::nullopt;
  }
  return always(*initial);
}

}  // namespace cpsaudit
