#include "cli/baseline.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "report/compare.h"
#include "report/report_of_scan.h"
#include "report/sarif_reader.h"
#include "report/sarif_selection.h"

namespace cpsaudit {
namespace {

/// A finding of the earlier log, for this one. Its place is the file alone: the lines are not what they were.
std::optional<Finding> gone_finding(const Report& before, const ReportFinding& earlier, const Catalog& catalog) {
  const Check* check = catalog.find(before.rules[earlier.rule].id);
  if (check == nullptr) return std::nullopt;
  Finding finding;
  finding.check = static_cast<std::size_t>(check - catalog.checks.data());
  finding.level = earlier.level;
  finding.confidence = earlier.confidence;
  finding.security_severity = earlier.severity;
  finding.place.path = earlier.place.path;
  finding.message = earlier.message;
  finding.secret = earlier.secret;
  finding.lowered = earlier.lowered;
  finding.known = true;
  finding.baseline = BaselineState::kAbsent;
  finding.fingerprint = earlier.fingerprint;
  return finding;
}

}  // namespace

Result<Report> read_log(const std::string& file, const Framework& framework) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad()) {
    return tl::unexpected(Error{"cannot be read; name a log that 'cpsaudit scan --sarif FILE' wrote", file});
  }
  return read_sarif(text, file, framework);
}

void compare_with_baseline(const Report& before, const Catalog& catalog, const Framework& framework,
                           const SourceTexts& sources, const SarifOptions& options, ScanResult& result) {
  SarifOptions everything = options;
  everything.profile = SarifProfile::kAudit;
  const Report now = report_of_scan(result, catalog, framework, sources, everything);
  const ReportComparison comparison = compare(before, now);
  // Both lists are in the order of the log.
  const SarifSelection selection = selected_findings(SarifModel(result, catalog, framework, sources, everything));
  for (std::size_t i = 0; i < selection.entries.size() && i < comparison.findings.size(); ++i) {
    Finding& finding = result.findings[static_cast<std::size_t>(selection.entries[i].finding - result.findings.data())];
    finding.baseline = comparison.findings[i].state;
    finding.known = comparison.findings[i].known;
  }
  for (const std::size_t index : comparison.gone) {
    if (auto finding = gone_finding(before, before.findings[index], catalog)) {
      result.findings.push_back(std::move(*finding));
    }
  }
}

}  // namespace cpsaudit
