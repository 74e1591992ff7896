#pragma once

#include <deque>
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
};

/// The built-in check files and, unless `folder` is empty, all *.yaml files below it.
Result<CatalogFiles> catalog_files(const std::string& folder);

}  // namespace cpsaudit
