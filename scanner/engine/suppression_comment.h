#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engine/catalog.h"

namespace cpsaudit {

/// What a comment asks for: `cpsaudit: ignore[CPSA2011, …] reason="…" until=YYYY-MM-DD`.
struct SuppressionRequest {
  /// Checks, by index.
  std::vector<std::size_t> checks;
  std::string reason;
  /// ISO date, the last day on which it holds; empty for none.
  std::string until;
};

/// Why a comment that means to suppress does nothing, and the part of it that says so.
struct SuppressionMistake {
  SuppressionFault fault = SuppressionFault::kMalformed;
  std::string text;
};

/// Nothing when the comment does not mean to suppress anything: the name of the tool stands in prose as well.
std::optional<tl::expected<SuppressionRequest, SuppressionMistake>> read_suppression_comment(const Catalog& catalog,
                                                                                             std::string_view comment);

/// True for a day of the calendar: 2028-02-29, but not 2027-02-29.
bool is_iso_date(std::string_view text);

}  // namespace cpsaudit
