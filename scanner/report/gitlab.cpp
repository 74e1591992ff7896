#include "report/gitlab.h"

#include <algorithm>

#include "report/json_writer.h"

namespace cpsaudit {
namespace {

/// GitLab's words for the bands of CVSS that everybody uses.
std::string_view severity_of(double severity) {
  if (severity >= 9.0) return "blocker";
  if (severity >= 7.0) return "critical";
  if (severity >= 4.0) return "major";
  return "minor";
}

}  // namespace

std::string gitlab_report(const Report& report, Language language) {
  JsonWriter json;
  json.array([&] {
    for (const ReportFinding& finding : report.findings) {
      if (!finding.counts() || finding.place.path.empty()) continue;
      json.object([&] {
        json.text("description", finding.message.in(language));
        json.text("check_name", report.rules[finding.rule].id);
        json.text("fingerprint", finding.fingerprint);
        json.text("severity", severity_of(finding.severity));
        json.object("location", [&] {
          json.text("path", finding.place.path);
          json.object("lines", [&] { json.number("begin", std::max(1U, finding.place.span.begin.line)); });
        });
      });
    }
  });
  return json.finish();
}

}  // namespace cpsaudit
