#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "worker/configuration.h"
#include "worker/pool.h"

namespace cpsaudit {

class FactsCache;

/// Number of files that are done, of all, and the one that was finished last.
using ReadingProgress = std::function<void(std::size_t done, std::size_t total, const std::string& path)>;

struct SourceReading {
  WorkerConfiguration configuration;
  unsigned jobs = 1;
  /// Relative to the root of the configuration.
  const std::vector<std::string>& paths;
  /// Opened for these paths, or null: then workers read everything.
  FactsCache* cache = nullptr;
};

/// Reads files in workers, then those again that call functions of the product which hand on what checks look at, until
/// there is nothing new. What the cache knows is not read. One result a path, in their order. What cannot be read again
/// stays as it was.
Result<std::vector<FileFacts>> read_files(const Catalog& catalog, std::span<const std::size_t> checks,
                                          SourceReading reading, const ReadingProgress& progress);

}  // namespace cpsaudit
