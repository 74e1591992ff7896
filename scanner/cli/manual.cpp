#include "cli/manual.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

namespace cpsaudit {
namespace {

/// One command with all its words: "cpsaudit checks show".
struct CommandEntry {
  const CLI::App* app;
  std::vector<std::string> words;
};

void add_commands(const CLI::App& app, std::vector<std::string> words, std::vector<CommandEntry>& commands) {
  commands.push_back({&app, words});
  for (const CLI::App* inner : app.get_subcommands([](const CLI::App*) { return true; })) {
    // Without a description it is not meant for people.
    if (inner->get_group().empty()) continue;
    std::vector<std::string> longer = words;
    longer.push_back(inner->get_name());
    add_commands(*inner, std::move(longer), commands);
  }
}

std::vector<CommandEntry> commands_of(const CLI::App& app) {
  std::vector<CommandEntry> commands;
  add_commands(app, {"cpsaudit"}, commands);
  return commands;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(separator)) + word;
  return text;
}

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  return names;
}

std::vector<std::string> inner_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* inner : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!inner->get_group().empty()) names.push_back(inner->get_name());
  }
  return names;
}

bool takes_value(const CLI::Option& option) {
  return option.get_expected_min() > 0;
}

/// "LEVEL", without the check that stands behind it: "LEVEL:{error,warning}".
std::string type_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

/// Those that the option's check names.
std::vector<std::string> values_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find(":{");
  std::vector<std::string> values;
  if (open == std::string::npos) return values;
  const std::string list = type.substr(open + 2, type.find('}', open) - open - 2);
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    values.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return values;
}

std::string first_sentence(const std::string& text) {
  return text.substr(0, text.find_first_of(";("));
}

std::string without_trailing_blanks(std::string text) {
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string short_text(const std::string& description) {
  return without_trailing_blanks(first_sentence(description));
}

/// In single quotes, for all three shells.
std::string shell_word(std::string_view text) {
  std::string output = "'";
  for (const char c : text) output += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return output + "'";
}

std::string bash_script(const std::vector<CommandEntry>& commands) {
  std::string cases;
  std::string values;
  for (const CommandEntry& command : commands) {
    std::vector<std::string> words = inner_names(*command.app);
    for (const CLI::Option* option : command.app->get_options()) {
      for (const std::string& name : names_of(*option)) {
        if (name.starts_with("--")) words.push_back(name);
        const std::vector<std::string> known = values_of(*option);
        if (known.empty()) continue;
        values += fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                              shell_word(joined(command.words, " ") + " " + name), joined(known, " "));
      }
    }
    cases += fmt::format("    {}) words='{}' ;;\n", shell_word(joined(command.words, " ")), joined(words, " "));
  }
  std::string names;
  for (const CommandEntry& command : commands) names += shell_word(joined(command.words, " ")) + "|";
  names.pop_back();
  return fmt::format(R"(# Completion of cpsaudit for bash. Made by: cpsaudit completion bash
_cpsaudit() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command=cpsaudit words= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "$command ${{COMP_WORDS[i]}}" in
      {}) command="$command ${{COMP_WORDS[i]}}" ;;
    esac
  done
  case "$command $previous" in
{}  esac
  case $command in
{}  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [[ ${{#COMPREPLY[@]}} -eq 0 || $word != -* ]]; then
    local path
    while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen -f -- "$word")
  fi
}}
complete -o filenames -F _cpsaudit cpsaudit
)",
                     names, values, cases);
}

std::string zsh_script(const std::vector<CommandEntry>& commands) {
  std::string functions;
  const auto name_of = [](const CommandEntry& command) {
    std::string name = joined(command.words, "_");
    for (char& c : name) c = c == '-' ? '_' : c;
    return "_" + name;
  };
  // What stands between brackets or colons is syntax.
  const auto plain = [](std::string_view text) {
    std::string output;
    for (const char c : text) {
      if (c == '[' || c == ']' || c == ':') output += '\\';
      output += c;
    }
    return output;
  };
  for (const CommandEntry& command : commands) {
    functions += fmt::format("{}() {{\n  local -a commands\n  _arguments -C \\\n", name_of(command));
    for (const CLI::Option* option : command.app->get_options()) {
      for (const std::string& name : names_of(*option)) {
        std::string action;
        if (takes_value(*option)) {
          const std::vector<std::string> known = values_of(*option);
          action = fmt::format(":{}:{}", plain(type_of(*option)),
                               known.empty() ? std::string("_files") : "(" + joined(known, " ") + ")");
        }
        functions += fmt::format(
            "    {} \\\n",
            shell_word(fmt::format("*{}[{}]{}", name, plain(short_text(option->get_description())), action)));
      }
    }
    const std::vector<std::string> inner = inner_names(*command.app);
    if (inner.empty()) {
      functions += "    '*:file:_files'\n}\n";
      continue;
    }
    functions += "    '1: :->command' '*:: :->rest'\n  case $state in\n    command)\n      commands=(\n";
    for (const CLI::App* next : command.app->get_subcommands([](const CLI::App*) { return true; })) {
      if (next->get_group().empty()) continue;
      functions +=
          fmt::format("        {}\n", shell_word(next->get_name() + ":" + plain(short_text(next->get_description()))));
    }
    functions += "      )\n      _describe command commands ;;\n    rest)\n      case $words[1] in\n";
    for (const std::string& next : inner) {
      CommandEntry entry{nullptr, command.words};
      entry.words.push_back(next);
      functions += fmt::format("        {}) {} ;;\n", next, name_of(entry));
    }
    functions += "      esac ;;\n  esac\n}\n";
  }
  return "#compdef cpsaudit\n# Completion of cpsaudit for zsh. Made by: cpsaudit completion zsh\n" + functions +
         "_cpsaudit \"$@\"\n";
}

std::string fish_script(const std::vector<CommandEntry>& commands) {
  std::string text = "# Completion of cpsaudit for fish. Made by: cpsaudit completion fish\ncomplete -c cpsaudit -e\n";
  for (const CommandEntry& command : commands) {
    std::string condition;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      condition += fmt::format("{}__fish_seen_subcommand_from {}", condition.empty() ? "" : "; and ", command.words[i]);
    }
    const std::vector<std::string> inner = inner_names(*command.app);
    const std::string not_yet = inner.empty() ? "" : "not __fish_seen_subcommand_from " + joined(inner, " ");
    const std::string here =
        condition.empty() || not_yet.empty() ? condition + not_yet : condition + "; and " + not_yet;
    for (const CLI::App* next : command.app->get_subcommands([](const CLI::App*) { return true; })) {
      if (next->get_group().empty()) continue;
      text += fmt::format("complete -c cpsaudit -n {} -f -a {} -d {}\n", shell_word(here), next->get_name(),
                          shell_word(short_text(next->get_description())));
    }
    for (const CLI::Option* option : command.app->get_options()) {
      std::string names;
      for (const std::string& name : option->get_lnames()) names += " -l " + name;
      for (const std::string& name : option->get_snames()) names += " -s " + name;
      if (names.empty()) continue;
      std::string value;
      if (takes_value(*option)) {
        const std::vector<std::string> known = values_of(*option);
        value = known.empty() ? " -r" : " -x -a " + shell_word(joined(known, " "));
      }
      text += fmt::format("complete -c cpsaudit -n {}{}{} -d {}\n", shell_word(here), names, value,
                          shell_word(short_text(option->get_description())));
    }
  }
  return text;
}

/// For man(7): backslashes, hyphens, and dots at the start of a line mean something there.
std::string roff(std::string_view text) {
  std::string output;
  for (const char c : text) {
    if (c == '\\') {
      output += "\\e";
    } else if (c == '-') {
      output += "\\-";
    } else {
      if ((c == '.' || c == '\'') && (output.empty() || output.back() == '\n')) output += "\\&";
      output += c;
    }
  }
  return output;
}

void write_options(const CLI::App& command, std::string& page) {
  for (const CLI::Option* option : command.get_options()) {
    const std::vector<std::string> names = names_of(*option);
    page += ".TP\n";
    const bool named = !names.empty();
    page += fmt::format(".B {}", roff(named ? joined(names, ", ") : option->get_name()));
    page += "\n";
    if (named && takes_value(*option)) {
      page.pop_back();
      page += fmt::format(" \\fI{}\\fR\n", roff(type_of(*option)));
    }
    page += roff(option->get_description()) + "\n";
  }
}

}  // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
  const std::vector<CommandEntry> commands = commands_of(app);
  if (shell == "zsh") return zsh_script(commands);
  if (shell == "fish") return fish_script(commands);
  return bash_script(commands);
}

std::string manual_page(const CLI::App& app) {
  std::string page = fmt::format(".TH CPSAUDIT 1 \"\" \"cpsaudit {}\" \"User Commands\"\n", CPSAUDIT_VERSION);
  page += ".SH NAME\ncpsaudit \\- holds firmware and configuration against the security requirements of CPSF\n";
  page +=
      ".SH SYNOPSIS\n.B cpsaudit scan\n[\\fIOPTION\\fR...] [\\fIPATH\\fR...]\n.br\n.B cpsaudit\n\\fICOMMAND\\fR ...\n";
  page += ".SH DESCRIPTION\n" + roff(app.get_description()) + "\n";
  page +=
      ".PP\nFindings go to standard output, everything else to standard error. Files are written whole or not at "
      "all.\n";
  page += ".SH COMMANDS\n";
  for (const CommandEntry& command : commands_of(app)) {
    if (command.words.size() == 1) continue;
    page += fmt::format(".SS {}\n{}\n", roff(joined(command.words, " ")), roff(command.app->get_description()));
    write_options(*command.app, page);
  }
  page += R"(.SH EXIT STATUS
.TP
.B 0
Nothing at or above \fB\-\-fail\-on\fR.
.TP
.B 1
Findings at or above it; for \fBcpsaudit diff\fR, something got worse.
.TP
.B 2
Bad usage, configuration or check file.
.TP
.B 3
With \fB\-\-strict\fR, an input could not be analysed.
.TP
.B 4
A defect of cpsaudit.
.SH FILES
.TP
.B cpsaudit.toml
What to look at and what is accepted; the nearest one in the scanned folder or above it. \fBcpsaudit init\fR writes one.
.SH ENVIRONMENT
.TP
.B NO_COLOR
No colour, when set.
.TP
.B SOURCE_DATE_EPOCH
The day that suppressions with a date are held against, in seconds since 1970.
.TP
.B LC_ALL, LC_MESSAGES, LANG
The language of texts, unless \fB\-\-lang\fR says it.
.SH EXAMPLES
.nf
cpsaudit scan path/to/firmware
cpsaudit scan . \-\-sarif report.sarif \-\-lang ja
cpsaudit scan . \-\-changed\-since origin/main
cpsaudit scan . \-\-diff
cpsaudit checks show peer\-not\-verified/libcurl
.fi
.SH SEE ALSO
https://github.com/cpsaudit/cpsaudit
)";
  return page;
}

}  // namespace cpsaudit
