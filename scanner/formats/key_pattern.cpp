#include "formats/key_pattern.h"

#include <cstddef>

namespace cpsaudit {

KeyPath split_key_path(std::string_view path) {
  KeyPath parts;
  while (true) {
    const std::size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

bool matches_key(std::string_view pattern, std::string_view key) {
  if (pattern.size() > 1 && pattern.back() == '*') return key.starts_with(pattern.substr(0, pattern.size() - 1));
  if (pattern.size() > 1 && pattern.front() == '*') return key.ends_with(pattern.substr(1));
  return pattern == "*" || pattern == key || (pattern == "[]" && key.empty());
}

/// With one `**` remembered at a time, as globs are matched: linear for real patterns, never exponential.
bool matches_key_path(const KeyPath& pattern, const KeyPath& path) {
  std::size_t p = 0;
  std::size_t k = 0;
  std::size_t star = pattern.size();
  std::size_t star_key = 0;
  while (k < path.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      star = p++;
      star_key = k;
    } else if (p < pattern.size() && matches_key(pattern[p], path[k])) {
      ++p;
      ++k;
    } else if (star < pattern.size()) {
      p = star + 1;
      k = ++star_key;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == "**") ++p;
  return p == pattern.size();
}

}  // namespace cpsaudit
