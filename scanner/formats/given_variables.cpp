#include "formats/given_variables.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "core/base_name.h"
#include "formats/arguments.h"
#include "formats/command_source.h"
#include "formats/lines.h"
#include "formats/placed_text.h"

namespace cpsaudit {
namespace {

/// What holds for one command alone, and not for all that the script starts.
constexpr const char* kCommandFile = "command.env";

/// Length of the name in front of the first '='; 0 for what gives no variable a value.
std::size_t name_length(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_name_character(text[end])) ++end;
  const bool is_name = end > 0 && !is_digit(text[0]) && end < text.size() && text[end] == '=';
  return is_name ? end : 0;
}

/// Such names are meant for the environment; `-e x=1` may be anything.
bool is_in_capitals(std::string_view name) {
  return name.size() > 1 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class GivenVariables {
 public:
  GivenVariables(const Text& file, const Document& document, EmbeddedTextList& texts)
      : file_(file), document_(document), texts_(texts) {
    for (const Node& node : document.root.children) {
      const bool is_assignment = node.kind == NodeKind::kScalar && node.value_span.known();
      if (is_assignment) assigned_[node.key] = &node;
    }
  }

  void collect() {
    for (const Command& command : document_.commands) {
      if (command.words.empty()) continue;
      for (const EnvironmentEntry& entry : command.environment) add(kCommandFile, given(entry.name, entry.value));
      const std::string_view program = base_name(command.words.front().text);
      if (program == "export") {
        read_export(command);
      } else {
        read_flags(command);
      }
    }
  }

 private:
  void read_export(const Command& command) {
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const Word& word = command.words[i];
      if (name_length(word.text) > 0) {
        add(kVariablesFile, placed_text(file_, word));
      } else if (const auto known = assigned_.find(word.text); known != assigned_.end()) {
        const Node& node = *known->second;
        add(kVariablesFile, given({node.key, node.key_span}, {node.value, node.value_span}));
      }
    }
  }

  /// What runs a program in a container or a session of its own, with all that it is given there. `-e` alone has too
  /// many meanings: a word in front of it must say that something is run.
  void read_flags(const Command& command) {
    static constexpr std::array<std::string_view, 3> kLong = {"--env", "--setenv", "--set-env-vars"};
    static constexpr std::array<std::string_view, 3> kRunning = {"run", "exec", "create"};
    PlacedText lines;
    bool runs = false;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const Word& word = command.words[i];
      const std::string_view text = word.text;
      runs = runs || std::find(kRunning.begin(), kRunning.end(), text) != kRunning.end();
      const std::string_view flag = text.substr(0, text.find('='));
      const bool is_long = std::find(kLong.begin(), kLong.end(), flag) != kLong.end();
      if ((is_long && flag == text) || (runs && text == "-e")) {
        if (i + 1 < command.words.size()) add_flag(command.words[++i], 0, lines);
      } else if (is_long) {
        add_flag(word, flag.size() + 1, lines);
      } else if (runs && text.starts_with("-e") && text.size() > 2) {
        add_flag(word, 2, lines);
      }
    }
    texts_.add(kCommandFile, std::move(lines), false, EmbeddedTextList::Merging::kNever);
  }

  /// What the word gives from its byte `begin` on is one more line.
  void add_flag(const Word& word, std::size_t begin, PlacedText& lines) const {
    const std::string_view text = std::string_view(word.text).substr(begin);
    if (!is_in_capitals(text.substr(0, name_length(text))) || text.find('\n') != std::string_view::npos) return;
    const PlacedText whole = placed_text(file_, word);
    for (std::size_t i = begin; i < whole.text.size(); ++i) lines.append(whole.text[i], whole.offsets[i]);
    lines.append('\n', lines.end());
  }

  PlacedText given(const Word& name, const Word& value) const {
    PlacedText line = placed_text(file_, name);
    line.append('=', line.end());
    line.append(placed_text(file_, value));
    return line;
  }

  void add(const char* path, PlacedText line) {
    if (line.text.find('\n') == std::string::npos) texts_.add(path, std::move(line), false);
  }

  const Text& file_;
  const Document& document_;
  EmbeddedTextList& texts_;
  /// The last assignment of each variable of a script.
  std::map<std::string, const Node*, std::less<>> assigned_;
};

}  // namespace

void collect_given_variables(const Text& file, const Document& document, EmbeddedTextList& texts) {
  GivenVariables(file, document, texts).collect();
}

void collect_listed_variables(const Text& file, const Node& list, VariableSeparator separator, EmbeddedTextList& texts,
                              EmbeddedTextList::Merging merging) {
  if (list.kind != NodeKind::kScalar || !list.value_span.known()) return;
  if (list.style == ScalarStyle::kQuoted) {
    // One pair of quotes around all of it: one variable, blanks and all.
    const bool is_one = name_length(list.value) > 0 && list.value.find('\n') == std::string::npos;
    if (is_one) texts.add(kVariablesFile, placed_text(file, {list.value, list.value_span}), false, merging);
    return;
  }
  const Range range = {file.offset(list.value_span.begin), file.offset(list.value_span.end)};
  const CommandSource source(file, list.value, range);
  const std::string_view text = source.text();
  const std::string_view stops = separator == VariableSeparator::kComma ? "," : "";
  const ArgumentRules rules = {.stops = stops, .multiline = true, .escapes = true, .literal_single_quotes = true};
  PlacedText lines;
  for (std::size_t i = 0; i < text.size();) {
    if (is_blank(text[i]) || is_newline(text[i]) || stops.find(text[i]) != std::string_view::npos) {
      ++i;
      continue;
    }
    const Argument argument = read_argument(text, i, text.size(), rules);
    i = std::max(argument.whole.end, i + 1);
    if (name_length(argument.text) == 0 || argument.text.find('\n') != std::string::npos) continue;
    lines.append(placed_text(file, {argument.text, source.span(argument.inner)}));
    lines.append('\n', lines.end());
  }
  texts.add(kVariablesFile, std::move(lines), false, merging);
}

}  // namespace cpsaudit
