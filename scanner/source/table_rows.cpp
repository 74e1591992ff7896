#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "source/fact_writer.h"
#include "source/just_in_time.h"

// Rows of tables that say which function answers to which text.
namespace cpsaudit {
namespace {

constexpr unsigned kMostCells = 16;

const clang::Expr* given_in(const clang::Expr* cell) {
  // `.handler = on_reboot`
  const auto* designated = llvm::dyn_cast_or_null<clang::DesignatedInitExpr>(cell);
  return designated == nullptr ? cell : designated->getInit();
}

/// A function, or a name that nobody declares: it may be one.
bool may_name_function(const clang::Expr* cell) {
  const clang::Expr* inner = cell == nullptr ? nullptr : stripped(cell);
  if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(inner);
      unary != nullptr && unary->getOpcode() == clang::UO_AddrOf) {
    inner = stripped(unary->getSubExpr());
  }
  if (llvm::isa_and_nonnull<clang::LambdaExpr>(inner)) return true;
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner);
  return reference != nullptr &&
         (llvm::isa<clang::FunctionDecl>(reference->getDecl()) || is_made_up(*reference->getDecl()));
}

}  // namespace

void FactWriter::table_row(const clang::InitListExpr& list) {
  if (declared_ == nullptr || list.getNumInits() < 2 || list.getNumInits() > kMostCells) return;
  if (!interest_.function(kTableRow)) return;
  const bool is_inside = std::any_of(parents_.begin(), parents_.end(), [&](const clang::Stmt* parent) {
    return parent != &list && llvm::isa<clang::InitListExpr>(parent);
  });
  if (!is_inside) return;
  const clang::Expr* text = nullptr;
  bool holds_function = false;
  for (const clang::Expr* cell : list.inits()) {
    const clang::Expr* given = given_in(cell);
    if (given == nullptr) return;
    if (text == nullptr && ValueReader::text_in(given) != nullptr) text = given;
    holds_function |= may_name_function(given);
  }
  if (text == nullptr || !holds_function) return;
  const auto range = places_.main_range(list.getSourceRange());
  const auto text_range = places_.main_range(text->getSourceRange());
  if (!range || !text_range) return;
  Call call;
  call.callee = call.name = kTableRow;
  call.receiver.emplace();
  call.receiver->text = call.receiver->object = call.target = declared_->getNameAsString();
  call.receiver_type = type_name(list.getType());
  for (const clang::Expr* cell : list.inits()) {
    call.arguments.push_back(values_.read(given_in(cell), function_));
    name_function(given_in(cell));
  }
  call.span = places_.span(*range);
  call.callee_span = places_.span(*text_range);
  for (const Value& cell : call.arguments) {
    const bool is_literal = cell.constants.size() == 1 && cell.constants.front().file.empty() &&
                            call.callee_span.contains(cell.constants.front().span);
    // Without its quotes.
    if (is_literal) call.callee_span = cell.constants.front().span;
  }
  call.place = place(range->begin, true);
  collected.call_names.push_back(range->begin);
  collected.facts.calls.push_back(std::move(call));
}

}  // namespace cpsaudit
