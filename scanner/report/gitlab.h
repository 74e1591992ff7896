#pragma once

#include <string>

#include "core/language.h"
#include "report/model.h"

namespace cpsaudit {

/// GitLab's Code Quality report: one entry for each failing, unsuppressed finding that has a file.
std::string gitlab_report(const Report& report, Language language);

}  // namespace cpsaudit
