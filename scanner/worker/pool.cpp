#include "worker/pool.h"

#include <utility>

#include "worker/coordinator.h"

namespace cpsaudit {

WorkerPool::WorkerPool(WorkerConfiguration configuration, unsigned processes, std::string program)
    : configuration_(std::move(configuration)), processes_(processes), program_(std::move(program)) {}

Result<std::vector<FileFacts>> WorkerPool::read(
    const std::vector<std::string>& paths,
    const std::function<void(std::size_t done, const std::string& path)>& progress) const {
  if (paths.empty()) return std::vector<FileFacts>();
  return WorkCoordinator(configuration_, program_, paths, progress).run(processes_);
}

}  // namespace cpsaudit
