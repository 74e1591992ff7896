#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "source/fact_writer.h"

// `stream << a << b`
namespace cpsaudit {
namespace {

constexpr const char* kOperator = "operator<<";
constexpr std::size_t kMostParts = 64;

struct Operands {
  const clang::Expr* left = nullptr;
  const clang::Expr* right = nullptr;
};

Operands operands_of(const clang::Expr* expression, const SourcePlaces& places) {
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(expression)) {
    if (binary->getOpcode() == clang::BO_Shl) return {binary->getLHS(), binary->getRHS()};
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression)) {
    if (call->getOperator() == clang::OO_LessLess && call->getNumArgs() == 2) return {call->getArg(0), call->getArg(1)};
  } else if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(expression)) {
    const auto parts = const_cast<clang::RecoveryExpr*>(recovered)->subExpressions();
    const bool two = parts.size() == 2 && parts[0] != nullptr && parts[1] != nullptr;
    if (two && places.between(parts[0]->getSourceRange(), parts[1]->getSourceRange()) == "<<")
      return {parts[0], parts[1]};
  }
  return {};
}

}  // namespace

void FactWriter::add_output(const clang::Expr& operation, clang::SourceLocation location) {
  if (!interest_.function(kOperator)) return;
  // The last `<<` of a chain is the outermost, and stands for all of them.
  for (std::size_t i = parents_.size() - 1; i-- > 0;) {
    const auto* outer = llvm::dyn_cast<clang::Expr>(parents_[i]);
    if (outer == nullptr) break;
    const Operands around = operands_of(outer, places_);
    if (around.left == nullptr && llvm::isa<clang::ImplicitCastExpr, clang::FullExpr>(outer)) continue;
    if (around.left != nullptr && around.left->IgnoreImplicit() == &operation) return;
    break;
  }
  std::vector<const clang::Expr*> parts;
  const clang::Expr* stream = &operation;
  while (parts.size() < kMostParts) {
    const Operands both = operands_of(stream->IgnoreImplicit(), places_);
    if (both.left == nullptr) break;
    parts.push_back(both.right);
    stream = both.left;
  }
  const clang::Expr* target = stripped(stream);
  if (parts.empty() || target == nullptr || target->getType().isNull()) return;
  // `1 << 3`
  if (target->getType()->isArithmeticType() || target->getType()->isEnumeralType()) return;
  std::reverse(parts.begin(), parts.end());
  if (llvm::isa<clang::RecoveryExpr>(operation)) location = parts.front()->getBeginLoc();
  Callee callee;
  callee.name = callee.qualified = kOperator;
  callee.location = location;
  callee.receiver = stream;
  callee.receiver_type = receiver_type(*stream);
  callee.resolved = llvm::isa<clang::CXXOperatorCallExpr>(operation);
  add_call(callee, parts, operation.getSourceRange());
}

}  // namespace cpsaudit
