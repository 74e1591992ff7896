#pragma once

#include <span>
#include <vector>

#include "engine/catalog.h"
#include "engine/evidence.h"
#include "engine/product.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Puts together what matters together: adds a finding for each join that holds, takes out the findings that it tells
/// about the same place, and all matches that are no findings by themselves.
void join_evidence(const Catalog& catalog, std::span<const std::size_t> checks, const ProductMap& products,
                   std::span<const FileFacts> files, std::span<const LinkFacts> links, std::vector<Evidence>& evidence);

}  // namespace cpsaudit
