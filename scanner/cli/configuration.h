#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/scan.h"
#include "core/result.h"
#include "engine/catalog.h"

namespace cpsaudit {

/// What cpsaudit.toml says (docs/configuration.md). The command line overrides it, value by value.
struct Configuration {
  /// The file itself, or empty when there is none.
  std::string file;
  std::vector<std::string> excludes;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> defines;
  std::vector<std::string> include_directories;
  std::optional<std::string> fail_on;
  std::optional<std::string> language;
  std::optional<int> grade;
  std::optional<unsigned> jobs;
  std::optional<std::uint64_t> max_file_size;
  std::optional<unsigned> timeout_seconds;
  std::vector<PathSuppression> suppressions;
};

/// Reads a configuration file. Unknown keys, wrong types and suppressions without a reason are errors that name the
/// line and what was expected.
Result<Configuration> read_configuration(const Catalog& catalog, const std::string& file);

/// The nearest cpsaudit.toml in the folder of `path` or above it; empty when there is none.
std::string nearest_configuration(const std::string& path);

}  // namespace cpsaudit
