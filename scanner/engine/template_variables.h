#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Which files give the variables of templates their values (checks/data/template-variables.txt).
struct TemplateRule {
  /// What the names of these variables begin with: ".Values" of Helm; empty: nothing.
  std::string prefix;
  /// The templates are what lies below this folder of a base: "templates".
  std::string folder;
  /// Files of variables by their paths from the base; the first that has the name counts.
  std::vector<std::string> files;
};

/// One rule a line: `prefix | folder | files`. Lines that start with '#' do not count.
Result<std::vector<TemplateRule>> read_template_rules(std::string_view text);

/// The variables of all templates of a tree. Points into rules and facts, which must outlive it.
class TemplateVariables {
 public:
  TemplateVariables(std::span<const TemplateRule> rules, std::span<const FileFacts> files);

  struct Variable {
    const FileFacts* file = nullptr;
    const Node* node = nullptr;
  };

  /// What `value`, in the template at `path`, stands for: only when it is one expression `{{ name }}`, with or without
  /// filters behind it, and the name has one text. A default in the expression does not count where a file has the
  /// name.
  std::optional<Variable> find(std::string_view path, std::string_view value) const;

  /// `value` with the texts of all expressions in it, a list that is joined as one text; nothing when one of them has
  /// none, or when there is none.
  std::optional<std::string> filled_in(std::string_view path, std::string_view value) const;

 private:
  /// What the name stands for in the template: a text or a list.
  std::optional<Variable> named(std::string_view path, std::string_view name) const;
  std::optional<std::string> text_of(std::string_view path, std::string_view expression) const;
  std::optional<Variable> find_below(std::string_view base, const TemplateRule& rule, std::string_view name) const;

  std::span<const TemplateRule> rules_;
  std::unordered_map<std::string_view, const FileFacts*> files_;
};

}  // namespace cpsaudit
