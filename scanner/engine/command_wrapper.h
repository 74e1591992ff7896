#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "facts/command.h"

namespace cpsaudit {

/// A program whose operands are another command line: sudo, env, timeout (checks/data/wrappers.txt).
struct CommandWrapper {
  std::string program;
  /// Options of its own that take a value in the next word.
  std::vector<std::string> value_options;
  /// How many operands stand before the command: 1 for `timeout 5 curl …`.
  std::size_t operands = 0;
  /// Not empty: the command is the value of one of these words: `start-stop-daemon --exec /usr/sbin/telnetd -- -l …`.
  std::vector<std::string> command_after;
  /// With one of these it ends the program or asks for it, and does not run it: `start-stop-daemon --stop`.
  std::vector<std::string> not_run_with = {};
};

/// One wrapper a line: `program | options with a value | operands before the command | words before the command`, and
/// as a fifth column, where there are any, options with which the command is not run.
Result<std::vector<CommandWrapper>> read_command_wrappers(std::string_view text);

/// A command as one of the programs that it runs sees it.
struct ProgramView {
  /// Base name: without folders.
  std::string_view name;
  /// Index of the program in `Command::words`.
  std::size_t program = 0;
  /// Index of its first argument: as a rule the next word, but what starts a daemon may have words of its own between.
  std::size_t arguments = 1;
};

/// `sudo env A=1 curl -k` runs sudo, env and curl: all of them, outermost first.
std::vector<ProgramView> programs_of(const Command& command, const std::vector<CommandWrapper>& wrappers);

}  // namespace cpsaudit
