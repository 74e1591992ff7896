#pragma once

#include <string_view>
#include <vector>

#include "facts/command.h"

namespace cpsaudit {

/// Splits the text handed to system() into simple commands and words, well enough for the lines that stand in C:
/// quotes, escapes, `;`, `&&`, `||`, `|`, redirections. Every span is `place`: the literal as a whole.
std::vector<Command> commands_in(std::string_view line, const Span& place);

}  // namespace cpsaudit
