#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// `*` stands for any characters, `?` for one. Linear: no backtracking beyond the last star.
bool matches_wildcard(std::string_view pattern, std::string_view text);

/// A glob over a path: `*` and `?` stay inside a name, `**` crosses '/'.
bool matches_path(std::string_view glob, std::string_view path);

/// One part of a path to a setting.
struct PathPart {
  enum class Kind {
    kName,
    /// A name with `*` in it; alone: any name or item.
    kWildcard,
    /// `**`: any depth, none included.
    kAnyDepth,
    /// `[]`: each item of a sequence.
    kItem,
    /// `[2]`: the third item of a sequence; the name is the number.
    kNumberedItem,
    /// `@value`: what stands behind the key of a section.
    kSectionValue,
  };
  Kind kind = Kind::kName;
  std::string name;
};

/// "services/*/ports/[]" in parts.
std::vector<PathPart> parse_setting_path(std::string_view path);

}  // namespace cpsaudit
