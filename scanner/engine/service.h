#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "engine/finding.h"
#include "engine/pattern.h"
#include "engine/predicate.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// A section, or a line, of a file that switches what stands in it off: `disable = yes` of xinetd.
struct SwitchRule {
  /// Wildcards over the names of dialects.
  std::vector<std::string> software;
  /// Path of the sections; `*` for any of them.
  std::string scope;
  std::string key;
  Predicate value;
};

/// How one way of starting services works: checks/services/<kind>.yaml. Globs are relative to the root filesystem;
/// `{name}` stands for the name of the definition, `{stem}` for it without its extension.
struct ServiceRule {
  std::string kind;
  LocalizedText title;
  /// Files that define a service.
  std::vector<std::string> definitions;
  /// Links or files that start it.
  std::vector<std::string> links;
  /// Definitions that start without a link.
  std::vector<std::string> alone;
  /// Over the target of a link in the place of the definition, which then never starts.
  Pattern masked_target;
  /// Of each of these lists something must be in the root filesystem, or what has no link may start all the same.
  /// Empty: a missing link never says anything.
  std::vector<std::vector<std::string>> conclusive;
  /// The name of the definition is that of its folder: `etc/sv/{name}/run`.
  bool named_by_folder = false;
  /// Names of files beside the definition that keep it from starting: `down` of runit.
  std::vector<std::string> off_files;
  /// A definition that cannot be executed never starts, where others beside it can be.
  bool needs_execution = false;
  /// Command lines that switch services on or off for good: "systemctl enable {name}".
  std::vector<std::string> starting_commands;
  std::vector<std::string> stopping_commands;
  /// Keys of a list of names in files of this software, the first that fits deciding: presets of systemd.
  std::string list_software;
  std::string starting_key;
  std::string stopping_key;
  /// What switches parts of a definition off.
  std::vector<SwitchRule> off_when;
};

/// A service that a root filesystem defines or starts.
struct Service {
  enum class State {
    kStarts,   ///< something starts it
    kOff,      ///< nothing does, and all that could is known
    kUnknown,  ///< the files do not tell
  };
  /// Path of the definition; of the link where the definition is not in the tree.
  std::string path;
  std::string kind;
  State state = State::kUnknown;
  /// The link that decides; empty when none does.
  std::string link;
  /// The command or the line that decides; `path` is empty when none does.
  Place decided_at = {};
};

/// "starts", "off", "unknown".
std::string_view name_of(Service::State state);

/// By path. `files` and `links` by path.
std::vector<Service> services_of(std::span<const ServiceRule> rules, std::span<const FileFacts> files,
                                 std::span<const LinkFacts> links);

}  // namespace cpsaudit
