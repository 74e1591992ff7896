#include "cli/catalog_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace cpsaudit {

namespace fs = std::filesystem;

namespace {

/// A file with the path of a built-in one takes its place: so a check can be tried out while it is being changed.
void put(std::vector<CatalogFile>& files, CatalogFile file) {
  const auto same = std::find_if(files.begin(), files.end(), [&](const CatalogFile& f) { return f.path == file.path; });
  if (same != files.end()) {
    *same = std::move(file);
  } else {
    files.push_back(std::move(file));
  }
}

bool is_built_in(const std::string& name, const std::vector<CatalogFile>& built_in) {
  return std::any_of(built_in.begin(), built_in.end(), [&](const CatalogFile& file) { return file.path == name; });
}

/// All files at or below `named`, sorted.
std::vector<fs::path> files_at(const fs::path& named) {
  if (fs::is_regular_file(named)) return {named};
  std::vector<fs::path> paths;
  std::error_code unreadable;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(named, unreadable)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The folder that the paths of checks count from: the nearest one at or above `named` from where one of the files has
/// the path of a built-in one, or a neighbour of it, so that any part of a changed copy of the checks can be named;
/// else `named` itself.
fs::path root_of(const fs::path& named, const std::vector<fs::path>& paths, const std::vector<CatalogFile>& built_in) {
  constexpr int kDeepest = 3;
  fs::path root = named;
  for (int up = 0; up <= kDeepest; ++up, root = root.parent_path()) {
    for (const fs::path& path : paths) {
      // A new check stands beside the weakness that it is one of.
      for (const fs::path& known : {path, path.parent_path() / "weakness.yaml"}) {
        if (is_built_in(known.lexically_relative(root).string(), built_in)) return root;
      }
    }
  }
  return fs::is_directory(named) ? named : named.parent_path();
}

/// What checks share lies right below a folder of the root: dialects, word lists and the like.
std::vector<fs::path> shared_files(const fs::path& root, const std::vector<CatalogFile>& built_in) {
  std::set<std::string> folders;
  for (const CatalogFile& file : built_in) {
    const std::size_t slash = file.path.find('/');
    if (file.path.find('/', slash + 1) == std::string::npos) folders.insert(file.path.substr(0, slash));
  }
  std::vector<fs::path> paths;
  for (const std::string& folder : folders) {
    if (!fs::is_directory(root / folder)) continue;
    for (fs::path& path : files_at(root / folder)) paths.push_back(std::move(path));
  }
  return paths;
}

}  // namespace

Result<CatalogFiles> catalog_files(const std::string& path) {
  CatalogFiles files;
  files.views = embedded_catalog_files();
  if (path.empty()) return files;
  std::error_code error;
  const fs::path named = fs::canonical(path, error);
  if (error)
    return tl::unexpected(Error{"expected a folder with checks (weakness/technology.yaml) or one such file", path});
  const std::vector<fs::path> paths = files_at(named);
  const fs::path root = root_of(named, paths, files.views);
  const auto read = [&](const fs::path& file) -> Result<void> {
    const std::string name = file.lexically_relative(root).string();
    // Word lists and the like go by the names that the program knows them by; checks may have any.
    if (file.extension() != ".yaml" && !is_built_in(name, files.views)) return {};
    std::ifstream stream(file, std::ios::binary);
    files.texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    if (!stream) return tl::unexpected(Error{"cannot be read", file.string()});
    put(files.views, {name, files.texts.back()});
    if (std::binary_search(paths.begin(), paths.end(), file)) files.given.insert(name);
    return {};
  };
  for (const fs::path& file : shared_files(root, files.views)) {
    if (auto done = read(file); !done) return tl::unexpected(done.error());
  }
  for (const fs::path& file : paths) {
    if (auto done = read(file); !done) return tl::unexpected(done.error());
  }
  if (files.given.empty()) return tl::unexpected(Error{"holds no check: expected *.yaml files below it", path});
  return files;
}

}  // namespace cpsaudit
