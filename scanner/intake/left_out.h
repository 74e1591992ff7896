#pragma once

#include <string_view>
#include <vector>

#include "intake/directory.h"

namespace cpsaudit {

/// Why a folder is left out by its name alone ("version control"), or empty when it is not.
std::string_view left_out_by_name(std::string_view name);

/// Why a file is left out by its name alone: a script that others distribute, minified or with their name and version.
/// Empty when it is not.
std::string_view left_out_script(std::string_view name);

/// Why a folder is left out for what it holds: a build system's output, recognised by the files that only a build
/// system writes. Empty when it is not.
std::string_view left_out_by_content(std::string_view name, const std::vector<DirectoryEntry>& entries);

}  // namespace cpsaudit
