#include "engine/setting_substitution.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace cpsaudit {
namespace {

constexpr int kMostSteps = 4;

/// The name in a value that is a reference and nothing else; empty for all others.
std::string_view substituted_name(const Node& node) {
  std::string_view text = node.value;
  if (node.kind != NodeKind::kScalar || !text.starts_with('$')) return {};
  text.remove_prefix(1);
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  const bool is_name = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return is_name ? text : std::string_view();
}

}  // namespace

const SettingItem& SettingSubstitution::of(std::size_t index) const {
  const SettingItem* item = &tree_.item(index);
  if (const SettingItem* variable = template_value(index)) return *variable;
  const std::string& section = tree_.dialect().substitutions;
  for (int step = 0; step < kMostSteps && !section.empty(); ++step) {
    const std::string_view name = substituted_name(*item->node);
    if (name.empty()) break;
    const std::size_t root = SettingTree::kRoot;
    const SettingItem* next = nullptr;
    for (const std::size_t found : tree_.find({&root, 1}, parse_setting_path(section + "/" + std::string(name)))) {
      const SettingItem& candidate = tree_.item(found);
      if (next == nullptr || next->file != &tree_.main()) next = &candidate;
    }
    if (next == nullptr || next->node->kind != NodeKind::kScalar) break;
    item = next;
  }
  return *item;
}

const SettingItem* SettingSubstitution::template_value(std::size_t index) const {
  const SettingItem& item = tree_.item(index);
  if (item.node->kind != NodeKind::kScalar || item.node->value.find("{{") == std::string::npos) return nullptr;
  const auto [known, is_new] = filled_.try_emplace(index);
  Filled& filled = known->second;
  if (is_new) {
    TemplateVariables::Variable next{item.file, item.node};
    for (int step = 0; step < kMostSteps; ++step) {
      const auto variable = variables_.find(item.file->path, next.node->value);
      if (!variable) break;
      next = *variable;
      filled.item = SettingItem{next.node, next.file, item.parent};
    }
    const auto text =
        filled.item.node == nullptr ? variables_.filled_in(item.file->path, item.node->value) : std::nullopt;
    if (text) {
      filled.made = *item.node;
      filled.made.value = *text;
      // Its parts do not stand where they would in a text of its own.
      filled.made.style = ScalarStyle::kBlock;
      filled.item = SettingItem{&filled.made, item.file, item.parent};
    }
  }
  return filled.item.node == nullptr ? nullptr : &filled.item;
}

}  // namespace cpsaudit
