#pragma once

#include <vector>

#include "engine/evidence.h"

namespace cpsaudit {

/// Sorts by path, place and check, and leaves one of all evidence that says the same of one place:
///   of one check, the surest;
///   of two checks of one weakness, the graver;
///   of a check for any file of a syntax and one for a certain software in the same family, the latter.
/// What was found wrong is never dropped for what was found right.
void remove_duplicates(const Catalog& catalog, std::vector<Evidence>& evidence);

}  // namespace cpsaudit
