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
#include "source/text_functions.h"

// What a literal is there for.
namespace cpsaudit {
namespace {

bool wraps_text(const clang::CallExpr& call) {
  if (call.getNumArgs() != 1) return false;
  const auto* callee = llvm::dyn_cast<clang::DeclRefExpr>(call.getCallee()->IgnoreParenImpCasts());
  return callee != nullptr && callee->getDecl()->getIdentifier() != nullptr && is_made_up(*callee->getDecl()) &&
         is_text_conversion({callee->getDecl()->getName().data(), callee->getDecl()->getName().size()});
}

}  // namespace

void FactWriter::compared(const clang::Expr& other, const clang::Expr& literal) {
  constexpr std::uint64_t kShortest = 100;
  const auto* number = llvm::dyn_cast<clang::IntegerLiteral>(literal.IgnoreParenImpCasts());
  if (number == nullptr || number->getValue().getLimitedValue() < kShortest) return;
  StringUse use;
  use.context = places_.text(other.getSourceRange());
  const auto range = places_.main_range(literal.getSourceRange());
  if (!range || !interest_.context(use.context)) return;
  use.role = StringUse::Role::kCompared;
  use.constant = values_.read(&literal, function_).constants.front();
  use.place = place(range->begin, true);
  if (!use.constant.span.known() || !use.constant.file.empty()) return;
  collected.facts.strings.push_back(std::move(use));
  string_literals_.push_back(nullptr);
}

void FactWriter::compared_name(const clang::Expr& operand, const clang::Expr& other) {
  const clang::Expr* inner = stripped(&operand);
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner);
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  // A pointer that may be set to something else is no such name.
  const bool constant = variable != nullptr && !is_made_up(*variable) && variable->hasGlobalStorage() &&
                        (variable->getType().isConstQualified() || variable->getType()->isArrayType());
  if (!constant && !llvm::isa_and_nonnull<clang::StringLiteral>(inner)) return;
  StringUse use;
  use.context = places_.text(other.getSourceRange());
  const auto range = places_.main_range(operand.getSourceRange());
  const std::string around = function_ == nullptr ? std::string() : function_name(*function_);
  if (!range || !(interest_.context(use.context) || interest_.context(around))) return;
  const Value known = values_.read(&operand, function_);
  const bool text = known.constants.size() == 1 && known.constants.front().kind == Constant::Kind::kString &&
                    known.constants.front().complete && !known.constants.front().string.empty();
  // A literal of this file is seen by itself.
  if (!text || (!constant && known.constants.front().file.empty())) return;
  use.role = StringUse::Role::kCompared;
  use.constant = known.constants.front();
  use.constant.file.clear();
  use.constant.span = places_.span(*range);
  use.place = place(range->begin, true);
  collected.facts.strings.push_back(std::move(use));
  string_literals_.push_back(nullptr);
}

void FactWriter::string_role(StringUse& use) const {
  for (std::size_t i = parents_.size(); i-- > 1;) {
    const clang::Stmt* child = parents_[i];
    const clang::Stmt* parent = parents_[i - 1];
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(parent)) {
      const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
      const bool equality = operation != nullptr && operation->isComparisonOp();
      std::string name;
      if (operation == nullptr) name = const_cast<FactWriter*>(this)->callee_of(*call->getCallee()).name;
      // `pin == QLatin1String("4711")`: what only wraps the text.
      if (!equality && (llvm::isa<clang::UserDefinedLiteral>(call) || wraps_text(*call))) continue;
      if (!equality && !compares_strings(name)) return;
      use.role = StringUse::Role::kCompared;
      for (const clang::Expr* argument : call->arguments()) {
        if (argument == child) continue;
        use.context = places_.text(argument->getSourceRange());
        return;
      }
      if (const Callee callee = const_cast<FactWriter*>(this)->callee_of(*call->getCallee());
          callee.receiver != nullptr) {
        use.context = places_.text(callee.receiver->getSourceRange());
      }
      return;
    }
    if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(parent)) {
      if (!operation->isEqualityOp()) return;
      use.role = StringUse::Role::kCompared;
      const clang::Expr* other = operation->getLHS() == child ? operation->getRHS() : operation->getLHS();
      use.context = places_.text(other->getSourceRange());
      return;
    }
    if (llvm::isa<clang::ReturnStmt>(parent)) {
      use.role = StringUse::Role::kReturned;
      use.context = use.place.function;
      return;
    }
    if (llvm::isa<clang::InitListExpr>(parent)) {
      use.role = StringUse::Role::kElement;
      return;
    }
    if (!llvm::isa<clang::Expr>(parent)) return;
  }
}

}  // namespace cpsaudit
