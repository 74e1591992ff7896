#include "report/compare.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace cpsaudit {
namespace {

std::set<std::string> paths_of(const Report& report) {
  std::set<std::string> paths;
  for (const ReportFile& file : report.files) paths.insert(file.path);
  for (const ReportFinding& finding : report.findings) {
    if (!finding.place.path.empty() && finding.baseline != BaselineState::kAbsent) paths.insert(finding.place.path);
  }
  return paths;
}

/// How many names two paths have in common at their ends.
std::size_t common_names(const std::string& a, const std::string& b) {
  std::size_t common = 0;
  for (std::size_t i = 1;; ++i) {
    const bool a_ends = i > a.size();
    const bool b_ends = i > b.size();
    const bool a_cut = a_ends || a[a.size() - i] == '/';
    const bool b_cut = b_ends || b[b.size() - i] == '/';
    if (a_cut && b_cut) ++common;
    if (a_ends || b_ends || a[a.size() - i] != b[b.size() - i]) return common;
  }
}

/// The only path of `candidates` that shares the most names with `path`; empty when there is none, or several.
std::string closest(const std::string& path, const std::vector<std::string>& candidates) {
  std::size_t best = 0;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t names = common_names(path, candidate);
    if (names == 0 || names < best) continue;
    found = names == best ? std::string() : candidate;
    best = names;
  }
  return found;
}

/// Where files went that are not where they were: earlier path by later one. Only those that there is no doubt about.
std::map<std::string, std::string> moved_files(const Report& before, const Report& now) {
  const std::set<std::string> old_paths = paths_of(before);
  const std::set<std::string> new_paths = paths_of(now);
  std::vector<std::string> vanished;
  std::vector<std::string> appeared;
  std::set_difference(old_paths.begin(), old_paths.end(), new_paths.begin(), new_paths.end(),
                      std::back_inserter(vanished));
  std::set_difference(new_paths.begin(), new_paths.end(), old_paths.begin(), old_paths.end(),
                      std::back_inserter(appeared));
  std::map<std::string, std::vector<std::string>> vanished_by_name;
  std::map<std::string, std::vector<std::string>> appeared_by_name;
  const auto name_of_file = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
  for (const std::string& path : vanished) vanished_by_name[name_of_file(path)].push_back(path);
  for (const std::string& path : appeared) appeared_by_name[name_of_file(path)].push_back(path);
  std::map<std::string, std::string> moved;
  for (const auto& [name, paths] : appeared_by_name) {
    const auto candidates = vanished_by_name.find(name);
    if (candidates == vanished_by_name.end()) continue;
    for (const std::string& path : paths) {
      const std::string origin = closest(path, candidates->second);
      if (!origin.empty() && closest(origin, paths) == path) moved.emplace(path, origin);
    }
  }
  return moved;
}

class Comparer {
 public:
  Comparer(const Report& before, const Report& now)
      : before_(before), now_(now), taken_(before.findings.size(), false) {
    comparison_.findings.resize(now.findings.size());
  }

  ReportComparison compare() {
    match_fingerprints();
    match_moved();
    for (std::size_t i = 0; i < before_.findings.size(); ++i) {
      if (!taken_[i] && before_.findings[i].holds() && still_asked(before_.findings[i])) comparison_.gone.push_back(i);
    }
    return std::move(comparison_);
  }

 private:
  /// A rule that did not run this time says nothing about its earlier findings.
  bool still_asked(const ReportFinding& finding) const {
    const std::string& id = before_.rules[finding.rule].id;
    return std::any_of(now_.rules.begin(), now_.rules.end(),
                       [&](const ReportRule& rule) { return rule.id == id && rule.enabled; });
  }

  void match_fingerprints() {
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < before_.findings.size(); ++i) {
      const ReportFinding& finding = before_.findings[i];
      if (finding.baseline != BaselineState::kAbsent) known.emplace(finding.fingerprint, i);
    }
    for (std::size_t i = 0; i < now_.findings.size(); ++i) {
      if (now_.findings[i].baseline == BaselineState::kAbsent) continue;
      const auto found = known.find(now_.findings[i].fingerprint);
      if (found != known.end() && !taken_[found->second]) match(i, found->second);
    }
  }

  void match_moved() {
    const std::map<std::string, std::string> moved = moved_files(before_, now_);
    if (moved.empty()) return;
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>> waiting;
    for (std::size_t i = before_.findings.size(); i-- > 0;) {
      const ReportFinding& finding = before_.findings[i];
      if (taken_[i] || finding.baseline == BaselineState::kAbsent) continue;
      waiting[{finding.place.path, before_.rules[finding.rule].id, finding.message.en}].push_back(i);
    }
    for (std::size_t i = 0; i < now_.findings.size(); ++i) {
      const ReportFinding& finding = now_.findings[i];
      const auto origin = moved.find(finding.place.path);
      if (comparison_.findings[i].before || origin == moved.end()) continue;
      const auto found = waiting.find({origin->second, now_.rules[finding.rule].id, finding.message.en});
      if (found == waiting.end() || found->second.empty()) continue;
      match(i, found->second.back());
      found->second.pop_back();
    }
  }

  void match(std::size_t index, std::size_t index_before) {
    const ReportFinding& finding = now_.findings[index];
    const ReportFinding& earlier = before_.findings[index_before];
    // A breach where the good state was, or where somebody had accepted it, is none that was there before.
    if (finding.holds() && !earlier.holds()) return;
    taken_[index_before] = true;
    const bool same_words = finding.level == earlier.level && finding.message.en == earlier.message.en;
    const bool same = finding.kind == earlier.kind && (finding.kind != Kind::kFail || same_words);
    comparison_.findings[index] = {same ? BaselineState::kUnchanged : BaselineState::kUpdated, index_before,
                                   finding.holds() && finding.level <= earlier.level};
  }

  const Report& before_;
  const Report& now_;
  ReportComparison comparison_;
  std::vector<bool> taken_;
};

}  // namespace

ReportComparison compare(const Report& before, const Report& now) {
  return Comparer(before, now).compare();
}

}  // namespace cpsaudit
