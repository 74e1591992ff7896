#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_map>

#include "engine/ascii.h"
#include "engine/effective_items.h"
#include "engine/setting_tree.h"
#include "engine/span_part.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr std::size_t kMaxIncludeDepth = 16;
/// Includes in includes grow fast when somebody means them to.
constexpr std::size_t kMaxItems = 500'000;
/// Several documents in one YAML file hang below the root under this key.
constexpr std::string_view kDocumentMark = "---";
/// In a glob of drop-ins: the name of the main file.
constexpr std::string_view kNameMark = "{name}";

std::string with_name(std::string glob, std::string_view name) {
  const std::size_t mark = glob.find(kNameMark);
  if (mark != std::string::npos) glob.replace(mark, kNameMark.size(), name);
  return glob;
}

/// Files without a dialect: last wins, keys as they are.
const Dialect& no_dialect() {
  static const Dialect dialect;
  return dialect;
}

/// Folders of the tree that may be the root of the file system that `path` belongs to, the nearest first: "" and each
/// folder above it, with a '/' at the end.
std::vector<std::string> possible_roots(std::string_view path) {
  std::vector<std::string> roots;
  for (std::size_t slash = path.rfind('/'); slash != std::string_view::npos; slash = path.rfind('/', slash - 1)) {
    roots.emplace_back(path.substr(0, slash + 1));
    if (slash == 0) break;
  }
  roots.emplace_back();
  return roots;
}

}  // namespace

/// Puts the files of one dialect together.
class SettingTreeBuilder {
 public:
  SettingTreeBuilder(const Dialect& dialect, std::span<const FileFacts> files,
                     std::span<const ScriptedSettings> scripts)
      : dialect_(dialect),
        files_(files),
        scripts_(scripts),
        merges_files_(std::any_of(dialect.includes.begin(), dialect.includes.end(),
                                  [](const IncludeDirective& include) { return !include.whole_below.empty(); })) {}

  /// Indexes of the files that others of `members` pull in, and so are no main files.
  std::set<std::size_t> pieces(const std::vector<std::size_t>& members) {
    std::set<std::size_t> pieces;
    for (const std::size_t member : members) {
      const bool is_drop_in = std::any_of(
          dialect_.drop_ins.begin(), dialect_.drop_ins.end(),
          [&](const std::string& glob) { return matches_path("**/" + with_name(glob, "*"), files_[member].path); });
      if (is_drop_in || has_layer_above(member)) pieces.insert(member);
      for (const std::size_t included : included_below(files_[member].document->root, member)) {
        if (included != member) pieces.insert(included);
      }
    }
    return pieces;
  }

  SettingTree build(std::size_t main, const Node& root, bool is_piece) {
    tree_ = {};
    tree_.dialect_ = &dialect_;
    tree_.whole_ = !is_piece;
    identities_.clear();
    open_ = {main};
    tree_.items_.push_back({&root, &files_[main], SettingTree::kRoot});
    for (const std::size_t layer : layers_below(main)) {
      tree_.layered_ = true;
      add_children(files_[layer].document->root, layer, SettingTree::kRoot, 1);
    }
    add_children(root, main, SettingTree::kRoot, 0);
    if (!is_piece) add_drop_ins(main);
    add_scripts(main);
    return named();
  }

  /// What a script sets, on its own.
  SettingTree build(const ScriptedSettings& script) {
    tree_ = {};
    tree_.dialect_ = &dialect_;
    tree_.whole_ = script.whole;
    tree_.fragment_ = !script.whole;
    tree_.target_ = script.target;
    identities_.clear();
    tree_.items_.push_back({&script.facts.document->root, &script.facts, SettingTree::kRoot});
    add_nodes(script.facts.document->root, script.facts, SettingTree::kRoot);
    return named();
  }

  /// Indexes of the scripts that some file's tree took up.
  const std::set<std::size_t>& taken_up() const { return taken_up_; }

 private:
  static std::string_view name_in(std::string_view path) { return path.substr(path.rfind('/') + 1); }
  static std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

  /// From 0, the lowest; nothing for a file that is no layer.
  std::optional<std::size_t> layer_of(std::size_t file) const {
    const auto& layers = dialect_.overlays;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      if (matches_wildcard(layers[i], name_in(files_[file].path))) return i;
    }
    return std::nullopt;
  }

  /// The files of the same folder that are layers; `is_wanted` decides by their layer.
  template <typename IsWanted>
  std::vector<std::size_t> layers_beside(std::size_t main, IsWanted is_wanted) const {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    if (dialect_.overlays.empty() || !layer_of(main)) return {};
    const std::string folder(folder_of(files_[main].path));
    for (const std::size_t file : matching(folder + "*")) {
      if (file == main || files_[file].software != dialect_.software()) continue;
      const auto layer = layer_of(file);
      if (layer && is_wanted(*layer)) found.emplace_back(*layer, file);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::size_t> files;
    for (const auto& [layer, file] : found) files.push_back(file);
    return files;
  }

  bool has_layer_above(std::size_t file) const {
    return !layers_beside(file, [own = layer_of(file)](std::size_t layer) { return layer > *own; }).empty();
  }

  std::vector<std::size_t> layers_below(std::size_t file) const {
    return layers_beside(file, [own = layer_of(file)](std::size_t layer) { return layer < *own; });
  }

  SettingTree named() {
    for (std::size_t i = 1; i < tree_.items_.size(); ++i) tree_.names_[tree_.items_[i].name].push_back(i);
    const std::vector<std::size_t> dead = dead_items(tree_);
    tree_.dead_ = {dead.begin(), dead.end()};
    return std::move(tree_);
  }

  void add_nodes(const Node& node, const FileFacts& file, std::size_t parent) {
    for (const Node& child : node.children) add_nodes(child, file, add(child, file, parent));
  }

  void add_children(const Node& node, std::size_t file, std::size_t parent, std::size_t depth) {
    for (const Node& child : node.children) {
      const std::size_t item = add(child, files_[file], place_of(child, file, parent));
      add_children(child, file, item, depth);
      if (!dialect_.entry_names.empty() && tree_.items_.size() <= kMaxItems) add_entry(child, files_[file], parent);
      if (names_items(node) && tree_.items_.size() <= kMaxItems) add_named(child, files_[file], parent);
      const std::vector<std::size_t> targets = targets_of(child, file);
      if (targets.empty()) note_missing(child);
      const std::size_t place = targets.empty() ? parent : place_of_included(item, parent);
      for (const std::size_t included : targets) {
        // A file may be pulled in many times, but not by itself.
        const bool in_circle = std::find(open_.begin(), open_.end(), included) != open_.end();
        if (in_circle || depth == kMaxIncludeDepth || tree_.items_.size() > kMaxItems) continue;
        open_.push_back(included);
        add_children(files_[included].document->root, included, place, depth + 1);
        open_.pop_back();
      }
    }
  }

  bool names_items(const Node& list) const {
    const auto& names = dialect_.named_items;
    return list.kind == NodeKind::kSequence && std::find(names.begin(), names.end(), list.key) != names.end();
  }

  /// `- NAME=value`: the setting NAME.
  void add_named(const Node& item, const FileFacts& file, std::size_t parent) {
    const std::size_t equals = item.value.find('=');
    if (item.kind != NodeKind::kScalar || equals == std::string::npos || equals == 0) return;
    Node named = item;
    named.key = item.value.substr(0, equals);
    named.value = item.value.substr(equals + 1);
    named.key_span = part_of(item.value_span, item.value, {0, equals});
    named.value_span = part_of(item.value_span, item.value, {equals + 1, named.value.size()});
    tree_.made_.push_back(std::make_unique<const Node>(std::move(named)));
    add(*tree_.made_.back(), file, parent);
  }

  /// `<property name="a" value="b"/>`: the setting `a`, beside its siblings.
  void add_entry(const Node& entry, const FileFacts& file, std::size_t parent) {
    const Node* name = first_scalar(entry, dialect_.entry_names);
    const Node* value = first_scalar(entry, dialect_.entry_values);
    if (name == nullptr || value == nullptr || name == value || name->value.empty()) return;
    Node named = *value;
    named.key = name->value;
    named.key_span = name->value_span;
    named.tag = dialect_.entry_tag;
    tree_.made_.push_back(std::make_unique<const Node>(std::move(named)));
    add(*tree_.made_.back(), file, parent);
  }

  /// An element with attributes has its text below `#text`.
  static const Node* first_scalar(const Node& entry, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const Node* found = entry.child(name);
      if (found != nullptr && found->kind == NodeKind::kSection) found = found->child("#text");
      if (found != nullptr && found->kind == NodeKind::kScalar) return found;
    }
    return nullptr;
  }

  /// A section that lasts until the next begins ends there, also when an included file begins it.
  std::size_t place_of(const Node& child, std::size_t file, std::size_t parent) const {
    // INI: `include = shares.conf` stands in the last section, `[share]` of that file does not.
    const bool is_ini = dialect_.recognition.syntax == Syntax::kIni;
    if (is_ini && child.kind == NodeKind::kSection && tree_.items_[parent].file != &files_[file]) {
      return SettingTree::kRoot;
    }
    while (parent != SettingTree::kRoot && opens_section(child) && opens_section(*tree_.items_[parent].node)) {
      parent = tree_.items_[parent].parent;
    }
    return parent;
  }

  bool opens_section(const Node& node) const {
    const auto& openers = dialect_.recognition.options.section_openers;
    return node.kind == NodeKind::kSection &&
           std::any_of(openers.begin(), openers.end(),
                       [&](const std::string& opener) { return equal_folded(opener, node.key); });
  }

  bool is_include(const IncludeDirective& include, const Node& node) const {
    if (!include.tag.empty()) return node.tag == include.tag;
    if (node.kind != NodeKind::kScalar) return false;
    return dialect_.keys_fold_case ? equal_folded(include.key, node.key) : include.key == node.key;
  }

  /// `!include {file: wifi.yaml, vars: …}` names the file in a table.
  static const Node& naming_node(const IncludeDirective& include, const Node& node) {
    const Node* named = include.tag.empty() ? nullptr : node.child("file");
    return named != nullptr ? *named : node;
  }

  /// Below which item the content of the files that `item` names goes: beside a directive, under a tagged value.
  std::size_t place_of_included(std::size_t item, std::size_t parent) const {
    const Node& node = *tree_.items_[item].node;
    for (const IncludeDirective& include : dialect_.includes) {
      if (include.tag.empty() || node.tag != include.tag) continue;
      std::size_t top = item;
      while (tree_.items_[top].parent != SettingTree::kRoot) top = tree_.items_[top].parent;
      const auto& whole = include.whole_below;
      const bool is_whole = std::find(whole.begin(), whole.end(), tree_.items_[top].node->key) != whole.end();
      return is_whole ? SettingTree::kRoot : item;
    }
    return parent;
  }

  /// An include of which nothing is in the tree.
  void note_missing(const Node& node) {
    using Missing = SettingTree::Missing;
    for (const IncludeDirective& include : dialect_.includes) {
      const std::string& value = naming_node(include, node).value;
      if (!is_include(include, node) || value.empty()) continue;
      const std::string_view name = name_in(value);
      const bool is_harmless =
          std::any_of(include.harmless.begin(), include.harmless.end(),
                      [&](const std::string& wildcard) { return matches_wildcard(wildcard, name); });
      if (is_harmless) continue;
      const bool is_wild =
          include.kind == IncludeDirective::Kind::kDirectory || value.find_first_of("*?[") != std::string::npos;
      tree_.missing_include_ = std::max(tree_.missing_include_, is_wild ? Missing::kWildcard : Missing::kFile);
    }
  }

  std::size_t add(const Node& node, const FileFacts& file, std::size_t parent) {
    const std::size_t index = tree_.items_.size();
    SettingItem item{&node, &file, parent};
    item.name = dialect_.keys_fold_case ? lower(node.key) : node.key;
    item.identity = identity_of(node, item.name, parent, index);
    tree_.items_.push_back(std::move(item));
    tree_.items_[parent].children.push_back(index);
    return index;
  }

  /// Sections of one name are one section where the syntax says so, and where they carry the same name of their own.
  std::size_t identity_of(const Node& node, const std::string& name, std::size_t parent, std::size_t index) {
    const bool is_ini = tree_.items_.front().file->syntax == Syntax::kIni;
    const bool is_uci = tree_.items_.front().file->syntax == Syntax::kUci;
    const bool is_merged = merges_files_ && !node.key.empty();
    const bool merges = node.kind == NodeKind::kSection && (is_ini || is_merged || (is_uci && !node.value.empty()));
    if (!merges) return index;
    const std::string key = std::to_string(tree_.items_[parent].identity) + '\n' + name + '\n' + node.value;
    return identities_.emplace(key, index).first->second;
  }

  /// OpenWrt runs etc/uci-defaults once, over the files in etc/config.
  void add_scripts(std::size_t main) {
    static constexpr std::string_view kConfig = "etc/config/";
    const std::string& path = files_[main].path;
    const std::size_t slash = path.rfind('/') + 1;
    if (slash < kConfig.size() || path.compare(slash - kConfig.size(), kConfig.size(), kConfig) != 0) return;
    const std::string defaults = path.substr(0, slash - kConfig.size()) + "etc/uci-defaults/";
    for (std::size_t i = 0; i < scripts_.size(); ++i) {
      if (scripts_[i].package != path.substr(slash) || !scripts_[i].facts.path.starts_with(defaults)) continue;
      taken_up_.insert(i);
      for (const Node& section : scripts_[i].facts.document->root.children) change(section, scripts_[i].facts);
    }
  }

  void change(const Node& section, const FileFacts& script) {
    const std::optional<std::size_t> numbered = numbered_section(section);
    const std::size_t item = numbered ? *numbered : add(section, script, SettingTree::kRoot);
    for (const Node& option : section.children) {
      // What the package is delivered with stands in the file.
      if (option.key_span.known()) add(option, script, item);
    }
  }

  /// "@1": the second section of its type.
  std::optional<std::size_t> numbered_section(const Node& section) const {
    if (section.value.empty() || section.value.front() != '@') return std::nullopt;
    std::size_t left = 0;
    std::from_chars(section.value.data() + 1, section.value.data() + section.value.size(), left);
    for (const std::size_t child : tree_.items_[SettingTree::kRoot].children) {
      const Node& node = *tree_.items_[child].node;
      if (node.kind == NodeKind::kSection && node.key == section.key && left-- == 0) return child;
    }
    return std::nullopt;
  }

  void add_drop_ins(std::size_t main) {
    for (const std::string& glob : dialect_.drop_ins) {
      for (const std::size_t file : below_one_root(with_name(glob, name_in(files_[main].path)), main)) {
        const bool included = std::any_of(tree_.items_.begin(), tree_.items_.end(),
                                          [&](const SettingItem& item) { return item.file == &files_[file]; });
        if (!included) add_children(files_[file].document->root, file, SettingTree::kRoot, 1);
      }
    }
  }

  std::vector<std::size_t> included_below(const Node& node, std::size_t file) const {
    std::vector<std::size_t> found;
    if (dialect_.includes.empty()) return found;
    for (const Node& child : node.children) {
      const std::vector<std::size_t> targets = targets_of(child, file);
      found.insert(found.end(), targets.begin(), targets.end());
      const std::vector<std::size_t> deeper = included_below(child, file);
      found.insert(found.end(), deeper.begin(), deeper.end());
    }
    return found;
  }

  std::vector<std::size_t> targets_of(const Node& node, std::size_t file) const {
    std::vector<std::size_t> targets;
    for (const IncludeDirective& include : dialect_.includes) {
      if (!is_include(include, node)) continue;
      std::vector<std::string> names;
      for (const Word& word : node.words) names.push_back(word.text);
      if (names.empty()) names.push_back(naming_node(include, node).value);
      for (const std::string& name : names) {
        const bool is_folder = include.kind == IncludeDirective::Kind::kDirectory;
        const std::vector<std::size_t> found = resolve(is_folder ? name + "/" + include.pattern : name, file);
        targets.insert(targets.end(), found.begin(), found.end());
      }
    }
    return targets;
  }

  std::vector<std::size_t> resolve(const std::string& name, std::size_t file) const {
    if (name.starts_with('/')) return below_one_root(name.substr(1), file);
    const std::string& path = files_[file].path;
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    std::vector<std::size_t> found = matching(folder + name);
    return found.empty() ? below_one_root(name, file) : found;
  }

  /// Held against each folder that may be the root of the file system; the nearest with a match is.
  std::vector<std::size_t> below_one_root(const std::string& glob, std::size_t file) const {
    for (const std::string& root : possible_roots(files_[file].path)) {
      std::vector<std::size_t> found = matching(root + glob);
      if (!found.empty()) return found;
    }
    return {};
  }

  /// The files are sorted by path, and so are the results: that is the order in which programs read a folder.
  std::vector<std::size_t> matching(const std::string& glob) const {
    const std::size_t wild = glob.find_first_of("*?[");
    const std::string prefix = glob.substr(0, wild);
    const auto first = std::lower_bound(files_.begin(), files_.end(), prefix,
                                        [](const FileFacts& facts, const std::string& p) { return facts.path < p; });
    std::vector<std::size_t> found;
    for (auto it = first; it != files_.end() && it->path.starts_with(prefix); ++it) {
      const bool is_match = wild == std::string::npos ? it->path == glob : matches_path(glob, it->path);
      if (is_match && it->document) found.push_back(static_cast<std::size_t>(it - files_.begin()));
    }
    return found;
  }

  const Dialect& dialect_;
  std::span<const FileFacts> files_;
  std::span<const ScriptedSettings> scripts_;
  /// Whole files are laid over each other, section by section.
  bool merges_files_ = false;
  std::set<std::size_t> taken_up_;
  SettingTree tree_;
  /// The files that are being added, each pulled in by the one before.
  std::vector<std::size_t> open_;
  std::unordered_map<std::string, std::size_t> identities_;
};

std::vector<SettingTree> setting_trees(const Catalog& catalog, std::span<const FileFacts> files,
                                       std::span<const ScriptedSettings> scripts) {
  std::map<const Dialect*, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].document) continue;
    const Dialect* dialect = catalog.dialect(files[i].software);
    members[dialect != nullptr ? dialect : &no_dialect()].push_back(i);
  }
  std::vector<std::pair<std::size_t, SettingTree>> trees;
  std::set<std::size_t> taken_up;
  for (const auto& [dialect, indexes] : members) {
    SettingTreeBuilder builder(*dialect, files, scripts);
    const std::set<std::size_t> pieces = builder.pieces(indexes);
    std::set<const FileFacts*> reached;
    const auto build = [&](std::size_t main, bool is_piece) {
      const Node& root = files[main].document->root;
      const bool several =
          !root.children.empty() && std::all_of(root.children.begin(), root.children.end(),
                                                [](const Node& child) { return child.key == kDocumentMark; });
      for (const Node& document : root.children) {
        if (several) trees.emplace_back(main, builder.build(main, document, is_piece));
      }
      if (!several) trees.emplace_back(main, builder.build(main, root, is_piece));
      const SettingTree& tree = trees.back().second;
      for (std::size_t i = 0; i < tree.size(); ++i) reached.insert(tree.item(i).file);
    };
    for (const std::size_t index : indexes) {
      if (!pieces.contains(index)) build(index, false);
    }
    // A drop-in without its main file still counts, and so do files that include each other in a circle.
    for (const std::size_t index : pieces) {
      if (catalog.dialect(files[index].software) == dialect && !reached.contains(&files[index])) build(index, true);
    }
    taken_up.insert(builder.taken_up().begin(), builder.taken_up().end());
  }
  std::stable_sort(trees.begin(), trees.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<SettingTree> sorted;
  for (auto& tree : trees) sorted.push_back(std::move(tree.second));
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    if (taken_up.contains(i)) continue;
    const Dialect* dialect = catalog.dialect(scripts[i].facts.software);
    sorted.push_back(SettingTreeBuilder(dialect != nullptr ? *dialect : no_dialect(), files, {}).build(scripts[i]));
  }
  return sorted;
}

}  // namespace cpsaudit
