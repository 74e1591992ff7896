#include "intake/link_resolver.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/printable.h"
#include "intake/jail.h"

namespace cpsaudit {
namespace {

/// As many as the kernel follows.
constexpr int kMaxLinks = 40;
constexpr std::size_t kMaxPath = 4096;

std::string parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

std::string_view name_of_path(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string joined(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

/// Names of a path, the first one last.
void push_names(std::vector<std::string>& pending, std::string_view path) {
  const std::size_t bottom = pending.size();
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) pending.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  std::reverse(pending.begin() + static_cast<std::ptrdiff_t>(bottom), pending.end());
}

tl::unexpected<Error> leads_out(std::string_view target) {
  return tl::unexpected(
      Error{fmt::format("is a symbolic link to '{}', which is outside of the scanned folder", printable(target))});
}

}  // namespace

void LinkResolver::look_at(const std::string& path, const std::vector<DirectoryEntry>& entries) {
  // usr and usr/local hold bin and lib like a root filesystem, and are none.
  static constexpr std::string_view kInside[] = {"usr", "local", "var", "lib"};
  if (std::find(std::begin(kInside), std::end(kInside), name_of_path(path)) != std::end(kInside)) return;
  static constexpr std::string_view kMarks[] = {"etc", "bin", "sbin", "lib", "usr", "var"};
  const auto marks = std::count_if(std::begin(kMarks), std::end(kMarks), [&](std::string_view mark) {
    const DirectoryEntry* entry = find_entry(entries, mark);
    // Merged /usr: bin is a link to usr/bin.
    return entry != nullptr &&
           (entry->kind == DirectoryEntry::Kind::kDirectory || entry->kind == DirectoryEntry::Kind::kLink);
  });
  if (marks >= 2) root_filesystems_.insert(path);
}

std::vector<std::string> LinkResolver::root_filesystems_around(std::string path) const {
  std::vector<std::string> found;
  while (!path.empty()) {
    path = parent_of(path);
    if (root_filesystems_.contains(path)) found.push_back(path);
  }
  return found;
}

Result<std::string> LinkResolver::resolve(const std::string& link, const std::string& target) const {
  const std::vector<std::string> tops = root_filesystems_around(link);
  Result<std::string> first = tl::unexpected(Error{});
  // A relative link means what it says; on the device, though, ".." stops at the top of the root filesystem.
  if (!target.starts_with('/') || tops.empty()) first = follow(link, target, std::nullopt);
  for (const std::string& top : tops) {
    if (first) return first;
    auto found = follow(link, target, top);
    if (found || first.error().message.empty()) first = std::move(found);
  }
  return first;
}

Result<std::string> LinkResolver::follow(const std::string& link, const std::string& target,
                                         const std::optional<std::string>& top) const {
  std::string here = parent_of(link);
  std::vector<std::string> pending;
  int followed = 0;

  // Where the path goes on after a link to `to`; false when that is outside.
  const auto enter = [&](std::string_view to) {
    if (to.starts_with('/')) {
      const bool names_the_root =
          to.starts_with(root_path_) && (to.size() == root_path_.size() || to[root_path_.size()] == '/');
      if (top) {
        here = *top;
      } else if (names_the_root) {
        here.clear();
        to.remove_prefix(root_path_.size());
      } else {
        return false;
      }
    }
    push_names(pending, to);
    return true;
  };

  if (!enter(target)) return leads_out(target);
  while (!pending.empty()) {
    const std::string name = std::move(pending.back());
    pending.pop_back();
    if (name == ".") continue;
    if (name == "..") {
      if (top && here == *top) continue;
      if (here.empty()) return leads_out(target);
      here = parent_of(here);
      continue;
    }
    const std::string next = joined(here, name);
    const FileDescriptor entry =
        next.size() < kMaxPath ? open_beneath(root_, next, O_PATH | O_NOFOLLOW, Links::kRefused) : FileDescriptor();
    struct stat status{};
    if (!entry.valid() || fstat(entry.get(), &status) != 0) {
      return tl::unexpected(Error{fmt::format("is a symbolic link to '{}', which is not there", printable(target))});
    }
    if (!S_ISLNK(status.st_mode)) {
      here = next;
      continue;
    }
    std::array<char, 4096> further{};
    const ssize_t length = readlinkat(entry.get(), "", further.data(), further.size());
    if (length < 0 || ++followed > kMaxLinks || pending.size() > kMaxPath) {
      return tl::unexpected(
          Error{fmt::format("is a symbolic link to '{}', which leads in a circle", printable(target))});
    }
    if (!enter({further.data(), static_cast<std::size_t>(length)})) return leads_out(target);
  }
  return here;
}

}  // namespace cpsaudit
