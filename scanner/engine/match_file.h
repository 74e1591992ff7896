#pragma once

#include <span>
#include <vector>

#include "engine/catalog.h"
#include "engine/evidence.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Runs the `file` detectors of these checks over all files and links of the tree.
std::vector<Evidence> match_files(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
                                  std::span<const FileFacts> files, std::span<const LinkFacts> links);

}  // namespace cpsaudit
