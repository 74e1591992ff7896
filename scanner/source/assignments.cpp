#include "source/assignments.h"

#include <clang/AST/Decl.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>

namespace cpsaudit {
namespace {

constexpr int kDeepest = 1500;

class Visitor : public clang::RecursiveASTVisitor<Visitor> {
 public:
  Assignments assignments;

  bool TraverseStmt(clang::Stmt* statement, DataRecursionQueue* /*queue*/ = nullptr) {
    if (statement == nullptr || depth_ > kDeepest) return true;
    ++depth_;
    const bool go_on = RecursiveASTVisitor::TraverseStmt(statement);
    --depth_;
    return go_on;
  }

  bool VisitVarDecl(clang::VarDecl* variable) {
    if (llvm::isa<clang::ParmVarDecl>(variable)) return true;
    if (variable->hasInit() && variable->getInit() != nullptr) add(*variable, variable->getInit());
    return true;
  }

  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    const clang::VarDecl* variable = variable_of(operation->getLHS());
    if (variable == nullptr) return true;
    if (operation->getOpcode() == clang::BO_Assign) {
      add(*variable, operation->getRHS());
    } else if (operation->isAssignmentOp()) {
      assignments.open.insert(variable->getCanonicalDecl());
    }
    return true;
  }

  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* call) {
    if (!call->isAssignmentOp() || call->getNumArgs() != 2) return true;
    const clang::VarDecl* variable = variable_of(call->getArg(0));
    if (variable == nullptr) return true;
    if (call->getOperator() == clang::OO_Equal) {
      add(*variable, call->getArg(1));
    } else {
      assignments.open.insert(variable->getCanonicalDecl());
    }
    return true;
  }

  bool VisitUnaryOperator(clang::UnaryOperator* operation) {
    if (operation->getOpcode() == clang::UO_AddrOf || operation->isIncrementDecrementOp()) {
      if (const clang::VarDecl* variable = variable_of(operation->getSubExpr())) {
        assignments.open.insert(variable->getCanonicalDecl());
      }
    }
    return true;
  }

  /// An array that is handed on may be written to.
  bool VisitCallExpr(clang::CallExpr* call) {
    for (const clang::Expr* argument : call->arguments()) {
      const clang::VarDecl* variable = variable_of(argument);
      if (variable != nullptr && variable->getType()->isArrayType()) {
        assignments.open.insert(variable->getCanonicalDecl());
      }
    }
    return true;
  }

 private:
  static const clang::VarDecl* variable_of(const clang::Expr* expression) {
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression->IgnoreParenCasts());
    return reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  }

  void add(const clang::VarDecl& variable, const clang::Expr* value) {
    auto& values = assignments.values[variable.getCanonicalDecl()];
    if (values.size() < 16) {
      values.push_back(value);
    } else {
      assignments.open.insert(variable.getCanonicalDecl());
    }
  }

  int depth_ = 0;
};

}  // namespace

Assignments collect_assignments(const std::vector<clang::Decl*>& declarations) {
  Visitor visitor;
  for (clang::Decl* declaration : declarations) visitor.TraverseDecl(declaration);
  return std::move(visitor.assignments);
}

}  // namespace cpsaudit
