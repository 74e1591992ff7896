#include "cli/usage_error.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string_view>

#include "cli/suggestion.h"
#include "core/printable.h"

namespace cpsaudit {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* inner : commands_of(command)) names.push_back(inner->get_name());
  return names;
}

bool holds(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// The command that the line had come to, and the first of its words that means nothing there.
struct Stop {
  const CLI::App* command;
  std::string path;
  std::string word;
};

Stop where_it_stopped(const CLI::App& app, const std::vector<std::string>& arguments) {
  Stop stop{&app, "cpsaudit", {}};
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument.size() > 1 && argument.front() == '-') {
      const std::string name = argument.substr(0, argument.find('='));
      if (name.starts_with("--") && !holds(option_names(*stop.command), name)) {
        stop.word = name;
        return stop;
      }
      continue;
    }
    const auto inner = commands_of(*stop.command);
    const auto next = std::find_if(inner.begin(), inner.end(),
                                   [&](const CLI::App* command) { return command->get_name() == argument; });
    if (next != inner.end()) {
      stop.command = *next;
      stop.path += " " + argument;
    } else if (!inner.empty()) {
      stop.word = argument;
      return stop;
    }
  }
  return stop;
}

/// "--lang: jp not in {en,ja}" of the library, taken apart.
struct WrongValue {
  std::string option;
  std::string value;
  std::vector<std::string> known;
};

std::optional<WrongValue> wrong_value(std::string_view message) {
  const std::size_t colon = message.find(": ");
  const std::size_t list = message.rfind(" not in {");
  if (colon == std::string_view::npos || list == std::string_view::npos || list < colon || !message.ends_with('}')) {
    return std::nullopt;
  }
  WrongValue wrong{std::string(message.substr(0, colon)), std::string(message.substr(colon + 2, list - colon - 2)), {}};
  std::string_view rest = message.substr(list + std::string_view(" not in {").size());
  rest.remove_suffix(1);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    wrong.known.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return wrong;
}

/// "en, ja or fr".
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

/// What the library complains of, in our words where those help more.
std::string complaint(const Stop& stop, const std::string& message) {
  if (const auto wrong = wrong_value(message)) {
    return fmt::format("'{}' is no value of {}, which takes {}{}", printable(wrong->value), printable(wrong->option),
                       listed(wrong->known), did_you_mean(wrong->value, wrong->known));
  }
  const auto inner = commands_of(*stop.command);
  if (!inner.empty()) {
    std::vector<std::string> names;
    for (const CLI::App* command : inner) {
      if (!command->get_group().empty()) names.push_back(command->get_name());
    }
    const bool top = stop.path == "cpsaudit";
    return fmt::format("say what to do: {}{}", listed(names),
                       top ? "; begin with: cpsaudit scan path/to/firmware" : std::string());
  }
  return printable(message);
}

}  // namespace

std::string usage_error(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  const Stop stop = where_it_stopped(app, arguments);
  const std::string advice = fmt::format("Run '{} --help' to see what is possible", stop.path);
  if (stop.word.empty()) return fmt::format("{}\n{}", complaint(stop, error.what()), advice);
  const bool is_option = stop.word.front() == '-';
  return fmt::format("there is no {} '{}'{}{}\n{}", is_option ? "option" : "command", printable(stop.word),
                     is_option ? fmt::format(" of '{}'", stop.path) : std::string(),
                     did_you_mean(stop.word, is_option ? option_names(*stop.command) : command_names(*stop.command)),
                     advice);
}

}  // namespace cpsaudit
