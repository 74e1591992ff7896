#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/result.h"
#include "facts/file_facts.h"
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

/// Reads files in child processes of this same program. A child that dies, hangs or grows too large costs one file,
/// which comes back with a problem; the rest of its batch is done by a successor.
class WorkerPool {
 public:
  /// `processes` >= 1.
  WorkerPool(WorkerConfiguration configuration, unsigned processes);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// One result a path, in the order of `paths`, whatever the number of processes. `progress` is called from this
  /// thread with the number of files done and the path that was finished last. Fails only when no child can be started.
  Result<std::vector<FileFacts>> read(const std::vector<std::string>& paths,
                                      const std::function<void(std::size_t done, const std::string& path)>& progress);

 private:
  WorkerConfiguration configuration_;
  unsigned processes_;
};

/// The hidden argument that makes the program a worker.
inline constexpr const char* kWorkerArgument = "--cpsaudit-worker";

/// The child's side: reads jobs from `in`, writes facts to `out`, until `in` ends. Returns the exit code.
int run_worker(int in, int out);

}  // namespace cpsaudit
