#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"
#include "engine/evidence.h"
#include "engine/product.h"

namespace cpsaudit {

/// What the detectors for C and C++ of `checks` (indexes in the catalogue) say about the sources of a tree.
std::vector<Evidence> match_source(const Catalog& catalog, const KnownValues& known,
                                   std::span<const std::size_t> checks, std::span<const FileFacts> files,
                                   const ProductMap& products);

}  // namespace cpsaudit
