#pragma once

#include <map>
#include <string>
#include <vector>

#include "facts/recognition.h"

namespace cpsaudit {

/// A directive that pulls in other files.
struct IncludeDirective {
  std::string key;
  enum class Kind { kFile, kGlob, kDirectory };
  Kind kind = Kind::kFile;
  /// For directories: which of their files, e.g. "*.conf".
  std::string pattern;
};

/// A section that the software has without a file saying so, or whose type scripts leave out.
struct KnownSection {
  /// Wildcard over its name as commands address it: "default_radio*", "@zone[1]".
  std::string name;
  std::string type;
  /// What it is delivered with.
  std::map<std::string, std::string> options;
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
  std::vector<std::string> drop_ins;
  std::vector<KnownSection> known_sections;
  std::string assumed_version;
  std::string source;

  const std::string& software() const { return recognition.software; }
};

}  // namespace cpsaudit
