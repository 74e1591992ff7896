#include "cli/compile_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/scan.h"

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

/// The JSON compilation database says: shell words, with double quotes and backslashes (clang's documentation of the
/// format). Single quotes are what other producers write.
std::vector<std::string> split_command(std::string_view command) {
  std::vector<std::string> words;
  std::string word;
  bool open = false;
  char quote = '\0';
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (c == '\\' && quote != '\'' && i + 1 < command.size()) {
      word += command[++i];
      open = true;
    } else if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      open = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (open) words.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) words.push_back(std::move(word));
  return words;
}

std::string value_of(const Node& entry, std::string_view key) {
  const Node* node = entry.child(key);
  return node == nullptr ? std::string() : node->value;
}

}  // namespace

Result<std::vector<CompileCommand>> read_compile_database(const Catalog& catalog, const std::string& path,
                                                          const std::string& root) {
  const std::string file = fs::is_directory(path) ? (fs::path(path) / "compile_commands.json").string() : path;
  auto facts = read_in_worker(catalog, file);
  if (!facts) return tl::unexpected(facts.error());
  if (!facts->document || facts->document->root.kind != NodeKind::kSequence) {
    const std::string why =
        facts->problems.empty() ? "expected a JSON list of compile commands" : facts->problems.front().message;
    const Position where = facts->problems.empty() ? Position{1, 1} : facts->problems.front().where;
    return tl::unexpected(Error{why, file, where});
  }
  std::vector<CompileCommand> commands;
  for (const Node& entry : facts->document->root.children) {
    const fs::path directory = value_of(entry, "directory");
    const fs::path source = (directory / value_of(entry, "file")).lexically_normal();
    const fs::path relative = source.lexically_relative(root);
    if (relative.empty() || *relative.begin() == "..") continue;
    CompileCommand command;
    command.file = relative.string();
    command.directory = directory.lexically_normal().lexically_relative(root).string();
    if (const Node* arguments = entry.child("arguments")) {
      for (const Node& argument : arguments->children) command.arguments.push_back(argument.value);
    } else {
      command.arguments = split_command(value_of(entry, "command"));
    }
    commands.push_back(std::move(command));
  }
  // Several entries for one file: the first is the one that every other tool takes.
  std::stable_sort(commands.begin(), commands.end(),
                   [](const CompileCommand& a, const CompileCommand& b) { return a.file < b.file; });
  return commands;
}

}  // namespace cpsaudit
