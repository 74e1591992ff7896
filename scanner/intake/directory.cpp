#include "intake/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "intake/jail.h"

namespace cpsaudit {
namespace {

using Kind = DirectoryEntry::Kind;

Kind kind_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return Kind::kFile;
    case S_IFDIR:
      return Kind::kDirectory;
    case S_IFLNK:
      return Kind::kLink;
    case S_IFIFO:
      return Kind::kFifo;
    case S_IFSOCK:
      return Kind::kSocket;
    default:
      return Kind::kDevice;
  }
}

DirectoryEntry entry_of(int directory, const char* name) {
  DirectoryEntry entry;
  entry.name = name;
  struct stat status{};
  if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    entry.kind = Kind::kVanished;
    return entry;
  }
  entry.kind = kind_of(status.st_mode);
  entry.size = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
  entry.mode = status.st_mode & 07777U;
  if (entry.kind != Kind::kLink) return entry;
  std::array<char, 4096> target{};
  const ssize_t length = readlinkat(directory, name, target.data(), target.size());
  if (length < 0) {
    entry.kind = Kind::kVanished;
  } else {
    entry.target.assign(target.data(), static_cast<std::size_t>(length));
  }
  return entry;
}

}  // namespace

Result<std::vector<DirectoryEntry>> list_directory(int root, const std::string& path) {
  const auto failure = [&] { return tl::unexpected(Error{std::strerror(errno), path}); };
  FileDescriptor opened =
      open_beneath(root, path.empty() ? "." : path, O_RDONLY | O_DIRECTORY | O_NONBLOCK, Links::kRefused);
  if (!opened.valid()) return failure();
  const auto close_directory = [](DIR* directory) { closedir(directory); };
  const std::unique_ptr<DIR, decltype(close_directory)> directory(fdopendir(opened.get()), close_directory);
  if (!directory) return failure();
  opened.release();

  std::vector<DirectoryEntry> entries;
  while (true) {
    errno = 0;
    const dirent* found = readdir(directory.get());
    if (found == nullptr) break;
    const std::string_view name = found->d_name;
    if (name != "." && name != "..") entries.push_back(entry_of(dirfd(directory.get()), found->d_name));
  }
  if (errno != 0) return failure();
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

const DirectoryEntry* find_entry(const std::vector<DirectoryEntry>& entries, std::string_view name) {
  const auto found =
      std::lower_bound(entries.begin(), entries.end(), name,
                       [](const DirectoryEntry& entry, std::string_view key) { return entry.name < key; });
  return found != entries.end() && found->name == name ? &*found : nullptr;
}

}  // namespace cpsaudit
