#include "formats/carried_texts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base_name.h"
#include "formats/given_variables.h"
#include "formats/key_pattern.h"
#include "formats/lines.h"

namespace cpsaudit {
namespace {

/// In place of the key of a path: the section around is called like the file.
constexpr std::string_view kNameOfSection = "@key";

class CarriedTexts {
 public:
  CarriedTexts(const Text& file, const Document& document, const SyntaxOptions& options, EmbeddedTextList& texts)
      : file_(file), document_(document), options_(options), texts_(texts) {}

  void collect() {
    for (const EmbeddedKey& key : options_.embeds) {
      std::string_view at = key.at;
      if (at.ends_with("=,")) at.remove_suffix(1);
      if (at.ends_with('=')) at.remove_suffix(1);
      patterns_.emplace_back(split_key_path(at), &key);
    }
    document_node_ = &document_.root;
    walk(document_.root);
  }

 private:
  void walk(const Node& node) {
    for (const Node& child : node.children) {
      const bool is_document = key_path_.empty() && child.key == "---";
      if (is_document) document_node_ = &child;
      if (!is_document) key_path_.push_back(child.key);
      for (const auto& [pattern, key] : patterns_) {
        if (!is_document && matches_key_path(pattern, key_path_)) take(child, node, *key);
      }
      if (!taken_.contains(&child)) take_block(child, node);
      walk(child);
      if (!is_document) key_path_.pop_back();
    }
  }

  /// The variables that a container starts with: `{NAME: value}`, `- NAME=value` or `- {name: NAME, value: x}`.
  void take_variables(const Node& node) {
    for (const Node& entry : node.children) {
      const Node* name = entry.child("name");
      const Node* value = entry.child("value");
      if (name != nullptr && value != nullptr) {
        take_variable(name->value, *value);
      } else if (entry.kind == NodeKind::kScalar && entry.key.empty()) {
        if (entry.value.find('=') != std::string::npos)
          texts_.add(kVariablesFile, placed_text(file_, {entry.value, entry.value_span, true}), false);
      } else if (entry.kind == NodeKind::kScalar) {
        take_variable(entry.key, entry);
      }
    }
  }

  void take_variable(const std::string& name, const Node& value) {
    const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), is_name_character);
    if (!is_name || value.kind != NodeKind::kScalar || !value.value_span.known()) return;
    if (value.value.empty() || value.value.find('\n') != std::string::npos) return;
    const std::size_t place = file_.offset(value.value_span.begin);
    PlacedText line;
    line.append(name + "=", place);
    const PlacedText text = placed_text(file_, {value.value, value.value_span, true});
    line.append(text);
    texts_.add(kVariablesFile, std::move(line), false);
  }

  /// `around`: what `node` is a part of.
  void take(const Node& node, const Node& around, const EmbeddedKey& key) {
    if (key.at.ends_with("=,")) {
      // A line of its own for each program.
      collect_listed_variables(file_, node, VariableSeparator::kComma, texts_, EmbeddedTextList::Merging::kNever);
      return;
    }
    if (key.at.ends_with('=')) {
      collect_listed_variables(file_, node, VariableSeparator::kBlank, texts_, EmbeddedTextList::Merging::kByPath);
      take_variables(node);
      return;
    }
    if (!key.name.empty()) {
      take_text(node, key.name, key);
      return;
    }
    if (key.text.empty()) {
      // `data: {mosquitto.conf: …}` is a file, `data: {LEVEL: debug}` is none, `data: {config: | …}` is one again.
      const bool has_name = node.key.find_first_of("./") != std::string::npos;
      const bool has_lines = node.value.find('\n') != std::string::npos;
      if (has_name || has_lines) take_text(node, node.key, key);
      return;
    }
    if (is_removal(node)) return;
    for (const std::string& path_key : key.path) {
      const Node* named = node_below(node, path_key);
      if (named == nullptr && path_key != kNameOfSection) continue;
      const std::string& path = named == nullptr ? around.key : named->value;
      if (key.text.front().find('{') != std::string::npos) {
        take_lines(node, path, key);
        return;
      }
      for (const std::string& text_key : key.text) {
        const Node* text = node_below(node, text_key);
        if (text != nullptr && !take_each(*text, around, path)) take_text(*text, path, key);
      }
      return;
    }
  }

  /// `[]` is the first item that has what follows: `[{name: a}, {contents: b}]` is read as one section.
  static const Node* node_below(const Node& node, std::string_view path) {
    return node_below(node, split_key_path(path), 0);
  }

  static const Node* node_below(const Node& node, const KeyPath& path, std::size_t at) {
    if (at == path.size()) return &node;
    if (path[at] != "[]") {
      const Node* child = node.child(path[at]);
      return child == nullptr ? nullptr : node_below(*child, path, at + 1);
    }
    for (const Node& item : node.children) {
      const Node* found = item.key.empty() ? node_below(item, path, at + 1) : nullptr;
      if (found != nullptr) return found;
    }
    return nullptr;
  }

  bool is_removal(const Node& node) const {
    const std::string& removal = options_.embed_removal;
    const std::size_t equals = removal.find('=');
    if (equals == std::string::npos) return false;
    const Node* state = node.child(removal.substr(0, equals));
    return state != nullptr && state->value == removal.substr(equals + 1);
  }

  /// Lines of which parts are values: `[{section}]`. One without its value is left out.
  void take_lines(const Node& node, const std::string& path, const EmbeddedKey& key) {
    PlacedText text;
    for (const std::string& line : key.text) {
      PlacedText built;
      bool complete = true;
      for (std::size_t i = 0; i < line.size(); ++i) {
        const std::size_t close = line[i] == '{' ? line.find('}', i) : std::string::npos;
        if (close == std::string::npos) {
          built.append(line[i], file_.offset(node.value_span.begin));
          continue;
        }
        const Node* value = node.child(line.substr(i + 1, close - i - 1));
        complete = complete && value != nullptr && value->kind == NodeKind::kScalar && value->value_span.known();
        if (complete) built.append(placed_text(file_, {value->value, value->value_span, true}));
        i = close;
      }
      if (!complete) continue;
      built.append('\n', built.end());
      text.append(built);
    }
    texts_.add(from_root(path), std::move(text), false);
  }

  /// A text that is written once for each element of a list beside it: `line: "{{ item.key }} {{ item.value }}"`.
  bool take_each(const Node& text, const Node& around, const std::string& path) {
    constexpr std::size_t kMostElements = 200;
    if (text.kind != NodeKind::kScalar || text.value.find("{{") == std::string::npos) return false;
    const Node* list = nullptr;
    for (const std::string& name : options_.embed_lists) list = list == nullptr ? around.child(name) : list;
    if (list == nullptr || list->children.empty() || list->children.size() > kMostElements) return false;
    if (!text.value_span.known()) return false;
    const PlacedText pattern = placed_text(file_, {text.value, text.value_span, true});
    for (const Node& element : list->children) {
      if (auto line = with_element(pattern, element)) texts_.add(from_root(path), std::move(*line), false);
    }
    return true;
  }

  /// Nothing when it asks for something else too.
  std::optional<PlacedText> with_element(const PlacedText& pattern, const Node& element) const {
    PlacedText line;
    for (std::size_t i = 0; i < pattern.text.size(); ++i) {
      if (pattern.text.compare(i, 2, "{{") != 0) {
        line.append(pattern.text[i], pattern.offsets[i]);
        continue;
      }
      const std::size_t close = pattern.text.find("}}", i);
      if (close == std::string::npos) return std::nullopt;
      const auto value = element_value(std::string_view(pattern.text).substr(i + 2, close - i - 2), element);
      if (!value) return std::nullopt;
      line.append(*value);
      i = close + 1;
    }
    return line;
  }

  /// `item`, `item.name`, `item['name']`; of an entry of a table its key and its value.
  std::optional<PlacedText> element_value(std::string_view expression, const Node& element) const {
    const auto is_space = [](char c) { return c == ' '; };
    std::string name;
    std::copy_if(expression.begin(), expression.end(), std::back_inserter(name), [&](char c) { return !is_space(c); });
    if (!name.starts_with(options_.embed_element)) return std::nullopt;
    name.erase(0, options_.embed_element.size());
    if (name.starts_with("['") && name.ends_with("']")) name = "." + name.substr(2, name.size() - 4);
    const Node* value = name.empty() ? &element : nullptr;
    if (name.size() > 1 && name.front() == '.') value = element.child(name.substr(1));
    if (value == nullptr && !element.key.empty() && name == ".key") {
      return placed_text(file_, {element.key, element.key_span, true});
    }
    if (value == nullptr && !element.key.empty() && name == ".value") value = &element;
    if (value == nullptr || value->kind != NodeKind::kScalar || !value->value_span.known()) return std::nullopt;
    return placed_text(file_, {value->value, value->value_span, true});
  }

  void take_text(const Node& node, const std::string& path, const EmbeddedKey& key) {
    taken_.insert(&node);
    if (node.kind == NodeKind::kSequence && !(key.text.empty() && key.name.empty())) {
      take_list(node, path, key);
      return;
    }
    if (node.kind != NodeKind::kScalar || !node.value_span.known()) return;
    const std::size_t known = texts_.size();
    // Two of these are two files, even when they bear one name: each stands in an object of its own.
    const auto merging = key.text.empty() ? EmbeddedTextList::Merging::kNever : EmbeddedTextList::Merging::kByPath;
    PlacedText text = placed_text(file_, {node.value, node.value_span, true});
    if (keeps_escapes(node)) text = without_escapes(text);
    texts_.add(from_root(path), std::move(text), !key.part, merging);
    if (texts_.size() > known) texts_.last().also = other_names(texts_.last().path, key);
  }

  /// `"a\nb"` in a format whose reader leaves escapes as they are.
  bool keeps_escapes(const Node& node) const {
    if (node.style != ScalarStyle::kQuoted || node.value.find("\\n") == std::string::npos) return false;
    const std::size_t begin = file_.offset(node.value_span.begin);
    return begin > 0 && file_.utf8()[begin - 1] == '"' && file_.slice(node.value_span) == node.value;
  }

  /// `config: |` of which nobody said what it holds: its own words may, or the name of what it belongs to.
  void take_block(const Node& node, const Node& around) {
    if (node.style != ScalarStyle::kBlock || node.kind != NodeKind::kScalar || !node.value_span.known()) return;
    if (node.key.empty() || node.key.front() == '#' || is_prose(node.key)) return;
    const std::size_t known = texts_.size();
    texts_.add(from_root(node.key), placed_text(file_, {node.value, node.value_span, true}), false,
               EmbeddedTextList::Merging::kNever);
    if (texts_.size() == known) return;
    texts_.last().only_known = true;
    texts_.last().also = {node.key + ".conf"};
    if (around.key.empty() || around.key == "---") return;
    for (const std::string& name : {around.key, around.key + "/" + node.key, around.key + ".conf"}) {
      texts_.last().also.push_back(from_root(name));
    }
  }

  /// Text for people, which may quote files.
  static bool is_prose(std::string_view key) {
    constexpr std::string_view kProse[] = {"description", "comment",       "help",    "notes",    "summary",
                                           "doc",         "documentation", "example", "examples", "usage",
                                           "message",     "body",          "readme",  "text"};
    return std::find(std::begin(kProse), std::end(kProse), key) != std::end(kProse);
  }

  /// A list of lines.
  void take_list(const Node& node, const std::string& path, const EmbeddedKey& key) {
    PlacedText text;
    for (const Node& item : node.children) {
      if (item.kind != NodeKind::kScalar || !item.value_span.known()) continue;
      text.append(placed_text(file_, {item.value, item.value_span, true}));
      text.append('\n', text.end());
    }
    texts_.add(from_root(path), std::move(text), !key.part);
  }

  /// `redis-config` may be redis.conf, and `config` of what is called "mosquitto" mosquitto.conf.
  std::vector<std::string> other_names(const std::string& path, const EmbeddedKey& key) const {
    if (!key.text.empty() || !key.name.empty()) return {};
    std::vector<std::string> names = {path + ".conf"};
    const Node* node = document_node_;
    for (const std::string_view part : split_key_path(key.named_after)) {
      if (node != nullptr) node = node->child(part);
    }
    const bool is_named = !key.named_after.empty() && node != nullptr && node->kind == NodeKind::kScalar;
    if (is_named && node->value.find('/') == std::string::npos) {
      names.push_back(node->value + "/" + std::string(base_name(path)));
      names.push_back(node->value + ".conf");
    }
    return names;
  }

  const Text& file_;
  const Document& document_;
  const SyntaxOptions& options_;
  EmbeddedTextList& texts_;
  std::vector<std::pair<KeyPath, const EmbeddedKey*>> patterns_;
  KeyPath key_path_;
  /// Texts of which a key of `options_` says what they are.
  std::set<const Node*> taken_;
  /// The YAML document that is being walked through.
  const Node* document_node_ = nullptr;
};

}  // namespace

void collect_carried_texts(const Text& file, const Document& document, const SyntaxOptions& options,
                           EmbeddedTextList& texts) {
  CarriedTexts(file, document, options, texts).collect();
}

}  // namespace cpsaudit
