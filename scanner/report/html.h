#pragma once

#include <string>

#include "core/language.h"
#include "mapping/framework.h"
#include "mapping/reference.h"
#include "report/model.h"

namespace cpsaudit {

/// The report that people read, print and sign: one HTML file that asks for nothing from outside, reads without
/// script, and holds both languages; `language` is the one that is shown first. Everything quoted from the tree is
/// escaped. The same report gives the same bytes.
std::string html_report(const Report& report, const Framework& framework, const Reference& reference,
                        Language language);

}  // namespace cpsaudit
