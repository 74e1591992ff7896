#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "facts/command.h"

namespace cpsaudit {

/// Index of the word that a shell will read as a script: the one behind `-c` of a shell, or that of `eval`.
std::optional<std::size_t> script_argument(const std::vector<Word>& words);

/// True for a shell that is given no script, so that it reads one from its input.
bool reads_script_from_input(const std::vector<Word>& words);

}  // namespace cpsaudit
