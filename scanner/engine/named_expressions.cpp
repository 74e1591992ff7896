#include "engine/named_expressions.h"

#include <yaml-cpp/yaml.h>

#include <string_view>

namespace cpsaudit {
namespace {

constexpr std::string_view kOpen = "(?&";

std::string expanded(std::string_view text, const NamedExpressions& known) {
  std::string out;
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen)) {
    const std::size_t end = text.find(')', at);
    const std::string_view name = text.substr(at + kOpen.size(), end - at - kOpen.size());
    const auto found = end == std::string_view::npos ? known.end() : known.find(name);
    if (found == known.end()) {
      // `\(?&?`: a bracket or none.
      out += text.substr(0, at + kOpen.size());
      text.remove_prefix(at + kOpen.size());
      continue;
    }
    out.append(text.substr(0, at)).append("(?:").append(found->second).append(")");
    text.remove_prefix(end + 1);
  }
  return out.append(text);
}

void expand_below(YAML::Node node, const NamedExpressions& known) {
  if (node.IsScalar()) {
    if (node.Scalar().find(kOpen) != std::string::npos) node = expanded(node.Scalar(), known);
    return;
  }
  if (!node.IsMap() && !node.IsSequence()) return;
  for (auto item : node) expand_below(node.IsMap() ? item.second : YAML::Node(item), known);
}

}  // namespace

NamedExpressions read_expressions(const YAML::Node& map, const NamedExpressions& known) {
  NamedExpressions all = known;
  if (!map.IsDefined() || !map.IsMap()) return all;
  for (const auto& entry : map) {
    if (!entry.first.IsScalar() || !entry.second.IsScalar()) continue;
    all.insert_or_assign(entry.first.Scalar(), expanded(entry.second.Scalar(), all));
  }
  return all;
}

void expand_expressions(const YAML::Node& node, const NamedExpressions& shared) {
  if (!node.IsMap()) return;
  const YAML::Node detectors = node["detect"];
  if (detectors.IsDefined()) expand_below(detectors, read_expressions(node["expressions"], shared));
}

}  // namespace cpsaudit
