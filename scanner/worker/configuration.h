#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "facts/recognition.h"
#include "source/analyzer.h"

namespace cpsaudit {

/// What every worker is told once.
struct WorkerConfiguration {
  /// Absolute path of the scanned root. A worker opens nothing outside of it.
  std::string root;
  std::vector<Recognition> recognitions;
  /// `read_file` is not sent; the worker has its own.
  SourceOptions source;
  std::uint64_t max_file_size = 8ULL << 20U;
  /// Wall time for one file, and CPU time likewise.
  std::chrono::seconds time_per_file{30};
  /// Address space of one worker.
  std::uint64_t memory = 1536ULL << 20U;
};

}  // namespace cpsaudit
