#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/catalog.h"
#include "engine/setting_path.h"
#include "engine/uci_scripts.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// A node of a file, where the software sees it.
struct SettingItem {
  const Node* node = nullptr;
  const FileFacts* file = nullptr;
  /// Index in the tree; that of itself for the root.
  std::size_t parent = 0;
  std::vector<std::size_t> children = {};
  /// Key as the dialect compares it.
  std::string name = {};
  /// The same for all sections that the software takes for one.
  std::size_t identity = 0;
};

/// All settings that one piece of software reads together: its main file with includes and drop-ins in their places.
/// Points into the facts, which must outlive it.
class SettingTree {
 public:
  static constexpr std::size_t kRoot = 0;

  const FileFacts& main() const { return *items_.front().file; }
  /// Never null: files that no dialect knows have an empty one.
  const Dialect& dialect() const { return *dialect_; }
  const SettingItem& item(std::size_t index) const { return items_[index]; }
  std::size_t size() const { return items_.size(); }
  /// False for a piece that some main file outside the tree includes: what it lacks may stand elsewhere.
  bool whole() const { return whole_; }
  /// True for what a script sets: what its sections lack has a value all the same.
  bool fragment() const { return fragment_; }
  /// What the tree lacks may stand in a file that it includes and that is not there. A wildcard that finds nothing
  /// is most often an empty folder.
  enum class Missing { kNothing, kWildcard, kFile };
  Missing missing_include() const { return missing_include_; }
  /// Items that an empty value takes back or that an earlier line covers.
  const std::set<std::size_t>& dead() const { return dead_; }
  /// True for files that are one configuration, each over those before it.
  bool layered() const { return layered_; }
  /// The file that a script writes these settings to, as the device sees it; empty for what stands in a file itself.
  const std::string& target() const { return target_; }

  /// Items at `path` below any of `scope`, in the order in which the software reads them.
  std::vector<std::size_t> find(std::span<const std::size_t> scope, std::span<const PathPart> path) const;
  /// Sections at `path`, those that are one to the software together; the root for an empty path.
  std::vector<std::vector<std::size_t>> scopes(std::span<const PathPart> path) const;
  /// All items with this name, as the dialect compares it.
  std::span<const std::size_t> named(const std::string& name) const;
  /// Every name once, in byte order, with its items.
  const std::map<std::string, std::vector<std::size_t>>& names() const { return names_; }
  bool within(std::size_t item, std::span<const std::size_t> scope) const;
  /// "services/db/ports[0]", "listener 1883/allow_anonymous".
  std::string path_of(std::size_t item) const;
  /// The same without positions in sequences.
  std::string anchor_of(std::size_t item) const;

 private:
  friend class SettingTreeBuilder;

  bool matches(std::size_t item, const PathPart& part) const;
  bool is_in_sequence(std::size_t item) const;
  bool is_numbered(std::size_t item, const std::string& number) const;
  bool leads_up(std::size_t item, std::span<const PathPart> path, std::span<const std::size_t> scope) const;
  void descend(std::size_t item, std::span<const PathPart> path, std::vector<std::size_t>& found) const;

  const Dialect* dialect_ = nullptr;
  std::vector<SettingItem> items_;
  /// What stands for a part of another node. Behind pointers, so that items may point there whoever holds the tree.
  std::vector<std::unique_ptr<const Node>> made_;
  std::map<std::string, std::vector<std::size_t>> names_;
  bool whole_ = true;
  bool fragment_ = false;
  bool layered_ = false;
  std::set<std::size_t> dead_;
  Missing missing_include_ = Missing::kNothing;
  std::string target_;
};

/// The trees of all documents, in the order of their main files; then those of the scripts that no file's tree took up:
/// a first-boot script (etc/uci-defaults) changes the file of its own root.
std::vector<SettingTree> setting_trees(const Catalog& catalog, std::span<const FileFacts> files,
                                       std::span<const ScriptedSettings> scripts);

}  // namespace cpsaudit
