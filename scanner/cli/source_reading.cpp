#include "cli/source_reading.h"

#include <numeric>
#include <optional>
#include <utility>

#include "cli/facts_cache.h"
#include "engine/second_look.h"

namespace cpsaudit {
namespace {

/// Facts of the files at these indices, by the workers or from the cache.
Result<std::vector<FileFacts>> read_or_recall(const SourceReading& reading, const std::vector<std::size_t>& files,
                                              const ReadingProgress& progress) {
  FactsCache* cache = reading.cache;
  if (cache != nullptr) cache->expect(reading.configuration);
  std::vector<FileFacts> output(files.size());
  std::vector<std::size_t> unknown;
  std::vector<std::string> unread;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (auto facts = cache != nullptr ? cache->find(files[i]) : std::nullopt) {
      output[i] = std::move(*facts);
    } else {
      unknown.push_back(i);
      unread.push_back(reading.paths[files[i]]);
    }
  }
  if (unread.empty()) return output;
  const std::size_t recalled = files.size() - unread.size();
  auto read =
      WorkerPool(reading.configuration, reading.jobs).read(unread, [&](std::size_t done, const std::string& path) {
        if (progress) progress(recalled + done, files.size(), path);
      });
  if (!read) return tl::unexpected(read.error());
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    if (cache != nullptr) cache->put(files[unknown[i]], (*read)[i]);
    output[unknown[i]] = std::move((*read)[i]);
  }
  return output;
}

std::vector<std::size_t> numbers_below(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

/// The cache knows each look by what was looked for, so that an unchanged tree is not read at all.
void look_again(const Catalog& catalog, std::span<const std::size_t> checks, SourceReading& reading,
                const ReadingProgress& progress, std::vector<FileFacts>& files) {
  std::vector<std::size_t> all(checks.begin(), checks.end());
  if (all.empty()) all = numbers_below(catalog.checks.size());
  for (int look = 0; look < kMostLooks; ++look) {
    auto next = second_look(catalog, all, files, reading.configuration.source.interests);
    if (!next) return;
    reading.configuration.source.interests = std::move(next->interests);
    auto seen = read_or_recall(reading, next->files, progress);
    if (!seen) return;
    for (std::size_t i = 0; i < next->files.size(); ++i) {
      // What went wrong this time went well before: less is known then, but not nothing.
      FileFacts& facts = (*seen)[i];
      FileFacts& known = files[next->files[i]];
      if (facts.source && facts.sha256 == known.sha256) known = std::move(facts);
    }
  }
}

}  // namespace

Result<std::vector<FileFacts>> read_files(const Catalog& catalog, std::span<const std::size_t> checks,
                                          SourceReading reading, const ReadingProgress& progress) {
  auto files = read_or_recall(reading, numbers_below(reading.paths.size()), progress);
  if (files) look_again(catalog, checks, reading, progress, *files);
  return files;
}

}  // namespace cpsaudit
