#include "cli/source_reading.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/second_look.h"

namespace cpsaudit {

Result<std::vector<FileFacts>> read_files(
    const Catalog& catalog, std::span<const std::size_t> checks, WorkerConfiguration configuration, unsigned jobs,
    const std::vector<std::string>& paths,
    const std::function<void(std::size_t done, const std::string& path)>& progress) {
  std::vector<std::size_t> all(checks.begin(), checks.end());
  if (all.empty()) {
    all.resize(catalog.checks.size());
    std::iota(all.begin(), all.end(), 0U);
  }
  auto files = WorkerPool(configuration, jobs).read(paths, progress);
  if (!files) return files;
  for (int look = 0; look < kMostLooks; ++look) {
    auto next = second_look(catalog, all, *files, configuration.source.interests);
    if (!next) break;
    configuration.source.interests = std::move(next->interests);
    std::vector<std::string> again;
    for (const std::size_t index : next->files) again.push_back(paths[index]);
    auto seen = WorkerPool(configuration, jobs).read(again, {});
    if (!seen) break;
    for (std::size_t i = 0; i < again.size(); ++i) {
      // What went wrong this time went well before: less is known then, but not nothing.
      FileFacts& facts = (*seen)[i];
      const bool changed = facts.sha256 != (*files)[next->files[i]].sha256;
      if (facts.source && !changed) (*files)[next->files[i]] = std::move(facts);
    }
  }
  return files;
}

}  // namespace cpsaudit
