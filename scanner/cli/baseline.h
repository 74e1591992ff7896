#pragma once

#include <string>

#include "core/result.h"
#include "engine/catalog.h"
#include "engine/scan_result.h"
#include "mapping/framework.h"
#include "report/model.h"
#include "report/sarif.h"

namespace cpsaudit {

/// Reads one of our own logs, to compare with.
Result<Report> read_log(const std::string& file, const Framework& framework);

/// Says of every finding what it was in the earlier log (`BaselineState`), marks as known those that were there, and
/// adds those that are gone, so that a log of this scan names them.
void compare_with_baseline(const Report& before, const Catalog& catalog, const Framework& framework,
                           const SourceTexts& sources, const SarifOptions& options, ScanResult& result);

}  // namespace cpsaudit
