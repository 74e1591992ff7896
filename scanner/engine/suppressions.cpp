#include "engine/suppressions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "engine/suppression_comment.h"

namespace cpsaudit {

namespace {

bool has_expired(const std::string& until, const EngineOptions& options) {
  return !until.empty() && !options.today.empty() && until < options.today;
}

/// Says which suppressions do nothing, to the checks that ask.
class FaultReporter {
 public:
  FaultReporter(const Catalog& catalog, std::span<const std::size_t> checks) {
    for (const std::size_t check : checks) {
      const auto& detectors = catalog.checks[check].detectors;
      for (std::size_t i = 0; i < detectors.size(); ++i) {
        const auto* suppression = std::get_if<SuppressionDetector>(&detectors[i].kind);
        if (suppression != nullptr) askers_.emplace(suppression->fault, std::pair(check, i));
      }
    }
  }

  /// `what` is the check that is suppressed, as written; `value` what is wrong.
  void tell(SuppressionFault fault, const Place& place, std::string what, std::string value) {
    const auto [first, last] = askers_.equal_range(fault);
    for (auto asker = first; asker != last; ++asker) {
      Evidence evidence;
      evidence.check = asker->second.first;
      evidence.detector = asker->second.second;
      evidence.place = place;
      evidence.anchor = "suppression/" + what;
      evidence.what = what;
      evidence.value = value;
      evidence_.push_back(std::move(evidence));
    }
  }

  std::vector<Evidence> take() { return std::move(evidence_); }

 private:
  std::multimap<SuppressionFault, std::pair<std::size_t, std::size_t>> askers_;
  std::vector<Evidence> evidence_;
};

class Suppressor {
 public:
  Suppressor(const Catalog& catalog, std::span<const std::size_t> checks, const EngineOptions& options,
             std::vector<Finding>& findings)
      : catalog_(catalog), checks_(checks), options_(options), findings_(findings), faults_(catalog, checks) {
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if (findings[i].kind == Kind::kFail) by_line_[{findings[i].place.path, line_of(findings[i])}].push_back(i);
    }
  }

  void apply(const FileFacts& file, const Comment& comment) {
    const auto request = read_suppression_comment(catalog_, comment.text);
    if (!request) return;
    const Place place{file.path, comment.span};
    if (!*request) {
      const SuppressionMistake& mistake = request->error();
      faults_.tell(mistake.fault, place, mistake.text, mistake.text);
      return;
    }
    const bool expired = has_expired((*request)->until, options_);
    std::vector<std::string> idle;
    for (const std::size_t check : (*request)->checks) {
      // Nothing is known of a check that did not run.
      if (std::find(checks_.begin(), checks_.end(), check) == checks_.end()) continue;
      if (expired || !apply(place, **request, check)) idle.push_back(catalog_.checks[check].id);
    }
    if (idle.empty()) return;
    const std::string ids = fmt::format("{}", fmt::join(idle, ", "));
    if (expired) {
      faults_.tell(SuppressionFault::kExpired, place, ids, (*request)->until);
    } else {
      faults_.tell(SuppressionFault::kUnused, place, ids, {});
    }
  }

  std::vector<Evidence> faults() { return faults_.take(); }

 private:
  static std::uint32_t line_of(const Finding& finding) { return finding.place.span.begin.line; }

  bool apply(const Place& comment, const SuppressionRequest& request, std::size_t check) {
    for (std::uint32_t line = comment.span.begin.line; line <= comment.span.end.line + 1; ++line) {
      if (apply_on(line, comment, request, check)) return true;
    }
    return false;
  }

  bool apply_on(std::uint32_t line, const Place& comment, const SuppressionRequest& request, std::size_t check) {
    const auto found = by_line_.find({comment.path, line});
    if (found == by_line_.end()) return false;
    bool used = false;
    for (const std::size_t index : found->second) {
      Finding& finding = findings_[index];
      if (finding.check != check) continue;
      used = true;
      if (finding.suppression) continue;
      const auto state =
          options_.obey_inline_suppressions ? Suppression::State::kAccepted : Suppression::State::kRejected;
      finding.suppression = Suppression{Suppression::Source::kInline, state, request.reason, request.until, comment};
    }
    return used;
  }

  const Catalog& catalog_;
  std::span<const std::size_t> checks_;
  const EngineOptions& options_;
  std::vector<Finding>& findings_;
  FaultReporter faults_;
  std::map<std::pair<std::string, std::uint32_t>, std::vector<std::size_t>> by_line_;
};

/// How many findings the suppression is about; those that nothing else suppresses get it.
std::size_t apply(const Catalog& catalog, const PathSuppression& suppression, std::vector<Finding>& findings) {
  std::size_t concerned = 0;
  for (Finding& finding : findings) {
    if (finding.kind != Kind::kFail || !is_called(catalog, catalog.checks[finding.check], suppression.check)) continue;
    if (!suppression.covers(finding.place.path)) continue;
    ++concerned;
    if (finding.suppressed()) continue;
    finding.suppression = Suppression{Suppression::Source::kConfiguration, Suppression::State::kAccepted,
                                      suppression.reason, suppression.until, suppression.place};
  }
  return concerned;
}

/// For a configuration that no finding can point into.
std::string words_for(SuppressionFault fault, const PathSuppression& suppression) {
  const std::string what = fmt::format("the suppression of '{}' in '{}'", suppression.check, suppression.path);
  if (fault == SuppressionFault::kUnknownCheck) return what + " names no check: see 'cpsaudit checks list'";
  if (fault == SuppressionFault::kExpired) return what + " has expired: renew its date or remove it";
  return what + " matches no finding: remove it";
}

}  // namespace

bool is_called(const Catalog& catalog, const Check& check, std::string_view name) {
  const Weakness& weakness = catalog.weakness_of(check);
  return name == "*" || name == check.id || name == weakness.id || name == weakness.family ||
         name == weakness.id + "/" + check.technology;
}

std::vector<Evidence> apply_comments(const Catalog& catalog, std::span<const std::size_t> checks,
                                     std::span<const FileFacts> files, const EngineOptions& options,
                                     std::vector<Finding>& findings) {
  Suppressor suppressor(catalog, checks, options, findings);
  for (const FileFacts& file : files) {
    if (file.document) {
      for (const Comment& comment : file.document->comments) suppressor.apply(file, comment);
    }
    if (file.source) {
      for (const Comment& comment : file.source->comments) suppressor.apply(file, comment);
    }
  }
  return suppressor.faults();
}

std::vector<Evidence> apply_path_suppressions(const Catalog& catalog, std::span<const std::size_t> checks,
                                              const EngineOptions& options, std::vector<Finding>& findings,
                                              std::vector<Notification>& notifications) {
  FaultReporter faults(catalog, checks);
  const auto is_named = [&](const PathSuppression& suppression, std::size_t check) {
    return is_called(catalog, catalog.checks[check], suppression.check);
  };
  for (const PathSuppression& suppression : options.path_suppressions) {
    const bool known = suppression.check == "*" ||
                       std::any_of(catalog.checks.begin(), catalog.checks.end(),
                                   [&](const Check& check) { return is_called(catalog, check, suppression.check); });
    const bool ran = std::any_of(checks.begin(), checks.end(), [&](std::size_t c) { return is_named(suppression, c); });
    std::optional<SuppressionFault> fault;
    if (!known) {
      fault = SuppressionFault::kUnknownCheck;
    } else if (has_expired(suppression.until, options)) {
      fault = SuppressionFault::kExpired;
    } else if (apply(catalog, suppression, findings) == 0 && ran) {
      fault = SuppressionFault::kUnused;
    }
    if (!fault) continue;
    if (!suppression.place.path.empty()) {
      faults.tell(*fault, suppression.place, suppression.check,
                  *fault == SuppressionFault::kExpired ? suppression.until : suppression.check);
    } else {
      notifications.push_back({{}, {Problem::Kind::kSuppressionUnused, words_for(*fault, suppression), {}}});
    }
  }
  return faults.take();
}

}  // namespace cpsaudit
