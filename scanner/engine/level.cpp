#include "engine/level.h"

#include <array>
#include <cassert>

#include "engine/finding.h"
#include "engine/scan_result.h"

namespace cpsaudit {

namespace {

constexpr double kErrorFrom = 7.0;
constexpr double kWarningFrom = 4.0;

}  // namespace

std::string_view name_of(Level level) {
  constexpr std::array<std::string_view, 3> kNames = {"note", "warning", "error"};
  return kNames.at(static_cast<std::size_t>(level));
}

std::string_view name_of(Kind kind) {
  constexpr std::array<std::string_view, 5> kNames = {"fail", "pass", "open", "review", "notApplicable"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(Confidence confidence) {
  constexpr std::array<std::string_view, 5> kNames = {"heuristic", "token", "default", "recovered", "ast"};
  return kNames.at(static_cast<std::size_t>(confidence));
}

std::string_view name_of(Role role) {
  constexpr std::array<std::string_view, 6> kNames = {"product", "test",     "sample",
                                                      "sample",  "vendored", "documentation"};
  return kNames.at(static_cast<std::size_t>(role));
}

Level level_of_severity(double security_severity) {
  if (security_severity >= kErrorFrom) return Level::kError;
  return security_severity >= kWarningFrom ? Level::kWarning : Level::kNote;
}

std::string_view name_of(BaselineState state) {
  constexpr std::array<std::string_view, 5> kNames = {"", "new", "unchanged", "updated", "absent"};
  return kNames.at(static_cast<std::size_t>(state));
}

}  // namespace cpsaudit
