#pragma once

#include <string_view>

namespace cpsaudit {

/// Is `version` in `range`, e.g. ">=1.5 <2.0" or "<2.0"? All of its parts must hold; an empty range holds all
/// versions, and no range but the empty one holds an unknown version.
bool in_version_range(std::string_view version, std::string_view range);

}  // namespace cpsaudit
