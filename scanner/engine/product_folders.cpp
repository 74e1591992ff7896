#include "engine/product_folders.h"

#include <algorithm>

#include "engine/setting_path.h"

namespace cpsaudit {

ProductFolders::ProductFolders(const Catalog& catalog, std::span<const FileFacts> files) {
  for (const FileFacts& file : files) {
    const std::string_view path = file.path;
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) continue;
    const std::string_view name = path.substr(slash + 1);
    const bool marks = std::any_of(catalog.product_markers.begin(), catalog.product_markers.end(),
                                   [&](const std::string& marker) { return matches_wildcard(marker, name); });
    if (marks) folders_.emplace(path.substr(0, slash + 1));
  }
}

std::string_view ProductFolders::folder_of(std::string_view path) const {
  for (std::size_t end = path.rfind('/'); end != std::string_view::npos && end > 0; end = path.rfind('/', end - 1)) {
    const std::string_view folder = path.substr(0, end + 1);
    if (folders_.contains(folder)) return folder;
  }
  return {};
}

bool ProductFolders::may_be_one(std::string_view a, std::string_view b) const {
  const std::string_view one = folder_of(a);
  const std::string_view other = folder_of(b);
  return one.starts_with(other) || other.starts_with(one);
}

}  // namespace cpsaudit
