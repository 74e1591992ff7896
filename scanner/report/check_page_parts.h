#pragma once

#include <string>
#include <string_view>

#include "core/language.h"
#include "engine/check.h"
#include "mapping/framework.h"
#include "mapping/reference.h"

namespace cpsaudit {

/// The parts of a check's page that are about the framework. (check_page_framework.cpp)

/// Characters that would be markup in running text.
std::string escaped(std::string_view text);

/// Each row that the weakness names, with its requirement, risk source, incident and layer; empty when it names none.
std::string rows_section(const Weakness& weakness, const Framework& framework, Language language);

/// Where its requirements and CWEs lead in other schemes, with whoever publishes that; empty when nowhere.
std::string crosswalks_section(const Weakness& weakness, const Framework& framework, const Reference& reference,
                               Language language);

}  // namespace cpsaudit
