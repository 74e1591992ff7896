#include "engine/setting_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

std::span<const std::size_t> SettingTree::named(const std::string& name) const {
  const auto found = dialect_->keys_fold_case ? names_.find(lower(name)) : names_.find(name);
  if (found == names_.end()) return {};
  return found->second;
}

bool SettingTree::within(std::size_t item, std::span<const std::size_t> scope) const {
  for (;;) {
    if (std::find(scope.begin(), scope.end(), item) != scope.end()) return true;
    if (item == kRoot) return false;
    item = items_[item].parent;
  }
}

bool SettingTree::matches(std::size_t item, const PathPart& part) const {
  switch (part.kind) {
    case PathPart::Kind::kName:
      return dialect_->keys_fold_case ? equal_folded(items_[item].name, part.name) : items_[item].name == part.name;
    case PathPart::Kind::kWildcard:
      return matches_wildcard(dialect_->keys_fold_case ? lower(part.name) : part.name, items_[item].name);
    case PathPart::Kind::kItem:
      return is_in_sequence(item);
    case PathPart::Kind::kNumberedItem:
      return is_numbered(item, part.name);
    case PathPart::Kind::kAnyDepth:
    case PathPart::Kind::kSectionValue:
      return true;
  }
  return false;
}

/// Of a list that stands there, or in the file that stands for it: `sensor: !include sensors.yaml`.
bool SettingTree::is_in_sequence(std::size_t item) const {
  const NodeKind kind = items_[items_[item].parent].node->kind;
  // `- NAME=value` stands there twice, once as a setting.
  if (kind == NodeKind::kSequence && !items_[item].name.empty()) return false;
  return kind == NodeKind::kSequence || (kind == NodeKind::kScalar && items_[item].name.empty());
}

bool SettingTree::is_numbered(std::size_t item, const std::string& number) const {
  if (!is_in_sequence(item)) return false;
  const SettingItem& parent = items_[items_[item].parent];
  const auto at = std::find(parent.children.begin(), parent.children.end(), item);
  const auto before =
      std::count_if(parent.children.begin(), at, [&](std::size_t other) { return is_in_sequence(other); });
  return std::to_string(before) == number;
}

/// Does the way from one of `scope` down to `item`, this one included, read as `path`?
bool SettingTree::leads_up(std::size_t item, std::span<const PathPart> path, std::span<const std::size_t> scope) const {
  if (path.empty()) return std::find(scope.begin(), scope.end(), item) != scope.end();
  const std::span<const PathPart> rest = path.first(path.size() - 1);
  if (path.back().kind == PathPart::Kind::kAnyDepth) {
    for (;; item = items_[item].parent) {
      if (leads_up(item, rest, scope)) return true;
      if (item == kRoot) return false;
    }
  }
  return item != kRoot && matches(item, path.back()) && leads_up(items_[item].parent, rest, scope);
}

void SettingTree::descend(std::size_t item, std::span<const PathPart> path, std::vector<std::size_t>& found) const {
  if (path.empty()) {
    found.push_back(item);
    return;
  }
  if (path.front().kind == PathPart::Kind::kSectionValue) {
    // `<entry value="…"/>`: the attribute of that name. Elsewhere what stands behind the key of a section.
    const auto& children = items_[item].children;
    const auto attribute = std::find_if(children.begin(), children.end(),
                                        [&](std::size_t child) { return items_[child].node->key == "@value"; });
    if (attribute != children.end()) {
      found.push_back(*attribute);
    } else if (main().syntax != Syntax::kXml) {
      found.push_back(item);
    }
    return;
  }
  if (path.front().kind == PathPart::Kind::kAnyDepth) descend(item, path.subspan(1), found);
  for (const std::size_t child : items_[item].children) {
    if (path.front().kind == PathPart::Kind::kAnyDepth) {
      descend(child, path, found);
    } else if (matches(child, path.front())) {
      descend(child, path.subspan(1), found);
    }
  }
}

std::vector<std::size_t> SettingTree::find(std::span<const std::size_t> scope, std::span<const PathPart> path) const {
  std::vector<std::size_t> found;
  // The last name of the path decides which items come into question at all.
  const auto name =
      std::find_if(path.rbegin(), path.rend(), [](const PathPart& part) { return part.kind == PathPart::Kind::kName; });
  if (name == path.rend()) {
    for (const std::size_t item : scope) descend(item, path, found);
  } else {
    const auto length = static_cast<std::size_t>(path.rend() - name);
    for (const std::size_t item : named(name->name)) {
      if (leads_up(item, path.first(length), scope)) descend(item, path.subspan(length), found);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<std::vector<std::size_t>> SettingTree::scopes(std::span<const PathPart> path) const {
  if (path.empty()) return {{kRoot}};
  const std::size_t root = kRoot;
  std::vector<std::vector<std::size_t>> scopes;
  std::map<std::size_t, std::size_t> by_identity;
  for (const std::size_t item : find({&root, 1}, path)) {
    // A value that names a file has what the file holds below it.
    if (items_[item].node->kind == NodeKind::kScalar && items_[item].children.empty()) continue;
    const auto [known, is_new] = by_identity.emplace(items_[item].identity, scopes.size());
    if (is_new) scopes.emplace_back();
    scopes[known->second].push_back(item);
  }
  return scopes;
}

std::string SettingTree::path_of(std::size_t item) const {
  std::string path;
  for (; item != kRoot; item = items_[item].parent) {
    const SettingItem& current = items_[item];
    const SettingItem& parent = items_[current.parent];
    std::string part = current.node->key;
    // `- {name: NAME, value: x}` is shown by its name.
    const bool is_entry = !current.name.empty() && !dialect_->entry_names.empty();
    if (parent.node->kind == NodeKind::kSequence && !is_entry) {
      // `- NAME=value` is shown as the item that it is.
      const auto at = std::find(parent.children.begin(), parent.children.end(), item);
      const auto before = std::count_if(parent.children.begin(), at, [&](auto other) { return is_in_sequence(other); });
      part = fmt::format("[{}]", current.name.empty() ? before : before - 1);
    } else if (current.node->kind == NodeKind::kSection && !current.node->value.empty()) {
      part += " " + current.node->value;
    }
    const bool joined = path.empty() || path.front() == '[';
    path = part + (joined ? "" : "/") + path;
  }
  return path;
}

std::string SettingTree::anchor_of(std::size_t item) const {
  std::string path;
  for (; item != kRoot; item = items_[item].parent) {
    const SettingItem& current = items_[item];
    std::string part = current.name.empty() ? "[]" : current.name;
    if (current.node->kind == NodeKind::kSection && !current.node->value.empty()) part += " " + current.node->value;
    path = part + (path.empty() ? "" : "/") + path;
  }
  return path;
}

}  // namespace cpsaudit
