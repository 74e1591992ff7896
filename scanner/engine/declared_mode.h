#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "engine/finding.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Rights that a file of the image is given somewhere in the tree: `chmod`, `install -m`, `chown`, a device table,
/// `COPY --chmod`.
struct DeclaredMode {
  /// As the device sees it, without the '/' in front; more than one where the last operand may be a folder. It may hold
  /// the wildcards of the shell.
  std::vector<std::string> targets;
  /// Bits that are given; `has_mode` is false for what tells the owner alone.
  std::uint32_t mode = 0;
  bool has_mode = false;
  /// Every bit is known: `u+s` says nothing of the others.
  bool whole = false;
  /// Without the group; empty when it is not told.
  std::string owner;
  /// A command gives them: chmod, chown, install.
  bool by_command = false;
  /// It holds for all that lies below.
  bool recursive = false;
  /// The mode, or the mode and the path, as written.
  Place place;
  std::string text;
};

/// In the order of the files and of their lines.
std::vector<DeclaredMode> declared_modes(const Catalog& catalog, std::span<const FileFacts> files);

/// Bits that a mode of chmod(1) sets, "0644", "u+s", "a=rw,o+w"; nothing for what is no mode. `whole` becomes true when
/// it says all of them.
std::optional<std::uint32_t> mode_bits(std::string_view text, bool& whole);

}  // namespace cpsaudit
