#include "engine/dictionary.h"

#include <algorithm>
#include <unordered_set>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

Dictionary Dictionary::read(std::string_view text) {
  Dictionary dictionary;
  std::unordered_set<std::string> seen;
  for (const std::string_view line : lines_of(text)) {
    if (line.empty() || line == "#" || line.starts_with("# ")) continue;
    if (!seen.emplace(line).second) continue;
    dictionary.words_.emplace_back(line);
    dictionary.folded_.push_back(lower(line));
  }
  std::sort(dictionary.folded_.begin(), dictionary.folded_.end());
  return dictionary;
}

bool Dictionary::contains(std::string_view word) const {
  return std::binary_search(folded_.begin(), folded_.end(), lower(word));
}

}  // namespace cpsaudit
