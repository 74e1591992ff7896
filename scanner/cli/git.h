#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"

namespace cpsaudit {

/// What a repository held at one commit, below one folder. Only git's object store is read: no hook, filter, pager or
/// helper program that the repository names is ever run, and nothing is fetched.
class GitTree {
 public:
  /// `folder` is an absolute path in the work tree; `revision` whatever git takes for a commit. Where both have a
  /// common ancestor with HEAD, that is what counts: what others did to `revision` meanwhile is no change of ours.
  static Result<GitTree> at(const std::string& folder, const std::string& revision);

  /// Content of a file by its path below the folder; nothing when there was none.
  const std::string* blob_of(const std::string& path) const;
  /// True when some file that is there no more had this content.
  bool had_content(const std::string& object) const { return paths_of_.contains(object); }
  /// Paths, below the folder, that had this content.
  std::vector<std::string> paths_with(const std::string& object) const;
  /// The name that git gives to a content.
  std::string object_of(const std::string& bytes) const;

  /// The contents of objects, by their name; objects that are no files are left out.
  Result<std::map<std::string, std::string>> contents(const std::vector<std::string>& objects) const;

 private:
  std::string folder_;
  /// Object by path.
  std::map<std::string, std::string> objects_;
  std::multimap<std::string, std::string> paths_of_;
  bool uses_sha256_ = false;
};

}  // namespace cpsaudit
