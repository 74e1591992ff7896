#pragma once

#include <string>

#include "core/language.h"
#include "report/model.h"

namespace cpsaudit {

/// JUnit XML for CI systems: one test case for each rule and file with findings, one for each rule that found nothing,
/// undecided places as skipped, and files that could not be looked at as errors. No times: the same bytes every time.
std::string junit_report(const Report& report, Language language);

}  // namespace cpsaudit
