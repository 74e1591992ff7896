#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "intake/directory.h"

namespace cpsaudit {

/// Finds out where symbolic links of a tree lead, as the device that the tree is for would, and never outside of it.
class LinkResolver {
 public:
  /// `root`: a directory; `root_path`: its absolute path, for links that name it. Both must outlive the resolver.
  LinkResolver(int root, std::string_view root_path) : root_(root), root_path_(root_path) {}

  /// Folders in which an absolute link starts: they hold several of etc, bin, sbin, lib, usr, var.
  /// `path` is relative to the root, empty for the root itself.
  void look_at(const std::string& path, const std::vector<DirectoryEntry>& entries);

  /// The path, relative to the root, that the link at `link` leads to at last; or in one sentence why it leads
  /// nowhere.
  Result<std::string> resolve(const std::string& link, const std::string& target) const;

 private:
  /// `top` is what "/" means, and a folder that ".." does not leave, when it is given.
  Result<std::string> follow(const std::string& link, const std::string& target,
                             const std::optional<std::string>& top) const;
  /// Root filesystems around `path`, the innermost first.
  std::vector<std::string> root_filesystems_around(std::string path) const;

  int root_;
  std::string_view root_path_;
  std::set<std::string> root_filesystems_;
};

}  // namespace cpsaudit
