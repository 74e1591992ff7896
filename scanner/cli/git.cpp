#include "cli/git.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string_view>

#include "core/digest.h"
#include "core/printable.h"
#include "intake/jail.h"

namespace cpsaudit {
namespace {

struct Output {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// The environment without what could point git elsewhere, and with what keeps it quiet and at home.
std::vector<std::string> environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!text.starts_with("GIT_") && !text.starts_with("LC_") && !text.starts_with("LANG")) entries.emplace_back(text);
  }
  for (const char* entry : {"LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
                            "GIT_ALLOW_PROTOCOL=", "GIT_NO_REPLACE_OBJECTS=1", "GIT_PAGER=cat"}) {
    entries.emplace_back(entry);
  }
  return entries;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
  static std::optional<Pipe> open() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
  }
};

/// Feeds the child and drains it at the same time: neither side may wait for the other.
void converse(Pipe& in, Pipe& out, Pipe& err, std::string_view input, Output& output) {
  fcntl(in.write_end.get(), F_SETFL, O_NONBLOCK);
  if (input.empty()) in.write_end.reset();
  std::array<char, 65536> buffer{};
  while (out.read_end.valid() || err.read_end.valid()) {
    std::array<pollfd, 3> ends = {
        {{out.read_end.get(), POLLIN, 0}, {err.read_end.get(), POLLIN, 0}, {in.write_end.get(), POLLOUT, 0}}};
    if (poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR) return;
    const auto drain = [&](const pollfd& end, FileDescriptor& descriptor, std::string& into) {
      if (!descriptor.valid() || end.revents == 0) return;
      const ssize_t count = read(descriptor.get(), buffer.data(), buffer.size());
      if (count > 0) into.append(buffer.data(), static_cast<std::size_t>(count));
      if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) descriptor.reset();
    };
    drain(ends[0], out.read_end, output.out);
    drain(ends[1], err.read_end, output.err);
    if (!in.write_end.valid() || ends[2].revents == 0) continue;
    const ssize_t count = write(in.write_end.get(), input.data(), input.size());
    if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
    if (input.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) in.write_end.reset();
  }
}

/// Runs git with these arguments and no shell.
Result<Output> git(const std::string& folder, std::vector<std::string> arguments, std::string_view input = {}) {
  std::vector<std::string> command = {"git", "--no-pager", "--no-optional-locks", "-c", "core.hooksPath=/dev/null",
                                      "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
                                      // In a container the tree belongs to somebody else. Nothing that is asked for
                                      // below runs a program that the repository names.
                                      "-c", "safe.directory=*", "-C", folder};
  command.insert(command.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment();
  auto in = Pipe::open();
  auto out = Pipe::open();
  auto err = Pipe::open();
  if (!in || !out || !err) return tl::unexpected(Error{fmt::format("git cannot be run: {}", std::strerror(errno))});

  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in->read_end.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out->write_end.get(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err->write_end.get(), STDERR_FILENO);
  pid_t child = -1;
  const int failure =
      posix_spawnp(&child, "git", &actions, nullptr, pointers(command).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    return tl::unexpected(Error{
        fmt::format("git cannot be run: {}; install it, or scan without --changed-since", std::strerror(failure))});
  }
  in->read_end.reset();
  out->write_end.reset();
  err->write_end.reset();
  // git may end before it has read everything.
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Output output;
  converse(*in, *out, *err, input, output);
  std::signal(SIGPIPE, before);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  output.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return output;
}

std::string first_line(const std::string& text) {
  return printable(text.substr(0, text.find('\n')));
}

/// One line of output, or what went wrong in git's words.
Result<std::string> git_line(const std::string& folder, std::vector<std::string> arguments) {
  auto output = git(folder, std::move(arguments));
  if (!output) return tl::unexpected(output.error());
  if (output->exit_code != 0) return tl::unexpected(Error{first_line(output->err)});
  return output->out.substr(0, output->out.find('\n'));
}

}  // namespace

Result<GitTree> GitTree::at(const std::string& folder, const std::string& revision) {
  const auto inside = git_line(folder, {"rev-parse", "--is-inside-work-tree"});
  if (!inside || *inside != "true") {
    const std::string why = inside ? "it is no work tree" : inside.error().message;
    return tl::unexpected(
        Error{fmt::format("--changed-since needs a git repository around what is scanned: {}; scan without it", why),
              folder});
  }
  const auto commit =
      git_line(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (!commit || commit->empty()) {
    return tl::unexpected(
        Error{fmt::format("--changed-since: '{}' is no commit that is here; name a branch, tag or commit ('git branch "
                          "--all' lists branches), or fetch it first: a CI checkout often holds one commit only",
                          printable(revision)),
              folder});
  }
  std::string base = *commit;
  // Without a common ancestor (a shallow clone) the commit itself is compared with.
  if (const auto ancestor = git_line(folder, {"merge-base", base, "HEAD"}); ancestor && !ancestor->empty()) {
    base = *ancestor;
  }
  auto listed = git(folder, {"ls-tree", "-r", "-z", base});
  if (!listed) return tl::unexpected(listed.error());
  if (listed->exit_code != 0) {
    return tl::unexpected(
        Error{fmt::format("--changed-since: git ls-tree failed: {}", first_line(listed->err)), folder});
  }
  GitTree tree;
  tree.folder_ = folder;
  tree.uses_sha256_ = base.size() == 64;
  std::string_view rest = listed->out;
  while (!rest.empty()) {
    const std::string_view entry = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
    // "100644 blob 8ab686e… TAB path"
    const std::size_t tab = entry.find('\t');
    const std::size_t type = entry.find(" blob ");
    if (tab == std::string_view::npos || type == std::string_view::npos || type > tab) continue;
    const std::string object(entry.substr(type + 6, tab - type - 6));
    const std::string path(entry.substr(tab + 1));
    tree.objects_.emplace(path, object);
    tree.paths_of_.emplace(object, path);
  }
  return tree;
}

const std::string* GitTree::blob_of(const std::string& path) const {
  const auto found = objects_.find(path);
  return found == objects_.end() ? nullptr : &found->second;
}

std::vector<std::string> GitTree::paths_with(const std::string& object) const {
  std::vector<std::string> paths;
  const auto [first, last] = paths_of_.equal_range(object);
  for (auto entry = first; entry != last; ++entry) paths.push_back(entry->second);
  return paths;
}

std::string GitTree::object_of(const std::string& bytes) const {
  std::string content = fmt::format("blob {}", bytes.size());
  content += '\0';
  content += bytes;
  return uses_sha256_ ? sha256_hex(content) : sha1_hex(content);
}

Result<std::map<std::string, std::string>> GitTree::contents(const std::vector<std::string>& objects) const {
  std::map<std::string, std::string> contents;
  if (objects.empty()) return contents;
  std::string input;
  for (const std::string& object : objects) input += object + "\n";
  auto output = git(folder_, {"cat-file", "--batch"}, input);
  if (!output) return tl::unexpected(output.error());
  std::string_view rest = output->out;
  while (!rest.empty()) {
    // "8ab686e… blob 12 LF content LF", or "8ab686e… missing LF"
    const std::string_view header = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(header.size() + 1, rest.size()));
    const std::size_t blank = header.find(" blob ");
    if (blank == std::string_view::npos) continue;
    std::size_t size = 0;
    const std::string_view number = header.substr(blank + 6);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), size);
    if (error != std::errc() || size > rest.size()) break;
    contents.emplace(header.substr(0, blank), rest.substr(0, size));
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  return contents;
}

}  // namespace cpsaudit
