#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "facts/file_facts.h"

namespace cpsaudit {

struct WalkOptions {
  std::uint64_t max_file_size = 8ULL << 20U;
  /// Globs over paths relative to the root that are left out, with the reason that the log gives.
  std::vector<std::pair<std::string, std::string>> excludes;
};

/// A file that is to be looked at.
struct FoundFile {
  /// Relative to the root, '/' between names.
  std::string path;
  std::uint64_t size = 0;
  /// Permission bits, e.g. 0644.
  std::uint32_t mode = 0;
};

struct Walk {
  /// By path in byte order, whatever the order in the directory.
  std::vector<FoundFile> files;
  /// Over the limit, by path: they are accounted for and not looked at. Each is among the problems too.
  std::vector<FoundFile> too_large;
  /// Symbolic links, by path. An absolute link in a root filesystem starts at that root; one that leads out of the
  /// root, dangles or runs in a circle has no `resolved`. The target is looked at once, under its own path.
  std::vector<LinkFacts> links;
  /// Files that exist and are not looked at: too large, unreadable, special, links that lead out. (path, problem).
  std::vector<std::pair<std::string, Problem>> problems;
  /// Left out on purpose: version control, build output, excluded by the user. (path, reason).
  std::vector<std::pair<std::string, std::string>> left_out;
};

/// Lists a tree without following a link out of it. Reads names and metadata, never contents.
/// `root` is a directory or a single file. Fails when it does not exist or cannot be opened.
Result<Walk> walk(const std::string& root, const WalkOptions& options);

}  // namespace cpsaudit
