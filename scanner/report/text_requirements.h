#pragma once

#include <string>
#include <vector>

#include "mapping/framework.h"
#include "mapping/verdict.h"
#include "report/text.h"

namespace cpsaudit {

/// What the scan says of the framework's requirements, by meaning, in a few lines. With `name_violated`, each one that
/// findings speak against has a line of its own. "Relates to", never "conforms".
std::string text_requirements(const std::vector<Verdict>& verdicts, const Framework& framework, Language language,
                              bool name_violated);

}  // namespace cpsaudit
