#include "engine/setting_matchers.h"

#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace cpsaudit {

namespace {

SettingMatcher make_matcher(std::size_t check, std::size_t detector, const SettingDetector& setting) {
  SettingMatcher matcher{check, detector, &setting};
  for (const std::string& scope : setting.scopes) matcher.scopes.push_back(parse_setting_path(scope));
  if (matcher.scopes.empty()) matcher.scopes.emplace_back();
  for (const std::string& key : setting.keys) matcher.keys.push_back(parse_setting_path(key));
  return matcher;
}

}  // namespace

bool SettingMatcher::names_key(const std::string& name) {
  const auto [known, is_new] = known_names.emplace(name, false);
  if (is_new) known->second = setting->key_matches.found_in(name);
  return known->second;
}

SettingMatchers setting_matchers(const Catalog& catalog, std::span<const std::size_t> checks,
                                 std::span<const SettingTree> trees) {
  std::set<std::string_view> software_there;
  std::set<Syntax> syntaxes_there;
  for (const SettingTree& tree : trees) {
    software_there.insert(tree.dialect().software());
    syntaxes_there.insert(tree.main().syntax);
  }
  SettingMatchers matchers;
  for (const std::size_t check : checks) {
    const auto& detectors = catalog.checks[check].detectors;
    for (std::size_t i = 0; i < detectors.size(); ++i) {
      const auto* setting = std::get_if<SettingDetector>(&detectors[i].kind);
      if (setting == nullptr) continue;
      bool is_asked = false;
      for (const std::string& software : setting->software) {
        if (!software_there.contains(software)) continue;
        matchers.by_software[software].push_back(matchers.all.size());
        is_asked = true;
      }
      for (const Syntax syntax : setting->syntaxes) {
        if (!syntaxes_there.contains(syntax)) continue;
        matchers.by_syntax[syntax].push_back(matchers.all.size());
        is_asked = true;
      }
      if (is_asked) matchers.all.push_back(make_matcher(check, i, *setting));
    }
  }
  return matchers;
}

}  // namespace cpsaudit
