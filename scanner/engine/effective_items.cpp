#include "engine/effective_items.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// Each line is held against those before it; long files of such lines do not occur.
constexpr std::size_t kMostLines = 500;

bool is_repeatable(const SettingTree& tree, const SettingItem& item) {
  const auto& keys = tree.dialect().repeatable;
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
    return tree.dialect().keys_fold_case ? matches_wildcard(key, item.node->key) || item.name == key
                                         : key == item.node->key;
  });
}

/// An IPv4 network: `10.0.0.0/8`, or a host.
struct Network {
  std::uint32_t address = 0;
  unsigned bits = 32;
};

std::optional<Network> network_in(std::string_view text) {
  Network network;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view bits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), network.bits);
    if (error != std::errc() || end != bits.data() + bits.size() || network.bits > 32) return std::nullopt;
  }
  const std::vector<std::string_view> parts = split(text.substr(0, slash), ".");
  if (parts.size() != 4) return std::nullopt;
  for (const std::string_view part : parts) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || end != part.data() + part.size() || number > 255) return std::nullopt;
    network.address = (network.address << 8U) | number;
  }
  return network;
}

bool covers_network(const Network& wide, const Network& narrow) {
  if (wide.bits > narrow.bits) return false;
  const std::uint32_t mask = wide.bits == 0 ? 0 : ~0U << (32 - wide.bits);
  return (wide.address & mask) == (narrow.address & mask);
}

/// "!replication": a word that `all` does not stand for.
bool is_apart(const SettingTree& tree, const std::string& word) {
  const auto& rules = tree.dialect().first_match;
  return std::any_of(rules.begin(), rules.end(),
                     [&](const std::string& rule) { return rule.starts_with('!') && rule.substr(1) == word; });
}

bool covers_column(const SettingTree& tree, const std::string& wide, const std::string& narrow) {
  if (wide == narrow || wide == "all") return wide == narrow || !is_apart(tree, narrow);
  const auto wide_network = network_in(wide);
  const auto narrow_network = network_in(narrow);
  return wide_network && narrow_network && covers_network(*wide_network, *narrow_network);
}

/// Number of words of a line that are held against what comes in; nothing for other lines. "host=3".
std::optional<std::size_t> columns_of(const SettingTree& tree, const Node& node) {
  for (const std::string& rule : tree.dialect().first_match) {
    const std::size_t equals = rule.find('=');
    if (equals == std::string::npos || !node.key.starts_with(std::string_view(rule).substr(0, equals))) continue;
    const auto count = static_cast<std::size_t>(rule[equals + 1] - '0');
    if (count <= node.words.size()) return count;
  }
  return std::nullopt;
}

/// What comes behind the columns, without the mask that may stand there by itself.
std::span<const Word> outcome(const Node& line, std::size_t columns) {
  std::span<const Word> words = std::span(line.words).subspan(columns);
  while (!words.empty() && network_in(words.front().text)) words = words.subspan(1);
  return words;
}

/// Two lines with one outcome are no contradiction: both say what happens.
bool same_outcome(const Node& a, const Node& b, std::size_t columns) {
  const std::span<const Word> x = outcome(a, columns);
  const std::span<const Word> y = outcome(b, columns);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](const Word& left, const Word& right) { return left.text == right.text; });
}

/// "host" is asked before "hostssl", and for the same connections.
bool covers_line(const SettingTree& tree, const Node& earlier, const Node& later) {
  if (!later.key.starts_with(earlier.key)) return false;
  const auto columns = columns_of(tree, earlier);
  if (!columns || columns != columns_of(tree, later)) return false;
  for (std::size_t i = 0; i < *columns; ++i) {
    if (!covers_column(tree, earlier.words[i].text, later.words[i].text)) return false;
  }
  return !same_outcome(earlier, later, *columns);
}

void add_covered(const SettingTree& tree, std::vector<std::size_t>& dead) {
  if (tree.dialect().first_match.empty()) return;
  const auto& lines = tree.item(SettingTree::kRoot).children;
  for (std::size_t i = 1; i < lines.size() && i < kMostLines; ++i) {
    const Node& later = *tree.item(lines[i]).node;
    const bool is_covered =
        std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](std::size_t line) { return covers_line(tree, *tree.item(line).node, later); });
    if (is_covered) dead.push_back(lines[i]);
  }
}

/// What stands before the last empty value of its key.
void add_reset(const SettingTree& tree, std::vector<std::size_t>& dead) {
  if (!tree.dialect().empty_resets) return;
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> open;
  for (std::size_t i = 1; i < tree.size(); ++i) {
    const SettingItem& item = tree.item(i);
    if (item.node->kind != NodeKind::kScalar || !is_repeatable(tree, item)) continue;
    auto& before = open[{tree.item(item.parent).identity, item.name}];
    if (item.node->value.empty()) {
      dead.insert(dead.end(), before.begin(), before.end());
      before.clear();
    } else {
      before.push_back(i);
    }
  }
}

/// Files in layers: what the last of them says, wherever it says so.
std::vector<std::size_t> agreeing(const SettingTree& tree, std::vector<std::size_t> found) {
  std::map<std::pair<std::size_t, std::string>, std::string> last;
  const auto key_of = [&](std::size_t index) {
    return std::pair(tree.item(tree.item(index).parent).identity, tree.item(index).name);
  };
  for (const std::size_t index : found) last[key_of(index)] = tree.item(index).node->value;
  std::erase_if(found, [&](std::size_t index) {
    const Node& node = *tree.item(index).node;
    return node.kind == NodeKind::kScalar && node.value != last[key_of(index)];
  });
  return found;
}

}  // namespace

std::vector<std::size_t> effective_items(const SettingTree& tree, const std::vector<std::size_t>& found) {
  if (tree.layered()) return agreeing(tree, found);
  std::vector<std::size_t> obeyed;
  std::map<std::pair<std::size_t, std::string>, std::size_t> place_of_key;
  for (const std::size_t index : found) {
    const SettingItem& item = tree.item(index);
    const bool each = tree.dialect().wins == Dialect::Wins::kEach || item.node->kind != NodeKind::kScalar ||
                      item.name.empty() || is_repeatable(tree, item);
    if (each) {
      obeyed.push_back(index);
      continue;
    }
    const auto key = std::pair(tree.item(item.parent).identity, item.name);
    const auto [known, is_new] = place_of_key.emplace(key, obeyed.size());
    if (is_new) {
      obeyed.push_back(index);
    } else if (tree.dialect().wins == Dialect::Wins::kLast) {
      obeyed[known->second] = index;
    }
  }
  if (tree.dead().empty()) return obeyed;
  std::erase_if(obeyed, [&](std::size_t index) { return tree.dead().contains(index); });
  return obeyed;
}

std::vector<std::size_t> dead_items(const SettingTree& tree) {
  std::vector<std::size_t> dead;
  add_covered(tree, dead);
  add_reset(tree, dead);
  return dead;
}

}  // namespace cpsaudit
