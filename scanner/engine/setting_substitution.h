#pragma once

#include <cstddef>
#include <map>

#include "engine/setting_tree.h"
#include "engine/template_variables.h"

namespace cpsaudit {

/// What the names in the values of a tree stand for. Points into what it was made of.
class SettingSubstitution {
 public:
  SettingSubstitution(const SettingTree& tree, const TemplateVariables& variables)
      : tree_(tree), variables_(variables) {}

  /// `{{ NAME }}` of a template, `${NAME}` and `$NAME`: the item that says what it stands for, where there is one; else
  /// the item itself. Of several the main file's counts, which lays it over those of the files that it includes. A text
  /// around such names is the item itself with their texts put in. Lives as long as this does.
  const SettingItem& of(std::size_t index) const;

 private:
  struct Filled {
    /// A text made of several variables, at the place of the value that names them.
    Node made = {};
    /// Without a node: nobody says what the template's variables stand for.
    SettingItem item = {};
  };
  const SettingItem* template_value(std::size_t index) const;

  const SettingTree& tree_;
  const TemplateVariables& variables_;
  mutable std::map<std::size_t, Filled> filled_;
};

}  // namespace cpsaudit
