#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/catalog.h"
#include "engine/pattern.h"
#include "engine/setting_path.h"
#include "engine/setting_tree.h"

namespace cpsaudit {

/// A `setting` detector with its paths read once.
struct SettingMatcher {
  using Path = std::vector<PathPart>;

  std::size_t check = 0;
  std::size_t detector = 0;
  const SettingDetector* setting = nullptr;
  std::vector<Path> scopes = {};
  std::vector<Path> keys = {};
  /// Whether `key_matches` is found in a name: the same names come again and again.
  std::unordered_map<std::string, bool> known_names = {};

  bool names_key(const std::string& name);
};

/// The detectors by what they look at, so that a file meets only those that are for it.
struct SettingMatchers {
  std::vector<SettingMatcher> all;
  std::map<std::string, std::vector<std::size_t>> by_software;
  std::map<Syntax, std::vector<std::size_t>> by_syntax;
};

/// The `setting` detectors of `checks` (indexes in the catalogue) that have something to look at in `trees`: of
/// thousands a small tree asks few. They point into the catalogue.
SettingMatchers setting_matchers(const Catalog& catalog, std::span<const std::size_t> checks,
                                 std::span<const SettingTree> trees);

}  // namespace cpsaudit
