#include "cli/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace cpsaudit {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> costs(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) costs[i][0] = i;
  std::iota(costs[0].begin(), costs[0].end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = costs[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      costs[i][j] = std::min({costs[i - 1][j] + 1, costs[i][j - 1] + 1, changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        costs[i][j] = std::min(costs[i][j], costs[i - 2][j - 2] + 1);
      }
    }
  }
  return costs[a.size()][b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongestWord = 64;
  if (word.empty() || word.size() > kLongestWord) return {};
  // One slip in a short word, two or three in a long one.
  std::size_t best = std::min<std::size_t>(3, word.size() / 3 + 1) + 1;
  std::string meant;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    // Who types the beginning of a long word means it.
    const bool begins = word.size() >= 4 && candidate.starts_with(word);
    const std::size_t distance = begins ? 1 : edit_distance(word, candidate);
    if (distance >= best || distance >= std::max(word.size(), candidate.size())) continue;
    best = distance;
    meant = candidate;
  }
  return meant;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string meant = nearest(word, candidates);
  return meant.empty() ? std::string() : fmt::format(" (did you mean '{}'?)", meant);
}

std::vector<std::string> names_of_checks(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const Check& check : catalog.checks) {
    const Weakness& weakness = catalog.weakness_of(check);
    names.insert(names.end(), {weakness.family, weakness.id, check.id, weakness.id + "/" + check.technology});
  }
  return names;
}

}  // namespace cpsaudit
