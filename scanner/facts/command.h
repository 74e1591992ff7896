#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/span.h"

namespace cpsaudit {

/// One word of a command or of a directive, quotes and escapes resolved.
struct Word {
  std::string text;
  /// Without the quotes around it.
  Span span;
  /// False when it holds an expansion (`$X`, `$(…)`, backquotes): then `text` keeps the expansion as written.
  bool literal = true;
  /// Where the text was given to the variable that stands here; unknown when the text stands here itself.
  Span given_at = {};
};

/// `2>/dev/null`, `<< EOF` and their kind.
struct Redirection {
  /// As written, without the file descriptor: ">", ">>", "<", "<<", "<<-", "<<<".
  std::string operation;
  /// The file, or for here-documents and here-strings the text that is handed over.
  Word target;
};

/// `NAME=value` before a command, or on its own.
struct EnvironmentEntry {
  Word name;
  Word value;
};

/// A program with its arguments, wherever such a line stands: a shell script, `ExecStart=`, an inittab process,
/// compose `command:`, Dockerfile `RUN`, a crontab, a string given to system().
struct Command {
  /// words[0] is the program as written, path included. Wrappers (sudo, env, exec, busybox, nohup, time) stay in.
  std::vector<Word> words;
  std::vector<EnvironmentEntry> environment;
  std::vector<Redirection> redirections;
  /// The whole simple command.
  Span span;
  /// Index, in the same list of commands, of the command that reads this one's output.
  std::optional<std::size_t> piped_into;
  /// What makes the line a command: "shell", "inittab", "unit", "compose", "dockerfile", "cron", "inetd", "source".
  std::string context;
  /// Key of the setting or name of the shell function that it stands in; empty at top level.
  std::string inside;
  /// True below `if`, `case`, `&&`, `||` and in function bodies: it may not run.
  bool conditional = false;
  /// In C: the condition under which the preprocessor keeps it, as in CodePlace, where the build as it is leaves it
  /// out. Empty where it does not.
  std::string left_out_by = {};
};

}  // namespace cpsaudit
