#include "intake/jail.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "core/digest.h"

namespace cpsaudit {
namespace {

/// As many links as the kernel follows in one path.
constexpr int kMaxLinks = 40;

tl::unexpected<Problem> problem(Problem::Kind kind, std::string message) {
  return tl::unexpected(Problem{kind, std::move(message), {}});
}

FileDescriptor open_with_kernel(int root, const std::string& path, int flags, Links links) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags) | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | (links == Links::kRefused ? RESOLVE_NO_SYMLINKS : 0);
  for (int attempt = 0;; ++attempt) {
    const long descriptor = syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
    if (descriptor >= 0) return FileDescriptor(static_cast<int>(descriptor));
    // EAGAIN: something was renamed while the kernel looked at "..", so that it cannot be sure.
    if (errno != EINTR && (errno != EAGAIN || attempt > 100)) return {};
  }
}

void push_names(std::vector<std::string>& pending, std::string_view path) {
  const std::size_t bottom = pending.size();
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) pending.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  std::reverse(pending.begin() + static_cast<std::ptrdiff_t>(bottom), pending.end());
}

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISLNK(mode)) return "a symbolic link";
  return "a device";
}

tl::unexpected<Problem> why_not_opened() {
  if (errno == EXDEV) return problem(Problem::Kind::kLinkOutside, "leads out of the scanned folder");
  if (errno == ELOOP) return problem(Problem::Kind::kLinkOutside, "is a symbolic link that leads in a circle");
  return problem(Problem::Kind::kUnreadable, fmt::format("cannot be opened: {}", std::strerror(errno)));
}

tl::unexpected<Problem> too_large(std::uint64_t max) {
  return problem(Problem::Kind::kTooLarge, fmt::format("is larger than {} bytes", max));
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    reset();
    descriptor_ = other.release();
  }
  return *this;
}

int FileDescriptor::release() {
  return std::exchange(descriptor_, -1);
}

void FileDescriptor::reset() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
}

FileDescriptor open_beneath(int root, std::string_view path, int flags, Links links) {
  if (path.find('\0') != std::string_view::npos) return errno = EINVAL, FileDescriptor();
  FileDescriptor opened = open_with_kernel(root, std::string(path), flags, links);
  // Container runtimes of old forbid system calls they do not know with EPERM.
  if (!opened.valid() && (errno == ENOSYS || errno == EPERM))
    return open_beneath_name_by_name(root, path, flags, links);
  return opened;
}

FileDescriptor open_beneath_name_by_name(int root, std::string_view path, int flags, Links links) {
  if (path.starts_with('/')) return errno = EXDEV, FileDescriptor();
  // The next name stands last.
  std::vector<std::string> pending;
  push_names(pending, path);
  if (pending.empty()) pending.emplace_back(".");
  std::vector<FileDescriptor> directories;
  const auto here = [&] { return directories.empty() ? root : directories.back().get(); };
  int followed = 0;
  while (true) {
    const std::string name = std::move(pending.back());
    pending.pop_back();
    if (name == "..") {
      if (directories.empty()) return errno = EXDEV, FileDescriptor();
      directories.pop_back();
    } else if (name != "." || pending.empty()) {
      FileDescriptor entry(openat(here(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
      struct stat status{};
      if (!entry.valid() || fstat(entry.get(), &status) != 0) return {};
      if (S_ISLNK(status.st_mode)) {
        std::array<char, 4096> target{};
        const ssize_t length = readlinkat(entry.get(), "", target.data(), target.size());
        if (length < 0) return {};
        if (links == Links::kRefused || ++followed > kMaxLinks) return errno = ELOOP, FileDescriptor();
        if (target[0] == '/') return errno = EXDEV, FileDescriptor();
        push_names(pending, {target.data(), static_cast<std::size_t>(length)});
      } else if (pending.empty()) {
        return FileDescriptor(openat(here(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
      } else if (!S_ISDIR(status.st_mode)) {
        return errno = ENOTDIR, FileDescriptor();
      } else {
        directories.push_back(std::move(entry));
      }
    }
    if (pending.empty()) pending.emplace_back(".");
  }
}

namespace {

/// A regular file, open for reading; `status` is that of the file that was opened.
tl::expected<FileDescriptor, Problem> open_input_beneath(int root, std::string_view path, struct stat& status) {
  const FileDescriptor looked_at = open_beneath(root, path, O_PATH, Links::kBeneath);
  if (!looked_at.valid() || fstat(looked_at.get(), &status) != 0) return why_not_opened();
  if (!S_ISREG(status.st_mode)) {
    return problem(Problem::Kind::kUnreadable, fmt::format("is {}, not a file", kind_of(status.st_mode)));
  }
  FileDescriptor file = open_beneath(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, Links::kBeneath);
  // Once more: it may be another one by now.
  if (!file.valid() || fstat(file.get(), &status) != 0) return why_not_opened();
  if (!S_ISREG(status.st_mode)) return problem(Problem::Kind::kUnreadable, "is no longer a file");
  return file;
}

}  // namespace

tl::expected<std::string, Problem> digest_beneath(int root, std::string_view path) {
  struct stat status{};
  const auto file = open_input_beneath(root, path, status);
  if (!file) return tl::unexpected(file.error());
  Sha256 digest;
  std::string piece(1U << 20U, '\0');
  while (true) {
    const ssize_t got = read(file->get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return problem(Problem::Kind::kUnreadable, fmt::format("cannot be read: {}", std::strerror(errno)));
    if (got == 0) return digest.hex();
    digest.add({piece.data(), static_cast<std::size_t>(got)});
  }
}

tl::expected<std::string, Problem> read_input_beneath(int root, std::string_view path, std::uint64_t max) {
  struct stat status{};
  const auto file = open_input_beneath(root, path, status);
  if (!file) return tl::unexpected(file.error());
  if (static_cast<std::uint64_t>(status.st_size) > max) return too_large(max);

  // One byte more than it should have shows whether it has grown. Files of /proc and /sys say that they are empty.
  std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t length = 0;
  while (true) {
    const ssize_t got = read(file->get(), bytes.data() + length, bytes.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return problem(Problem::Kind::kUnreadable, fmt::format("cannot be read: {}", std::strerror(errno)));
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
    if (length > max) return too_large(max);
    if (length == bytes.size())
      bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size() * 2, max + 1)));
  }
  bytes.resize(length);
  return bytes;
}

Result<std::string> read_file_beneath(int root, std::string_view path, std::uint64_t max) {
  return read_input_beneath(root, path, max).map_error([&](Problem problem) {
    return Error{std::move(problem.message), std::string(path)};
  });
}

}  // namespace cpsaudit
