#include "engine/expanded_command.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "engine/ascii.h"
#include "engine/span_part.h"
#include "formats/shell_calls.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// A line of thousands of words is generated, not written.
constexpr std::size_t kMostWords = 200;

struct Value {
  std::string text;
  Span span;
  /// Empty: in the file itself.
  std::string path;
};

using Values = std::map<std::string, Value>;

bool is_name_letter(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

/// Libraries that read libraries.
constexpr std::size_t kMostLibraries = 20;

bool reads_file(const Command& command) {
  return command.words.size() > 1 && (command.words[0].text == "." || command.words[0].text == "source");
}

bool may_expand(const FileFacts& file) {
  const auto& commands = file.document->commands;
  return std::any_of(commands.begin(), commands.end(), [](const Command& command) {
    return reads_file(command) ||
           std::any_of(command.words.begin(), command.words.end(), [](const Word& word) { return !word.literal; });
  });
}

/// The folder that the device takes for '/': what stands in front of "etc/" or "usr/" in the path.
std::string_view root_of(std::string_view path) {
  for (const std::string_view folder : {"/etc/", "/usr/", "/lib/"}) {
    const std::size_t at = path.find(folder);
    if (at != std::string_view::npos) return path.substr(0, at + 1);
  }
  return {};
}

class Gatherer {
 public:
  Gatherer(std::span<const FileFacts> files, const FileFacts& file) : files_(files), file_(file) {}

  Values gather() {
    for (const Node& section : file_.document->root.children) {
      // systemd.exec(5): what the files say goes before what the unit says.
      for (const Node& setting : section.children) {
        if (setting.key == "Environment") read_assignments(setting);
      }
      for (const Node& setting : section.children) {
        if (setting.key == "EnvironmentFile") read_file(setting.value);
      }
    }
    const std::string_view path = file_.path;
    const std::size_t scripts = path.rfind("etc/init.d/");
    if (scripts != std::string_view::npos) {
      read(std::string(path.substr(0, scripts)) + "etc/conf.d/" + std::string(path.substr(path.rfind('/') + 1)));
    }
    for (const Command& command : file_.document->commands) {
      if (reads_file(command)) read_for_script(command.words[1]);
    }
    // A library may read others; the list grows while they are looked at.
    for (std::size_t i = 0; i < libraries_.size(); ++i) {
      for (const Command& command : libraries_[i]->document->commands) {
        if (reads_file(command)) read_beside(command.words[1], libraries_[i]->path);
      }
    }
    drop_what_the_script_sets();
    return std::move(values_);
  }

  /// Scripts that are read with `.`.
  const std::vector<const FileFacts*>& libraries() const { return libraries_; }

 private:
  void read_for_script(const Word& name) {
    if (name.literal && name.text.starts_with('/')) {
      read_file(name.text);
    } else {
      read_beside(name, file_.path);
    }
  }

  /// `. ./lib.sh`, `. "$HERE/lib.sh"`: whatever folder it starts in, one of those around the script.
  void read_beside(const Word& name, std::string_view reader) {
    std::string_view tail = name.text;
    if (const std::size_t open = tail.find_last_of("$`)}"); !name.literal && open != std::string_view::npos) {
      const std::size_t slash = tail.find('/', open);
      if (slash == std::string_view::npos) return;
      tail.remove_prefix(slash);
    }
    while (tail.starts_with("./") || tail.starts_with('/')) tail.remove_prefix(tail.starts_with('/') ? 1 : 2);
    std::string_view folder = reader;
    do {
      const std::size_t slash = folder.rfind('/');
      folder = slash == std::string_view::npos ? std::string_view() : folder.substr(0, slash);
      if (tail.starts_with("../")) {
        tail.remove_prefix(3);
        continue;
      }
      if (read(folder.empty() ? std::string(tail) : std::string(folder) + "/" + std::string(tail))) return;
    } while (!folder.empty());
  }

  /// What the script gives another value, or reads, is not what the library says.
  void drop_what_the_script_sets() {
    if (libraries_.empty()) return;
    std::set<std::string_view> own;
    for (const Node& node : file_.document->root.children) own.insert(node.key);
    for (const Command& command : file_.document->commands) {
      if (command.words.empty() || command.words[0].text != "read") continue;
      for (const Word& word : command.words) own.insert(word.text);
    }
    std::erase_if(values_,
                  [&](const auto& value) { return of_scripts_.contains(value.first) && own.contains(value.first); });
  }

  /// `Environment="A=b c" D=e`
  void read_assignments(const Node& setting) {
    const std::string& text = setting.value;
    for (std::size_t i = 0; i < text.size();) {
      if (is_white(text[i])) {
        ++i;
        continue;
      }
      const char quote = text[i] == '"' || text[i] == '\'' ? text[i] : '\0';
      if (quote != '\0') ++i;
      const std::size_t end = std::min(quote != '\0' ? text.find(quote, i) : text.find_first_of(" \t", i), text.size());
      const std::size_t equals = text.find('=', i);
      if (equals < end) {
        std::size_t begin = equals + 1;
        std::size_t last = end;
        // `OPTS="-a -b"`: the quote stands behind the name.
        const bool inner = quote == '\0' && begin < text.size() && (text[begin] == '"' || text[begin] == '\'');
        if (inner) {
          last = std::min(text.find(text[begin], begin + 1), text.size());
          ++begin;
        }
        const Span place = part_of(setting.value_span, text, {begin, last - begin});
        values_[text.substr(i, equals - i)] = {text.substr(begin, last - begin), place, {}};
        i = last + 1;
        continue;
      }
      i = end + 1;
    }
  }

  void read_file(std::string_view path) {
    while (path.starts_with('-')) path.remove_prefix(1);
    if (!path.starts_with('/')) return;
    read(std::string(root_of(file_.path)) + std::string(path.substr(1)));
  }

  bool read(const std::string& path) {
    const auto known = std::lower_bound(files_.begin(), files_.end(), path,
                                        [](const FileFacts& facts, const std::string& p) { return facts.path < p; });
    if (known == files_.end() || known->path != path || !known->document || known->path == file_.path) return false;
    if (known->syntax == Syntax::kShell) {
      read_library(*known);
      return true;
    }
    for (const Node& node : known->document->root.children) {
      if (node.kind != NodeKind::kScalar || node.key.empty() || !node.value_span.known()) continue;
      values_[node.key] = {node.value, node.value_span, path};
    }
    return true;
  }

  /// Of a script those count that it gives one text and no other.
  void read_library(const FileFacts& library) {
    if (libraries_.size() >= kMostLibraries) return;
    if (std::find(libraries_.begin(), libraries_.end(), &library) != libraries_.end()) return;
    libraries_.push_back(&library);
    std::map<std::string_view, const Node*> texts;
    for (const Node& node : library.document->root.children) {
      if (node.kind != NodeKind::kScalar || node.key.empty() || !node.value_span.known()) continue;
      const auto [known, is_new] = texts.try_emplace(node.key, &node);
      if (!is_new && (known->second == nullptr || known->second->value != node.value)) known->second = nullptr;
    }
    for (const auto& [name, node] : texts) {
      if (node == nullptr || node->value.empty()) continue;
      values_[std::string(name)] = {node->value, node->value_span, library.path};
      of_scripts_.emplace(name);
    }
  }

  std::span<const FileFacts> files_;
  const FileFacts& file_;
  Values values_;
  std::vector<const FileFacts*> libraries_;
  /// Names of values that a library gives.
  std::set<std::string, std::less<>> of_scripts_;
};

/// The name of `$NAME` or `${NAME}` at `at`, and where it ends.
std::optional<std::pair<std::string, std::size_t>> variable_at(const std::string& text, std::size_t at) {
  const bool braced = text.compare(at + 1, 1, "{") == 0;
  const std::size_t begin = at + (braced ? 2 : 1);
  std::size_t end = begin;
  while (end < text.size() && is_name_letter(text[end])) ++end;
  if (end == begin) return std::nullopt;
  const std::string name = text.substr(begin, end - begin);
  if (!braced) return std::pair(name, end);
  return text.compare(end, 1, "}") == 0 ? std::optional(std::pair(name, end + 1)) : std::nullopt;
}

/// The words that a word becomes; nothing when a variable in it is not known.
std::optional<std::vector<Word>> expanded(const Word& word, const Values& values, std::string& given_in) {
  Word output = word;
  output.text.clear();
  const Value* last = nullptr;
  bool is_alone = false;
  for (std::size_t i = 0; i < word.text.size();) {
    if (word.text[i] != '$') {
      output.text += word.text[i++];
      continue;
    }
    const auto variable = variable_at(word.text, i);
    const auto known = variable ? values.find(variable->first) : values.end();
    if (known == values.end()) return std::nullopt;
    is_alone = i == 0 && variable->second == word.text.size();
    output.text += known->second.text;
    last = &known->second;
    i = variable->second;
  }
  if (last == nullptr || output.text.find_first_of("$`") != std::string::npos) return std::nullopt;
  output.literal = true;
  output.given_at = last->span;
  given_in = last->path;
  if (!is_alone) return std::vector<Word>{output};
  // Alone it becomes as many words as it has.
  std::vector<Word> words;
  for (const std::string_view piece : split(last->text, " \t\n")) {
    Word part = output;
    part.text = piece;
    const auto offset = static_cast<std::size_t>(piece.data() - last->text.data());
    part.given_at = part_of(last->span, last->text, {offset, piece.size()});
    words.push_back(std::move(part));
  }
  return words;
}

/// False when nothing is put in.
bool put_in(const Command& command, const Values& values, Command& run, std::string& given_in) {
  bool changed = false;
  run = command;
  run.words.clear();
  for (const Word& word : command.words) {
    auto words = word.literal || run.words.size() > kMostWords ? std::nullopt : expanded(word, values, given_in);
    if (!words) {
      run.words.push_back(word);
      continue;
    }
    changed = true;
    for (Word& piece : *words) run.words.push_back(std::move(piece));
  }
  if (run.words.empty()) run.words = command.words;
  return changed;
}

void append(ExpandedCommands& output, Command command, std::string given_in, std::optional<std::size_t> as_written,
            std::size_t base) {
  if (command.piped_into) *command.piped_into += base;
  output.commands.push_back(std::move(command));
  output.given_in.push_back(std::move(given_in));
  output.as_written.push_back(as_written);
}

/// False when the file calls no function of the libraries.
bool append_called(const FileFacts& file, const std::vector<const FileFacts*>& libraries, const Values& values,
                   ExpandedCommands& output) {
  std::vector<std::pair<const FileFacts*, std::vector<CalledCommand>>> called;
  std::size_t count = output.commands.size();
  for (const FileFacts* library : libraries) {
    called.emplace_back(library, commands_of_calls(*file.document, *library->document));
    count += called.back().second.size();
  }
  output.judged = count;
  for (const auto& [library, commands] : called) {
    const std::size_t base = output.commands.size();
    for (const CalledCommand& command : commands) {
      Command run;
      std::string given_in;
      put_in(command.command, values, run, given_in);
      append(output, std::move(run), std::move(given_in), count + command.written, base);
    }
    if (!commands.empty()) count += library->document->commands.size();
  }
  for (const auto& [library, commands] : called) {
    const std::size_t base = output.commands.size();
    if (commands.empty()) continue;
    for (const Command& command : library->document->commands) append(output, command, {}, std::nullopt, base);
  }
  return output.commands.size() > file.document->commands.size();
}

}  // namespace

ExpandedCommands expanded_commands(std::span<const FileFacts> files, const FileFacts& file) {
  const bool may_be = file.syntax == Syntax::kIni || file.syntax == Syntax::kShell;
  if (!may_be || !may_expand(file)) return {};
  Gatherer gatherer(files, file);
  const Values values = gatherer.gather();
  if (values.empty() && gatherer.libraries().empty()) return {};
  ExpandedCommands output;
  bool changed = false;
  for (const Command& command : file.document->commands) {
    Command run;
    std::string given_in;
    changed = put_in(command, values, run, given_in) || changed;
    append(output, std::move(run), std::move(given_in), std::nullopt, 0);
  }
  changed = append_called(file, gatherer.libraries(), values, output) || changed;
  return changed ? std::move(output) : ExpandedCommands();
}

}  // namespace cpsaudit
