#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"
#include "engine/evidence.h"

namespace cpsaudit {

/// Applies `cpsaudit: ignore[ID, …] reason="…" until=YYYY-MM-DD` in comments to the findings on the line of the comment
/// or, when nothing of the kind stands there, on the line below. Returns evidence of those that do nothing, for the
/// checks with a `suppression` detector.
std::vector<Evidence> apply_comments(const Catalog& catalog, std::span<const std::size_t> checks,
                                     std::span<const FileFacts> files, const EngineOptions& options,
                                     std::vector<Finding>& findings);

/// The same for `options.path_suppressions`. One that does nothing and stands outside of the tree has no place that a
/// finding could point to: it goes to `notifications`.
std::vector<Evidence> apply_path_suppressions(const Catalog& catalog, std::span<const std::size_t> checks,
                                              const EngineOptions& options, std::vector<Finding>& findings,
                                              std::vector<Notification>& notifications);

/// True for the check's id, its weakness, its family, "weakness/technology" and "*".
bool is_called(const Catalog& catalog, const Check& check, std::string_view name);

}  // namespace cpsaudit
