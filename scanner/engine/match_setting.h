#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"
#include "engine/evidence.h"

namespace cpsaudit {

/// What the setting detectors saw.
struct MatchedSettings {
  std::vector<Evidence> evidence;
  /// Places of values that the software never obeys: commands may stand in them.
  std::vector<Place> dead;
};

/// What the `setting` detectors of `checks` (indexes in the catalogue) say about the documents of a tree.
MatchedSettings match_settings(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
                               std::span<const FileFacts> files);

}  // namespace cpsaudit
