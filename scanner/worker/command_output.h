#pragma once

#include <vector>

#include "core/text.h"
#include "facts/command.h"
#include "formats/embedded_text.h"

namespace cpsaudit {

/// What the command lines in the strings of a program write to other files: `system("echo 'PermitRootLogin yes' >>
/// /etc/ssh/sshd_config")`. `commands`: those of `file`; each has the place of its whole string. A line is placed where
/// it stands in the string, and at the string's begin where it is written with escapes.
std::vector<EmbeddedText> output_of_commands(const Text& file, const std::vector<Command>& commands);

}  // namespace cpsaudit
