#include "source/tree_file_system.h"

#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/VirtualFileSystem.h>

namespace cpsaudit {
namespace {

using llvm::vfs::Status;

Status status_of(const llvm::Twine& path, std::uint64_t number, std::uint64_t size, llvm::sys::fs::file_type type) {
  return {path, llvm::sys::fs::UniqueID(1, number), {}, 0, 0, size, type, llvm::sys::fs::perms::all_read};
}

class OpenFile : public llvm::vfs::File {
 public:
  OpenFile(std::string path, const SourceFile& file) : path_(std::move(path)), text_(file.text), number_(file.number) {}

  llvm::ErrorOr<Status> status() override {
    return status_of(path_, number_, text_->size(), llvm::sys::fs::file_type::regular_file);
  }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine& name, std::int64_t /*size*/,
                                                               bool /*terminated*/, bool /*is_volatile*/) override {
    return llvm::MemoryBuffer::getMemBuffer(*text_, name.str(), true);
  }
  std::error_code close() override { return {}; }

 private:
  std::string path_;
  /// Shared with the cache of the tree's files, which may let go of it first.
  std::shared_ptr<const std::string> text_;
  std::uint64_t number_;
};

class TreeFileSystem : public llvm::vfs::FileSystem {
 public:
  explicit TreeFileSystem(TreeFiles& files) : files_(files) {}

  llvm::ErrorOr<Status> status(const llvm::Twine& path) override {
    const std::string name = path.str();
    if (const SourceFile* file = files_.find(name)) {
      return status_of(path, file->number, file->text->size(), llvm::sys::fs::file_type::regular_file);
    }
    // Clang asks for the folder of every file first. Any may be there: what counts is whether the file is.
    return status_of(path, std::hash<std::string>()(name) | (1ULL << 63U), 0, llvm::sys::fs::file_type::directory_file);
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    const SourceFile* file = files_.find(path.str());
    if (file == nullptr) return std::make_error_code(std::errc::no_such_file_or_directory);
    return std::make_unique<OpenFile>(path.str(), *file);
  }

  llvm::vfs::directory_iterator dir_begin(const llvm::Twine& /*path*/, std::error_code& error) override {
    error = std::make_error_code(std::errc::no_such_file_or_directory);
    return {};
  }
  std::error_code setCurrentWorkingDirectory(const llvm::Twine& /*path*/) override { return {}; }
  llvm::ErrorOr<std::string> getCurrentWorkingDirectory() const override { return std::string(kTreeFolder); }

 private:
  TreeFiles& files_;
};

}  // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> tree_file_system(TreeFiles& files) {
  return llvm::makeIntrusiveRefCnt<TreeFileSystem>(files);
}

}  // namespace cpsaudit
