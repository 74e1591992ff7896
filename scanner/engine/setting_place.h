#pragma once

#include <cstddef>
#include <optional>

#include "core/span.h"
#include "engine/pattern.h"
#include "engine/setting_tree.h"

namespace cpsaudit {

/// What a reader is shown of an item: its value; its key where nothing stands behind that.
Span place_of_value(const SettingTree& tree, const SettingItem& item);

/// `part` of the value, where the value stands in the file as the software reads it; else all of it.
Span place_of_part(const SettingTree& tree, const SettingItem& item, const std::optional<Pattern::Piece>& part);

/// The same of a setting whose value stands at `whole`.
Span place_of_part(const Node& node, const Span& whole, const Pattern::Piece& part);

/// Where a key is missed: the name of the section; for a whole file its first token.
Span place_of_absence(const SettingTree& tree, std::size_t section);

}  // namespace cpsaudit
