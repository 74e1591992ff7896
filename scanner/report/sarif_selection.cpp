#include "report/sarif_selection.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "report/fingerprint.h"
#include "report/sarif_location.h"
#include "report/summary.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

/// GitHub keeps the first 5,000 results of a run and drops the others without a word.
constexpr std::size_t kMostResults = 5000;
/// … and 100 locations of a result, of which the finding's own ones need some.
constexpr std::size_t kMostRelated = 90;

SarifEntry entry_of(const SarifModel& model, const Finding& finding) {
  SarifEntry entry;
  entry.finding = &finding;
  if (finding.place.path.empty()) return entry;
  entry.uri = uri_of_path(finding.place.path);
  entry.span =
      region_in_log(model, finding.place, model.is_secret(finding) ? EmptyRegion::kKept : EmptyRegion::kWidened);
  return entry;
}

/// The order that the log is in: URI, place, rule; then whatever tells two findings apart, but never chance.
bool comes_before(const SarifModel& model, const SarifEntry& a, const SarifEntry& b) {
  const auto key = [&](const SarifEntry& entry) {
    const Finding& finding = *entry.finding;
    return std::tie(entry.uri, entry.span.begin, model.catalog.checks[finding.check].id, entry.span.end, finding.kind,
                    finding.anchor, finding.occurrence, finding.message.en);
  };
  return key(a) < key(b);
}

/// Puts findings of one rule in one file into one result: the first speaks, the others become related locations. What
/// GitHub would not keep of those begins another result.
void group_by_file(std::vector<SarifEntry>& entries) {
  std::map<std::pair<std::string, std::size_t>, std::size_t> places;
  std::vector<SarifEntry> grouped;
  for (SarifEntry& entry : entries) {
    const auto key = std::pair{entry.uri, entry.finding->check};
    const auto [place, added] = places.try_emplace(key, grouped.size());
    if (!added && grouped[place->second].others.size() < kMostRelated) {
      grouped[place->second].others.push_back(entry.finding);
    } else {
      place->second = grouped.size();
      grouped.push_back(std::move(entry));
    }
  }
  entries = std::move(grouped);
}

/// Leaves the most severe results; of the others each rule keeps one, which says how many it speaks for.
std::size_t sum_up(std::vector<SarifEntry>& entries) {
  std::vector<std::size_t> order(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return entries[a].finding->security_severity > entries[b].finding->security_severity;
  });
  // One more result for a rule makes room for one less; the number of rules bounds how often that happens.
  std::size_t kept = kMostResults;
  std::set<std::size_t> rules;
  for (std::size_t last = order.size(); last > kept;) {
    rules.insert(entries[order[--last]].finding->check);
    kept = kMostResults - std::min(rules.size(), kMostResults);
  }
  std::map<std::size_t, SarifEntry> sums;
  std::map<std::size_t, std::set<std::string>> files;
  std::size_t summed = 0;
  for (std::size_t i = kept; i < order.size(); ++i) {
    SarifEntry& entry = entries[order[i]];
    const std::size_t rule = entry.finding->check;
    const std::size_t findings = 1 + entry.others.size();
    files[rule].insert(entry.uri);
    summed += findings;
    const auto [sum, first] = sums.try_emplace(rule, entry);
    sum->second.summed_findings += findings;
    sum->second.summed_files = files[rule].size();
    if (first) continue;
    if (sum->second.others.size() < kMostRelated) sum->second.others.push_back(entry.finding);
  }
  order.resize(kept);
  std::sort(order.begin(), order.end());
  std::vector<SarifEntry> left;
  for (const std::size_t index : order) left.push_back(std::move(entries[index]));
  for (auto& [rule, sum] : sums) left.push_back(std::move(sum));
  entries = std::move(left);
  return summed;
}

}  // namespace

SarifSelection selected_findings(const SarifModel& model) {
  SarifSelection selection;
  std::vector<SarifEntry>& entries = selection.entries;
  for (const Finding& finding : model.result.findings) {
    if (model.audit() || counts(finding)) entries.push_back(entry_of(model, finding));
  }
  std::sort(entries.begin(), entries.end(),
            [&](const SarifEntry& a, const SarifEntry& b) { return comes_before(model, a, b); });
  std::set<std::string> seen;
  for (SarifEntry& entry : entries) {
    if (!entry.finding->fingerprint.empty()) {
      entry.fingerprint = entry.finding->fingerprint;
      continue;
    }
    std::size_t repetition = 0;
    do {
      entry.fingerprint = fingerprint(model.catalog, *entry.finding, repetition++);
    } while (!seen.insert(entry.fingerprint).second);
  }
  if (model.audit() || entries.size() <= kMostResults) return selection;
  group_by_file(entries);
  if (entries.size() <= kMostResults) return selection;
  selection.summed = sum_up(entries);
  std::sort(entries.begin(), entries.end(),
            [&](const SarifEntry& a, const SarifEntry& b) { return comes_before(model, a, b); });
  return selection;
}

}  // namespace cpsaudit
