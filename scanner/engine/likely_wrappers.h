#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Names of functions of the product that seem to hand on what checks look at, by the outlines of its files
/// (source/outline.h): calls of them are worth reading from the start, so that few files have to be read again.
/// Sorted; none that `known` holds.
std::vector<std::string> likely_wrappers(const Catalog& catalog, std::span<const std::size_t> checks,
                                         std::span<const FileFacts> outlines, const SourceInterests& known);

}  // namespace cpsaudit
