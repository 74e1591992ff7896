#include "engine/setting_path.h"

#include <algorithm>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

bool matches_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*') {
      ++p;
      ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool matches_path(std::string_view glob, std::string_view path) {
  const std::vector<std::string_view> pattern = split(glob, "/");
  const std::vector<std::string_view> names = split(path, "/");
  // The same walk as matches_wildcard, with names for characters and "**" for '*'.
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (n < names.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && matches_wildcard(pattern[p], names[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == "**") ++p;
  return p == pattern.size();
}

std::vector<PathPart> parse_setting_path(std::string_view path) {
  std::vector<PathPart> parts;
  for (const std::string_view name : split(path, "/")) {
    using Kind = PathPart::Kind;
    if (name == "**") {
      parts.push_back({Kind::kAnyDepth, {}});
    } else if (name == "[]") {
      parts.push_back({Kind::kItem, {}});
    } else if (name.size() > 2 && name.front() == '[' && name.back() == ']' &&
               std::all_of(name.begin() + 1, name.end() - 1, is_digit)) {
      parts.push_back({Kind::kNumberedItem, std::string(name.substr(1, name.size() - 2))});
    } else if (name == "@value") {
      parts.push_back({Kind::kSectionValue, {}});
    } else {
      const bool wild = name.find('*') != std::string_view::npos;
      parts.push_back({wild ? Kind::kWildcard : Kind::kName, std::string(name)});
    }
  }
  return parts;
}

}  // namespace cpsaudit
