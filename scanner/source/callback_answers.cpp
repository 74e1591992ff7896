#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "source/fact_writer.h"

// What a function that is handed over answers under which condition.
namespace cpsaudit {
namespace {

constexpr std::size_t kMostAnswers = 400;
constexpr std::size_t kDeepest = 200;
/// A longer expression says nothing that a check could ask for.
constexpr std::size_t kLongestText = 200;

/// `*flags = 0;`, `*flags &= ~UNTRUSTED;`: the parameter.
const clang::ParmVarDecl* cleared_by(const clang::BinaryOperator& assignment) {
  const auto* target = llvm::dyn_cast<clang::UnaryOperator>(assignment.getLHS()->IgnoreParenCasts());
  if (target == nullptr || target->getOpcode() != clang::UO_Deref) return nullptr;
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(target->getSubExpr()->IgnoreParenCasts());
  const auto* parameter = reference == nullptr ? nullptr : llvm::dyn_cast<clang::ParmVarDecl>(reference->getDecl());
  const clang::Expr* given = assignment.getRHS()->IgnoreParenCasts();
  if (assignment.getOpcode() == clang::BO_Assign) {
    const auto* zero = llvm::dyn_cast<clang::IntegerLiteral>(given);
    return zero != nullptr && zero->getValue() == 0 ? parameter : nullptr;
  }
  const auto* inverted = llvm::dyn_cast<clang::UnaryOperator>(given);
  const bool takes_away =
      assignment.getOpcode() == clang::BO_AndAssign && inverted != nullptr && inverted->getOpcode() == clang::UO_Not;
  return takes_away ? parameter : nullptr;
}

/// `a || b`, returned: each is enough.
std::vector<const clang::Expr*> alternatives(const clang::Expr* returned) {
  constexpr std::size_t kMostAlternatives = 8;
  std::vector<const clang::Expr*> found;
  const clang::Expr* rest = returned == nullptr ? nullptr : returned->IgnoreParenImpCasts();
  while (found.size() < kMostAlternatives) {
    const auto* either = llvm::dyn_cast_or_null<clang::BinaryOperator>(rest);
    if (either == nullptr || either->getOpcode() != clang::BO_LOr) break;
    found.push_back(either->getRHS());
    rest = either->getLHS()->IgnoreParenImpCasts();
  }
  if (!found.empty()) found.push_back(rest);
  return {found.rbegin(), found.rend()};
}

}  // namespace

void FactWriter::callback_answers(const clang::FunctionDecl& function, const std::string& lambda) {
  if (function.getBody() == nullptr) return;
  CallbackAnswer like;
  like.function = lambda.empty() ? function_name(function) : lambda;
  std::vector<const clang::Stmt*> outer = std::move(parents_);
  parents_.clear();
  const clang::FunctionDecl* around = function_;
  if (lambda.empty()) function_ = &function;
  gather_answers(function.getBody(), function, like);
  function_ = around;
  parents_ = std::move(outer);
}

void FactWriter::gather_answers(const clang::Stmt* statement, const clang::FunctionDecl& function,
                                const CallbackAnswer& like) {
  if (statement == nullptr || parents_.size() > kDeepest || llvm::isa<clang::LambdaExpr>(statement)) return;
  if (collected.facts.answers.size() >= kMostAnswers) return;
  parents_.push_back(statement);
  const auto add = [&](CallbackAnswer answer, const clang::Stmt& at, const Condition& condition) {
    const auto range = places_.main_range(at.getSourceRange());
    if (!range) return;
    answer.span = places_.span(*range);
    answer.place = place(range->begin, true);
    if (!condition.text.empty()) answer.place.conditions.insert(answer.place.conditions.begin(), condition);
    collected.facts.answers.push_back(std::move(answer));
  };
  if (const auto* returned = llvm::dyn_cast<clang::ReturnStmt>(statement)) {
    const Value value = returned->getRetValue() == nullptr ? Value{} : values_.read(returned->getRetValue(), &function);
    for (const Constant& constant : value.constants) {
      const bool number = constant.kind == Constant::Kind::kInteger || constant.kind == Constant::Kind::kBoolean;
      if (!number) continue;
      CallbackAnswer answer = like;
      answer.value = constant.integer;
      answer.boolean = answers_yes_or_no(function, constant.kind == Constant::Kind::kBoolean);
      if (constant.symbols.size() == 1) answer.name = constant.symbols.front();
      if (constant.symbols.empty() && value.symbols.size() == 1) answer.name = value.symbols.front();
      add(std::move(answer), *statement, constant.condition);
    }
    const std::vector<const clang::Expr*> ways = alternatives(returned->getRetValue());
    // `return "gw-" + mac();` is computed, though a part of it is known.
    const bool in_part = std::any_of(value.constants.begin(), value.constants.end(), [](const Constant& constant) {
      return constant.kind == Constant::Kind::kString && !constant.complete;
    });
    if (value.constants.empty() && value.symbols.size() == 1) {
      CallbackAnswer answer = like;
      answer.name = value.symbols.front();
      add(std::move(answer), *statement, {});
    } else if ((!value.exhaustive || in_part) && ways.empty() && !value.text.empty() &&
               value.text.size() <= kLongestText) {
      CallbackAnswer answer = like;
      answer.text = value.text;
      add(std::move(answer), *statement, {});
    }
    for (const clang::Expr* either : ways) {
      CallbackAnswer answer = like;
      answer.value = 1;
      answer.boolean = true;
      add(std::move(answer), *statement, condition_of(*either, Branch::kHolds, &function, places_));
    }
  } else if (const auto* assignment = llvm::dyn_cast<clang::BinaryOperator>(statement);
             assignment != nullptr && assignment->isAssignmentOp()) {
    if (const clang::ParmVarDecl* parameter = cleared_by(*assignment)) {
      CallbackAnswer answer = like;
      answer.clears = parameter->getFunctionScopeIndex();
      // Which bits it takes away says as much as a condition.
      Condition bits;
      if (assignment->getOpcode() == clang::BO_AndAssign)
        bits.text = places_.text(assignment->getRHS()->getSourceRange());
      add(std::move(answer), *statement, bits);
    }
  }
  if (!llvm::isa<clang::Expr>(statement) && !llvm::isa<clang::ReturnStmt>(statement)) {
    for (const clang::Stmt* child : statement->children()) gather_answers(child, function, like);
  }
  parents_.pop_back();
}

}  // namespace cpsaudit
