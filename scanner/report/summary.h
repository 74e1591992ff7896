#pragma once

#include "engine/scan_result.h"

namespace cpsaudit {

/// True for a finding that fails, is not suppressed and was not known before: what a developer is to act on.
bool counts(const Finding& finding);

/// True when a file, or a part of it, was not looked at because of such a problem: with --strict it fails the run.
bool loses_input(Problem::Kind kind);

}  // namespace cpsaudit
