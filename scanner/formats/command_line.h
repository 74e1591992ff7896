#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/command.h"
#include "facts/document.h"
#include "formats/command_source.h"

namespace cpsaudit {

/// What runs the line, and where it stands.
struct CommandPlace {
  /// Command::context
  std::string context;
  /// Command::inside
  std::string inside;
  bool conditional = false;
};

/// Node::tag of what `NAME+=value` and `NAME+=(a b)` add to a variable.
inline constexpr const char* kAppended = "appended";

/// What a shell finds in a text.
struct ShellFacts {
  /// In the order of their places; `piped_into` counts in this list.
  std::vector<Command> commands;
  /// `NAME=value` on its own or behind export and its kind: scalars, sequences for `NAME=(a b)`.
  std::vector<Node> variables;
  std::vector<Comment> comments;
  /// Places in the file where a quote, a parenthesis or a here-document is not closed.
  std::vector<std::pair<std::string, std::size_t>> problems;
};

/// Reads a script or a line as a POSIX shell or bash does. Accepts anything; linear in the size of the text.
ShellFacts parse_shell_text(const CommandSource& source, const CommandPlace& place);

/// Appends the commands of a line that a shell runs (inittab, RUN, cron). `piped_into` counts in `commands`.
void append_shell_line(const CommandSource& source, const CommandPlace& place, std::vector<Command>& commands);

/// Appends the one command of a line that no shell sees (ExecStart=, compose `command:`): words and quotes, but
/// no pipes, redirections or lists. `sh -c '…'` in it is read as the shell will.
void append_words_line(const CommandSource& source, const CommandPlace& place, std::vector<Command>& commands);

/// The words of such a line.
std::vector<Word> words_of_line(const CommandSource& source);

/// Appends a command that is given word by word, and what it hands to a shell.
void append_argument_list(std::vector<Word> words, const Text& file, const CommandPlace& place,
                          std::vector<Command>& commands);

/// Appends `more`, whose `piped_into` counts in itself, behind `commands`.
void append_commands(std::vector<Command> more, std::vector<Command>& commands);

}  // namespace cpsaudit
