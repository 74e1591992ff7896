#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/pattern.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// A directive that pulls in other files.
struct IncludeDirective {
  /// Empty where `tag` stands.
  std::string key;
  enum class Kind { kFile, kGlob, kDirectory };
  Kind kind = Kind::kFile;
  /// For directories: which of their files, e.g. "*.conf".
  std::string pattern;
  /// Wildcards over the names of files that set nothing a check asks for: "mime.types".
  std::vector<std::string> harmless = {};
  /// Instead of a key: the tag of a value that is the name of the file, or a table with the name under `file`. What the
  /// file holds stands below the key of that value: `wifi: !include wifi.yaml`.
  std::string tag = {};
  /// Keys of the root below which whole files stand: what they hold is taken as if it stood at the root, and sections
  /// of one name are one.
  std::vector<std::string> whole_below = {};
};

/// A section that the software has without a file saying so, or whose type scripts leave out.
struct KnownSection {
  /// Wildcard over its name as commands address it: "default_radio*", "@zone[1]".
  std::string name;
  std::string type;
  /// What it is delivered with.
  std::map<std::string, std::string> options;
};

/// Columns of a line that tell what a file of the image may do: "3", counted from 1, or the name in `name=value`.
/// Empty: the line does not tell.
struct ModeColumns {
  std::string path;
  std::string mode;
  std::string owner;
  /// First words of the lines that count; empty: all.
  std::vector<std::string> lines;
};

/// Settings of a build that give macros of C: `-DNAME=VALUE`, `CONFIG_NAME="value"`.
struct MacroRule {
  /// Over the path of a setting with the section around, "config PORT/default": its group is the name of the macro.
  Pattern key;
  /// Put before the name.
  std::string prefix;
  /// Over the path: in the values of such settings words `NAME=VALUE` are macros.
  Pattern words;
  /// So are words `-DNAME=VALUE` of any value.
  bool flags = false;
  /// What is given elsewhere counts more.
  bool is_default = false;
};

/// Sections that are no product's: `class TestingConfig`, of which a program chooses one when it starts.
struct LesserSection {
  /// Over the name of the section and its argument, "class TestingConfig(Config)".
  Pattern name;
  enum class Purpose { kTest, kDevelopment };
  Purpose purpose = Purpose::kTest;
};

/// What the settings of one piece of software mean: checks/dialects/<software>.yaml (docs/writing-checks.md).
struct Dialect {
  Recognition recognition;
  std::string title;
  bool keys_fold_case = false;
  /// Which of several equal keys in one section the software obeys.
  enum class Wins { kFirst, kLast, kEach };
  Wins wins = Wins::kLast;
  std::vector<std::string> repeatable;
  /// Sections that fall back to the root for a key that they do not set.
  std::vector<std::string> inheriting_sections;
  std::vector<std::string> true_words;
  std::vector<std::string> false_words;
  std::vector<IncludeDirective> includes;
  /// Globs over paths in the tree, read in name order as if included by the main file.
  /// `{name}` stands for the name of the main file.
  std::vector<std::string> drop_ins;
  /// An empty value takes back what the key was given before: `ExecStart=`.
  bool empty_resets = false;
  /// Folders in a root file system: a file in one of them takes the place of those of its name in all that follow.
  std::vector<std::string> precedence;
  /// Wildcards over the names of files in one folder that are one configuration, each over those before it.
  std::vector<std::string> overlays;
  /// Columns of a line: the first line that fits decides, so a line that an earlier one covers never does.
  std::vector<std::string> first_match;
  /// Names of lists whose items `NAME=value` are settings as well: `environment`.
  std::vector<std::string> named_items;
  /// Names of keys that, in one section, say a setting's name and its value: `<property name="a" value="b"/>` is the
  /// setting `a` as well. The first of each that is there counts.
  std::vector<std::string> entry_names;
  std::vector<std::string> entry_values;
  /// Tag of those settings: checks that know the sections by themselves leave them out by it.
  std::string entry_tag;
  /// `${…}` in a value stands for what is given elsewhere; not so in the language of a program.
  bool has_references = true;
  /// Path of the section that holds what `${NAME}` stands for; empty: nothing does.
  std::string substitutions;
  std::vector<KnownSection> known_sections;
  /// Its lines give files of the image their modes: a device table.
  std::optional<ModeColumns> modes;
  /// Its settings give macros of C and C++.
  std::optional<MacroRule> macros;
  std::vector<LesserSection> lesser_sections;
  std::string assumed_version;
  std::string source;

  const std::string& software() const { return recognition.software; }
};

}  // namespace cpsaudit
