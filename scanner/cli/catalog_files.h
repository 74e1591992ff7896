#pragma once

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/catalog.h"

namespace cpsaudit {

/// Check files and the texts that they are views of.
struct CatalogFiles {
  std::vector<CatalogFile> views;
  /// A deque, because its elements stay where they are.
  std::deque<std::string> texts;
  /// Paths, as in `views`, of the files that the caller named.
  std::set<std::string, std::less<>> given;
};

/// The built-in files and, unless `path` is empty, the check file at `path` or all those below it. A file with the path
/// of a built-in one takes its place; any part of a changed copy of the checks can be named, and what checks share
/// (dialects, word lists) comes from that copy.
Result<CatalogFiles> catalog_files(const std::string& path);

}  // namespace cpsaudit
