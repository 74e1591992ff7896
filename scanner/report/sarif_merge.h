#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace cpsaudit {

/// A log to be put together with others.
struct NamedLog {
  /// For errors.
  std::string file;
  /// Its paths go below this folder; empty: they stay as they are.
  std::string name;
  std::string text;
};

/// One log out of several of ours, of one version of cpsaudit, one profile and one language: artifacts and results of
/// all, each result once, the worst verdict of each requirement. A path that stands for different files in two logs is
/// an error that says how to name them apart. The order of the logs does not matter.
Result<std::string> merged_sarif(const std::vector<NamedLog>& logs, const std::string& subject);

}  // namespace cpsaudit
