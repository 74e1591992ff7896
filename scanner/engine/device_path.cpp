#include "engine/device_path.h"

#include <algorithm>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

bool names_file(std::string_view value, std::string_view path, std::span<const LinkFacts> links) {
  value = trimmed(value);
  while (value.starts_with('/') || value.starts_with("./")) value.remove_prefix(value.starts_with('/') ? 1 : 2);
  if (value.empty()) return false;
  const auto is_end_of = [&](std::string_view whole) {
    return whole.ends_with(value) && (whole.size() == value.size() || whole[whole.size() - value.size() - 1] == '/');
  };
  if (is_end_of(path)) return true;
  return std::any_of(links.begin(), links.end(),
                     [&](const LinkFacts& link) { return link.resolved == path && is_end_of(link.path); });
}

}  // namespace cpsaudit
