#pragma once

#include <clang/AST/Type.h>
#include <llvm/ADT/StringRef.h>

namespace clang {
class ASTContext;
}  // namespace clang

namespace cpsaudit {

/// The types of <stdint.h> and its kind, by what they are on the machine that we parse for: files use them without
/// including anything that we can find. Null for any other name.
clang::QualType well_known_type(clang::ASTContext& context, llvm::StringRef name);

}  // namespace cpsaudit
