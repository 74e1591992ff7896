#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/result.h"
#include "facts/file_facts.h"
#include "worker/configuration.h"

namespace cpsaudit {

/// Reads files in child processes of this same program. A child that dies, hangs or grows too large costs one file,
/// which comes back with a problem; the rest of its batch is done by a successor.
class WorkerPool {
 public:
  /// `processes` >= 1. `program` is what is run as a worker: one that calls maybe_run_worker() first.
  WorkerPool(WorkerConfiguration configuration, unsigned processes, std::string program = "/proc/self/exe");

  /// One result a path, in the order of `paths`, whatever the number of processes. `progress` is called from this
  /// thread with the number of files done and the path that was finished last. Fails only when no child can be started.
  Result<std::vector<FileFacts>> read(
      const std::vector<std::string>& paths,
      const std::function<void(std::size_t done, const std::string& path)>& progress) const;

 private:
  WorkerConfiguration configuration_;
  unsigned processes_;
  std::string program_;
};

}  // namespace cpsaudit
