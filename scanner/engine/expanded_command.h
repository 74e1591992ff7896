#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// The commands of a file as they run: with the variables put in that another file, or a setting beside them, gives.
struct ExpandedCommands {
  /// As many as the file has, in their order.
  std::vector<Command> commands;
  /// By command: the file in which the values stand that `Word::given_at` places; empty for the file itself.
  std::vector<std::string> given_in;
};

/// `EnvironmentFile=` and `Environment=` of a unit, what a script reads with `.`, and what OpenRC reads for it. Empty
/// where nothing is to be put in. `files` by path.
ExpandedCommands expanded_commands(std::span<const FileFacts> files, const FileFacts& file);

}  // namespace cpsaudit
