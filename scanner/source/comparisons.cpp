#include <clang/AST/ASTContext.h>
#include <clang/AST/Expr.h>

#include "source/fact_writer.h"

// What is compared, or mixed, by an operator.
namespace cpsaudit {
namespace {

constexpr std::size_t kMostComparisons = 2000;
/// A longer side says nothing that a check could ask for.
constexpr std::size_t kLongestSide = 200;

}  // namespace

void FactWriter::add_comparison(const clang::Expr& left, const clang::Expr& right, llvm::StringRef operation,
                                clang::SourceRange range) {
  if (function_ == nullptr || collected.facts.comparisons.size() >= kMostComparisons) return;
  const NamesInFunctions& asked = interest_.comparisons();
  const NamesInFunctions::Numbers& here = asked.of_function(function_name(*function_));
  if (here.empty()) return;
  Comparison comparison;
  comparison.left = places_.text(left.getSourceRange());
  comparison.right = places_.text(right.getSourceRange());
  if (comparison.left.size() > kLongestSide || comparison.right.size() > kLongestSide) return;
  if (!asked.fits(comparison.left, here) && !asked.fits(comparison.right, here)) return;
  const auto where = places_.main_range(range);
  if (!where) return;
  comparison.operation = operation.str();
  comparison.span = places_.span(*where);
  comparison.place = place(where->begin, true);
  collected.facts.comparisons.push_back(std::move(comparison));
}

}  // namespace cpsaudit
