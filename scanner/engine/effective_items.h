#pragma once

#include <cstddef>
#include <vector>

#include "engine/setting_tree.h"

namespace cpsaudit {

/// Of items with equal keys those that the software obeys. `found` in the order in which the software reads them.
std::vector<std::size_t> effective_items(const SettingTree& tree, const std::vector<std::size_t>& found);

/// The items of a whole tree that an empty value takes back or that an earlier line of a first-match file covers: what
/// they say never happens.
std::vector<std::size_t> dead_items(const SettingTree& tree);

}  // namespace cpsaudit
