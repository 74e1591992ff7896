#include "formats/script_output.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "core/base_name.h"
#include "formats/lines.h"
#include "formats/sed_script.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostPrinted = 1U << 20U;
/// A variable that stands for a path may be made of another.
constexpr int kMostSteps = 4;

constexpr std::string_view kParameters = "proc/sys/";

/// Directory variables of the GNU Coding Standards, as Autotools and BitBake name them, where products leave them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kDirectories = {{
    {"sysconfdir", "/etc"},
    {"localstatedir", "/var"},
    {"bindir", "/usr/bin"},
    {"sbindir", "/usr/sbin"},
    {"libdir", "/usr/lib"},
    {"datadir", "/usr/share"},
    {"systemd_system_unitdir", "/lib/systemd/system"},
    {"systemd_unitdir", "/lib/systemd"},
}};

class ScriptOutput {
 public:
  ScriptOutput(const Text& file, const Document& document, EmbeddedTextList& texts)
      : file_(file), document_(document), texts_(texts) {
    for (const Node& node : document.root.children) {
      if (node.kind == NodeKind::kScalar) variables_[node.key] = node.value;
    }
  }

  void collect() {
    for (const Command& command : document_.commands) read(command);
  }

 private:
  /// The words of a command from its program on, behind what only says how it runs.
  static std::span<const Word> program_words(const Command& command) {
    constexpr std::array<std::string_view, 7> kWrappers = {"sudo",    "doas",    "env",    "exec",
                                                           "command", "busybox", "builtin"};
    std::span<const Word> words = command.words;
    while (!words.empty() &&
           std::find(kWrappers.begin(), kWrappers.end(), base_name(words.front().text)) != kWrappers.end()) {
      words = words.subspan(1);
      while (!words.empty() && words.front().text.starts_with('-')) words = words.subspan(1);
    }
    return words;
  }

  void read(const Command& command) {
    const std::span<const Word> words = program_words(command);
    if (words.empty()) return;
    const std::string_view program = base_name(words.front().text);
    const auto config = std::find_if(words.begin(), words.end(),
                                     [](const Word& word) { return word.text.ends_with("scripts/config"); });
    if (config != words.end()) {
      set_symbols({config + 1, words.end()});
    } else if (program == "sed") {
      read_sed(words);
    } else if (program == "uci" && words.size() > 2 && words[1].text == "import") {
      if (auto text = here_document(command)) texts_.add("etc/config/" + words[2].text, std::move(*text), true);
    } else if (program == "sysctl") {
      for (const Word& word : words.subspan(1)) set_entry("etc/sysctl.conf", word);
    } else if (program == "nvram" && words.size() > 2 && words[1].text == "set") {
      set_entry("nvram.txt", words[2]);
    } else if (program == "fw_setenv" && words.size() > 2 && !words[1].text.starts_with('-')) {
      set_variable(words.subspan(1));
    } else if (program == "cat" || program == "tee" || program == "echo" || program == "printf") {
      if (auto text = output_of(command, words, program)) write(command, words, std::move(*text));
    }
  }

  std::optional<PlacedText> here_document(const Command& command) const {
    for (const Redirection& redirection : command.redirections) {
      if (!redirection.operation.starts_with("<<")) continue;
      const PlacedText text = placed_text(file_, redirection.target);
      return redirection.operation == "<<-" ? without_indent(text) : text;
    }
    return std::nullopt;
  }

  /// What `<<-` takes away.
  static PlacedText without_indent(const PlacedText& text) {
    PlacedText lines;
    for (std::size_t i = 0; i < text.text.size(); ++i) {
      const bool begins_line = lines.text.empty() || lines.text.back() == '\n';
      if (!begins_line || text.text[i] != '\t') lines.append(text.text[i], text.offsets[i]);
    }
    return lines;
  }

  std::optional<PlacedText> output_of(const Command& command, std::span<const Word> words,
                                      std::string_view program) const {
    if (program == "cat" || program == "tee") return here_document(command);
    words = words.subspan(1);
    while (program == "echo" && !words.empty() && words.front().text.size() <= 3 &&
           words.front().text.starts_with('-')) {
      words = words.subspan(1);
    }
    if (words.empty()) return std::nullopt;
    if (program == "printf") return printed(words);
    PlacedText text;
    for (const Word& word : words) {
      if (!text.text.empty()) text.append(' ', text.end() - 1);
      const PlacedText piece = placed_text(file_, word);
      text.append(piece);
    }
    if (text.text.empty()) return std::nullopt;
    return without_escapes(text);
  }

  /// The format is used again as long as arguments are left, printf(1).
  std::optional<PlacedText> printed(std::span<const Word> words) const {
    if (words.front().text.starts_with("--")) words = words.subspan(1);
    if (words.empty()) return std::nullopt;
    const PlacedText format = without_escapes(placed_text(file_, words.front()));
    words = words.subspan(1);
    PlacedText text;
    do {
      const std::size_t left = words.size();
      for (std::size_t i = 0; i < format.text.size() && text.text.size() < kMostPrinted; ++i) {
        if (format.text[i] != '%' || i + 1 == format.text.size()) {
          text.append(format.text[i], format.offsets[i]);
        } else if (format.text[++i] == '%') {
          text.append('%', format.offsets[i]);
        } else if (!words.empty()) {
          const PlacedText argument = placed_text(file_, words.front());
          words = words.subspan(1);
          text.append(argument);
        }
      }
      if (words.size() == left) break;
    } while (!words.empty());
    if (text.text.empty()) return std::nullopt;
    return text;
  }

  /// To the files that the command, or the `tee` behind it, names.
  void write(const Command& command, std::span<const Word> words, PlacedText text) {
    redirect(command, text);
    if (base_name(words.front().text) == "tee") tee(words, text);
    if (!command.piped_into || *command.piped_into >= document_.commands.size()) return;
    const std::span<const Word> reader = program_words(document_.commands[*command.piped_into]);
    if (reader.empty() || base_name(reader.front().text) != "tee") return;
    tee(reader, text);
  }

  void redirect(const Command& command, const PlacedText& text) {
    for (const Redirection& redirection : command.redirections) {
      const bool appends = redirection.operation == ">>";
      if (!appends && redirection.operation != ">" && redirection.operation != ">|") continue;
      const std::string path = path_of(redirection.target);
      if (path.starts_with(kParameters)) {
        set_parameter(path.substr(kParameters.size()), redirection.target, text);
      } else {
        texts_.add(path, text, !appends);
      }
    }
  }

  /// What goes to /proc/sys is a line of sysctl.conf.
  void set_parameter(std::string name, const Word& target, const PlacedText& value) {
    std::replace(name.begin(), name.end(), '/', '.');
    const std::size_t place = file_.offset(target.span.begin);
    PlacedText line;
    line.append(name + " = ", place);
    for (std::size_t i = 0; i < value.text.size() && value.text[i] != '\n'; ++i) {
      line.append(value.text[i], value.offsets[i]);
    }
    texts_.add("etc/sysctl.conf", std::move(line), false);
  }

  /// `NAME=value`: a line of the file that the program writes to.
  void set_entry(const std::string& path, const Word& word) {
    if (word.text.starts_with('-') || word.text.find('=') == std::string::npos) return;
    texts_.add(path, placed_text(file_, word), false);
  }

  /// `fw_setenv bootargs console=ttyS0 …`: the words behind the name are the value.
  void set_variable(std::span<const Word> words) {
    PlacedText line = placed_text(file_, words.front());
    line.append('=', line.end());
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (i > 1) line.append(' ', line.end());
      const PlacedText value = placed_text(file_, words[i]);
      line.append(value);
    }
    texts_.add("uEnv.txt", std::move(line), false);
  }

  /// scripts/config of Linux and its like: `--enable FOO --set-val BAR 5` are lines of .config.
  void set_symbols(std::span<const Word> words) {
    std::string path = ".config";
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      const std::string_view option = words[i].text;
      const Word& name = words[i + 1];
      if (option == "--file") path = path_of(name);
      if (!option.starts_with('-') || name.text.find('$') != std::string::npos) continue;
      if (option == "--enable" || option == "-e") set_symbol(path, name, "", "=y");
      if (option == "--module" || option == "-m") set_symbol(path, name, "", "=m");
      if (option == "--disable" || option == "-d") set_symbol(path, name, "# ", " is not set");
      if (option == "--undefine" || option == "-u") set_symbol(path, name, "# ", " is not set");
      const bool has_value = i + 2 < words.size() && (option == "--set-val" || option == "--set-str");
      if (!has_value) continue;
      const std::string quote = option == "--set-str" ? "\"" : "";
      set_symbol(path, name, "", "=" + quote, &words[i + 2], quote);
    }
  }

  void set_symbol(const std::string& path, const Word& name, const std::string& before, const std::string& behind,
                  const Word* value = nullptr, const std::string& end = {}) {
    constexpr std::string_view kPrefix = "CONFIG_";
    const std::size_t place = file_.offset(name.span.begin);
    PlacedText line;
    line.append(before, place);
    if (!name.text.starts_with(kPrefix)) {
      line.append(kPrefix, place);
    }
    line.append(placed_text(file_, name));
    line.append(behind, line.end());
    if (value != nullptr) line.append(placed_text(file_, *value));
    line.append(end, line.end());
    texts_.add(path, std::move(line), false);
  }

  void tee(std::span<const Word> words, const PlacedText& text) {
    const bool appends = std::any_of(words.begin(), words.end(),
                                     [](const Word& word) { return word.text == "-a" || word.text == "--append"; });
    for (const Word& word : words.subspan(1)) {
      if (word.text.starts_with('-')) continue;
      const std::string path = path_of(word);
      if (path.starts_with(kParameters)) {
        set_parameter(path.substr(kParameters.size()), word, text);
      } else {
        texts_.add(path, text, !appends);
      }
    }
  }

  void read_sed(std::span<const Word> words) {
    std::vector<const Word*> scripts;
    std::vector<const Word*> others;
    bool in_place = false;
    bool has_script_option = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string& text = words[i].text;
      if (text.starts_with("--in-place")) {
        in_place = true;
      } else if ((text == "-e" || text == "--expression") && i + 1 < words.size()) {
        has_script_option = true;
        scripts.push_back(&words[++i]);
      } else if (text.size() > 1 && text[0] == '-' && text[1] != '-') {
        const std::size_t letters = text.find_first_of(".~");
        if (text.substr(0, letters).find('i') != std::string::npos) in_place = true;
        if (text.back() == 'e' && i + 1 < words.size() && text[1] != 'i') {
          has_script_option = true;
          scripts.push_back(&words[++i]);
        }
      } else if (!text.starts_with("--")) {
        others.push_back(&words[i]);
      }
    }
    if (!in_place || others.empty()) return;
    if (!has_script_option) {
      scripts.push_back(others.front());
      others.erase(others.begin());
    }
    for (const Word* script : scripts) {
      const PlacedText source = placed_text(file_, *script);
      for (const SedText& text : texts_in_sed_script(source.text)) {
        PlacedText piece;
        for (std::size_t i = 0; i < text.text.size(); ++i) {
          piece.append(text.text[i], source.offsets[text.offsets[i]]);
        }
        for (const Word* file : others) texts_.add(path_of(*file), piece, false);
      }
    }
  }

  /// With the variables of the script put in; what is not known is dropped together with what stands in front of it.
  std::string path_of(const Word& word) const {
    std::string path = word.text;
    for (int step = 0; step < kMostSteps && path.size() < 4096; ++step) {
      const std::size_t dollar = path.rfind('$');
      if (dollar == std::string::npos) break;
      if (path.compare(dollar + 1, 1, "(") == 0) {
        return from_root(path.substr(std::min(path.find(')', dollar), path.size() - 1) + 1));
      }
      const bool braced = path.compare(dollar + 1, 1, "{") == 0;
      const std::size_t name = dollar + (braced ? 2 : 1);
      std::size_t end = name;
      while (end < path.size() && is_name_character(path[end])) ++end;
      const std::optional<std::string> value = value_of(path.substr(name, end - name));
      if (braced) end = std::min(path.find('}', end), path.size() - 1) + 1;
      if (!value) return from_root(path.substr(end));
      path.replace(dollar, end - dollar, *value);
    }
    const std::size_t unknown = path.find_last_of("$`)");
    return from_root(unknown == std::string::npos ? path : path.substr(unknown + 1));
  }

  std::optional<std::string> value_of(const std::string& variable) const {
    if (const auto known = variables_.find(variable); known != variables_.end()) return known->second;
    const auto usual = std::find_if(kDirectories.begin(), kDirectories.end(),
                                    [&](const auto& directory) { return directory.first == variable; });
    return usual == kDirectories.end() ? std::nullopt : std::optional<std::string>(usual->second);
  }

  const Text& file_;
  const Document& document_;
  EmbeddedTextList& texts_;
  std::map<std::string, std::string> variables_;
};

}  // namespace

void collect_script_output(const Text& file, const Document& document, EmbeddedTextList& texts) {
  ScriptOutput(file, document, texts).collect();
}

}  // namespace cpsaudit
