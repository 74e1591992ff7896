#pragma once

#include "source/name_roles.h"
#include "source/tree_files.h"

namespace clang {
class CompilerInstance;
class ExternalSemaSource;
class NamedDecl;
class Sema;
}  // namespace clang

namespace cpsaudit {

/// A source of declarations for names that nobody declared, so that the parser keeps the expressions around them.
/// Unknown types, templates and values have Clang's "dependent" type: whatever is done with them is allowed, and kept
/// in the tree as it is written. `main_roles` tells what a name of the main file is used as, `files` the same of
/// headers; both must outlive the parse. Ownership goes to the caller's IntrusiveRefCntPtr.
clang::ExternalSemaSource* make_just_in_time_source(clang::CompilerInstance& compiler, const NameRoles& main_roles,
                                                    TreeFiles& files);

/// Gives the source the parser's state; without it nothing is declared.
void attach_just_in_time_source(clang::ExternalSemaSource& source, clang::Sema& sema);

/// True for a declaration that the source above has made up.
bool is_made_up(const clang::NamedDecl& declaration);

}  // namespace cpsaudit
