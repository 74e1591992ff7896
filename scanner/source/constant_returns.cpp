#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "source/command_words.h"
#include "source/fact_writer.h"
#include "source/just_in_time.h"
#include "source/one_answer.h"
#include "source/text_functions.h"

// Functions whose result does not depend on what they are given.
namespace cpsaudit {
namespace {

/// A constant that nobody declares: where a function says so, the number is 0 in C's convention.
bool says_success(llvm::StringRef name) {
  return name == "OK" || name == "SUCCESS" || name.ends_with("_OK") || name.ends_with("_SUCCESS") ||
         name.ends_with("_NO_ERROR");
}

/// Nothing but answers and what is printed beside them: `(void)image; return true;`.
bool only_answers(const clang::Stmt* statement) {
  if (statement == nullptr || llvm::isa<clang::NullStmt, clang::ReturnStmt>(statement)) return true;
  if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(statement)) {
    return std::all_of(block->body_begin(), block->body_end(), only_answers);
  }
  const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
  if (expression == nullptr) return false;
  const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(expression);
  if (cast != nullptr && cast->getTypeAsWritten()->isVoidType()) return true;
  const auto* call = llvm::dyn_cast<clang::CallExpr>(expression->IgnoreParenCasts());
  const auto* callee =
      call == nullptr ? nullptr : llvm::dyn_cast<clang::DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts());
  if (callee == nullptr) return false;
  const std::string name = callee->getNameInfo().getAsString();
  return only_prints(name) || llvm::StringRef(name).equals_insensitive("unused");
}

}  // namespace

void FactWriter::constant_return(const clang::FunctionDecl& function, const std::string& lambda) {
  std::vector<const clang::Expr*> results;
  gather_returns(function.getBody(), results, 0);
  OneAnswer answer;
  for (const clang::Expr* expression : results) {
    Value value = values_.read(expression, &function);
    if (value.constants.empty() && value.symbols.size() == 1 && says_success(value.symbols.front())) {
      value.constants.emplace_back();
      value.exhaustive = true;
    }
    if (!answer.add(value)) return;
  }
  const auto range = places_.main_range(function.getLocation());
  if (!answer.number() || !range) return;
  ConstantReturn fact;
  const clang::FunctionDecl* outer = function_;
  if (lambda.empty()) function_ = &function;
  fact.place = place(range->begin, true);
  function_ = outer;
  fact.function = lambda.empty() ? fact.place.function : lambda;
  fact.value = *answer.number();
  fact.boolean = answers_yes_or_no(function, answer.is_boolean());
  fact.span = places_.span(*range);
  fact.clears = cleared_parameters(function);
  fact.is_stub = only_answers(function.getBody());
  collected.facts.constant_returns.push_back(std::move(fact));
}

bool FactWriter::answers_yes_or_no(const clang::FunctionDecl& function, bool says_true_or_false) {
  const std::string type = type_name(function.getReturnType());
  const llvm::StringRef name(type);
  const bool number = name == "int" || name.ends_with("_t") || name == "long" || name == "unsigned int";
  return name.contains_insensitive("bool") || (says_true_or_false && !number);
}

std::vector<unsigned> FactWriter::cleared_parameters(const clang::FunctionDecl& function) {
  std::set<unsigned> cleared;
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(function.getBody());
  if (body == nullptr) return {};
  for (const clang::Stmt* statement : body->body()) {
    const auto* assignment = llvm::dyn_cast<clang::BinaryOperator>(statement);
    if (assignment == nullptr) continue;
    const auto* target = llvm::dyn_cast<clang::UnaryOperator>(assignment->getLHS()->IgnoreParenCasts());
    if (target == nullptr || target->getOpcode() != clang::UO_Deref) continue;
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(target->getSubExpr()->IgnoreParenCasts());
    const auto* parameter = reference == nullptr ? nullptr : llvm::dyn_cast<clang::ParmVarDecl>(reference->getDecl());
    if (parameter == nullptr) continue;
    const auto* zero = llvm::dyn_cast<clang::IntegerLiteral>(assignment->getRHS()->IgnoreParenCasts());
    const bool clears = assignment->getOpcode() == clang::BO_Assign && zero != nullptr && zero->getValue() == 0;
    if (clears) {
      cleared.insert(parameter->getFunctionScopeIndex());
    } else {
      cleared.erase(parameter->getFunctionScopeIndex());
    }
  }
  return {cleared.begin(), cleared.end()};
}

void FactWriter::gather_returns(const clang::Stmt* statement, std::vector<const clang::Expr*>& results, int depth) {
  if (statement == nullptr || depth > 200 || results.size() > 64 || llvm::isa<clang::LambdaExpr>(statement)) return;
  if (const auto* found = llvm::dyn_cast<clang::ReturnStmt>(statement)) {
    results.push_back(found->getRetValue());
    return;
  }
  if (llvm::isa<clang::Expr>(statement)) return;
  for (const clang::Stmt* child : statement->children()) gather_returns(child, results, depth + 1);
}

}  // namespace cpsaudit
