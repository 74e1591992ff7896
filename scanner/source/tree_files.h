#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "source/analyzer.h"
#include "source/header_index.h"
#include "source/header_roles.h"

namespace cpsaudit {

/// Where the parser sees the files of the tree, and where it looks for what it cannot find.
inline constexpr std::string_view kTreeFolder = "/tree";
inline constexpr std::string_view kGuessFolder = "/guess";

/// The bytes behind an #include: of the tree, of a model, or none.
struct SourceFile {
  /// Relative to the root; empty for a model, which is no place of the product.
  std::string path;
  /// Followed by a NUL. Shared by all parses that include it.
  std::shared_ptr<const std::string> text;
  /// The same for the same file.
  std::uint64_t number = 0;
};

/// What an #include means when there is neither a build nor an SDK. Keeps what it has read for the next file.
class TreeFiles {
 public:
  explicit TreeFiles(const SourceOptions& options);

  /// A new main file: where relative guesses start, and its text, which is not read again.
  void start(std::string_view main_path, std::string_view main_text);

  /// `path` as the parser names it, below `kTreeFolder` or `kGuessFolder`. Null when there is no such file.
  const SourceFile* find(std::string_view path);

  /// Names in a header that stand where only an attribute-like macro can, and that it does not define itself.
  const std::vector<std::string>& attribute_macros(std::string_view path, bool cplusplus);

  /// The roles of names in a header; the same headers are asked about for one main file after the other. Null when
  /// there is no such header.
  std::shared_ptr<const HeaderRoles> header_roles(std::string_view path, bool cplusplus);

  /// The files of the same sketch that come before it: the Arduino builder puts one behind the other, the one named as
  /// the folder first, the others by name.
  std::vector<std::string> tabs_before(std::string_view path);

  /// The path relative to the root for what the parser calls `path`; empty when it is no file of the tree.
  std::string tree_path(std::string_view path);

 private:
  const SourceFile* read_tree(const std::string& path);
  const SourceFile* guess(std::string_view include);
  std::shared_ptr<const HeaderRoles> roles_of(const SourceFile& file, bool cplusplus);
  const SourceFile* model(std::string_view include);
  bool plausible(std::string_view path) const;

  const SourceOptions& options_;
  HeaderIndex index_;
  std::unordered_map<std::string, std::size_t> models_;
  std::unordered_map<std::string, std::size_t> standard_models_;

  SourceFile main_;
  std::string main_folder_;
  /// Of the current main file; guesses depend on it.
  std::map<std::string, const SourceFile*, std::less<>> found_;
  /// Of all files. Nothing stands for "not there".
  std::map<std::string, std::optional<SourceFile>, std::less<>> files_;
  /// By `SourceFile::number`.
  std::unordered_map<std::uint64_t, std::vector<std::string>> attribute_macros_;
  /// By `SourceFile::number`, and whether it was read as C++. Shared with the parse that asked.
  std::map<std::pair<std::uint64_t, bool>, std::shared_ptr<const HeaderRoles>> roles_;
  std::uint64_t roles_bytes_ = 0;
  std::uint64_t kept_bytes_ = 0;
  std::uint64_t read_bytes_ = 0;
  std::uint64_t next_number_ = 1;
};

}  // namespace cpsaudit
