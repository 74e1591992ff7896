#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "source/compile_flags.h"
#include "source/fact_collector.h"
#include "source/interest.h"
#include "source/name_roles.h"
#include "source/tree_files.h"

namespace cpsaudit {

struct ParseRequest {
  /// Relative to the root.
  std::string_view path;
  /// What the parser sees: the text of `text`, or one of the same length with other conditions.
  std::string_view code;
  bool cplusplus = false;
  const Text& text;
  const RawFile& raw;
  const NameRoles& roles;
  const CompileFlags& flags;
  const Interest& interest;
  TreeFiles& files;
};

struct ParseOutcome {
  CollectedFacts collected;
  /// As written, in the order of the file, each once.
  std::vector<std::string> missing_includes;
  /// Parts of the main file that the preprocessor left out.
  std::vector<TextRange> inactive;
  /// Of these the ones of which the tree itself decides: the names that the condition asks for are defined there.
  std::vector<TextRange> switched_off = {};
  /// Macros of the request's flags that a file of the tree defines too, under the conditions that were taken.
  std::set<std::string> defined_in_tree = {};
  /// The parser broke down: nothing else here counts.
  bool crashed = false;
};

/// Parses with Clang and collects the facts. Never throws.
ParseOutcome parse_unit(const ParseRequest& request);

}  // namespace cpsaudit
