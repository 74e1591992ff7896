#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/result.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// A file descriptor that closes itself; -1 is none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  ~FileDescriptor() { reset(); }
  FileDescriptor(FileDescriptor&& other) noexcept : descriptor_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;

  int get() const { return descriptor_; }
  bool valid() const { return descriptor_ >= 0; }
  int release();
  void reset();

 private:
  int descriptor_ = -1;
};

/// Which symbolic links a path may go through on its way to what it names.
enum class Links {
  /// None at all, not even as its last name.
  kRefused,
  /// Relative ones that stay beneath the root.
  kBeneath,
};

/// Opens `path` relative to `root`, a directory, and never anything outside of it: not through "..", not through a
/// link, not through a directory that somebody swaps for a link meanwhile. `flags` are those of open(2).
/// On failure the descriptor is invalid and errno says why (EXDEV: it would lead out).
FileDescriptor open_beneath(int root, std::string_view path, int flags, Links links);

/// What open_beneath() does where the kernel cannot help (before 5.6): name after name.
FileDescriptor open_beneath_name_by_name(int root, std::string_view path, int flags, Links links);

/// The whole of a regular file. Does not open anything else: a FIFO would block, a device may act on being opened.
/// Problems are kUnreadable, kTooLarge (more than `max` bytes, also when it grows while it is read) and kLinkOutside.
tl::expected<std::string, Problem> read_input_beneath(int root, std::string_view path, std::uint64_t max);

/// SHA-256 in hex of a regular file, however large: it is read piece by piece, and nothing of it is kept.
tl::expected<std::string, Problem> digest_beneath(int root, std::string_view path);

/// read_input_beneath() for files that no log has to account for.
Result<std::string> read_file_beneath(int root, std::string_view path, std::uint64_t max);

}  // namespace cpsaudit
