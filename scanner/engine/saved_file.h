#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "engine/command_wrapper.h"
#include "facts/document.h"

namespace cpsaudit {

/// A program that saves what it fetches (checks/data/fetchers.txt).
struct Fetcher {
  std::string program;
  /// Options whose value is the file, and the folder that it goes to.
  std::vector<std::string> file_options;
  std::vector<std::string> folder_options;
  /// Options with which the file is called like the last part of the address; "*": without any.
  std::vector<std::string> naming_options;
};

/// One program a line: `program | file options | folder options | naming options`.
Result<std::vector<Fetcher>> read_fetchers(std::string_view text);

/// SavedFile::path when only a run tells the name.
inline constexpr std::string_view kAnyFile = "*";

/// Where what is fetched goes to.
struct SavedFile {
  /// As the script writes it. `folder/*` or `*` when only a run tells the name.
  std::string path;
  /// The word that says so: the file's name, or the address; and where in it the name begins.
  const Word* word = nullptr;
  std::size_t offset = 0;
};

/// `words` begin with the program. Nothing when all goes to the output.
std::optional<SavedFile> saved_file(const Fetcher& fetcher, std::span<const Word> words);

/// What else stands for the file `path` that the command `saved` of `commands` makes: below the folder that the script
/// went to, and below that which is the root for what it starts; and the names that later commands move it to, copy it
/// to or leave of it when they unpack it. `script` holds the variables. All as plain_path() has them.
std::vector<std::string> other_names(std::span<const Command> commands, std::size_t saved, const std::string& path,
                                     const Node& script, const std::vector<CommandWrapper>& wrappers);

/// The path without quotes, without the braces of `${NAME}` and without what stands for "here".
std::string plain_path(std::string_view path);

/// Is `text` one of the names, some of which may be `folder/*`?
bool names_saved_file(std::string_view text, const std::vector<std::string>& names);

}  // namespace cpsaudit
