#include "engine/node_values.h"

#include <yaml-cpp/yaml.h>

namespace cpsaudit {

std::string text_at(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  return value.IsDefined() && value.IsScalar() ? value.Scalar() : std::string();
}

std::vector<std::string> texts_at(const YAML::Node& map, const char* key) {
  std::vector<std::string> texts;
  for (const YAML::Node& item : items_at(map, key)) texts.push_back(item.Scalar());
  return texts;
}

LocalizedText localized_at(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  if (!value.IsDefined()) return {};
  return {text_at(value, "en"), text_at(value, "ja")};
}

std::optional<double> number_at(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  double number = 0;
  if (!value.IsDefined() || !YAML::convert<double>::decode(value, number)) return std::nullopt;
  return number;
}

std::optional<int> integer_at(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  int number = 0;
  if (!value.IsDefined() || !YAML::convert<int>::decode(value, number)) return std::nullopt;
  return number;
}

bool flag_at(const YAML::Node& map, const char* key) {
  return text_at(map, key) == "true";
}

std::vector<YAML::Node> items_at(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  if (!value.IsDefined() || value.IsNull()) return {};
  if (!value.IsSequence()) return {value};
  return {value.begin(), value.end()};
}

Pattern pattern_at(const YAML::Node& map, const char* key) {
  return map[key] ? Pattern::compile_later(map[key].Scalar()) : Pattern();
}

}  // namespace cpsaudit
