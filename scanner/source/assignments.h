#pragma once

#include <vector>

#include "source/value_reader.h"

namespace clang {
class Decl;
}  // namespace clang

namespace cpsaudit {

/// All that is assigned to variables below these declarations.
Assignments collect_assignments(const std::vector<clang::Decl*>& declarations);

}  // namespace cpsaudit
