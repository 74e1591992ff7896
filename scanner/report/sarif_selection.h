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
};

/// What the profile wants of the findings, in the order of the log: URI, place, rule.
struct SarifSelection {
  std::vector<SarifEntry> entries;
  /// How many failing ones GitHub would drop, so that they are not in it.
  std::size_t dropped = 0;
};

SarifSelection selected_findings(const SarifModel& model);

}  // namespace cpsaudit
