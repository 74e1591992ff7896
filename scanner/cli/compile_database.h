#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "engine/catalog.h"
#include "source/analyzer.h"

namespace cpsaudit {

/// Reads a compile_commands.json (or the one in the folder `path`) in a worker: it may come with the tree.
/// Entries for files outside `root` are left out. Fails when it cannot be read or is no compile database.
Result<std::vector<CompileCommand>> read_compile_database(const Catalog& catalog, const std::string& path,
                                                          const std::string& root);

}  // namespace cpsaudit
