#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace cpsaudit {

/// A name in a folder, and what the file system says about it without opening it.
struct DirectoryEntry {
  enum class Kind { kFile, kDirectory, kLink, kFifo, kSocket, kDevice, kVanished };

  std::string name;
  Kind kind = Kind::kFile;
  std::uint64_t size = 0;
  /// Permission bits.
  std::uint32_t mode = 0;
  /// Where a link points to, as it says itself.
  std::string target;
};

/// What a folder holds, by name in byte order, without "." and "..". `path` is relative to `root` and is not reached
/// through links.
Result<std::vector<DirectoryEntry>> list_directory(int root, const std::string& path);

/// The entry with this name, if any. `entries` are sorted by name.
const DirectoryEntry* find_entry(const std::vector<DirectoryEntry>& entries, std::string_view name);

}  // namespace cpsaudit
