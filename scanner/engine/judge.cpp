#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "engine/engine.h"
#include "engine/evidence.h"
#include "engine/examined.h"
#include "engine/match_command.h"
#include "engine/match_setting.h"
#include "engine/match_source.h"
#include "engine/suppressions.h"

namespace cpsaudit {

namespace {

/// The checks that are asked for: all of them, or the chosen ones, up to the grade of measures.
std::vector<std::size_t> chosen_checks(const Catalog& catalog, const EngineOptions& options) {
  std::vector<std::size_t> checks = options.checks;
  if (checks.empty()) {
    checks.resize(catalog.checks.size());
    std::iota(checks.begin(), checks.end(), 0U);
  }
  std::erase_if(checks,
                [&](std::size_t check) { return catalog.weakness_of(catalog.checks[check]).grade > options.grade; });
  return checks;
}

void append(std::vector<Evidence>& all, std::vector<Evidence> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Of the checks that ran, those that had nothing in the tree to apply to: a result without a place each.
void add_not_applicable(const Catalog& catalog, const std::vector<std::size_t>& checks, Judgement& judgement) {
  for (const std::size_t check : checks) {
    if (!judgement.examined[check].empty()) continue;
    const std::string name = catalog.weakness_of(catalog.checks[check]).id + "/" + catalog.checks[check].technology;
    Finding finding;
    finding.check = check;
    finding.kind = Kind::kNotApplicable;
    finding.message_id = "notApplicable";
    finding.arguments = {name};
    // The string stands in the rules of the log (report/messages.cpp).
    finding.message = {"Nothing of this kind was found: '" + name + "'.", "該当するものはありません: '" + name + "'。"};
    judgement.findings.push_back(std::move(finding));
  }
}

/// Findings about suppressions come when all others are known.
void add_findings(const Catalog& catalog, std::vector<Evidence> evidence, std::vector<Finding>& findings) {
  std::vector<Finding> more = write_findings(catalog, std::move(evidence));
  std::vector<Finding> all;
  std::merge(
      std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end()),
      std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()), std::back_inserter(all),
      [](const Finding& a, const Finding& b) { return std::tie(a.place, a.check) < std::tie(b.place, b.check); });
  findings = std::move(all);
}

}  // namespace

Judgement judge(const Catalog& catalog, std::span<const FileFacts> files, const EngineOptions& options) {
  const std::vector<std::size_t> checks = chosen_checks(catalog, options);
  std::vector<Evidence> evidence = match_settings(catalog, checks, files);
  append(evidence, match_commands(catalog, checks, files));
  append(evidence, match_source(catalog, checks, files));
  Judgement judgement;
  judgement.findings = write_findings(catalog, std::move(evidence));
  add_findings(catalog, apply_comments(catalog, checks, files, options, judgement.findings), judgement.findings);
  add_findings(catalog, apply_path_suppressions(catalog, checks, options, judgement.findings, judgement.notifications),
               judgement.findings);
  judgement.examined = files_examined(catalog, checks, files);
  // The project's configuration holds suppressions in another form than comments.
  for (const Finding& finding : judgement.findings) {
    auto& examined = judgement.examined[finding.check];
    if (!examined.empty()) continue;
    const auto file =
        std::lower_bound(files.begin(), files.end(), finding.place.path,
                         [](const FileFacts& facts, const std::string& path) { return facts.path < path; });
    if (file != files.end()) examined.push_back(static_cast<std::uint32_t>(file - files.begin()));
  }
  add_not_applicable(catalog, checks, judgement);
  return judgement;
}

}  // namespace cpsaudit
