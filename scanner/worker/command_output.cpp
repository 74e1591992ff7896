#include "worker/command_output.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "facts/document.h"
#include "formats/embedded_text_list.h"
#include "formats/script_output.h"

namespace cpsaudit {
namespace {

/// Lines of one string are looked for in it one by one.
constexpr std::size_t kMostLines = 200;

/// Each line of `inner` at its place between `begin` and `end` of `file`.
void place_lines(EmbeddedText& inner, const Text& file, std::size_t begin, std::size_t end) {
  const std::string_view string = file.utf8().substr(begin, end - begin);
  std::fill(inner.offsets.begin(), inner.offsets.end(), begin);
  std::size_t from = 0;
  std::size_t count = 0;
  for (std::size_t at = 0; at < inner.text.size() && count < kMostLines; ++count) {
    const std::size_t stop = std::min(inner.text.find('\n', at), inner.text.size());
    const std::string_view line = std::string_view(inner.text).substr(at, stop - at);
    const std::size_t found = line.empty() ? std::string_view::npos : string.find(line, from);
    if (found != std::string_view::npos) {
      for (std::size_t i = 0; i <= line.size(); ++i) inner.offsets[at + i] = begin + found + i;
      from = found;
    }
    at = stop + 1;
  }
}

}  // namespace

std::vector<EmbeddedText> output_of_commands(const Text& file, const std::vector<Command>& commands) {
  std::vector<EmbeddedText> found;
  for (std::size_t first = 0; first < commands.size();) {
    const Span& string = commands[first].span;
    Document line;
    std::size_t last = first;
    for (; last < commands.size() && commands[last].span == string; ++last) {
      Command& command = line.commands.emplace_back(commands[last]);
      const auto reader = command.piped_into;
      command.piped_into = reader && *reader >= first ? std::optional(*reader - first) : std::nullopt;
    }
    for (Command& command : line.commands) {
      if (command.piped_into && *command.piped_into >= line.commands.size()) command.piped_into.reset();
    }
    EmbeddedTextList texts;
    collect_script_output(file, line, texts);
    for (EmbeddedText& inner : texts.take()) {
      place_lines(inner, file, file.offset(string.begin), file.offset(string.end));
      found.push_back(std::move(inner));
    }
    first = last;
  }
  return found;
}

}  // namespace cpsaudit
