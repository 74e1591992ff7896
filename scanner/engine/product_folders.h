#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "engine/catalog.h"

namespace cpsaudit {

/// The folders of a tree in which a product of its own is built (data/product-markers.txt).
class ProductFolders {
 public:
  ProductFolders(const Catalog& catalog, std::span<const FileFacts> files);

  /// False when the two files belong to different products. What lies above both, or inside of one, is shared.
  bool may_be_one(std::string_view a, std::string_view b) const;

 private:
  /// The innermost such folder, with a slash at its end; empty for the whole tree.
  std::string_view folder_of(std::string_view path) const;

  std::set<std::string, std::less<>> folders_;
};

}  // namespace cpsaudit
