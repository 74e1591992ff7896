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
  /// By path: the digest that the workers saw.
  std::map<std::string, std::pair<std::string, std::uint64_t>> files;
  std::map<std::string, std::optional<Text>> texts;
};

SourceTextReader::SourceTextReader(std::string root, const ScanResult& result) : impl_(std::make_unique<Impl>()) {
  impl_->root = open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (const ScannedFile& file : result.files) impl_->files[file.path] = {file.sha256, file.size};
}

SourceTextReader::~SourceTextReader() {
  if (impl_->root >= 0) close(impl_->root);
}

const Text* SourceTextReader::text(const std::string& path) {
  const auto known = impl_->texts.find(path);
  if (known != impl_->texts.end()) return known->second ? &*known->second : nullptr;
  std::optional<Text>& text = impl_->texts[path];
  const auto file = impl_->files.find(path);
  if (file == impl_->files.end() || file->second.first.empty()) return nullptr;
  const auto bytes = read_file_beneath(impl_->root, path, file->second.second);
  // What has changed since the workers read it would show something else than what was found.
  if (!bytes || sha256_hex(*bytes) != file->second.first) return nullptr;
  if (auto decoded = Text::decode(*bytes)) text = std::move(*decoded);
  return text ? &*text : nullptr;
}

}  // namespace cpsaudit
