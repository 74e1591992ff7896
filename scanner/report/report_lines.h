#pragma once

#include <string>

#include "core/language.h"
#include "report/model.h"

namespace cpsaudit {

/// Findings that count, one a line in the style of a compiler, then one line of figures: what `scan --terse` prints, of
/// a report that was read back. Safe for a terminal.
std::string report_lines(const Report& report, Language language);

}  // namespace cpsaudit
