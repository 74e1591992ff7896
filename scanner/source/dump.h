#pragma once

#include <string>

#include "facts/source_facts.h"

namespace cpsaudit {

/// A listing of facts for people who write checks: one fact a line, with its place, what it may be, and how it was
/// seen.
std::string dump(const SourceFacts& facts);

}  // namespace cpsaudit
