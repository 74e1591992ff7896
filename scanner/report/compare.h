#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/model.h"

namespace cpsaudit {

/// What a finding of the later report was in the earlier one.
struct FindingChange {
  BaselineState state = BaselineState::kNew;
  /// Index in the earlier report; none for a new one.
  std::optional<std::size_t> before;
  /// It was there, held, and has not become graver: nobody needs to be told again.
  bool known = false;
};

/// Two reports on the same product, or on two deliveries of it.
struct ReportComparison {
  /// One a finding of the later report.
  std::vector<FindingChange> findings;
  /// Findings of the earlier report that held and are in the later one no more; indices, ascending.
  std::vector<std::size_t> gone;
};

/// Findings are the same by their fingerprints, which know no lines. Where a file has moved, and there is only one that
/// it can have become, they are the same by rule and message. One that held only after its suppression had ended is
/// new, and so is one of a place that was undecided or good.
ReportComparison compare(const Report& before, const Report& now);

}  // namespace cpsaudit
