#include "cli/fixes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cli/interrupt.h"
#include "intake/jail.h"
#include "report/summary.h"

namespace cpsaudit {
namespace {

bool collide(const Edit& a, const Edit& b) {
  // Two insertions at one place have an order that nobody chose.
  if (a.begin == b.begin && a.end == a.begin && b.end == b.begin) return true;
  return a.begin < b.end && b.begin < a.end;
}

bool same(const Edit& a, const Edit& b) {
  return a.begin == b.begin && a.end == b.end && a.text == b.text;
}

/// Sorts the edits of one file and takes out those that are in each other's way; returns how many.
std::size_t sort_out(std::vector<Edit>& edits) {
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return std::tie(a.begin, a.end, a.text) < std::tie(b.begin, b.end, b.text);
  });
  edits.erase(std::unique(edits.begin(), edits.end(), same), edits.end());
  std::vector<bool> stuck(edits.size(), false);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    for (std::size_t j = i + 1; j < edits.size() && edits[j].begin <= edits[i].end; ++j) {
      if (collide(edits[i], edits[j])) stuck[i] = stuck[j] = true;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (stuck[i]) continue;
    // Moved onto itself, a text is gone.
    if (kept != i) edits[kept] = std::move(edits[i]);
    ++kept;
  }
  const std::size_t removed = edits.size() - kept;
  edits.resize(kept);
  return removed;
}

std::string_view without_mark(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return bytes.starts_with(kMark) ? bytes.substr(kMark.size()) : bytes;
}

tl::unexpected<Error> refusal(const std::string& path, std::string why) {
  return tl::unexpected(Error{std::move(why), path});
}

tl::unexpected<Error> failure(const std::string& path, std::string_view what) {
  return refusal(path, fmt::format("not changed: cannot {}: {}", what, std::strerror(errno)));
}

Result<void> write_all(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(path, "write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> replace_file(int root, const std::string& path, const SourceText& source, const std::string& text) {
  if (without_mark(source.bytes) != source.text.utf8()) {
    return refusal(path,
                   fmt::format("not changed: it is not in UTF-8 but in {}; change it by hand", source.text.encoding()));
  }
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const FileDescriptor directory = open_beneath(root, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, Links::kRefused);
  if (!directory.valid()) return failure(path, "open its folder");
  struct stat status{};
  if (fstatat(directory.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return failure(path, "find it");
  if (!S_ISREG(status.st_mode)) return refusal(path, "not changed: it is no regular file any more");
  if (status.st_nlink > 1) {
    return refusal(path, "not changed: it has another name (a hard link), which would keep the old text");
  }
  if (faccessat(directory.get(), name.c_str(), W_OK, 0) != 0) return failure(path, "write to it");

  const std::string beside = fmt::format(".{}.cpsaudit-{}", name.substr(0, 200), getpid());
  const FileDescriptor part(
      openat(directory.get(), beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!part.valid()) return failure(path, "create a file beside it");
  PartFile unfinished(directory.get(), beside);
  const std::string mark(source.bytes.substr(0, source.bytes.size() - without_mark(source.bytes).size()));
  if (auto written = write_all(part.get(), mark + text, path); !written) return written;
  const bool owner = fchown(part.get(), status.st_uid, status.st_gid) == 0;
  if (!owner && (status.st_uid != geteuid() || status.st_gid != getegid())) return failure(path, "keep its owner");
  if (fchmod(part.get(), status.st_mode & 07777) != 0) return failure(path, "keep its mode");
  if (fsync(part.get()) != 0) return failure(path, "write");
  const auto now = read_file_beneath(root, path, source.bytes.size());
  if (!now || *now != source.bytes)
    return refusal(path, "not changed: it has changed since it was scanned; scan again");
  if (renameat(directory.get(), beside.c_str(), directory.get(), name.c_str()) != 0) return failure(path, "replace it");
  unfinished.keep();
  return {};
}

}  // namespace

std::size_t FixPlan::edits() const {
  std::size_t count = 0;
  for (const auto& [path, list] : files) count += list.size();
  return count;
}

FixPlan plan_fixes(const ScanResult& result, const SourceTexts& sources) {
  FixPlan plan;
  for (const Finding& finding : result.findings) {
    if (!counts(finding)) continue;
    if (auto edit = edit_of(finding, sources)) plan.files[edit->path].push_back(std::move(*edit));
  }
  for (auto& [path, edits] : plan.files) plan.in_conflict += sort_out(edits);
  std::erase_if(plan.files, [](const auto& file) { return file.second.empty(); });
  return plan;
}

std::string with_edits(std::string_view text, const std::vector<Edit>& edits) {
  std::string output;
  std::size_t from = 0;
  for (const Edit& edit : edits) {
    output.append(text.substr(from, edit.begin - from)).append(edit.text);
    from = edit.end;
  }
  return output.append(text.substr(from));
}

AppliedFixes apply_fixes(const std::string& root, const FixPlan& plan, const SourceTexts& sources) {
  AppliedFixes applied;
  const FileDescriptor directory(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (const auto& [path, edits] : plan.files) {
    const SourceText* source = sources(path);
    if (source == nullptr) {
      applied.refused.push_back({"not changed: it has changed since it was scanned; scan again", path});
      continue;
    }
    auto replaced = replace_file(directory.get(), path, *source, with_edits(source->text.utf8(), edits));
    if (!replaced) {
      applied.refused.push_back(replaced.error());
      continue;
    }
    ++applied.files;
    applied.edits += edits.size();
  }
  return applied;
}

}  // namespace cpsaudit
