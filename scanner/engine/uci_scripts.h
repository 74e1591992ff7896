#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// What the `uci` commands of one script, or of the command lines in one source file, set in one package: `uci set
/// wireless.radio0.disabled=0`, `uci add`, `uci add_list` and the lines of `uci batch`. Such a document is a fragment:
/// what it lacks stands in the package's file or is the default.
///
/// Sections are named as in a file; the value of an anonymous one that is addressed by its number is "@1".
struct ScriptedSettings {
  /// "firewall"
  std::string package;
  /// Path of the script; syntax and software of the package's file.
  FileFacts facts;
  /// The file that is changed, as the device sees it: "etc/config/firewall".
  std::string target = {};
  /// False for a fragment.
  bool whole = false;
};

/// In the order of the files, then of the packages' names.
std::vector<ScriptedSettings> settings_of_scripts(const Catalog& catalog, std::span<const FileFacts> files);

}  // namespace cpsaudit
