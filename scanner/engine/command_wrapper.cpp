#include "engine/command_wrapper.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base_name.h"
#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// A wrapper in a wrapper in a wrapper: nobody writes more.
constexpr std::size_t kMaxDepth = 6;

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

/// Index of the wrapped program, or nothing when none is given.
std::optional<std::size_t> wrapped_program(const Command& command, std::size_t wrapper_at,
                                           const CommandWrapper& wrapper) {
  const std::vector<Word>& words = command.words;
  for (std::size_t i = wrapper_at + 1; i < words.size() && words[i].text != "--"; ++i) {
    if (contains(wrapper.not_run_with, words[i].text)) return std::nullopt;
  }
  if (!wrapper.command_after.empty()) {
    const auto word = std::find_if(words.begin() + static_cast<std::ptrdiff_t>(wrapper_at) + 1, words.end(),
                                   [&](const Word& w) { return contains(wrapper.command_after, w.text); });
    if (word == words.end()) return std::nullopt;
    // `docker exec -it NAME command`: options and operands stand between the two.
    wrapper_at = static_cast<std::size_t>(word - words.begin());
  }
  std::size_t operands = wrapper.operands;
  for (std::size_t i = wrapper_at + 1; i < words.size(); ++i) {
    const std::string& word = words[i].text;
    if (word == "--") continue;
    if (word.size() > 1 && word.front() == '-') {
      if (contains(wrapper.value_options, word)) ++i;
      continue;
    }
    if (is_assignment(word)) continue;
    if (operands == 0) return i;
    --operands;
  }
  return std::nullopt;
}

/// `--exec PROGRAM --pidfile X -- -R -B`: what stands behind `--` is the program's.
std::size_t first_argument(const Command& command, std::size_t program, const CommandWrapper& wrapper) {
  const std::vector<Word>& words = command.words;
  const bool is_value = std::any_of(wrapper.command_after.begin(), wrapper.command_after.end(),
                                    [](const std::string& word) { return word.starts_with('-'); });
  for (std::size_t i = program + 1; is_value && i < words.size(); ++i) {
    if (words[i].text == "--") return i + 1;
  }
  return program + 1;
}

}  // namespace

Result<std::vector<CommandWrapper>> read_command_wrappers(std::string_view text) {
  std::vector<CommandWrapper> wrappers;
  std::uint32_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (trimmed(line).empty() || line.front() == '#') continue;
    const std::vector<std::string_view> columns = columns_of(line);
    const bool counted =
        (columns.size() == 4 || columns.size() == 5) && columns[2].size() == 1 && is_digit(columns[2].front());
    if (!counted || columns[0].empty()) {
      return tl::unexpected(Error{
          "expected 'program | options | operands | words', and '| options' that do not run it", "", {number, 1}});
    }
    wrappers.push_back({std::string(columns[0]), words_of(columns[1]),
                        static_cast<std::size_t>(columns[2].front() - '0'), words_of(columns[3]),
                        columns.size() == 5 ? words_of(columns[4]) : std::vector<std::string>()});
  }
  return wrappers;
}

std::vector<ProgramView> programs_of(const Command& command, const std::vector<CommandWrapper>& wrappers) {
  std::vector<ProgramView> programs;
  std::size_t at = 0;
  std::size_t arguments = 1;
  while (at < command.words.size() && programs.size() < kMaxDepth) {
    const std::string_view name = base_name(command.words[at].text);
    programs.push_back({name, at, arguments});
    const auto wrapper = std::find_if(wrappers.begin(), wrappers.end(),
                                      [&](const CommandWrapper& candidate) { return candidate.program == name; });
    if (wrapper == wrappers.end()) break;
    const std::optional<std::size_t> inner = wrapped_program(command, at, *wrapper);
    if (!inner) break;
    at = *inner;
    arguments = first_argument(command, at, *wrapper);
  }
  return programs;
}

}  // namespace cpsaudit
