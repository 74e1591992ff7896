#include "source/tree_files.h"

#include <algorithm>

#include "source/name_roles.h"

namespace cpsaudit {
namespace {

/// All that one file may include. A tree written to fill the memory has more; its other headers are "not found".
constexpr std::uint64_t kMostBytesOfOneFile = 48ULL << 20U;
/// What is kept for the files to come before it is thrown away.
constexpr std::uint64_t kMostBytesKept = 96ULL << 20U;
/// Of these, headers whose tokens are kept: they take several times the memory of the text.
constexpr std::uint64_t kMostBytesOfRoles = 8ULL << 20U;
constexpr std::string_view kStandardModels = "std/";
constexpr std::string_view kSketch = ".ino";
constexpr std::size_t kMostTabs = 24;

bool is_text(std::string_view bytes) {
  return bytes.substr(0, 4096).find('\0') == std::string_view::npos;
}

std::string_view below(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder) || path.size() <= folder.size() || path[folder.size()] != '/') return {};
  return path.substr(folder.size() + 1);
}

}  // namespace

TreeFiles::TreeFiles(const SourceOptions& options) : options_(options), index_(options.headers) {
  for (std::size_t i = 0; i < options.models.size(); ++i) {
    const std::string& path = options.models[i].path;
    if (path.starts_with(kStandardModels)) {
      standard_models_.emplace(path.substr(kStandardModels.size()), i);
    } else {
      models_.emplace(path, i);
    }
  }
}

void TreeFiles::start(std::string_view main_path, std::string_view main_text) {
  if (kept_bytes_ > kMostBytesKept) {
    files_.clear();
    attribute_macros_.clear();
    kept_bytes_ = 0;
  }
  found_.clear();
  read_bytes_ = 0;
  main_.path = main_path;
  main_.text = std::make_shared<const std::string>(main_text);
  main_.number = next_number_++;
  main_folder_ = folder_of(main_path);
}

const SourceFile* TreeFiles::find(std::string_view path) {
  const auto known = found_.find(path);
  if (known != found_.end()) return known->second;
  const SourceFile* file = nullptr;
  if (const std::string_view include = below(path, kGuessFolder); !include.empty()) {
    file = guess(include);
  } else if (const std::string_view relative = below(path, kTreeFolder); !relative.empty()) {
    const auto normal = normalized_path(relative);
    if (normal && *normal == main_.path) {
      file = &main_;
    } else if (normal && plausible(*normal)) {
      file = read_tree(*normal);
    }
  }
  found_.emplace(std::string(path), file);
  return file;
}

const std::vector<std::string>& TreeFiles::attribute_macros(std::string_view path, bool cplusplus) {
  static const std::vector<std::string> kNone;
  const SourceFile* file = find(path);
  // Our models define what they use.
  if (file == nullptr || file == &main_ || file->path.empty()) return kNone;
  const auto known = attribute_macros_.find(file->number);
  if (known != attribute_macros_.end()) return known->second;
  const auto header = roles_of(*file, cplusplus);
  std::vector<std::string> names = header->roles.attribute_macros();
  for (const RawDirective& directive : header->file.directives) {
    if (directive.kind != RawDirective::Kind::kDefine || directive.tokens.empty()) continue;
    const std::string_view defined = header->file.text_of(directive.tokens.front());
    std::erase_if(names, [&](const std::string& name) { return name.substr(0, name.find('(')) == defined; });
  }
  return attribute_macros_[file->number] = std::move(names);
}

std::shared_ptr<const HeaderRoles> TreeFiles::header_roles(std::string_view path, bool cplusplus) {
  const SourceFile* file = find(path);
  return file == nullptr ? nullptr : roles_of(*file, cplusplus);
}

std::shared_ptr<const HeaderRoles> TreeFiles::roles_of(const SourceFile& file, bool cplusplus) {
  const auto known = roles_.find({file.number, cplusplus});
  if (known != roles_.end()) return known->second;
  auto roles = std::make_shared<const HeaderRoles>(file.text, cplusplus);
  roles_bytes_ += file.text->size();
  if (roles_bytes_ > kMostBytesOfRoles) {
    roles_.clear();
    roles_bytes_ = file.text->size();
  }
  return roles_[{file.number, cplusplus}] = std::move(roles);
}

std::vector<std::string> TreeFiles::tabs_before(std::string_view path) {
  const std::string_view folder = folder_of(path);
  std::vector<std::string> tabs;
  for (const std::string& header : options_.headers) {
    if (tabs.size() < kMostTabs && header.ends_with(kSketch) && folder_of(header) == folder) tabs.push_back(header);
  }
  if (tabs.size() < 2) return {};
  std::sort(tabs.begin(), tabs.end());
  const std::string main_name = std::string(folder.substr(folder.rfind('/') + 1)) + std::string(kSketch);
  auto main = std::find_if(tabs.begin(), tabs.end(),
                           [&](const std::string& tab) { return tab.substr(tab.rfind('/') + 1) == main_name; });
  // Where the sketch is all of the tree, its folder has no name.
  if (main == tabs.end()) {
    main = std::find_if(tabs.begin(), tabs.end(), [&](const std::string& tab) {
      const SourceFile* file = tab == main_.path ? &main_ : read_tree(tab);
      return file != nullptr && file->text->find("void setup(") != std::string::npos;
    });
  }
  if (main != tabs.end()) std::rotate(tabs.begin(), main, main + 1);
  tabs.erase(std::find(tabs.begin(), tabs.end(), path), tabs.end());
  return tabs;
}

std::string TreeFiles::tree_path(std::string_view path) {
  const SourceFile* file = find(path);
  return file == nullptr ? std::string() : file->path;
}

/// Headers are known from the walk; other files are included too, but each try costs a look into the file system.
bool TreeFiles::plausible(std::string_view path) const {
  if (index_.holds(path)) return true;
  static constexpr std::string_view kHeaders[] = {".h", ".hh", ".hpp", ".hxx"};
  const bool header = std::any_of(std::begin(kHeaders), std::end(kHeaders),
                                  [&](std::string_view extension) { return path.ends_with(extension); });
  return !header && path.find('.', path.rfind('/') + 1) != std::string_view::npos;
}

const SourceFile* TreeFiles::read_tree(const std::string& path) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second ? &*known->second : nullptr;
  std::optional<SourceFile>& file = files_[path];
  if (!options_.read_file || read_bytes_ > kMostBytesOfOneFile) return nullptr;
  auto bytes = options_.read_file(path);
  if (!bytes || !is_text(*bytes)) return nullptr;
  read_bytes_ += bytes->size();
  kept_bytes_ += bytes->size();
  file = SourceFile{path, std::make_shared<const std::string>(std::move(*bytes)), next_number_++};
  return &*file;
}

const SourceFile* TreeFiles::guess(std::string_view include) {
  while (include.starts_with("../") || include.starts_with("./")) include.remove_prefix(include.find('/') + 1);
  const auto normal = normalized_path(include);
  if (!normal || normal->empty()) return nullptr;
  if (standard_models_.contains(*normal)) return model(*normal);
  if (is_cpp_standard_header(*normal)) return nullptr;
  if (const auto path = index_.with_suffix(*normal, main_folder_); path && *path != main_.path) return read_tree(*path);
  if (const SourceFile* file = model(*normal)) return file;
  if (const auto path = index_.with_similar_suffix(*normal); path && *path != main_.path) return read_tree(*path);
  return nullptr;
}

const SourceFile* TreeFiles::model(std::string_view include) {
  const std::string key(include);
  auto found = standard_models_.find(key);
  if (found == standard_models_.end()) {
    found = models_.find(key);
    if (found == models_.end()) return nullptr;
  }
  std::optional<SourceFile>& file = files_["/" + key];
  if (!file) {
    const ModelHeader& header = options_.models[found->second];
    file = SourceFile{{}, std::make_shared<const std::string>(header.text), next_number_++};
  }
  return &*file;
}

}  // namespace cpsaudit
