#include "report/summary.h"

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
  return finding.kind == Kind::kFail && !finding.suppressed() && !finding.known;
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
    case Problem::Kind::kNotOpened:
      return true;
    default:
      return false;
  }
}

Summary summarise(const ScanResult& result, const Catalog& catalog) {
  Summary summary;
  summary.files = result.files.size();
  std::set<std::string_view> lost;
  for (const Notification& notification : result.notifications) {
    if (loses_input(notification.problem.kind)) lost.insert(notification.path);
  }
  for (const ScannedFile& file : result.files) {
    if (file.analysed) {
      ++summary.files_analysed;
    } else if (!lost.contains(file.path)) {
      ++summary.files_of_no_kind;
    }
  }
  summary.left_out = result.left_out.size();

  std::set<std::string_view> files;
  for (const Finding& finding : result.findings) {
    if (finding.baseline == BaselineState::kAbsent) {
      ++summary.gone;
      continue;
    }
    if (finding.kind == Kind::kPass) ++summary.passed;
    if (finding.kind == Kind::kOpen || finding.kind == Kind::kReview) ++summary.undecided;
    if (finding.kind == Kind::kFail && finding.suppressed()) ++summary.suppressed;
    if (finding.kind == Kind::kFail && !finding.suppressed() && finding.known) ++summary.known;
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
