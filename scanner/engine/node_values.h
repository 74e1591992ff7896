#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/language.h"
#include "engine/pattern.h"

namespace YAML {
class Node;
}

namespace cpsaudit {

/// Values behind a key of a map that fits its shape. A key that is not there gives an empty value.
std::string text_at(const YAML::Node& map, const char* key);
std::vector<std::string> texts_at(const YAML::Node& map, const char* key);
LocalizedText localized_at(const YAML::Node& map, const char* key);
std::optional<double> number_at(const YAML::Node& map, const char* key);
std::optional<int> integer_at(const YAML::Node& map, const char* key);
/// False when the key is not there.
bool flag_at(const YAML::Node& map, const char* key);
/// The items behind a key that holds one item or a list of them.
std::vector<YAML::Node> items_at(const YAML::Node& map, const char* key);

/// An expression that the schema has held to be one; not present when the key is not there.
Pattern pattern_at(const YAML::Node& map, const char* key);

}  // namespace cpsaudit
