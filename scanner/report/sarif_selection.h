#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/span.h"
#include "engine/finding.h"
#include "report/sarif_model.h"

namespace cpsaudit {

/// A finding on its way into the log. Points into the scan result.
struct SarifEntry {
  const Finding* finding = nullptr;
  std::string uri;
  Span span;
  /// Unique in the log.
  std::string fingerprint;
  /// Findings of the same rule in the same file that this result speaks for as well.
  std::vector<const Finding*> others;
  /// More than 0: it stands for so many findings of its rule in so many files, of which it names the first.
  std::size_t summed_findings = 0;
  std::size_t summed_files = 0;
};

/// What the profile wants of the findings, in the order of the log: URI, place, rule.
struct SarifSelection {
  std::vector<SarifEntry> entries;
  /// How many failing ones GitHub would drop, so that a result that sums them up speaks for them.
  std::size_t summed = 0;
};

SarifSelection selected_findings(const SarifModel& model);

}  // namespace cpsaudit
