#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// What somebody who knows the product tries first: its names, those of its users and networks, and words that its own
/// documents set apart. Bounded, each once, in the order of the files; with their lower-case forms.
std::vector<std::string> words_of_tree(const Catalog& catalog, std::span<const FileFacts> files);

}  // namespace cpsaudit
