#include "engine/setting_place.h"

#include "engine/span_part.h"

namespace cpsaudit {

Span place_of_value(const SettingTree& tree, const SettingItem& item) {
  const Node& node = *item.node;
  // `# CONFIG_X is not set`: the symbol says as much as the words behind it.
  if (node.style == ScalarStyle::kUnset && node.key_span.known()) return {node.key_span.begin, node.value_span.end};
  // `listener 1883`: a section is judged by its arguments.
  if (node.kind == NodeKind::kSection && !node.words.empty()) {
    return {node.words.front().span.begin, node.words.back().span.end};
  }
  const bool has_text =
      node.kind == NodeKind::kScalar && node.value_span.known() && node.value_span.begin != node.value_span.end;
  if (has_text) return node.value_span;
  // Nothing stands there: the key is what a reader can be shown.
  if (node.key_span.known()) return node.key_span;
  const Node& parent = *tree.item(item.parent).node;
  if (parent.key_span.known()) return parent.key_span;
  return node.value_span.known() ? node.value_span : Span{{1, 1}, {1, 1}};
}

Span place_of_part(const Node& node, const Span& whole, const Pattern::Piece& part) {
  // A value over several lines: each is a word, and one blank stands between them.
  std::size_t begin = 0;
  for (const Word& line : node.words) {
    if (begin > node.value.size()) break;
    const std::size_t end = begin + line.text.size();
    if (node.value.compare(begin, line.text.size(), line.text) != 0) break;
    if (part.offset >= begin && part.offset + part.length <= end) {
      return part_of(line.span, line.text, {part.offset - begin, part.length});
    }
    begin = end + 1;
  }
  return part_of(whole, node.value, part);
}

Span place_of_part(const SettingTree& tree, const SettingItem& item, const std::optional<Pattern::Piece>& part) {
  const Node& node = *item.node;
  const bool is_written_so = node.style == ScalarStyle::kPlain || node.style == ScalarStyle::kQuoted;
  if (!part || part->length == 0 || node.kind != NodeKind::kScalar || !is_written_so) {
    return place_of_value(tree, item);
  }
  return place_of_part(node, place_of_value(tree, item), *part);
}

Span place_of_absence(const SettingTree& tree, std::size_t section) {
  const Node& node = *tree.item(section).node;
  if (section != SettingTree::kRoot && node.key_span.known()) return node.key_span;
  for (std::size_t i = section + 1; i < tree.size(); ++i) {
    const SettingItem& item = tree.item(i);
    if (item.file != tree.item(section).file) continue;
    if (item.node->key_span.known()) return item.node->key_span;
    if (item.node->kind == NodeKind::kScalar && item.node->value_span.known()) return item.node->value_span;
  }
  return Span{{1, 1}, {1, 1}};
}

}  // namespace cpsaudit
