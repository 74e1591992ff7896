#include "report/summary.h"

#include <algorithm>
#include <set>

namespace cpsaudit {

void LevelCounts::add(Level level) {
  switch (level) {
    case Level::kError:
      ++errors;
      break;
    case Level::kWarning:
      ++warnings;
      break;
    case Level::kNote:
      ++notes;
      break;
  }
}

bool counts(const Finding& finding) {
  return finding.kind == Kind::kFail && !finding.suppression;
}

bool loses_input(Problem::Kind kind) {
  switch (kind) {
    case Problem::Kind::kUnreadable:
    case Problem::Kind::kTooLarge:
    case Problem::Kind::kNotParsed:
    case Problem::Kind::kPartlyParsed:
    case Problem::Kind::kOutOfTime:
    case Problem::Kind::kOutOfMemory:
    case Problem::Kind::kCrashed:
      return true;
    default:
      return false;
  }
}

Summary summarise(const ScanResult& result, const Catalog& catalog) {
  Summary summary;
  summary.files = result.files.size();
  summary.files_analysed = static_cast<std::size_t>(
      std::count_if(result.files.begin(), result.files.end(), [](const ScannedFile& file) { return file.analysed; }));
  summary.left_out = result.left_out.size();

  std::set<std::string_view> files;
  for (const Finding& finding : result.findings) {
    if (finding.kind == Kind::kPass) ++summary.passed;
    if (finding.kind == Kind::kOpen || finding.kind == Kind::kReview) ++summary.undecided;
    if (finding.kind == Kind::kFail && finding.suppression) ++summary.suppressed;
    if (!counts(finding)) continue;
    summary.levels.add(finding.level);
    summary.families[catalog.weakness_of(catalog.checks[finding.check]).family].add(finding.level);
    files.insert(finding.place.path);
  }
  summary.files_with_findings = files.size();

  std::map<Problem::Kind, ProblemGroup> groups;
  for (const Notification& notification : result.notifications) {
    ProblemGroup& group = groups[notification.problem.kind];
    group.kind = notification.problem.kind;
    group.notifications.push_back(&notification);
  }
  for (auto& [kind, group] : groups) {
    std::set<std::string_view> paths;
    for (const Notification* notification : group.notifications) paths.insert(notification->path);
    group.files = paths.size();
    summary.problems.push_back(std::move(group));
  }
  return summary;
}

}  // namespace cpsaudit
