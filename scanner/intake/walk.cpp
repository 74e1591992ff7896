#include "intake/walk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "core/printable.h"
#include "intake/directory.h"
#include "intake/glob.h"
#include "intake/jail.h"
#include "intake/left_out.h"
#include "intake/link_resolver.h"

namespace cpsaudit {
namespace {

using Kind = DirectoryEntry::Kind;

/// The kernel takes no longer path.
constexpr std::size_t kMaxPath = 4095;

std::string absolute(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(realpath(path.c_str(), nullptr), &std::free);
  return resolved ? resolved.get() : path;
}

std::vector<std::string> globs_of(const WalkOptions& options) {
  std::vector<std::string> globs;
  for (const auto& [glob, reason] : options.excludes) globs.push_back(glob);
  return globs;
}

class Walker {
 public:
  Walker(int root, const std::string& root_path, const WalkOptions& options)
      : root_(root),
        options_(options),
        excludes_(globs_of(options)),
        root_path_(absolute(root_path)),
        links_(root, root_path_) {}

  Result<Walk> directory() {
    auto top = list_directory(root_, "");
    if (!top) return tl::unexpected(top.error());
    links_.look_at("", *top);
    add_entries("", *top);
    while (!pending_.empty()) {
      const std::string path = std::move(pending_.back());
      pending_.pop_back();
      enter(path);
    }
    resolve_links();
    return sorted();
  }

  Result<Walk> file(const DirectoryEntry& entry) {
    add_entry(entry.name, entry);
    return sorted();
  }

 private:
  void enter(const std::string& path) {
    const auto entries = list_directory(root_, path);
    if (!entries) {
      add_problem(path, Problem::Kind::kUnreadable,
                  fmt::format("is a folder that cannot be listed: {}", entries.error().message));
      return;
    }
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    if (const std::string_view reason = left_out_by_content(name, *entries); !reason.empty()) {
      walk_.left_out.emplace_back(path, reason);
      return;
    }
    links_.look_at(path, *entries);
    add_entries(path, *entries);
  }

  void add_entries(const std::string& folder, const std::vector<DirectoryEntry>& entries) {
    for (const DirectoryEntry& entry : entries) {
      add_entry(folder.empty() ? entry.name : folder + "/" + entry.name, entry);
    }
  }

  void add_entry(const std::string& path, const DirectoryEntry& entry) {
    if (const auto reason = left_out(path, entry)) {
      walk_.left_out.emplace_back(path, *reason);
      return;
    }
    if (path.size() > kMaxPath) {
      add_problem(path, Problem::Kind::kUnreadable, fmt::format("has a path longer than {} bytes", kMaxPath));
      return;
    }
    switch (entry.kind) {
      case Kind::kDirectory:
        pending_.push_back(path);
        break;
      case Kind::kFile:
        add_file(path, entry);
        break;
      case Kind::kLink:
        found_links_.emplace_back(path, entry.target);
        break;
      case Kind::kFifo:
        add_problem(path, Problem::Kind::kUnreadable, "is a FIFO, not a file");
        break;
      case Kind::kSocket:
        add_problem(path, Problem::Kind::kUnreadable, "is a socket, not a file");
        break;
      case Kind::kDevice:
        add_problem(path, Problem::Kind::kUnreadable, "is a device, not a file");
        break;
      case Kind::kVanished:
        add_problem(path, Problem::Kind::kUnreadable, "vanished while its folder was listed");
        break;
    }
  }

  std::optional<std::string> left_out(const std::string& path, const DirectoryEntry& entry) const {
    // The file .git of a submodule or a worktree points to the folder.
    const bool by_name = entry.kind == Kind::kDirectory || entry.name == ".git";
    if (const std::string_view reason = by_name ? left_out_by_name(entry.name) : ""; !reason.empty()) {
      return std::string(reason);
    }
    const bool is_file = entry.kind == Kind::kFile;
    if (const std::string_view reason = is_file ? left_out_script(entry.name) : ""; !reason.empty()) {
      return std::string(reason);
    }
    std::vector<std::size_t> hits = excludes_.matches(path);
    // "third_party/**" leaves out the folder, in one line of the log.
    if (hits.empty() && entry.kind == Kind::kDirectory) hits = excludes_.matches(path + "/");
    if (hits.empty()) return std::nullopt;
    return options_.excludes[hits.front()].second;
  }

  void add_file(const std::string& path, const DirectoryEntry& entry) {
    if (entry.size > options_.max_file_size) {
      add_problem(path, Problem::Kind::kTooLarge,
                  fmt::format("has {} bytes, more than the {} that are read", entry.size, options_.max_file_size));
      walk_.too_large.push_back({path, entry.size, entry.mode});
      return;
    }
    walk_.files.push_back({path, entry.size, entry.mode});
  }

  void resolve_links() {
    for (const auto& [path, target] : found_links_) {
      auto resolved = links_.resolve(path, target);
      walk_.links.push_back({path, target, resolved ? *resolved : std::string()});
      if (!resolved) {
        add_problem(path, Problem::Kind::kLinkOutside, std::move(resolved.error().message));
      }
    }
  }

  void add_problem(const std::string& path, Problem::Kind kind, std::string message) {
    walk_.problems.emplace_back(path, Problem{kind, std::move(message), {}});
  }

  Walk sorted() {
    for (auto* files : {&walk_.files, &walk_.too_large}) {
      std::sort(files->begin(), files->end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    }
    const auto by_path = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::sort(walk_.links.begin(), walk_.links.end());
    std::sort(walk_.problems.begin(), walk_.problems.end(), by_path);
    std::sort(walk_.left_out.begin(), walk_.left_out.end(), by_path);
    return std::move(walk_);
  }

  int root_;
  const WalkOptions& options_;
  GlobSet excludes_;
  std::string root_path_;
  LinkResolver links_;
  /// Folders that are still to be listed. A list instead of recursion: trees may be a thousand folders deep.
  std::vector<std::string> pending_;
  /// (path, target as written). Resolved last, when all root filesystems are known.
  std::vector<std::pair<std::string, std::string>> found_links_;
  Walk walk_;
};

tl::unexpected<Error> cannot_open(const std::string& root) {
  return tl::unexpected(Error{fmt::format("cannot be opened: {}", std::strerror(errno)), root});
}

}  // namespace

Result<Walk> walk(const std::string& root, const WalkOptions& options) {
  struct stat status{};
  if (stat(root.c_str(), &status) != 0) return cannot_open(root);
  if (S_ISDIR(status.st_mode)) {
    const FileDescriptor directory(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.valid()) return cannot_open(root);
    auto found = Walker(directory.get(), root, options).directory();
    if (!found) found.error().file = root;
    return found;
  }
  if (!S_ISREG(status.st_mode)) return tl::unexpected(Error{"is neither a folder nor a file", root});
  DirectoryEntry entry;
  entry.name = root.substr(root.rfind('/') + 1);
  entry.size = static_cast<std::uint64_t>(status.st_size);
  entry.mode = status.st_mode & 07777U;
  return Walker(-1, root, options).file(entry);
}

}  // namespace cpsaudit
