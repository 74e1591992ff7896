#include "engine/predicate_reader.h"

#include <yaml-cpp/yaml.h>

#include <array>
#include <utility>

#include "engine/predicate_node.h"
#include "engine/shape.h"

namespace cpsaudit {

namespace {

using Node = Predicate::Node;
using NodePointer = std::shared_ptr<const Node>;

NodePointer read(const YAML::Node& node);
NodePointer read_map(const YAML::Node& node);

std::vector<YAML::Node> items_of(const YAML::Node& node) {
  if (!node.IsSequence()) return {node};
  return {node.begin(), node.end()};
}

std::vector<std::string> texts_of(const YAML::Node& node) {
  std::vector<std::string> texts;
  for (const YAML::Node& item : items_of(node)) texts.push_back(item.Scalar());
  return texts;
}

NodePointer equals(const YAML::Node& node) {
  Node equals;
  equals.condition = Node::Condition::kEquals;
  for (const YAML::Node& item : items_of(node)) {
    // yaml-cpp tags plain scalars "?" and quoted ones "!".
    const bool plain = item.Tag() != "!";
    const std::string text = item.IsNull() ? "NULL" : item.Scalar();
    equals.scalars.push_back({text, plain && (text == "true" || text == "false")});
  }
  return std::make_shared<const Node>(std::move(equals));
}

NodePointer is(const YAML::Node& node) {
  Node is;
  is.condition = Node::Condition::kIs;
  Node constants;
  constants.condition = Node::Condition::kEquals;
  for (const std::string& name : texts_of(node)) {
    if (const auto value_class = value_class_named(name)) {
      is.classes.push_back(*value_class);
    } else {
      constants.scalars.push_back({name, false});
    }
  }
  if (constants.scalars.empty()) return std::make_shared<const Node>(std::move(is));
  if (is.classes.empty()) return std::make_shared<const Node>(std::move(constants));
  Node either;
  either.condition = Node::Condition::kAnyOf;
  either.parts = {std::make_shared<const Node>(std::move(is)), std::make_shared<const Node>(std::move(constants))};
  return std::make_shared<const Node>(std::move(either));
}

NodePointer combined(Node::Condition condition, std::vector<NodePointer> parts) {
  if (condition == Node::Condition::kAllOf && parts.size() == 1) return parts.front();
  Node all;
  all.condition = condition;
  all.parts = std::move(parts);
  return std::make_shared<const Node>(std::move(all));
}

NodePointer condition(const std::string& name, const YAML::Node& value) {
  using Condition = Node::Condition;
  constexpr std::array<std::pair<std::string_view, Condition>, 4> kNameLists = {{
      {"has-token", Condition::kHasToken},
      {"lacks-token", Condition::kLacksToken},
      {"has-flag", Condition::kHasFlag},
      {"lacks-flag", Condition::kLacksFlag},
  }};
  if (name == "equals") return equals(value);
  if (name == "is") return is(value);
  Node node;
  for (const auto& [key, kind] : kNameLists) {
    if (name != key) continue;
    node.condition = kind;
    node.names = texts_of(value);
    return std::make_shared<const Node>(std::move(node));
  }
  if (name == "part") {
    node.condition = Condition::kPart;
    node.pattern = Pattern::compile_later(value["of"].Scalar());
    if (NodePointer inner = read_map(value)) node.parts = {std::move(inner)};
  } else if (name == "matches" || name == "text") {
    node.condition = name == "text" ? Condition::kText : Condition::kMatches;
    node.pattern = Pattern::compile_later(value.Scalar());
  } else if (name == "below" || name == "above") {
    node.condition = name == "below" ? Condition::kBelow : Condition::kAbove;
    node.number = number_with_unit(value.Scalar()).value_or(0);
  } else if (name == "shorter" || name == "longer") {
    node.condition = name == "shorter" ? Condition::kShorter : Condition::kLonger;
    node.number = number_with_unit(value.Scalar()).value_or(0);
  } else if (name == "holes") {
    node.condition = Condition::kHoles;
    node.wanted = value.Scalar() == "true";
  } else if (name == "empty" || name == "present" || name == "otherwise") {
    // What `otherwise` says of the bad values is added by the one who knows them.
    node.condition = name == "empty" ? Condition::kEmpty : Condition::kPresent;
    node.wanted = value.Scalar() == "true";
  } else if (name == "not" || name == "base64") {
    node.condition = name == "not" ? Condition::kNot : Condition::kBase64;
    node.parts = {read(value)};
  } else {
    std::vector<NodePointer> parts;
    for (const YAML::Node& item : items_of(value)) parts.push_back(read(item));
    return combined(name == "any-of" ? Condition::kAnyOf : Condition::kAllOf, std::move(parts));
  }
  return std::make_shared<const Node>(std::move(node));
}

NodePointer read_map(const YAML::Node& node) {
  std::vector<NodePointer> parts;
  for (const auto& entry : node) {
    const std::string& name = entry.first.Scalar();
    if (predicate_shape().field(name) != nullptr) parts.push_back(condition(name, entry.second));
  }
  return parts.empty() ? nullptr : combined(Node::Condition::kAllOf, std::move(parts));
}

NodePointer read(const YAML::Node& node) {
  return node.IsMap() ? read_map(node) : equals(node);
}

}  // namespace

Predicate read_predicate(const YAML::Node& node) {
  return node.IsDefined() ? Predicate(read(node)) : Predicate();
}

Predicate read_good(const YAML::Node& detector) {
  const YAML::Node good = detector["good"];
  const bool is_rest = good.IsDefined() && good.IsMap() && good["otherwise"] && detector["bad"];
  if (!is_rest) return read_predicate(good);
  Node rest;
  rest.condition = Node::Condition::kNot;
  rest.parts = {read(detector["bad"])};
  return Predicate(combined(Node::Condition::kAllOf, {std::make_shared<const Node>(std::move(rest)), read_map(good)}));
}

Predicate read_conditions(const YAML::Node& node) {
  return Predicate(read_map(node));
}

}  // namespace cpsaudit
