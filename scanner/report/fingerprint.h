#pragma once

#include <string>

#include "engine/catalog.h"
#include "engine/finding.h"

namespace cpsaudit {

/// The key under which logs carry `fingerprint`; the number changes when the recipe does.
inline constexpr const char* kFingerprintKey = "cpsauditFinding/v1";

/// What makes a finding the same one after an unrelated edit: 32 hex digits of check, path, anchor and rank among
/// equals. No line, no message, no secret. `repetition` tells apart findings that have all of these in common; 0 for
/// the first.
std::string fingerprint(const Catalog& catalog, const Finding& finding, std::size_t repetition = 0);

}  // namespace cpsaudit
