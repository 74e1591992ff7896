#pragma once

#include <string_view>

#include "core/language.h"

namespace cpsaudit {

/// The detail of a problem (Problem::message) or the reason why a path was left out, in both languages, whichever of
/// them it was said in. Modules that read files speak English and know no reports; their sentences are few, so they
/// are translated where a report begins. An unknown one stays what it is.
LocalizedText detail_in_both(std::string_view said);

}  // namespace cpsaudit
