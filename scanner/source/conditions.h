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

/// The innermost `if` around the last of `parents` and the branch of it; null when there is none.
std::pair<const clang::Expr*, Branch> innermost_condition(std::span<const clang::Stmt* const> parents);

}  // namespace cpsaudit
