#include <fcntl.h>
#include <unistd.h>

#include <map>
#include <optional>

#include "cli/scan.h"
#include "core/digest.h"
#include "intake/jail.h"

namespace cpsaudit {

struct SourceTextReader::Impl {
  int root = -1;
  /// By path: what the workers saw.
  std::map<std::string, const ScannedFile*, std::less<>> files;
  std::map<std::string, std::optional<SourceText>, std::less<>> texts;
};

SourceTextReader::SourceTextReader(const std::string& root, const ScanResult& result)
    : impl_(std::make_unique<Impl>()) {
  impl_->root = open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (const ScannedFile& file : result.files) impl_->files[file.path] = &file;
}

SourceTextReader::~SourceTextReader() {
  if (impl_->root >= 0) close(impl_->root);
}

const SourceText* SourceTextReader::text(std::string_view path) {
  const auto known = impl_->texts.find(path);
  if (known != impl_->texts.end()) return known->second ? &*known->second : nullptr;
  std::optional<SourceText>& text = impl_->texts[std::string(path)];
  const auto file = impl_->files.find(path);
  if (file == impl_->files.end() || file->second->sha256.empty()) return nullptr;
  auto bytes = read_file_beneath(impl_->root, path, file->second->size);
  // What has changed since the workers read it would show something else than what was found.
  if (!bytes || sha256_hex(*bytes) != file->second->sha256) return nullptr;
  if (auto decoded = Text::decode(*bytes)) text = SourceText{std::move(*decoded), std::move(*bytes)};
  return text ? &*text : nullptr;
}

}  // namespace cpsaudit
