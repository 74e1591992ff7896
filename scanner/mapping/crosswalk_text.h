#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "mapping/reference.h"

namespace cpsaudit {

/// Where the crosswalks lead from a meaning, a CWE ("CWE-295") or a subcategory of the CSF, one text a crosswalk: its
/// name, publisher and edition, then the targets. Ours stand there as `kInformativeMark`.
std::vector<std::string> crosswalk_texts(const Reference& reference, std::string_view from, Language language);

/// "Grade 1: the least. What every product should have at the least."
std::string grade_text(const Reference& reference, int grade, Language language);

}  // namespace cpsaudit
