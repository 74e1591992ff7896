#pragma once

#include <string>

#include "core/result.h"
#include "engine/catalog.h"
#include "engine/scan_result.h"
#include "report/source_text.h"

namespace cpsaudit {

/// Marks as known every failing finding of `result` that no change since `revision` touches: neither its own lines nor
/// those of a place that it is joined with. What a file lacks counts as touched by any change of that file. `root` is
/// an absolute path.
Result<void> keep_to_changes(const Catalog& catalog, const std::string& root, const std::string& revision,
                             const SourceTexts& sources, ScanResult& result);

}  // namespace cpsaudit
