#include "formats/command_line.h"

#include <algorithm>
#include <utility>

#include "formats/arguments.h"
#include "formats/lines.h"
#include "formats/script_argument.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kEndOfCommand = "\n;";

}  // namespace

void append_commands(std::vector<Command> more, std::vector<Command>& commands) {
  const std::size_t first = commands.size();
  for (Command& command : more) {
    if (command.piped_into) *command.piped_into += first;
    commands.push_back(std::move(command));
  }
}

void append_shell_line(const CommandSource& source, const CommandPlace& place, std::vector<Command>& commands) {
  append_commands(parse_shell_text(source, place).commands, commands);
}

void append_argument_list(std::vector<Word> words, const Text& file, const CommandPlace& place,
                          std::vector<Command>& commands) {
  if (words.empty()) return;
  Command command;
  command.span = words.front().span;
  for (const Word& word : words) {
    command.span.begin = std::min(command.span.begin, word.span.begin);
    command.span.end = std::max(command.span.end, word.span.end);
  }
  command.context = place.context;
  command.inside = place.inside;
  command.conditional = place.conditional;
  command.words = std::move(words);
  const auto argument = script_argument(command.words);
  const Word script = argument ? command.words[*argument] : Word{};
  commands.push_back(std::move(command));
  if (!argument) return;
  const Range range = {file.offset(script.span.begin), file.offset(script.span.end)};
  append_shell_line(CommandSource(file, script.text, range), place, commands);
}

std::vector<Word> words_of_line(const CommandSource& source) {
  static constexpr ArgumentRules kRules = {.multiline = true, .escapes = true, .literal_single_quotes = true};
  const std::string_view text = source.text();
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    const bool continued = text[i] == '\\' && i + 1 < text.size() && is_newline(text[i + 1]);
    if (is_blank(text[i]) || is_newline(text[i]) || continued) {
      ++i;
      continue;
    }
    const Argument argument = read_argument(text, i, text.size(), kRules);
    i = std::max(argument.whole.end, i + 1);
    words.push_back({argument.text, source.span(argument.inner), !holds_expansion(argument.text)});
    if (argument.quoted) continue;
    // No other word can stand for the end of a command.
    if (argument.text == ";") words.back().text = kEndOfCommand;
  }
  return words;
}

void append_words_line(const CommandSource& source, const CommandPlace& place, std::vector<Command>& commands) {
  std::vector<Word> words;
  for (Word& word : words_of_line(source)) {
    if (word.text == kEndOfCommand) {
      append_argument_list(std::exchange(words, {}), source.file(), place, commands);
    } else {
      words.push_back(std::move(word));
    }
  }
  append_argument_list(std::move(words), source.file(), place, commands);
}

}  // namespace cpsaudit
