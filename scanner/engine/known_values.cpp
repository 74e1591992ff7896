#include "engine/known_values.h"

#include <algorithm>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

bool KnownValues::is_namespace(std::string_view url) const {
  return std::any_of(namespaces.begin(), namespaces.end(),
                     [&](const std::string& prefix) { return url.starts_with(prefix); });
}

std::map<std::string, std::string, std::less<>> read_published_keys(std::string_view text) {
  std::map<std::string, std::string, std::less<>> keys;
  for (const std::string_view line : lines_of(text)) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string_view> columns = split(line, "\t");
    if (columns.size() == 3) keys.emplace(columns[0], std::string(columns[1]) + "/" + std::string(columns[2]));
  }
  return keys;
}

std::vector<std::string> read_word_list(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view line : lines_of(text)) {
    if (!line.empty() && line.front() != '#') words.emplace_back(line);
  }
  return words;
}

}  // namespace cpsaudit
