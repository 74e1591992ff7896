#pragma once

#include <string_view>
#include <vector>

namespace cpsaudit {

/// The names of a key path, or of a pattern over one, cut at '/'. An item of a sequence has an empty name.
using KeyPath = std::vector<std::string_view>;

KeyPath split_key_path(std::string_view path);

/// In a pattern `*` is any one name, `NAME*` any that begins so, `*NAME` any that ends so, `[]` an item and `**` any
/// depth.
bool matches_key_path(const KeyPath& pattern, const KeyPath& path);
/// The same of one name.
bool matches_key(std::string_view pattern, std::string_view key);

}  // namespace cpsaudit
