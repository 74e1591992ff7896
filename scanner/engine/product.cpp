#include "engine/product.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "engine/engine.h"
#include "engine/setting_path.h"

namespace cpsaudit {

namespace {

std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_wild(std::string_view text) {
  return text.find('*') != std::string_view::npos;
}

bool is_below(std::string_view path, std::string_view folder) {
  if (folder.empty()) return !path.empty();
  return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

/// Files, links and folders of a tree, by folder.
class Entries {
 public:
  Entries(std::span<const FileFacts> files, std::span<const LinkFacts> links) {
    for (const FileFacts& file : files) add(file.path);
    for (const LinkFacts& link : links) add(link.path);
  }

  const std::unordered_map<std::string, std::set<std::string>>& folders() const { return names_; }

  bool has(std::string_view folder, std::string_view mark) const {
    const std::string_view below = parent_of(mark);
    std::string parent(folder);
    if (!below.empty()) parent += parent.empty() ? std::string(below) : "/" + std::string(below);
    const auto names = names_.find(parent);
    if (names == names_.end()) return false;
    const std::string name(name_in(mark));
    if (!is_wild(name)) return names->second.contains(name);
    return std::any_of(names->second.begin(), names->second.end(),
                       [&](const std::string& entry) { return matches_wildcard(name, entry); });
  }

 private:
  void add(std::string_view path) {
    for (;;) {
      const std::string_view parent = parent_of(path);
      const bool is_new = names_[std::string(parent)].emplace(name_in(path)).second;
      // What lies above was added with an earlier path.
      if (!is_new || parent.empty()) return;
      path = parent;
    }
  }

  std::unordered_map<std::string, std::set<std::string>> names_;
};

bool fits(const ProductRule& rule, const Entries& entries, std::string_view folder) {
  return std::all_of(rule.marks.begin(), rule.marks.end(), [&](const ProductMark& mark) {
    const auto found = std::count_if(mark.any.begin(), mark.any.end(),
                                     [&](const std::string& name) { return entries.has(folder, name); });
    return static_cast<std::size_t>(found) >= mark.at_least;
  });
}

/// Folders that a rule fits, with its number. By folder, so that those around come first.
std::set<std::pair<std::string, std::size_t>> candidates(std::span<const ProductRule> rules, const Entries& entries) {
  std::set<std::pair<std::string, std::size_t>> found;
  for (const auto& [folder, names] : entries.folders()) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (fits(rules[i], entries, folder)) found.emplace(folder, i);
    }
  }
  return found;
}

struct Part {
  std::string folder;
  std::size_t rule = 0;
  bool is_product = true;
};

/// A sample is built and run for itself, but nobody ships it.
bool is_shipped(std::string_view folder) {
  return folder.empty() || role_of(std::string(folder) + "/-") == Role::kProduct;
}

/// Which candidates stand for themselves, parents first.
std::vector<Part> standing(std::span<const ProductRule> rules, const Entries& entries) {
  const auto found = candidates(rules, entries);
  std::vector<Part> parts;
  for (const auto& [folder, rule] : found) {
    if (!parts.empty() && parts.back().folder == folder) continue;
    const bool is_product = is_shipped(folder);
    const auto holds = [&](const std::string& outer) {
      return is_below(folder, outer) && (is_product || !is_shipped(outer));
    };
    // Variants of one build, whatever else the folder around them is.
    const bool has_equal_around = std::any_of(
        found.begin(), found.end(), [&](const auto& outer) { return outer.second == rule && holds(outer.first); });
    const auto& holders = rules[rule].part_of;
    const bool is_part = std::any_of(parts.begin(), parts.end(), [&](const Part& outer) {
      return std::find(holders.begin(), holders.end(), rules[outer.rule].kind) != holders.end() && holds(outer.folder);
    });
    if (!has_equal_around && !is_part) parts.push_back({folder, rule, is_product});
  }
  return parts;
}

/// The number of the rule that the scanned root takes over from a part that stands alone in it, if any.
std::optional<std::size_t> merge_lonely_parts(std::span<const ProductRule> rules, std::vector<Part>& parts) {
  const bool root_is_product = !parts.empty() && parts.front().folder.empty();
  if (root_is_product) return std::nullopt;
  std::optional<std::size_t> taken;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (!rules[rule].merges_when_alone) continue;
    const auto is_own = [&](const Part& part) { return part.rule == rule && part.is_product; };
    if (std::count_if(parts.begin(), parts.end(), is_own) != 1) continue;
    const auto lonely = std::find_if(parts.begin(), parts.end(), is_own);
    const bool lies_in_another = std::any_of(parts.begin(), parts.end(), [&](const Part& outer) {
      return &outer != &*lonely && is_below(lonely->folder, outer.folder);
    });
    if (lies_in_another) continue;
    parts.erase(lonely);
    if (!taken) taken = rule;
  }
  return taken;
}

}  // namespace

ProductMap::ProductMap(std::span<const ProductRule> rules, std::span<const FileFacts> files,
                       std::span<const LinkFacts> links) {
  std::vector<Part> parts = standing(rules, Entries(files, links));
  const auto product_by = [&](std::string folder, std::size_t rule) {
    return Product{std::move(folder), rules[rule].kind, rules[rule].title};
  };
  const auto root_rule = merge_lonely_parts(rules, parts);
  products_.push_back(root_rule ? product_by("", *root_rule) : Product{});
  segments_.push_back({});
  for (Part& part : parts) {
    if (part.folder.empty()) {
      products_.front() = product_by("", part.rule);
      continue;
    }
    const std::size_t around = product_of(part.folder);
    const std::string prefix = part.folder + "/";
    if (part.is_product) products_.push_back(product_by(std::move(part.folder), part.rule));
    segments_.push_back({prefix, part.is_product ? products_.size() - 1 : around, !part.is_product});
  }
}

std::size_t ProductMap::segment_of(std::string_view path) const {
  // The longest prefix is among the last that are not behind the path.
  std::size_t best = 0;
  for (std::size_t i = 1; i < segments_.size(); ++i) {
    const bool is_longer = segments_[i].prefix.size() > segments_[best].prefix.size();
    if (is_longer && path.starts_with(segments_[i].prefix)) best = i;
  }
  return best;
}

bool ProductMap::are_joined(std::size_t one, std::size_t two) const {
  if (one == two) return true;
  if (segments_[one].stands_apart || segments_[two].stands_apart) return false;
  const std::string& a = segments_[one].prefix;
  const std::string& b = segments_[two].prefix;
  return a.starts_with(b) || b.starts_with(a);
}

std::size_t ProductMap::product_of(std::string_view path) const {
  return segments_[segment_of(path)].product;
}

}  // namespace cpsaudit
