#pragma once

#include <optional>
#include <string>

#include "core/span.h"
#include "engine/check.h"
#include "engine/command_wrapper.h"
#include "engine/evaluate.h"

namespace cpsaudit {

/// The part of a command that decides whether a pattern matches.
struct CommandHit {
  Span span;
  std::string text;
  /// "curl"; for variables their name.
  std::string what;
  /// False when only the program's name decided.
  bool decided = true;
  /// Word::given_at of the word that decided.
  Span given_at = {};
};

/// Holds `pattern` against a command as `program` sees it; nothing when it does not match.
std::optional<CommandHit> match_command_pattern(const CommandPattern& pattern, const Command& command,
                                                const ProgramView& program, const Vocabulary& vocabulary);

/// Holds the variables that a pattern asks for against those that a command sets.
std::optional<CommandHit> match_variables(const CommandPattern& pattern, const Command& command,
                                          const Vocabulary& vocabulary);

}  // namespace cpsaudit
