#pragma once

#include <string>
#include <vector>

namespace clang {
class Stmt;
}  // namespace clang

namespace cpsaudit {

// What shows a value to whoever reads the log, and does nothing about it.

/// The last part of the name that a call names; empty for what is no call.
std::string callee_name(const clang::Stmt& call);

/// Parentheses, casts that nobody wrote, and temporaries: what stands around a value without doing anything with it.
bool is_transparent(const clang::Stmt& parent);

/// A call that only writes what it is given to a log or a terminal. One that ends the program does more than that.
bool prints(const clang::Stmt& call);

/// `log("%s", verify_error_string(rc))`, seen from `rc`, the last of `parents`: whatever only tells what an error is
/// called does nothing about it.
bool is_shown_by_name(const std::vector<const clang::Stmt*>& parents);

/// Nothing but statements that show something: whoever comes here goes on as if nothing had happened. Null shows
/// nothing, and counts. `depth` of the first is 0.
bool only_shows(const clang::Stmt* statement, int depth);

}  // namespace cpsaudit
