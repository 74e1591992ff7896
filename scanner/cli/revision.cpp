#include "cli/revision.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "intake/jail.h"

namespace cpsaudit {
namespace {

constexpr std::uint64_t kLargestFile = 1U << 20U;

std::string trimmed(std::string text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.back())) text.pop_back();
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
  return text;
}

/// Reads files of one folder and nothing beyond it.
class Folder {
 public:
  explicit Folder(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
  ~Folder() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& path) const {
    auto bytes =
        descriptor_ < 0 ? Result<std::string>(std::string()) : read_file_beneath(descriptor_, path, kLargestFile);
    return bytes ? *bytes : std::string();
  }

 private:
  int descriptor_;
};

bool is_commit_id(const std::string& text) {
  return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The commit that a branch is at: its own file, else its line in packed-refs.
std::string commit_of(const Folder& git, const std::string& reference) {
  std::string id = trimmed(git.file(reference));
  if (!id.empty()) return id;
  std::istringstream packed(git.file("packed-refs"));
  for (std::string line; std::getline(packed, line);) {
    const std::size_t blank = line.find(' ');
    if (blank != std::string::npos && trimmed(line.substr(blank + 1)) == reference) return line.substr(0, blank);
  }
  return {};
}

/// `url` of the remote "origin", else of the first remote.
std::string remote_of(const Folder& git) {
  std::istringstream configuration(git.file("config"));
  std::string first;
  std::string section;
  for (std::string line; std::getline(configuration, line);) {
    line = trimmed(line);
    if (line.starts_with("[")) {
      section = line;
    } else if (section.starts_with("[remote ") && line.starts_with("url")) {
      const std::size_t equals = line.find('=');
      if (equals == std::string::npos) continue;
      const std::string url = trimmed(line.substr(equals + 1));
      if (section == "[remote \"origin\"]") return url;
      if (first.empty()) first = url;
    }
  }
  return first;
}

}  // namespace

std::optional<Revision> revision_of(const std::string& root) {
  const Folder git(root + "/.git");
  Revision revision;
  const std::string head = trimmed(git.file("HEAD"));
  if (head.starts_with("ref: ")) {
    const std::string reference = trimmed(head.substr(5));
    constexpr std::string_view kBranches = "refs/heads/";
    if (reference.starts_with(kBranches)) revision.branch = reference.substr(kBranches.size());
    revision.id = commit_of(git, reference);
  } else {
    revision.id = head;
  }
  revision.repository = remote_of(git);
  // Without both, nobody could find the commit again.
  if (!is_commit_id(revision.id) || revision.repository.empty()) return std::nullopt;
  return revision;
}

}  // namespace cpsaudit
