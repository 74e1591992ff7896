#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// Globs over paths relative to a root. `*` and `?` stay inside a name, `**` crosses '/', `[a-z]` and `[!a-z]` are one
/// character, `{a,b}` is either. A glob without '/' is held against the name alone; one that ends in '/' matches all
/// that lies below such a folder. A leading '/' or "./" ties it to the root and is otherwise ignored. Brackets and
/// braces that are never closed stand for themselves. The time to match is linear in the path, whatever the glob.
class GlobSet {
 public:
  explicit GlobSet(const std::vector<std::string>& globs);
  ~GlobSet();
  GlobSet(GlobSet&&) noexcept;
  GlobSet& operator=(GlobSet&&) noexcept;

  /// Indices of the globs that match, ascending. Bytes of `path` need not be UTF-8.
  std::vector<std::size_t> matches(std::string_view path) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

/// One glob.
class Glob {
 public:
  explicit Glob(std::string glob) : set_({std::move(glob)}) {}
  bool matches(std::string_view path) const { return !set_.matches(path).empty(); }

 private:
  GlobSet set_;
};

}  // namespace cpsaudit
