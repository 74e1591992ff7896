#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/pattern.h"
#include "engine/predicate.h"
#include "facts/file_facts.h"

// What checks look for in configuration and in command lines.

namespace cpsaudit {

/// The value that software assumes when a key is absent, and who says so.
struct AbsentValue {
  std::string value;
  /// Versions it holds for, e.g. "<2.0"; empty for all known.
  std::string versions;
  std::string source;
};

/// Another setting that decides whether a detector applies, looked up in the same scope (or the root with '/').
struct SettingCondition {
  /// Any of them.
  std::vector<std::string> keys;
  Predicate value;
  /// True when the key's absence satisfies the condition as well.
  bool or_absent = false;
};

/// `setting`: the effective value of a key in files of some software, or in any file of some syntaxes.
struct SettingDetector {
  std::vector<std::string> software;
  std::vector<Syntax> syntaxes;
  /// Paths of the sections that the key is looked up in, each for itself; empty for the root.
  std::vector<std::string> scopes;
  /// Paths below the scope, each for itself; or `key_matches`, over the name of a key at any depth below it.
  std::vector<std::string> keys;
  Pattern key_matches;
  Predicate bad;
  Predicate good;
  std::optional<AbsentValue> absent;
  std::vector<SettingCondition> when;
  std::vector<SettingCondition> unless;
  /// Types that the format gives a value (Node::tag) and that take it out: "encrypted".
  std::vector<std::string> unless_tags;
  /// Settings beside it, any of which makes it good whatever its value: a listener that has a certificate.
  std::vector<SettingCondition> good_when;
};

/// A condition on a command line.
struct CommandPattern {
  /// Base names of the program; wrappers (sudo, env, exec, nohup, busybox) are looked through.
  std::vector<std::string> program;
  /// The program as written, with its folder.
  Predicate program_path = {};
  /// Any of these flags; `-k` is found in `-sk` too.
  std::vector<std::string> has;
  /// None of these.
  std::vector<std::string> lacks;
  /// These words stand one after the other.
  std::vector<std::string> words;
  /// Some argument that is no flag.
  Predicate argument;
  /// Only this one of them, counted from 1; -1 is the last.
  std::optional<int> argument_at = {};
  /// The value of one of these flags (`-p value`, `--pass=value`, `-pvalue`).
  std::vector<std::string> value_of;
  /// The value that one of these variables is set to, before a command, alone or by export; then `program` may be
  /// empty. `*` stands for any characters.
  std::vector<std::string> environment;
  /// The same, over the whole name.
  Pattern environment_matches;
  Predicate value;
  /// None of the arguments that are no flags.
  Predicate unless_argument;
  /// A file that its output goes to, by `>` or `>>`.
  Predicate writes;
  /// What no such file may be.
  Predicate unless_writes = {};
};

/// `command`: a command line, wherever one stands.
struct CommandDetector {
  CommandPattern command;
  /// The command that reads its output.
  std::optional<CommandPattern> piped_into;
  /// The command that writes its input.
  std::optional<CommandPattern> piped_from;
  /// The text of a here-document or here-string.
  Predicate input;
  /// The file that it saves what it fetches to, also under the names that the file has later on.
  Predicate saves;
  /// Restricts to contexts of Command::context; empty for all.
  std::vector<std::string> contexts;
  CommandPattern good;
};

}  // namespace cpsaudit
