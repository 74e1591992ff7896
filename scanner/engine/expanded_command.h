#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// The commands of a file as they run: with the variables put in that another file, or a setting beside them, gives.
struct ExpandedCommands {
  /// Those of the file, in their order; behind them the bodies of functions that it reads from other files, as its
  /// calls run them; behind `judged`, for comparison, the same bodies as they are written.
  std::vector<Command> commands;
  std::size_t judged = 0;
  /// By command of a called body: the one that is written there. Others: nothing.
  std::vector<std::optional<std::size_t>> as_written;
  /// By command: the file in which the values stand that `Word::given_at` places; empty for the file itself.
  std::vector<std::string> given_in;
};

/// `EnvironmentFile=` and `Environment=` of a unit, what a script reads with `.` (variables and functions), and what
/// OpenRC reads for it. Empty where nothing is to be put in. `files` by path.
ExpandedCommands expanded_commands(std::span<const FileFacts> files, const FileFacts& file);

}  // namespace cpsaudit
