#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "facts/file_facts.h"

namespace cpsaudit {

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
  /// RE2 over the target of a link in the place of the definition, which then never starts.
  std::string masked_target;
  /// Of each of these lists something must be in the root filesystem, or what has no link may start all the same.
  /// Empty: a missing link never says anything.
  std::vector<std::vector<std::string>> conclusive;
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
};

/// "starts", "off", "unknown".
std::string_view name_of(Service::State state);

/// By path. `files` and `links` by path.
std::vector<Service> services_of(std::span<const ServiceRule> rules, std::span<const FileFacts> files,
                                 std::span<const LinkFacts> links);

}  // namespace cpsaudit
