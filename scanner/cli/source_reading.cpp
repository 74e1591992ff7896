#include "cli/source_reading.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/second_look.h"

namespace cpsaudit {

void look_again(const Catalog& catalog, std::span<const std::size_t> checks, WorkerConfiguration configuration,
                unsigned jobs, const std::vector<std::string>& paths, std::vector<FileFacts>& files) {
  std::vector<std::size_t> all(checks.begin(), checks.end());
  if (all.empty()) {
    all.resize(catalog.checks.size());
    std::iota(all.begin(), all.end(), 0U);
  }
  for (int look = 0; look < kMostLooks; ++look) {
    auto next = second_look(catalog, all, files, configuration.source.interests);
    if (!next) return;
    configuration.source.interests = std::move(next->interests);
    std::vector<std::string> again;
    for (const std::size_t index : next->files) again.push_back(paths[index]);
    auto seen = WorkerPool(configuration, jobs).read(again, {});
    if (!seen) return;
    for (std::size_t i = 0; i < again.size(); ++i) {
      // What went wrong this time went well before: less is known then, but not nothing.
      FileFacts& facts = (*seen)[i];
      FileFacts& known = files[next->files[i]];
      if (facts.source && facts.sha256 == known.sha256) known = std::move(facts);
    }
  }
}

Result<std::vector<FileFacts>> read_files(
    const Catalog& catalog, std::span<const std::size_t> checks, WorkerConfiguration configuration, unsigned jobs,
    const std::vector<std::string>& paths,
    const std::function<void(std::size_t done, const std::string& path)>& progress) {
  auto files = WorkerPool(configuration, jobs).read(paths, progress);
  if (files) look_again(catalog, checks, std::move(configuration), jobs, paths, *files);
  return files;
}

}  // namespace cpsaudit
