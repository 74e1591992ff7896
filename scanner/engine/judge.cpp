#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <set>
#include <tuple>

#include "engine/engine.h"
#include "engine/evidence.h"
#include "engine/examined.h"
#include "engine/join.h"
#include "engine/lesser_sections.h"
#include "engine/match_command.h"
#include "engine/match_file.h"
#include "engine/match_setting.h"
#include "engine/match_source.h"
#include "engine/overridden.h"
#include "engine/pipeline.h"
#include "engine/service_switch.h"
#include "engine/suppressions.h"
#include "engine/tree_words.h"

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

/// Is there a product that holds files, and none that the check looks at?
bool lacks_in_some_product(const Judgement& judgement, std::size_t check) {
  std::vector<bool> applies(judgement.products.size(), false);
  for (const std::uint32_t file : judgement.examined[check]) applies[judgement.product_of_file[file]] = true;
  for (std::size_t product = 0; product < applies.size(); ++product) {
    if (judgement.products[product].files > 0 && !applies[product]) return true;
  }
  return false;
}

/// Of the checks that ran, those that had nothing to apply to, in the tree or in one of its products: a result without
/// a place each. Which products those are follows from `examined`.
void add_not_applicable(const Catalog& catalog, const std::vector<std::size_t>& checks, Judgement& judgement) {
  for (const std::size_t check : checks) {
    if (!judgement.examined[check].empty() && !lacks_in_some_product(judgement, check)) continue;
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

/// A join reads no file itself, and the project's configuration holds suppressions in another form than comments: what
/// they are about was looked at where it was found.
void count_found(std::span<const FileFacts> files, Judgement& judgement) {
  for (const Finding& finding : judgement.findings) {
    auto& examined = judgement.examined[finding.check];
    if (!examined.empty()) continue;
    const auto file =
        std::lower_bound(files.begin(), files.end(), finding.place.path,
                         [](const FileFacts& facts, const std::string& path) { return facts.path < path; });
    if (file != files.end()) examined.push_back(static_cast<std::uint32_t>(file - files.begin()));
  }
}

/// What a product consists of, for those who read its verdicts.
void count_files(const ProductMap& map, std::span<const FileFacts> files, std::vector<Product>& products) {
  for (const FileFacts& file : files) {
    const bool is_read = file.document.has_value() || file.source.has_value();
    if (is_read && role_of(file.path) == Role::kProduct) ++products[map.product_of(file.path)].files;
  }
}

}  // namespace

Judgement judge(const Catalog& catalog, std::span<const FileFacts> files, const EngineOptions& options) {
  const std::vector<std::size_t> checks = chosen_checks(catalog, options);
  const ProductMap products(catalog.products, files, options.links);
  KnownValues known = catalog.known;
  known.breaker = std::make_shared<HashBreaker>(words_of_tree(catalog, files));
  MatchedSettings settings = match_settings(catalog, known, checks, files);
  std::vector<Evidence> evidence = std::move(settings.evidence);
  append(evidence, match_commands(catalog, known, checks, files));
  append(evidence, match_source(catalog, known, checks, files, products));
  append(evidence, match_files(catalog, known, checks, files, options.links));
  lower_what_is_off(catalog, products, files, options.links, evidence);
  lower_lesser_sections(catalog, files, evidence);
  lower_what_is_overridden(catalog, files, std::move(settings.dead), evidence);
  lower_what_a_script_changes(products, options.links, evidence);
  join_evidence(catalog, checks, products, files, options.links, evidence);
  mark_deliveries(catalog.pipeline_words, files, evidence);
  Judgement judgement;
  judgement.findings = write_findings(catalog, std::move(evidence));
  add_findings(catalog, apply_comments(catalog, checks, files, options, judgement.findings), judgement.findings);
  add_findings(catalog, apply_path_suppressions(catalog, checks, options, judgement.findings, judgement.notifications),
               judgement.findings);
  judgement.products = products.products();
  count_files(products, files, judgement.products);
  for (const FileFacts& file : files) judgement.product_of_file.push_back(products.product_of(file.path));
  for (Finding& finding : judgement.findings) finding.product = products.product_of(finding.place.path);
  judgement.examined = files_examined(catalog, checks, files);
  count_found(files, judgement);
  add_not_applicable(catalog, checks, judgement);
  return judgement;
}

}  // namespace cpsaudit
