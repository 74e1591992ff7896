#pragma once

#include <span>
#include <vector>

#include "engine/catalog.h"
#include "engine/evidence.h"
#include "engine/product.h"
#include "engine/service.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// The services of a tree, with what scripts and lists of the same product switch on or off. By path.
std::vector<Service> services_in(const Catalog& catalog, const ProductMap& products, std::span<const FileFacts> files,
                                 std::span<const LinkFacts> links);

/// A grade less for what stands in the definition of a service that never starts, or in a section that is switched
/// off; with the place that says so.
void lower_what_is_off(const Catalog& catalog, const ProductMap& products, std::span<const FileFacts> files,
                       std::span<const LinkFacts> links, std::vector<Evidence>& evidence);

}  // namespace cpsaudit
