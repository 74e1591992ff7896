#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "core/embedded.h"
#include "core/printable.h"

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

/// A template, and where it goes.
struct Template {
  std::string_view name;
  std::string_view file;
  /// What to do when it is there, or what to do next.
  std::string_view when_present;
  std::string_view next;
};

constexpr Template kConfiguration = {"cpsaudit.toml", "cpsaudit.toml", "it was left as it is",
                                     "say in it what to look at; then run: cpsaudit scan"};
constexpr Template kGithub = {"github-workflow.yml", ".github/workflows/cpsaudit.yml", "it was left as it is",
                              "commit it: it runs on the next pull request"};
constexpr Template kGitlab = {"gitlab-ci.yml", ".gitlab/cpsaudit.yml", "it was left as it is",
                              "add to .gitlab-ci.yml: include: {local: .gitlab/cpsaudit.yml}"};
constexpr Template kPreCommit = {"pre-commit-config.yaml", ".pre-commit-config.yaml",
                                 "add to its 'repos:' the entry that stands below", "run: pre-commit install"};
constexpr Template kVscode = {"vscode-tasks.json", ".vscode/tasks.json", "add to its 'tasks' those that stand below",
                              "run the task 'cpsaudit: scan' from the command palette"};

std::string_view text_of(const Template& wanted) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path == fmt::format("packaging/templates/{}", wanted.name)) return file.text;
  }
  return {};
}

/// False when it could not be written.
bool put(const fs::path& folder, const Template& file, bool force) {
  const fs::path path = folder / file.file;
  const std::string name = printable((folder == "." ? fs::path(file.file) : path).string());
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error)) && !force) {
    fmt::print("{} is there already: {}; --force writes over it\n", name, file.when_present);
    const bool to_merge = file.when_present.find("below") != std::string_view::npos;
    if (to_merge) fmt::print("\n{}\n", text_of(file));
    return true;
  }
  fs::create_directories(path.parent_path(), error);
  const auto written = write_output(path.string(), text_of(file));
  if (!written) {
    complain(written.error().to_string());
    return false;
  }
  fmt::print("wrote {}: {}\n", name, file.next);
  return true;
}

}  // namespace

int init_command(const InitArguments& arguments) {
  std::error_code error;
  if (!fs::is_directory(arguments.folder, error)) {
    return complain(fmt::format("'{}' is no folder; name the top folder of the project", printable(arguments.folder)));
  }
  const bool any = arguments.github || arguments.gitlab || arguments.pre_commit || arguments.vscode;
  bool done = put(arguments.folder, kConfiguration, arguments.force);
  if (arguments.github) done = put(arguments.folder, kGithub, arguments.force) && done;
  if (arguments.gitlab) done = put(arguments.folder, kGitlab, arguments.force) && done;
  if (arguments.pre_commit) done = put(arguments.folder, kPreCommit, arguments.force) && done;
  if (arguments.vscode) done = put(arguments.folder, kVscode, arguments.force) && done;
  if (!any) fmt::print("For a pull request: cpsaudit init --github, --gitlab, --pre-commit or --vscode\n");
  return done ? kClean : kUsage;
}

}  // namespace cpsaudit
