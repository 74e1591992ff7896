#pragma once

#include <span>
#include <vector>

#include "engine/catalog.h"
#include "engine/evidence.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// What stands in a section for tests does not matter, and that for whoever develops the product matters less:
/// `lesser-sections` of the file's dialect. The innermost section that one of its rules knows decides.
void lower_lesser_sections(const Catalog& catalog, std::span<const FileFacts> files, std::vector<Evidence>& evidence);

}  // namespace cpsaudit
