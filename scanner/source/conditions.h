#pragma once

#include <span>
#include <vector>

#include "facts/source_facts.h"
#include "source/places.h"

namespace clang {
class Expr;
class FunctionDecl;
class Stmt;
}  // namespace clang

namespace cpsaudit {

enum class Branch { kHolds, kFails };

/// A condition as one of its branches sees it: "strict" and "!(strict)", "mode == 0" and "mode != 0". `function`: the
/// one around it, for its parameters; may be null.
Condition condition_of(const clang::Expr& asked, Branch branch, const clang::FunctionDecl* function,
                       const SourcePlaces& places);

/// What is asked before the last of `parents` is reached, the innermost first: `if`, `?:`, `&&`, `||`, `case`, and what
/// made the function return earlier.
std::vector<Condition> conditions_around(std::span<const clang::Stmt* const> parents,
                                         const clang::FunctionDecl* function, const SourcePlaces& places);

/// A question of the program and one of its answers.
struct Asked {
  /// Of an `if` or a `switch`; null when there is none.
  const clang::Expr* condition = nullptr;
  Branch branch = Branch::kHolds;
  /// Of a `switch`: the value of the case.
  const clang::Expr* label = nullptr;
};

/// The innermost `if` or `case` around the last of `parents`.
Asked innermost_condition(std::span<const clang::Stmt* const> parents);
Condition condition_of(const Asked& asked, const clang::FunctionDecl* function, const SourcePlaces& places);

}  // namespace cpsaudit
