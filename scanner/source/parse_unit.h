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
#include "source/token_view.h"
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
  /// The view of `raw.tokens`.
  const TokenView& tokens;
  /// Functions of the file that hand on what matters, as far as an earlier parse has found them.
  std::set<std::string> wrappers = {};
  /// Offsets, sorted: bodies of functions without one of them are not parsed again. All are when there is none.
  std::vector<std::uint32_t> wanted = {};
};

struct ParseOutcome {
  CollectedFacts collected;
  /// As written, in the order of the file, each once.
  std::vector<std::string> missing_includes;
  /// Parts of the main file that the preprocessor left out.
  std::vector<TextRange> inactive;
  /// The parser broke down: nothing else here counts.
  bool crashed = false;
};

/// Parses with Clang and collects the facts. Never throws.
ParseOutcome parse_unit(const ParseRequest& request);

}  // namespace cpsaudit
