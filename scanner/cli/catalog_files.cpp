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

}  // namespace

Result<CatalogFiles> catalog_files(const std::string& folder) {
  CatalogFiles files;
  files.views = embedded_catalog_files();
  if (folder.empty()) return files;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return tl::unexpected(Error{"expected a folder with checks (weakness/technology.yaml)", folder});
  }
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file() && entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  if (paths.empty()) return tl::unexpected(Error{"holds no check: expected *.yaml files below it", folder});
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    files.texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    if (!stream) return tl::unexpected(Error{"cannot be read", path.string()});
    put(files.views, {path.lexically_relative(folder).string(), files.texts.back()});
  }
  return files;
}

}  // namespace cpsaudit
