#pragma once

#include <vector>

#include "report/model.h"
#include "report/sarif.h"
#include "report/sarif_model.h"

namespace cpsaudit {

/// The report of one scan: what `sarif_log` writes down, in memory. `options.profile` does not matter: all of it is in.
Report report_of_scan(const ScanResult& result, const Catalog& catalog, const Framework& framework,
                      const SourceTexts& sources, const SarifOptions& options);

/// The files that a log accounts for, by path.
std::vector<ReportFile> report_files(const SarifModel& model);

}  // namespace cpsaudit
