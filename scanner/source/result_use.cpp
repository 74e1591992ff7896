#include "source/result_use.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "source/log_statements.h"
#include "source/text_functions.h"
#include "source/value_reader.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostTests = 8;

const clang::Expr* condition_of(const clang::Stmt& statement) {
  if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(&statement)) return branch->getCond();
  if (const auto* loop = llvm::dyn_cast<clang::WhileStmt>(&statement)) return loop->getCond();
  if (const auto* loop = llvm::dyn_cast<clang::ForStmt>(&statement)) return loop->getCond();
  if (const auto* loop = llvm::dyn_cast<clang::DoStmt>(&statement)) return loop->getCond();
  return nullptr;
}

/// `f(&variable)`, seen from the variable.
bool is_handed_over(const std::vector<const clang::Stmt*>& parents) {
  bool addressed = false;
  for (std::size_t i = parents.size(); i-- > 1;) {
    const clang::Stmt* parent = parents[i - 1];
    const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(parent);
    if (unary != nullptr && unary->getOpcode() == clang::UO_AddrOf) {
      addressed = true;
    } else if (!is_transparent(*parent) && !llvm::isa<clang::ExplicitCastExpr>(parent)) {
      return addressed && llvm::isa<clang::CallExpr, clang::RecoveryExpr>(parent);
    }
  }
  return false;
}

constexpr int kDeepestStatement = 200;

bool names(const clang::Stmt* statement, const clang::VarDecl& variable, int depth) {
  if (statement == nullptr) return false;
  if (depth > kDeepestStatement) return true;
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(statement);
  if (reference != nullptr && reference->getDecl()->getCanonicalDecl() == variable.getCanonicalDecl()) return true;
  return std::any_of(statement->child_begin(), statement->child_end(),
                     [&](const clang::Stmt* child) { return names(child, variable, depth + 1); });
}

/// Whoever comes to it may go on somewhere else, or come from there.
bool jumps(const clang::Stmt* statement, int depth) {
  if (statement == nullptr) return false;
  if (depth > kDeepestStatement ||
      llvm::isa<clang::GotoStmt, clang::IndirectGotoStmt, clang::LabelStmt, clang::BreakStmt, clang::ContinueStmt,
                clang::SwitchCase, clang::CXXTryStmt, clang::AsmStmt>(statement)) {
    return true;
  }
  return std::any_of(statement->child_begin(), statement->child_end(),
                     [&](const clang::Stmt* child) { return jumps(child, depth + 1); });
}

/// `rc = …`, of a variable that the other side does not name.
bool gives_another(const clang::Stmt* statement, const clang::VarDecl& variable) {
  if (const auto* full = llvm::dyn_cast<clang::ExprWithCleanups>(statement)) statement = full->getSubExpr();
  const auto* given = llvm::dyn_cast<clang::BinaryOperator>(statement);
  if (given == nullptr || given->getOpcode() != clang::BO_Assign) return false;
  const auto* target = llvm::dyn_cast<clang::DeclRefExpr>(given->getLHS()->IgnoreParenCasts());
  return target != nullptr && target->getDecl()->getCanonicalDecl() == variable.getCanonicalDecl() &&
         !names(given->getRHS(), variable, 0);
}

/// The local variable that an assignment is to.
const clang::VarDecl* assigned_local(const clang::BinaryOperator& assignment) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(assignment.getLHS()->IgnoreParenCasts());
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  return variable != nullptr && variable->isLocalVarDecl() ? variable : nullptr;
}

bool is_loop(const clang::Stmt* statement) {
  return llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(statement);
}

}  // namespace

std::string ResultUses::operand_text(const clang::Expr& operand) const {
  clang::Expr::EvalResult value;
  const bool plain = !operand.isValueDependent() && !operand.isTypeDependent() && !operand.containsErrors() &&
                     !operand.getType().isNull() && operand.getType()->isIntegralOrEnumerationType();
  if (plain && operand.EvaluateAsInt(value, context_, clang::Expr::SE_NoSideEffects) &&
      value.Val.getInt().getSignificantBits() <= 64) {
    return std::to_string(value.Val.getInt().getExtValue());
  }
  return places_.text(operand.getSourceRange());
}

std::string ResultUses::comparison(const clang::Expr& operation, const clang::Stmt* child) const {
  clang::BinaryOperatorKind kind{};
  const clang::Expr* left = nullptr;
  const clang::Expr* right = nullptr;
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&operation)) {
    kind = binary->getOpcode();
    left = binary->getLHS();
    right = binary->getRHS();
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&operation);
             call != nullptr && call->getNumArgs() == 2 && call->isComparisonOp()) {
    kind = clang::BinaryOperator::getOverloadedOpcode(call->getOperator());
    left = call->getArg(0);
    right = call->getArg(1);
  }
  if (left == nullptr || !clang::BinaryOperator::isComparisonOp(kind)) return {};
  const bool swapped = right == child;
  if (swapped) {
    std::swap(left, right);
    switch (kind) {
      case clang::BO_LT:
        kind = clang::BO_GT;
        break;
      case clang::BO_GT:
        kind = clang::BO_LT;
        break;
      case clang::BO_LE:
        kind = clang::BO_GE;
        break;
      case clang::BO_GE:
        kind = clang::BO_LE;
        break;
      default:
        break;
    }
  }
  return clang::BinaryOperator::getOpcodeStr(kind).str() + " " + operand_text(*right);
}

/// `parents[at]` is the test. Its outcome may be returned, or kept in a variable that nobody looks at.
ResultUse ResultUses::behind_test(ResultUse use, const std::vector<const clang::Stmt*>& parents, std::size_t at,
                                  const clang::VarDecl* declared) const {
  use.result = Call::Result::kTested;
  // A variable that took the result on the way here has been looked at by this very test.
  use.variable = nullptr;
  for (std::size_t i = at; i > 0; --i) {
    const clang::Stmt* parent = parents[i - 1];
    const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(parent);
    const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(parent);
    if (is_transparent(*parent) || (unary != nullptr && unary->getOpcode() == clang::UO_LNot)) continue;
    if (binary != nullptr && (binary->isLogicalOp() || binary->isComparisonOp())) continue;
    if (llvm::isa<clang::ConditionalOperator>(parent)) continue;
    if (llvm::isa<clang::CallExpr>(parent) && prints(*parent)) {
      // `log("signature: %s", rc == 0 ? "ok" : "bad");`
      use.result = Call::Result::kUnused;
      use.tests.clear();
      use.printed = true;
    }
    if (llvm::isa<clang::ReturnStmt>(parent)) use.result = Call::Result::kReturned;
    if (llvm::isa<clang::IfStmt>(parent)) return shown_alone(std::move(use), *parent);
    if (binary != nullptr && binary->getOpcode() == clang::BO_Assign) {
      // `state_ = verify(image) == 0;`
      use.variable = assigned_local(*binary);
      if (use.variable == nullptr) use.result = Call::Result::kAssigned;
      use.target = places_.text(binary->getLHS()->getSourceRange());
    }
    if (llvm::isa<clang::DeclStmt>(parent) && declared != nullptr && declared->isLocalVarDecl())
      use.variable = declared;
    break;
  }
  return use;
}

/// `if (verify(image) != 0) log("bad image");`: that is no test, but a way to print it.
ResultUse ResultUses::shown_alone(ResultUse use, const clang::Stmt& statement) {
  const auto* branch = llvm::dyn_cast<clang::IfStmt>(&statement);
  const bool shown = branch != nullptr && only_shows(branch->getThen(), 0) && only_shows(branch->getElse(), 0) &&
                     !llvm::isa<clang::NullStmt>(branch->getThen());
  if (!shown) return use;
  use.result = Call::Result::kUnused;
  use.tests.clear();
  use.printed = true;
  return use;
}

ResultUse ResultUses::use_of(const std::vector<const clang::Stmt*>& parents, const clang::VarDecl* declared) const {
  ResultUse use = use_around(parents, declared);
  if (use.variable != nullptr) use.held = held_at(parents, *use.variable);
  return use;
}

/// `rc = verify(image); if (rc) log(rc); rc = write(image);`: up to the next statement of the same block that gives it
/// another value, unless somebody may go from there to elsewhere.
TextRange ResultUses::held_at(const std::vector<const clang::Stmt*>& parents, const clang::VarDecl& variable) const {
  constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();
  for (const clang::Stmt* parent : parents) {
    if (is_loop(parent)) return {0, kEnd};
  }
  const auto here = places_.main_range(parents.back()->getSourceRange());
  if (!here) return {0, kEnd};
  const clang::Stmt* child = parents.back();
  const clang::CompoundStmt* block = nullptr;
  for (std::size_t i = parents.size() - 1; i-- > 0 && block == nullptr;) {
    block = llvm::dyn_cast<clang::CompoundStmt>(parents[i]);
    if (block == nullptr) child = parents[i];
  }
  // What stands in a branch is held in what follows that as well.
  if (block == nullptr || !llvm::isa<clang::Expr, clang::DeclStmt, clang::IfStmt>(child)) return {here->begin, kEnd};
  auto next = std::find(block->body_begin(), block->body_end(), child);
  if (next == block->body_end() || jumps(child, 0)) return {here->begin, kEnd};
  for (++next; next != block->body_end(); ++next) {
    if (gives_another(*next, variable)) {
      const auto end = places_.main_range((*next)->getSourceRange());
      return {here->begin, end ? end->begin : kEnd};
    }
    if (jumps(*next, 0)) break;
  }
  return {here->begin, kEnd};
}

ResultUse ResultUses::use_around(const std::vector<const clang::Stmt*>& parents, const clang::VarDecl* declared) const {
  ResultUse use;
  // `return rc;` of a function that says yes or no.
  bool made_truth = false;
  // How far the value itself goes: behind an assignment or a comparison it is another.
  for (std::size_t i = parents.size(); i-- > 1;) {
    const clang::Stmt* child = parents[i];
    const clang::Stmt* parent = parents[i - 1];
    const bool settled = use.result == Call::Result::kAssigned;
    const auto end_with = [&](Call::Result result) {
      if (!settled) use.result = result;
      return use;
    };
    const auto* made = llvm::dyn_cast<clang::ImplicitCastExpr>(parent);
    made_truth |= made != nullptr && made->getCastKind() == clang::CK_IntegralToBoolean;
    if (is_transparent(*parent)) continue;
    if (const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(parent)) {
      if (cast->getTypeAsWritten()->isVoidType()) return end_with(Call::Result::kIgnored);
      continue;
    }
    if (llvm::isa<clang::CompoundStmt, clang::LabelStmt, clang::SwitchCase>(parent)) {
      return end_with(Call::Result::kIgnored);
    }
    if (llvm::isa<clang::ReturnStmt>(parent)) {
      if (made_truth && !settled) use.tests.insert("truth");
      return end_with(Call::Result::kReturned);
    }
    if (const clang::Expr* condition = condition_of(*parent);
        condition != nullptr || llvm::isa<clang::IfStmt, clang::ForStmt, clang::WhileStmt>(parent)) {
      if (condition != child) return end_with(Call::Result::kIgnored);
      use.tests.insert("truth");
      use.result = Call::Result::kTested;
      return shown_alone(std::move(use), *parent);
    }
    if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(parent)) {
      if (choice->getCond() != child) continue;
      use.tests.insert("truth");
      const ResultUse shown = behind_test(use, parents, i - 1, declared);
      if (shown.printed) return shown;
      use.result = Call::Result::kTested;
      return use;
    }
    if (llvm::isa<clang::SwitchStmt>(parent)) {
      use.tests.insert("switch");
      use.result = Call::Result::kTested;
      return use;
    }
    if (llvm::isa<clang::DeclStmt>(parent)) {
      if (!settled && declared != nullptr) {
        use.variable = declared->isLocalVarDecl() ? declared : nullptr;
        use.target = declared->getNameAsString();
      }
      return end_with(Call::Result::kAssigned);
    }
    if (const auto* expression = llvm::dyn_cast<clang::Expr>(parent)) {
      if (const std::string test = comparison(*expression, child); !test.empty()) {
        use.tests.insert(test);
        return behind_test(std::move(use), parents, i - 1, declared);
      }
    }
    if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(parent)) {
      if (operation->isAssignmentOp()) {
        if (operation->getLHS() == child) return end_with(Call::Result::kOther);
        if (!settled) {
          use.result = Call::Result::kAssigned;
          use.target = places_.text(operation->getLHS()->getSourceRange());
          use.variable = assigned_local(*operation);
          // `ok &= f()`, `rc |= f()`: the variable tells more than this result.
          if (operation->getOpcode() != clang::BO_Assign) use.variable = nullptr;
        }
        continue;
      }
      if (operation->getOpcode() == clang::BO_Comma) {
        if (operation->getLHS() == child) return end_with(Call::Result::kIgnored);
        continue;
      }
      if (operation->isLogicalOp()) {
        use.tests.insert("truth");
        return behind_test(std::move(use), parents, i - 1, declared);
      }
      return end_with(Call::Result::kTested);
    }
    if (const auto* operation = llvm::dyn_cast<clang::UnaryOperator>(parent)) {
      if (operation->getOpcode() != clang::UO_LNot) continue;
      use.tests.insert("not");
      return behind_test(std::move(use), parents, i - 1, declared);
    }
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(parent)) {
      const auto kind = operation->getOperator();
      if (kind == clang::OO_Exclaim) {
        use.tests.insert("not");
        return behind_test(std::move(use), parents, i - 1, declared);
      }
      if (kind == clang::OO_LessLess) use.printed = true;
      if (kind == clang::OO_Equal && operation->getNumArgs() == 2 && operation->getArg(1) == child && !settled) {
        use.target = places_.text(operation->getArg(0)->getSourceRange());
        use.result = Call::Result::kAssigned;
        continue;
      }
      return end_with(Call::Result::kArgument);
    }
    if (llvm::isa<clang::CallExpr, clang::CXXConstructExpr, clang::CXXUnresolvedConstructExpr, clang::ParenListExpr,
                  clang::InitListExpr>(parent)) {
      if (!settled) use.printed = only_prints(callee_name(*parent));
      // What is made with it goes where that goes: `ctx = create(method())`.
      if (use.target.empty()) {
        const std::vector<const clang::Stmt*> outer(parents.begin(), parents.begin() + static_cast<std::ptrdiff_t>(i));
        const ResultUse around = use_around(outer, declared);
        use.target = around.target;
      }
      return end_with(Call::Result::kArgument);
    }
    return end_with(Call::Result::kOther);
  }
  if (use.result == Call::Result::kAssigned) return use;
  use.result = parents.size() == 1 ? Call::Result::kAssigned : Call::Result::kOther;
  if (declared != nullptr) use.target = declared->getNameAsString();
  return use;
}

void ResultUses::note(const clang::DeclRefExpr& reference, const std::vector<const clang::Stmt*>& parents,
                      const clang::VarDecl* declared) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference.getDecl());
  if (variable == nullptr || !variable->isLocalVarDecl()) return;
  // `rc = …` gives it a value; it does not look at it.
  for (std::size_t i = parents.size(); i-- > 1;) {
    if (is_transparent(*parents[i - 1])) continue;
    const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(parents[i - 1]);
    if (operation != nullptr && operation->getOpcode() == clang::BO_Assign && operation->getLHS() == parents[i]) {
      return;
    }
    break;
  }
  VariableUse& known = uses_[variable->getCanonicalDecl()];
  if (is_handed_over(parents)) {
    ++known.addressed;
    return;
  }
  const auto where = places_.main_range(reference.getSourceRange());
  // Of a macro that names it twice all that is done with it.
  Use& here = known.places[where ? where->begin : 0];
  here.other |= !where;
  const ResultUse use = use_around(parents, declared);
  if (use.result == Call::Result::kReturned) {
    here.returned = true;
    here.tests.insert(use.tests.begin(), use.tests.end());
  } else if (use.result == Call::Result::kTested && !use.tests.empty()) {
    here.tests.insert(use.tests.begin(), use.tests.end());
    here.tested_elsewhere = true;
  } else if (use.result != Call::Result::kIgnored && !use.printed && !is_shown_by_name(parents)) {
    here.other = true;
  }
}

ResultUses::Use ResultUses::use_within(const VariableUse& variable, const TextRange& held) {
  Use all;
  for (auto at = variable.places.lower_bound(held.begin); at != variable.places.end() && at->first < held.end; ++at) {
    const Use& use = at->second;
    all.tested_elsewhere |= use.tested_elsewhere;
    all.returned |= use.returned;
    all.other |= use.other;
    if (all.tests.size() < kMostTests) all.tests.insert(use.tests.begin(), use.tests.end());
  }
  return all;
}

void ResultUses::settle(Call& call, const clang::VarDecl& variable, const TextRange& held) const {
  const bool kept = call.result == Call::Result::kAssigned;
  if (!kept && call.result != Call::Result::kTested) return;
  const auto found = uses_.find(variable.getCanonicalDecl());
  if (found == uses_.end()) {
    call.result = Call::Result::kUnused;
    return;
  }
  const Use use = use_within(found->second, held);
  if (use.other || found->second.addressed > 0) return;
  if (kept) call.tests.assign(use.tests.begin(), use.tests.end());
  if (use.returned && !use.tested_elsewhere) call.result = Call::Result::kReturned;
  if (!use.returned && use.tests.empty()) call.result = Call::Result::kUnused;
}

void ResultUses::settle(Call::Answer& answer, const clang::VarDecl& variable) const {
  const auto found = uses_.find(variable.getCanonicalDecl());
  // With two calls nobody can say whose answer is looked at.
  if (found == uses_.end() || found->second.addressed != 1) return;
  const Use use = use_within(found->second, {0, std::numeric_limits<std::uint32_t>::max()});
  if (use.other) return;
  answer.tests.assign(use.tests.begin(), use.tests.end());
  answer.use = Call::Result::kUnused;
  if (use.returned) answer.use = Call::Result::kReturned;
  if (use.tested_elsewhere) answer.use = Call::Result::kTested;
}

}  // namespace cpsaudit
