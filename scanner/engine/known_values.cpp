#include "engine/known_values.h"

#include <algorithm>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

bool KnownValues::is_namespace(std::string_view url) const {
  return std::any_of(namespaces.begin(), namespaces.end(),
                     [&](const std::string& prefix) { return url.starts_with(prefix); });
}

std::vector<std::string> read_word_list(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view line : lines_of(text)) {
    if (!line.empty() && line.front() != '#') words.emplace_back(line);
  }
  return words;
}

}  // namespace cpsaudit
