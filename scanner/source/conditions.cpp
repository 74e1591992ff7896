#include "source/conditions.h"

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/Stmt.h>

#include <algorithm>
#include <optional>
#include <string>

namespace cpsaudit {
namespace {

constexpr std::size_t kMostConditions = 8;
/// Statements in front of a place among which an early return is looked for.
constexpr unsigned kMostEarlier = 40;
constexpr std::size_t kLongestText = 200;

Branch opposite(Branch branch) {
  return branch == Branch::kHolds ? Branch::kFails : Branch::kHolds;
}

/// The one that is 0: false. The other of two: true.
std::optional<bool> truth_of(const clang::EnumConstantDecl& enumerator) {
  if (enumerator.getInitVal() == 0) return false;
  const auto* all = llvm::dyn_cast<clang::EnumDecl>(enumerator.getDeclContext());
  if (all == nullptr) return std::nullopt;
  int others = 0;
  bool zero = false;
  for (const clang::EnumConstantDecl* other : all->enumerators()) {
    if (other == &enumerator) continue;
    ++others;
    zero |= other->getInitVal() == 0;
  }
  return others == 1 && zero ? std::optional<bool>(true) : std::nullopt;
}

/// 0, false, NULL, nullptr: false. 1, true: true.
std::optional<bool> truth_of(const clang::Expr& expression) {
  const clang::Expr* inner = expression.IgnoreParenCasts();
  if (const auto* boolean = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(inner)) return boolean->getValue();
  if (llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(inner)) return false;
  if (const auto* integer = llvm::dyn_cast<clang::IntegerLiteral>(inner)) {
    if (integer->getValue() == 0) return false;
    if (integer->getValue() == 1) return true;
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
      reference != nullptr && reference->getDecl()->getIdentifier() != nullptr) {
    const llvm::StringRef name = reference->getDecl()->getName();
    if (name == "true" || name == "TRUE") return true;
    if (name == "false" || name == "FALSE" || name == "NULL") return false;
  }
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
  const auto* enumerator =
      reference == nullptr ? nullptr : llvm::dyn_cast<clang::EnumConstantDecl>(reference->getDecl());
  return enumerator == nullptr ? std::nullopt : truth_of(*enumerator);
}

std::optional<unsigned> parameter_of(const clang::Expr& expression, const clang::FunctionDecl* function) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression.IgnoreParenCasts());
  const auto* parameter = reference == nullptr ? nullptr : llvm::dyn_cast<clang::ParmVarDecl>(reference->getDecl());
  if (parameter == nullptr || function == nullptr || parameter->getDeclContext() != function) return std::nullopt;
  return parameter->getFunctionScopeIndex();
}

std::string folded(const clang::Expr& expression, const SourcePlaces& places) {
  std::string text = places.text(expression.getSourceRange());
  text.resize(std::min(text.size(), kLongestText));
  return text;
}

/// The function is left at its end, whatever happens in it.
bool leaves(const clang::Stmt* statement) {
  if (const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(statement)) {
    return !block->body_empty() && leaves(block->body_back());
  }
  return llvm::isa_and_nonnull<clang::ReturnStmt, clang::GotoStmt, clang::CXXThrowExpr>(statement);
}

/// The value of the `case` that a statement of a `switch` belongs to; null for `default`.
const clang::Expr* label_before(const clang::CompoundStmt& block, const clang::Stmt* child) {
  const clang::SwitchCase* label = nullptr;
  for (const clang::Stmt* statement : block.body()) {
    if (const auto* next = llvm::dyn_cast_or_null<clang::SwitchCase>(statement)) label = next;
    if (statement == child) break;
  }
  while (label != nullptr && llvm::isa_and_nonnull<clang::SwitchCase>(label->getSubStmt())) {
    label = llvm::cast<clang::SwitchCase>(label->getSubStmt());
  }
  const auto* value = llvm::dyn_cast_or_null<clang::CaseStmt>(label);
  return value == nullptr ? nullptr : value->getLHS();
}

/// `case A: case B: return 0;`: all of them, the first that is written first; `last` is that of label_before(). None
/// where the default is one of them.
std::vector<const clang::Expr*> labels_until(const clang::CompoundStmt& block, const clang::Stmt* child,
                                             const clang::Expr& last) {
  constexpr std::size_t kMostLabels = 8;
  const clang::SwitchCase* label = nullptr;
  for (const clang::Stmt* statement : block.body()) {
    if (const auto* next = llvm::dyn_cast_or_null<clang::SwitchCase>(statement)) label = next;
    if (statement == child) break;
  }
  std::vector<const clang::Expr*> labels;
  for (; label != nullptr; label = llvm::dyn_cast_or_null<clang::SwitchCase>(label->getSubStmt())) {
    const auto* value = llvm::dyn_cast<clang::CaseStmt>(label);
    if (value == nullptr) return {};
    // Letters of a command line: one says as much as both.
    if (llvm::isa<clang::CharacterLiteral>(value->getLHS()->IgnoreParenCasts())) return {&last};
    if (labels.size() < kMostLabels) labels.push_back(value->getLHS());
  }
  return labels;
}

class Conditions {
 public:
  Conditions(const clang::FunctionDecl* function, const SourcePlaces& places) : function_(function), places_(places) {}

  std::vector<Condition> found;

  void add(const clang::Expr* asked, Branch branch) {
    if (asked == nullptr || found.size() >= kMostConditions) return;
    Condition condition = condition_of(*asked, branch, function_, places_);
    if (!condition.text.empty()) found.push_back(std::move(condition));
  }

  /// `child` stands right in `block`: what comes before it there.
  void add_earlier(const clang::CompoundStmt& block, const clang::Stmt* child, const clang::Stmt* around) {
    unsigned earlier = 0;
    for (const clang::Stmt* statement : block.body()) {
      if (statement == child) break;
      const auto* question = llvm::dyn_cast_or_null<clang::IfStmt>(statement);
      if (question == nullptr || ++earlier > kMostEarlier) continue;
      const bool one_way = question->getElse() == nullptr && leaves(question->getThen());
      if (one_way) add(question->getCond(), Branch::kFails);
    }
    const auto* choice = llvm::dyn_cast_or_null<clang::SwitchStmt>(around);
    const clang::Expr* label = choice == nullptr ? nullptr : label_before(block, child);
    if (label == nullptr || choice->getCond() == nullptr || found.size() >= kMostConditions) return;
    Condition condition;
    for (const clang::Expr* one : labels_until(block, child, *label)) {
      if (!condition.text.empty()) condition.text += " || ";
      condition.text += condition_of(Asked{choice->getCond(), Branch::kHolds, one}, function_, places_).text;
    }
    if (!condition.text.empty()) found.push_back(std::move(condition));
  }

 private:
  const clang::FunctionDecl* function_;
  const SourcePlaces& places_;
};

}  // namespace

Condition condition_of(const clang::Expr& asked, Branch branch, const clang::FunctionDecl* function,
                       const SourcePlaces& places) {
  const clang::Expr* inner = asked.IgnoreParenImpCasts();
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(inner);
      unary != nullptr && unary->getOpcode() == clang::UO_LNot) {
    // "!(x)" and "x" whatever the branch: the text says which of the two.
    Condition condition = condition_of(*unary->getSubExpr(), opposite(branch), function, places);
    if (branch == Branch::kHolds) condition.text = folded(*inner, places);
    return condition;
  }
  Condition condition;
  condition.text = folded(*inner, places);
  if (condition.text.empty()) return condition;
  condition.parameter = parameter_of(*inner, function);
  condition.when_zero = branch == Branch::kFails;
  if (const auto* comparison = llvm::dyn_cast<clang::BinaryOperator>(inner);
      comparison != nullptr && comparison->isEqualityOp()) {
    const bool equal = comparison->getOpcode() == clang::BO_EQ;
    const std::optional<bool> truth = truth_of(*comparison->getRHS());
    if (truth) {
      condition.parameter = parameter_of(*comparison->getLHS(), function);
      const bool holds_for_zero = equal != *truth;
      condition.when_zero = holds_for_zero == (branch == Branch::kHolds);
    }
    if (branch == Branch::kFails) {
      condition.text =
          folded(*comparison->getLHS(), places) + (equal ? " != " : " == ") + folded(*comparison->getRHS(), places);
    }
    return condition;
  }
  if (branch == Branch::kFails) condition.text = "!(" + condition.text + ")";
  return condition;
}

std::vector<Condition> conditions_around(std::span<const clang::Stmt* const> parents,
                                         const clang::FunctionDecl* function, const SourcePlaces& places) {
  Conditions conditions(function, places);
  for (std::size_t i = parents.size(); i-- > 1;) {
    const clang::Stmt* child = parents[i];
    const clang::Stmt* parent = parents[i - 1];
    if (const auto* question = llvm::dyn_cast<clang::IfStmt>(parent)) {
      if (child == question->getThen()) conditions.add(question->getCond(), Branch::kHolds);
      if (child == question->getElse()) conditions.add(question->getCond(), Branch::kFails);
    } else if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(parent)) {
      if (child == choice->getTrueExpr()) conditions.add(choice->getCond(), Branch::kHolds);
      if (child == choice->getFalseExpr()) conditions.add(choice->getCond(), Branch::kFails);
    } else if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(parent)) {
      if (child != binary->getRHS()) continue;
      if (binary->getOpcode() == clang::BO_LAnd) conditions.add(binary->getLHS(), Branch::kHolds);
      if (binary->getOpcode() == clang::BO_LOr) conditions.add(binary->getLHS(), Branch::kFails);
    } else if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(parent)) {
      conditions.add_earlier(*block, child, i >= 2 ? parents[i - 2] : nullptr);
    }
  }
  return std::move(conditions.found);
}

Asked innermost_condition(std::span<const clang::Stmt* const> parents) {
  for (std::size_t i = parents.size(); i-- > 1;) {
    if (const auto* question = llvm::dyn_cast<clang::IfStmt>(parents[i - 1])) {
      if (parents[i] == question->getThen()) return {question->getCond(), Branch::kHolds};
      if (parents[i] == question->getElse()) return {question->getCond(), Branch::kFails};
    }
    const auto* block = llvm::dyn_cast<clang::CompoundStmt>(parents[i - 1]);
    const auto* choice = block == nullptr || i < 2 ? nullptr : llvm::dyn_cast<clang::SwitchStmt>(parents[i - 2]);
    if (choice == nullptr) continue;
    if (const clang::Expr* label = label_before(*block, parents[i])) {
      return {choice->getCond(), Branch::kHolds, label};
    }
  }
  return {};
}

Condition condition_of(const Asked& asked, const clang::FunctionDecl* function, const SourcePlaces& places) {
  if (asked.label == nullptr) return condition_of(*asked.condition, asked.branch, function, places);
  return {folded(*asked.condition, places) + " == " + folded(*asked.label, places)};
}

}  // namespace cpsaudit
