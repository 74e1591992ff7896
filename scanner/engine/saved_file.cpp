#include "engine/saved_file.h"

#include <algorithm>
#include <array>

#include "core/base_name.h"
#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// A script that goes on for longer is about other things by then.
constexpr std::size_t kMostCommands = 400;
constexpr std::size_t kMostNames = 12;
constexpr std::string_view kAnyName = "/*";

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_flag(std::string_view text) {
  return text.size() > 1 && text.front() == '-';
}

bool is_name_letter(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

/// The value of an option, at `offset` of the word at `index`.
struct OptionValue {
  std::size_t index = 0;
  std::size_t offset = 0;
};

/// `-o x`, `-ox`, `-fLo x`, `--output=x`.
std::optional<OptionValue> value_at(std::span<const Word> words, std::size_t index,
                                    const std::vector<std::string>& options) {
  const std::string_view text = words[index].text;
  const std::size_t equals = text.find('=');
  if (text.starts_with("--") && equals != std::string_view::npos && contains(options, text.substr(0, equals))) {
    return OptionValue{index, equals + 1};
  }
  const auto next = [&]() -> std::optional<OptionValue> {
    return index + 1 < words.size() ? std::optional(OptionValue{index + 1, 0}) : std::nullopt;
  };
  if (contains(options, text)) return next();
  if (text.starts_with("--")) return std::nullopt;
  for (std::size_t i = 1; i < text.size() && !is_digit(text[i]) && text[i] != '='; ++i) {
    if (!contains(options, std::string{'-', text[i]})) continue;
    return i + 1 == text.size() ? next() : std::optional(OptionValue{index, i + 1});
  }
  return std::nullopt;
}

bool has_naming_option(std::span<const Word> words, const std::vector<std::string>& options) {
  if (contains(options, "*")) return true;
  return std::any_of(words.begin(), words.end(), [&](const Word& word) {
    const std::string_view text = word.text;
    if (text.starts_with("--")) return contains(options, text);
    return is_flag(text) && std::any_of(text.begin() + 1, text.end(),
                                        [&](char letter) { return contains(options, std::string{'-', letter}); });
  });
}

/// Of `https://host/folder/name?version=3` where the name stands.
struct NamePart {
  std::size_t begin = 0;
  std::size_t length = 0;
};

NamePart name_in_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  const std::size_t path = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t end = std::min(address.find_first_of("?#", path), address.size());
  const std::size_t slash = address.substr(0, end).rfind('/');
  if (slash == std::string_view::npos || slash < path) return {};
  return {slash + 1, end - slash - 1};
}

std::string in_folder(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  const bool has_slash = folder.ends_with('/') || name.starts_with('/');
  return std::string(folder) + (has_slash ? "" : "/") + std::string(name);
}

bool is_output(std::string_view path) {
  return path.empty() || path == "-" || path.starts_with("/dev/");
}

/// The operands of what copies or moves, and the folder that an option names.
struct Operands {
  std::vector<std::string_view> files;
  std::string_view folder;
};

Operands operands_of(std::span<const Word> words) {
  // install(1), cp(1), mv(1): options with a value in the next word.
  constexpr std::array<std::string_view, 8> kValues = {"-m",     "-o",      "-g",      "-S",
                                                       "--mode", "--owner", "--group", "--suffix"};
  Operands operands;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view text = words[i].text;
    if (text == "-t" && i + 1 < words.size()) {
      operands.folder = words[++i].text;
    } else if (text.starts_with("--target-directory=")) {
      operands.folder = text.substr(text.find('=') + 1);
    } else if (std::find(kValues.begin(), kValues.end(), text) != kValues.end()) {
      ++i;
    } else if (!is_flag(text)) {
      operands.files.push_back(text);
    }
  }
  return operands;
}

/// Grows while later commands are read.
class Names {
 public:
  void add(std::string_view path) {
    std::string name = plain_path(path);
    const bool is_new = !is_output(name) && !contains(names_, name);
    if (is_new && names_.size() < kMostNames) names_.push_back(std::move(name));
  }

  bool holds(std::string_view text) const { return names_saved_file(text, names_); }

  void read(std::span<const Word> words) {
    constexpr std::array<std::string_view, 4> kMovers = {"mv", "cp", "install", "ln"};
    constexpr std::array<std::string_view, 6> kUnpackers = {"gunzip", "gzip", "xz", "unxz", "bunzip2", "unzstd"};
    const std::string_view program = base_name(words.front().text);
    const Operands operands = operands_of(words);
    if (std::find(kUnpackers.begin(), kUnpackers.end(), program) != kUnpackers.end()) {
      for (const std::string_view file : operands.files) {
        const std::size_t dot = file.rfind('.');
        if (dot != std::string_view::npos && dot > 0 && holds(file)) add(file.substr(0, dot));
      }
    }
    if (std::find(kMovers.begin(), kMovers.end(), program) == kMovers.end()) return;
    const bool has_target = operands.files.size() > 1 && operands.folder.empty();
    const std::size_t sources = operands.files.size() - (has_target ? 1 : 0);
    const std::string_view target = has_target ? operands.files.back() : operands.folder;
    if (target.empty()) return;
    for (std::size_t i = 0; i < sources; ++i) {
      if (!holds(operands.files[i])) continue;
      // Whether it is a folder nobody here knows.
      if (sources == 1 && has_target && !target.ends_with('/')) add(target);
      add(in_folder(target, base_name(operands.files[i])));
    }
  }

  std::vector<std::string> take() { return std::move(names_); }
  std::size_t size() const { return names_.size(); }
  const std::string& operator[](std::size_t i) const { return names_[i]; }

 private:
  std::vector<std::string> names_;
};

/// `$ROOT/usr/bin/tool`: what runs with $ROOT as its root calls it /usr/bin/tool.
std::string_view below_root(std::string_view path) {
  if (!path.starts_with('$')) return {};
  std::size_t end = 1;
  while (end < path.size() && is_name_letter(path[end])) ++end;
  const std::string_view rest = path.substr(end);
  const bool is_deep = rest.starts_with('/') && rest.find('/', 1) != std::string_view::npos;
  return is_deep && rest.find('$') == std::string_view::npos ? rest : std::string_view();
}

/// What scripts write for the last part of the address in the variable `$name`, and their variables that hold it.
std::vector<std::string> last_parts_of(std::string_view variable, const Node& script) {
  const std::string address(variable);
  std::vector<std::string> parts = {"$(basename " + address + ")", "`basename " + address + "`", address + "##*/"};
  for (const Node& node : script.children) {
    const bool is_part = node.kind == NodeKind::kScalar && contains(parts, plain_path(node.value));
    if (is_part && parts.size() < kMostNames) parts.push_back("$" + node.key);
  }
  return parts;
}

/// The folder that the script went to last; empty when it went nowhere.
std::string_view folder_before(std::span<const Command> commands, std::size_t index) {
  for (std::size_t i = index; i > 0 && index - i < kMostCommands; --i) {
    const Command& command = commands[i - 1];
    const bool goes = command.words.size() == 2 && (command.words[0].text == "cd" || command.words[0].text == "pushd");
    if (goes && command.inside == commands[index].inside) return command.words[1].text;
  }
  return {};
}

}  // namespace

Result<std::vector<Fetcher>> read_fetchers(std::string_view text) {
  std::vector<Fetcher> fetchers;
  std::uint32_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (trimmed(line).empty() || line.front() == '#') continue;
    const std::vector<std::string_view> columns = columns_of(line);
    if (columns.size() != 4 || columns[0].empty()) {
      return tl::unexpected(
          Error{"expected 'program | file options | folder options | naming options'", "", {number, 1}});
    }
    fetchers.push_back({std::string(columns[0]), words_of(columns[1]), words_of(columns[2]), words_of(columns[3])});
  }
  return fetchers;
}

std::optional<SavedFile> saved_file(const Fetcher& fetcher, std::span<const Word> words) {
  std::string_view folder;
  std::optional<OptionValue> file;
  std::vector<const Word*> arguments;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!is_flag(words[i].text)) {
      arguments.push_back(&words[i]);
      continue;
    }
    const auto named = value_at(words, i, fetcher.file_options);
    const auto placed = named ? std::nullopt : value_at(words, i, fetcher.folder_options);
    if (named && !file) file = named;
    if (placed) folder = std::string_view(words[placed->index].text).substr(placed->offset);
    if (named || placed) i = (named ? named : placed)->index;
  }
  if (file) {
    const Word& word = words[file->index];
    const std::string_view path = std::string_view(word.text).substr(file->offset);
    if (is_output(path)) return std::nullopt;
    return SavedFile{path.starts_with('/') ? std::string(path) : in_folder(folder, path), &word, file->offset};
  }
  if (!has_naming_option(words.subspan(1), fetcher.naming_options)) return std::nullopt;
  const auto is_address = [](const Word* word) { return word->text.find("://") != std::string::npos; };
  const auto is_variable = [](const Word* word) { return word->text.starts_with('$'); };
  auto address = std::find_if(arguments.begin(), arguments.end(), is_address);
  if (address == arguments.end()) address = std::find_if(arguments.begin(), arguments.end(), is_variable);
  if (address == arguments.end()) return std::nullopt;
  const std::string_view text = (*address)->text;
  const NamePart part = name_in_address(text);
  if (part.length > 0) return SavedFile{in_folder(folder, text.substr(part.begin, part.length)), *address, 0};
  // The address is known when the script runs.
  if (!text.starts_with('$')) return std::nullopt;
  folder = folder.substr(0, folder.find_last_not_of('/') + 1);
  return SavedFile{folder.empty() ? std::string(kAnyFile) : std::string(folder) + std::string(kAnyName), *address, 0};
}

std::vector<std::string> other_names(std::span<const Command> commands, std::size_t saved, const std::string& path,
                                     const Node& script, const std::vector<CommandWrapper>& wrappers) {
  Names names;
  if (path == kAnyFile) {
    for (const Word& word : commands[saved].words) {
      if (!word.text.starts_with('$')) continue;
      for (const std::string& part : last_parts_of(plain_path(word.text), script)) names.add(part);
    }
  } else {
    names.add(path);
  }
  if (!path.starts_with('/') && !path.starts_with('$')) {
    const std::string_view folder = folder_before(commands, saved);
    for (std::size_t i = 0, known = names.size(); i < known && !folder.empty(); ++i) {
      names.add(in_folder(folder, std::string(names[i])));
    }
  }
  for (std::size_t i = saved + 1; i < commands.size() && i - saved < kMostCommands; ++i) {
    const auto programs = programs_of(commands[i], wrappers);
    if (!programs.empty()) names.read(std::span(commands[i].words).subspan(programs.back().program));
  }
  for (std::size_t i = 0, known = names.size(); i < known; ++i) names.add(below_root(std::string(names[i])));
  return names.take();
}

std::string plain_path(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string plain;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool is_mark =
        path[i] == '"' || path[i] == '\'' || path[i] == '}' || (path[i] == '{' && i > 0 && path[i - 1] == '$');
    if (!is_mark) plain += path[i];
  }
  return plain;
}

bool names_saved_file(std::string_view text, const std::vector<std::string>& names) {
  const std::string path = plain_path(text);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    if (!name.ends_with(kAnyName)) return path == name;
    name.remove_suffix(1);
    return path.size() > name.size() && path.starts_with(name) && path.find('/', name.size()) == std::string::npos;
  });
}

}  // namespace cpsaudit
