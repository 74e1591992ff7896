#pragma once

#include <optional>
#include <string>

#include "report/sarif.h"

namespace cpsaudit {

/// The commit that a scanned tree is at, when `root` is the top of a git repository. Read from the files in .git; git
/// itself is not run, since a hostile repository's configuration can make it run programs.
std::optional<Revision> revision_of(const std::string& root);

}  // namespace cpsaudit
