#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"
#include "engine/evidence.h"

namespace cpsaudit {

/// What the `command` detectors of `checks` (indexes in the catalogue) say about the command lines of a tree.
std::vector<Evidence> match_commands(const Catalog& catalog, const KnownValues& known,
                                     std::span<const std::size_t> checks, std::span<const FileFacts> files);

}  // namespace cpsaudit
