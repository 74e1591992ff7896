#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"

namespace cpsaudit {

/// Applies `cpsaudit: ignore[ID, …] reason="…" until=YYYY-MM-DD` in comments to the findings on the line of the comment
/// or, when nothing of the kind stands there, on the line below. What breaks the grammar, lacks its reason, has
/// expired or matches nothing does nothing and is told in `notifications`.
void apply_suppressions(const Catalog& catalog, std::span<const FileFacts> files, const EngineOptions& options,
                        std::vector<Finding>& findings, std::vector<Notification>& notifications);

}  // namespace cpsaudit
