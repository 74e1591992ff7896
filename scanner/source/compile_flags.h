#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/analyzer.h"

namespace cpsaudit {

/// What of a compile command means something to us.
struct CompileFlags {
  struct Macro {
    /// "NAME" or "NAME=VALUE"; for an undefinition "NAME".
    std::string text;
    bool undefine = false;
  };
  std::vector<Macro> macros;
  /// Relative to the root.
  std::vector<std::string> include_directories;
  std::vector<std::string> quote_directories;
  /// Files that are included before everything else, relative to the root.
  std::vector<std::string> includes;
  /// As behind -std=; empty when none was given.
  std::string standard;
  /// Flags that mean nothing here, as written.
  std::vector<std::string> dropped;
};

/// `command` may be null: then only what holds for every file counts.
CompileFlags compile_flags(const SourceOptions& options, const CompileCommand* command);

}  // namespace cpsaudit
