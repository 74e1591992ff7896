#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/catalog.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Files that call functions of the product which hand on what checks look at: they are read once more, with an eye on
/// those calls.
struct SecondLook {
  /// What to look for: all that was looked for before, and the functions.
  SourceInterests interests;
  /// Indexes of the files, sorted.
  std::vector<std::size_t> files;
};

/// Nothing when nothing new can be seen. `known`: what the files were read with. To be asked again after each look:
/// functions that call such functions may be such functions themselves.
std::optional<SecondLook> second_look(const Catalog& catalog, std::span<const std::size_t> checks,
                                      std::span<const FileFacts> files, const SourceInterests& known);

/// How often at most: so many files deep a value is followed.
inline constexpr int kMostLooks = 4;

}  // namespace cpsaudit
