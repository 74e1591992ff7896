#pragma once

#include <span>
#include <vector>

#include "engine/catalog.h"
#include "engine/evidence.h"
#include "engine/product.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// What stands in a file that another of its name takes the place of, or at one of the places in `dead`, matters less.
void lower_what_is_overridden(const Catalog& catalog, std::span<const FileFacts> files, std::vector<Place> dead,
                              std::vector<Evidence>& evidence);

/// What an image is delivered with matters less when a script of the same product sets the good value: the script is
/// then a related place.
void lower_what_a_script_changes(const ProductMap& products, std::span<const LinkFacts> links,
                                 std::vector<Evidence>& evidence);

}  // namespace cpsaudit
