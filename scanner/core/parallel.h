#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace cpsaudit {

/// Calls `work(i)` for each i below `count`, by as many threads as there are processors, in no order that is known.
/// Returns when all is done. `work` must not throw, and what it changes must be its own.
template <typename Work>
void for_each_index(std::size_t count, const Work& work) {
  constexpr unsigned kMostThreads = 8;
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::min(kMostThreads, std::thread::hardware_concurrency()); ++i) others.emplace_back(run);
  run();
}

}  // namespace cpsaudit
