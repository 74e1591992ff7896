#pragma once

#include <string>
#include <string_view>

#include "core/language.h"
#include "engine/check.h"

namespace cpsaudit {

/// What a rule's help says, part by part. The last two may be empty.
struct HelpParts {
  std::string why;
  std::string mend;
  std::string not_a_problem;
};

/// The help of a rule without markup: why it matters, how to mend it, when it is no problem.
std::string plain_help(const Check& check, const Weakness& weakness, Language language);

/// Takes it apart again. A text that plain_help did not write is a reason as a whole.
HelpParts parts_of_help(std::string_view help, Language language);

}  // namespace cpsaudit
