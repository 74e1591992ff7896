#include "engine/cracked_hash.h"

#include <algorithm>

#include "engine/password_hash.h"

namespace cpsaudit {

namespace {

constexpr std::size_t kForOneHash = 400'000;
constexpr std::size_t kForAllHashes = 8'000'000;

}  // namespace

bool HashBreaker::breaks(std::string_view hash, const Dictionary& dictionary) {
  const auto known = known_.find(hash);
  if (known != known_.end()) return known->second;
  const bool broken = tries(hash, dictionary);
  known_.emplace(hash, broken);
  return broken;
}

bool HashBreaker::tries(std::string_view hash, const Dictionary& dictionary) {
  const auto form = form_of_password_hash(hash);
  if (!form) return false;
  const std::size_t cost = cost_of_guess(hash, *form);
  const std::size_t budget = std::min(kForOneHash, kForAllHashes - std::min(spent_, kForAllHashes)) / cost;
  std::size_t tried = 0;
  const auto is_it = [&](std::string_view word) {
    ++tried;
    return is_password_of(word, hash, *form);
  };
  const auto& common = dictionary.words();
  bool broken = budget > 0 && is_it("");
  for (std::size_t i = 0; !broken && tried < budget && i < std::max(common.size(), words_.size()); ++i) {
    if (i < common.size()) broken = is_it(common[i]);
    if (!broken && i < words_.size() && tried < budget) broken = is_it(words_[i]);
  }
  spent_ += tried * cost;
  return broken;
}

}  // namespace cpsaudit
