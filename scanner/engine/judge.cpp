#include <algorithm>
#include <numeric>

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

}  // namespace

Judgement judge(const Catalog& catalog, std::span<const FileFacts> files, const EngineOptions& options) {
  const std::vector<std::size_t> checks = chosen_checks(catalog, options);
  std::vector<Evidence> evidence = match_settings(catalog, checks, files);
  append(evidence, match_commands(catalog, checks, files));
  append(evidence, match_source(catalog, checks, files));
  Judgement judgement;
  judgement.findings = write_findings(catalog, std::move(evidence));
  apply_suppressions(catalog, files, options, judgement.findings, judgement.notifications);
  judgement.examined = files_examined(catalog, checks, files);
  add_not_applicable(catalog, checks, judgement);
  return judgement;
}

}  // namespace cpsaudit
