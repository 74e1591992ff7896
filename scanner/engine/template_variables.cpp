#include "engine/template_variables.h"

#include <algorithm>

#include "engine/ascii.h"
#include "engine/pattern.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// `name` in `{{ name }}`, `{{- .Values.a.b | quote }}` and `{{ name | default('x') }}`; empty for what computes.
std::string_view name_in_expression(std::string_view value) {
  // Filters that leave a text what it is, as far as a reader of settings is concerned.
  static const Pattern form =
      Pattern::compile(
          "^\\s*\\{\\{-?\\s*([A-Za-z_.][\\w.]*)\\s*(?:\\|\\s*(?:quote|squote|string|trim|lower|int|bool|"
          "toString|to_json|toYaml|default\\b[^|{}]*)\\s*)*-?\\}\\}\\s*$")
          .value_or(Pattern());
  const auto pieces = form.pieces_in(value, 1);
  return pieces.empty() ? std::string_view() : value.substr(pieces[0].offset, pieces[0].length);
}

/// `{{ name | join(',') }}`, `{{ .Values.a | join "," }}` and `{{ join "," .Values.a }}`.
struct Join {
  std::string_view name;
  std::string_view between;
};

std::optional<Join> join_in_expression(std::string_view value) {
  static const Pattern list =
      Pattern::compile(
          "^\\{\\{-?\\s*(?:join\\s+[\"'][^\"']*[\"']\\s+)?([A-Za-z_.][\\w.]*)\\s*(?:\\|\\s*(?:default\\b[^|{}]*|unique|"
          "list|sort)\\s*)*(?:\\|\\s*join\\s*\\(?\\s*[\"'][^\"']*[\"']\\s*\\)?\\s*)?(?:\\|\\s*(?:quote|squote|string)"
          "\\s*)*"
          "-?\\}\\}$")
          .value_or(Pattern());
  static const Pattern mark = Pattern::compile("\\bjoin\\s*\\(?\\s*(?:\"([^\"']*)\"|'([^\"']*)')").value_or(Pattern());
  const auto between = mark.pieces_in(value, 1);
  const auto name = list.pieces_in(value, 1);
  if (between.empty() || name.empty()) return std::nullopt;
  return Join{value.substr(name[0].offset, name[0].length), value.substr(between[0].offset, between[0].length)};
}

/// `base` and `path` as one, without `..`; nothing when that leads out of the tree.
std::optional<std::string> joined(std::string_view base, std::string_view path) {
  while (path.starts_with("../")) {
    path.remove_prefix(3);
    if (base.empty()) return std::nullopt;
    const std::size_t slash = base.rfind('/');
    base = slash == std::string_view::npos ? std::string_view() : base.substr(0, slash);
  }
  return base.empty() ? std::string(path) : std::string(base) + "/" + std::string(path);
}

/// The text or list at `name`, whose parts are keys; null for what is neither.
const Node* value_below(const Node& root, std::string_view name) {
  const Node* node = &root;
  while (node != nullptr && !name.empty()) {
    const std::size_t dot = std::min(name.find('.'), name.size());
    const std::string_view part = name.substr(0, dot);
    node = part.empty() ? nullptr : node->child(part);
    name.remove_prefix(std::min(dot + 1, name.size()));
  }
  const bool is_value =
      node != nullptr && node != &root && node->kind != NodeKind::kSection && node->value_span.known();
  return is_value ? node : nullptr;
}

}  // namespace

Result<std::vector<TemplateRule>> read_template_rules(std::string_view text) {
  std::vector<TemplateRule> rules;
  std::uint32_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (trimmed(line).empty() || line.front() == '#') continue;
    const std::size_t first = line.find('|');
    const std::size_t second = first == std::string_view::npos ? first : line.find('|', first + 1);
    if (second == std::string_view::npos) {
      return tl::unexpected(Error{"expected 'prefix | folder | files'", "", {number, 1}});
    }
    rules.push_back({std::string(trimmed(line.substr(0, first))),
                     std::string(trimmed(line.substr(first + 1, second - first - 1))),
                     words_of(line.substr(second + 1))});
  }
  return rules;
}

TemplateVariables::TemplateVariables(std::span<const TemplateRule> rules, std::span<const FileFacts> files)
    : rules_(rules) {
  const auto is_named = [&](std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return std::any_of(rules.begin(), rules.end(), [&](const TemplateRule& rule) {
      return std::any_of(rule.files.begin(), rule.files.end(),
                         [&](const std::string& file) { return std::string_view(file).ends_with(name); });
    });
  };
  for (const FileFacts& file : files) {
    if (file.document && is_named(file.path)) files_.emplace(file.path, &file);
  }
}

std::optional<TemplateVariables::Variable> TemplateVariables::find(std::string_view path,
                                                                   std::string_view value) const {
  if (files_.empty() || value.find("{{") == std::string_view::npos) return std::nullopt;
  const std::string_view name = name_in_expression(value);
  const auto variable = name.empty() ? std::nullopt : named(path, name);
  return variable && variable->node->kind == NodeKind::kScalar ? variable : std::nullopt;
}

std::optional<TemplateVariables::Variable> TemplateVariables::named(std::string_view path,
                                                                    std::string_view name) const {
  for (const TemplateRule& rule : rules_) {
    const bool is_prefixed = name.size() > rule.prefix.size() && name.starts_with(rule.prefix) &&
                             (rule.prefix.empty() ? name.front() != '.' : name[rule.prefix.size()] == '.');
    if (!is_prefixed) continue;
    const std::string_view own = name.substr(rule.prefix.empty() ? 0 : rule.prefix.size() + 1);
    const std::string folder = rule.folder + "/";
    for (std::size_t at = path.find(folder); at != std::string_view::npos; at = path.find(folder, at + 1)) {
      if (at != 0 && path[at - 1] != '/') continue;
      const auto variable = find_below(path.substr(0, at == 0 ? 0 : at - 1), rule, own);
      if (variable) return variable;
    }
  }
  return std::nullopt;
}

std::optional<std::string> TemplateVariables::text_of(std::string_view path, std::string_view expression) const {
  std::string text;
  if (const auto join = files_.empty() ? std::nullopt : join_in_expression(expression)) {
    const auto list = named(path, join->name);
    if (!list || list->node->kind != NodeKind::kSequence) return std::nullopt;
    for (const Node& item : list->node->children) {
      if (item.kind != NodeKind::kScalar) return std::nullopt;
      if (&item != &list->node->children.front()) text += join->between;
      text += item.value;
    }
  } else if (const auto variable = find(path, expression)) {
    text = variable->node->value;
  } else {
    return std::nullopt;
  }
  return text.find("{{") == std::string::npos ? std::optional(text) : std::nullopt;
}

std::optional<std::string> TemplateVariables::filled_in(std::string_view path, std::string_view value) const {
  std::string text;
  bool is_template = false;
  for (std::size_t open = value.find("{{"); open != std::string_view::npos; open = value.find("{{")) {
    const std::size_t close = value.find("}}", open);
    if (close == std::string_view::npos) return std::nullopt;
    const auto known = text_of(path, value.substr(open, close + 2 - open));
    if (!known) return std::nullopt;
    text.append(value.substr(0, open)).append(*known);
    value.remove_prefix(close + 2);
    is_template = true;
  }
  if (!is_template) return std::nullopt;
  return text.append(value);
}

std::optional<TemplateVariables::Variable> TemplateVariables::find_below(std::string_view base,
                                                                         const TemplateRule& rule,
                                                                         std::string_view name) const {
  for (const std::string& file : rule.files) {
    const auto path = joined(base, file);
    const auto known = path ? files_.find(*path) : files_.end();
    if (known == files_.end()) continue;
    const Node* root = &known->second->document->root;
    if (root->children.size() == 1 && root->children.front().key == "---") root = &root->children.front();
    if (const Node* node = value_below(*root, name)) return Variable{known->second, node};
  }
  return std::nullopt;
}

}  // namespace cpsaudit
