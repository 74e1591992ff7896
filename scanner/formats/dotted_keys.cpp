#include "formats/dotted_keys.h"

#include <algorithm>
#include <utility>

namespace cpsaudit {
namespace {

// Nobody writes more; hostile input does.
constexpr std::size_t kMaxParts = 16;
constexpr std::size_t kMaxSectionsSearched = 64;

/// The parts of a dotted key; one part when it is to be left alone.
std::vector<std::string> parts_of(const std::string& key) {
  std::vector<std::string> parts(1);
  for (const char c : key) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  const bool has_empty = std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return part.empty(); });
  if (has_empty || parts.size() > kMaxParts || key.find_first_of("/ *\\") != std::string::npos) return {key};
  return parts;
}

bool is_plain_section(const Node& node) {
  return node.kind == NodeKind::kSection && node.value.empty() && !node.key.empty();
}

void add_to(std::vector<Node>& siblings, Node node) {
  if (is_plain_section(node)) {
    const auto limit = siblings.rbegin() + static_cast<std::ptrdiff_t>(std::min(siblings.size(), kMaxSectionsSearched));
    const auto same = std::find_if(siblings.rbegin(), limit, [&](const Node& sibling) {
      return is_plain_section(sibling) && sibling.key == node.key;
    });
    if (same != limit) {
      for (Node& child : node.children) add_to(same->children, std::move(child));
      return;
    }
  }
  siblings.push_back(std::move(node));
}

/// The section that `parts` but the last stand for, around `node`.
Node wrapped(Node node, std::vector<std::string> parts) {
  node.key = std::move(parts.back());
  for (parts.pop_back(); !parts.empty(); parts.pop_back()) {
    Node section;
    section.kind = NodeKind::kSection;
    section.key = std::move(parts.back());
    section.key_span = node.key_span;
    section.value_span = node.value_span;
    section.children.push_back(std::move(node));
    node = std::move(section);
  }
  return node;
}

}  // namespace

void nest_dotted_keys(Node& section) {
  std::vector<Node> children;
  for (Node& child : section.children) {
    nest_dotted_keys(child);
    std::vector<std::string> parts = parts_of(child.key);
    add_to(children, parts.size() > 1 ? wrapped(std::move(child), std::move(parts)) : std::move(child));
  }
  section.children = std::move(children);
}

}  // namespace cpsaudit
