#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "mapping/framework.h"
#include "report/model.h"

namespace cpsaudit {

/// Reads one of our own SARIF logs back, whatever profile, language or version of cpsaudit wrote it:
///
///     auto report = read_sarif(bytes, "old.sarif", framework);
///     if (!report) return complain(report.error().to_string());
///     for (const ReportFinding& finding : report->findings) … finding.fingerprint … finding.counts() …
///
/// Rules carry the ids, rows and texts that the log has; a log without translations has one language, which then
/// stands for both. Fails, with what is wrong and what to do, for what is no JSON, no SARIF 2.1.0, the log of another
/// tool, or has not exactly one run. `file` is named in the error. Members that are missing or of the wrong type are
/// taken for absent, and a result of a rule that is not in the log is an error. Nothing in the log is trusted:
/// texts and paths may hold any bytes.
Result<Report> read_sarif(std::string_view text, const std::string& file, const Framework& framework);

}  // namespace cpsaudit
