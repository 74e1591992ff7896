#include "formats/embedded_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "core/base_name.h"
#include "formats/command_source.h"
#include "formats/key_pattern.h"
#include "formats/lines.h"
#include "formats/sed_script.h"

namespace cpsaudit {
namespace {

/// Of one file. A script that writes more is a generator, not a configuration.
constexpr std::size_t kMostTexts = 100;
constexpr std::size_t kMostBytes = 1U << 20U;
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

/// A text under construction.
struct Piece {
  std::string text;
  std::vector<std::size_t> offsets;

  void append(char c, std::size_t offset) {
    text += c;
    offsets.push_back(offset);
  }
  void append(const CommandSource& source) {
    for (std::size_t i = 0; i < source.text().size(); ++i) append(source.text()[i], source.offset(i));
  }
  std::size_t end() const { return offsets.empty() ? 0 : offsets.back() + 1; }
};

/// What `echo` and `printf` make of `\n` and its kind.
Piece unescaped(const Piece& piece) {
  Piece output;
  for (std::size_t i = 0; i < piece.text.size(); ++i) {
    char c = piece.text[i];
    const std::size_t offset = piece.offsets[i];
    const char next = i + 1 < piece.text.size() ? piece.text[i + 1] : '\0';
    if (c == '\\' && (next == 'n' || next == 't' || next == '\\' || next == '"')) {
      c = next == 'n' ? '\n' : next == 't' ? '\t' : next;
      ++i;
    }
    output.append(c, offset);
  }
  return output;
}

class Collector {
 public:
  Collector(const Text& file, const Document& document, const SyntaxOptions& options)
      : file_(file), document_(document), options_(options) {
    for (const Node& node : document.root.children) {
      if (node.kind == NodeKind::kScalar) variables_[node.key] = node.value;
    }
  }

  std::vector<EmbeddedText> collect() {
    for (const Command& command : document_.commands) read(command);
    for (const EmbeddedKey& key : options_.embeds) {
      std::string_view at = key.at;
      if (at.ends_with('=')) at.remove_suffix(1);
      patterns_.emplace_back(split_key_path(at), &key);
    }
    document_node_ = &document_.root;
    if (!patterns_.empty()) walk(document_.root);
    return std::move(texts_);
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
      if (auto text = here_document(command)) add("etc/config/" + words[2].text, std::move(*text), true);
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

  Piece source_of(const Word& word) const {
    Piece piece;
    const Range range = {file_.offset(word.span.begin), file_.offset(word.span.end)};
    if (range.begin <= range.end) piece.append(CommandSource(file_, word.text, range));
    return piece;
  }

  std::optional<Piece> here_document(const Command& command) const {
    for (const Redirection& redirection : command.redirections) {
      if (redirection.operation.starts_with("<<")) return source_of(redirection.target);
    }
    return std::nullopt;
  }

  std::optional<Piece> output_of(const Command& command, std::span<const Word> words, std::string_view program) const {
    if (program == "cat" || program == "tee") return here_document(command);
    words = words.subspan(1);
    while (program == "echo" && !words.empty() && words.front().text.size() <= 3 &&
           words.front().text.starts_with('-')) {
      words = words.subspan(1);
    }
    if (words.empty()) return std::nullopt;
    if (program == "printf") return printed(words);
    Piece text;
    for (const Word& word : words) {
      if (!text.text.empty()) text.append(' ', text.end() - 1);
      const Piece piece = source_of(word);
      for (std::size_t i = 0; i < piece.text.size(); ++i) text.append(piece.text[i], piece.offsets[i]);
    }
    if (text.text.empty()) return std::nullopt;
    return unescaped(text);
  }

  /// The format is used again as long as arguments are left, printf(1).
  std::optional<Piece> printed(std::span<const Word> words) const {
    if (words.front().text.starts_with("--")) words = words.subspan(1);
    if (words.empty()) return std::nullopt;
    const Piece format = unescaped(source_of(words.front()));
    words = words.subspan(1);
    Piece text;
    do {
      const std::size_t left = words.size();
      for (std::size_t i = 0; i < format.text.size() && text.text.size() < kMostBytes; ++i) {
        if (format.text[i] != '%' || i + 1 == format.text.size()) {
          text.append(format.text[i], format.offsets[i]);
        } else if (format.text[++i] == '%') {
          text.append('%', format.offsets[i]);
        } else if (!words.empty()) {
          const Piece argument = source_of(words.front());
          words = words.subspan(1);
          for (std::size_t k = 0; k < argument.text.size(); ++k) text.append(argument.text[k], argument.offsets[k]);
        }
      }
      if (words.size() == left) break;
    } while (!words.empty());
    if (text.text.empty()) return std::nullopt;
    return text;
  }

  /// To the files that the command, or the `tee` behind it, names.
  void write(const Command& command, std::span<const Word> words, Piece text) {
    redirect(command, text);
    if (base_name(words.front().text) == "tee") tee(words, text);
    if (!command.piped_into || *command.piped_into >= document_.commands.size()) return;
    const std::span<const Word> reader = program_words(document_.commands[*command.piped_into]);
    if (reader.empty() || base_name(reader.front().text) != "tee") return;
    tee(reader, text);
  }

  void redirect(const Command& command, const Piece& text) {
    for (const Redirection& redirection : command.redirections) {
      const bool appends = redirection.operation == ">>";
      if (!appends && redirection.operation != ">" && redirection.operation != ">|") continue;
      const std::string path = path_of(redirection.target);
      if (path.starts_with(kParameters)) {
        set_parameter(path.substr(kParameters.size()), redirection.target, text);
      } else {
        add(path, text, !appends);
      }
    }
  }

  /// What goes to /proc/sys is a line of sysctl.conf.
  void set_parameter(std::string name, const Word& target, const Piece& value) {
    std::replace(name.begin(), name.end(), '/', '.');
    const std::size_t place = file_.offset(target.span.begin);
    Piece line;
    for (const char c : name + " = ") line.append(c, place);
    for (std::size_t i = 0; i < value.text.size() && value.text[i] != '\n'; ++i) {
      line.append(value.text[i], value.offsets[i]);
    }
    add("etc/sysctl.conf", std::move(line), false);
  }

  /// `NAME=value`: a line of the file that the program writes to.
  void set_entry(const std::string& path, const Word& word) {
    if (word.text.starts_with('-') || word.text.find('=') == std::string::npos) return;
    add(path, source_of(word), false);
  }

  /// `fw_setenv bootargs console=ttyS0 …`: the words behind the name are the value.
  void set_variable(std::span<const Word> words) {
    Piece line = source_of(words.front());
    line.append('=', line.end());
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (i > 1) line.append(' ', line.end());
      const Piece value = source_of(words[i]);
      for (std::size_t k = 0; k < value.text.size(); ++k) line.append(value.text[k], value.offsets[k]);
    }
    add("uEnv.txt", std::move(line), false);
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
    Piece line;
    for (const char c : before) line.append(c, place);
    if (!name.text.starts_with(kPrefix)) {
      for (const char c : kPrefix) line.append(c, place);
    }
    append(line, source_of(name));
    for (const char c : behind) line.append(c, line.end());
    if (value != nullptr) append(line, source_of(*value));
    for (const char c : end) line.append(c, line.end());
    add(path, std::move(line), false);
  }

  void tee(std::span<const Word> words, const Piece& text) {
    const bool appends = std::any_of(words.begin(), words.end(),
                                     [](const Word& word) { return word.text == "-a" || word.text == "--append"; });
    for (const Word& word : words.subspan(1)) {
      if (word.text.starts_with('-')) continue;
      const std::string path = path_of(word);
      if (path.starts_with(kParameters)) {
        set_parameter(path.substr(kParameters.size()), word, text);
      } else {
        add(path, text, !appends);
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
      const Piece source = source_of(*script);
      for (const SedText& text : texts_in_sed_script(source.text)) {
        Piece piece;
        for (std::size_t i = 0; i < text.text.size(); ++i) {
          piece.append(text.text[i], source.offsets[text.offsets[i]]);
        }
        for (const Word* file : others) add(path_of(*file), piece, false);
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
        return relative(path.substr(std::min(path.find(')', dollar), path.size() - 1) + 1));
      }
      const bool braced = path.compare(dollar + 1, 1, "{") == 0;
      const std::size_t name = dollar + (braced ? 2 : 1);
      std::size_t end = name;
      while (end < path.size() && is_name_character(path[end])) ++end;
      const std::optional<std::string> value = value_of(path.substr(name, end - name));
      if (braced) end = std::min(path.find('}', end), path.size() - 1) + 1;
      if (!value) return relative(path.substr(end));
      path.replace(dollar, end - dollar, *value);
    }
    const std::size_t unknown = path.find_last_of("$`)");
    return relative(unknown == std::string::npos ? path : path.substr(unknown + 1));
  }

  std::optional<std::string> value_of(const std::string& variable) const {
    if (const auto known = variables_.find(variable); known != variables_.end()) return known->second;
    const auto usual = std::find_if(kDirectories.begin(), kDirectories.end(),
                                    [&](const auto& directory) { return directory.first == variable; });
    return usual == kDirectories.end() ? std::nullopt : std::optional<std::string>(usual->second);
  }

  static std::string relative(std::string_view path) {
    while (path.starts_with('/') || path.starts_with("./") || path.starts_with("../")) {
      path.remove_prefix(path.find('/') + 1);
    }
    return std::string(path);
  }

  enum class Merging { kByPath, kNever };

  void add(const std::string& path, Piece text, bool whole, Merging merging = Merging::kByPath) {
    if (path.empty() || path.back() == '/' || path.starts_with("dev/") || path.starts_with("proc/")) return;
    if (text.text.empty() || text.text.size() > kMostBytes || bytes_ > kMostBytes) return;
    bytes_ += text.text.size();
    if (text.text.back() != '\n') text.append('\n', text.end());
    const auto known = merging == Merging::kNever
                           ? texts_.end()
                           : std::find_if(texts_.begin(), texts_.end(), [&](const auto& t) { return t.path == path; });
    if (known == texts_.end()) {
      if (texts_.size() >= kMostTexts) return;
      const std::size_t end = text.end();
      text.offsets.push_back(end);
      texts_.push_back({path, std::move(text.text), std::move(text.offsets), whole});
      return;
    }
    // What is written anew may be another case of the same script; what was there still counts.
    known->whole = known->whole || whole;
    known->offsets.pop_back();
    known->text += text.text;
    known->offsets.insert(known->offsets.end(), text.offsets.begin(), text.offsets.end());
    known->offsets.push_back(text.end());
  }

  void walk(const Node& node) {
    for (const Node& child : node.children) {
      const bool is_document = key_path_.empty() && child.key == "---";
      if (is_document) document_node_ = &child;
      if (!is_document) key_path_.push_back(child.key);
      for (const auto& [pattern, key] : patterns_) {
        if (!is_document && matches_key_path(pattern, key_path_)) take(child, node, *key);
      }
      walk(child);
      if (!is_document) key_path_.pop_back();
    }
  }

  /// The variables that a container starts with: `{NAME: value}`, `- NAME=value` or `- {name: NAME, value: x}`.
  void take_variables(const Node& node) {
    for (const Node& entry : node.children) {
      const Node* name = entry.child("name");
      const Node* value = entry.child("value");
      if (name != nullptr && value != nullptr) {
        take_variable(name->value, *value);
      } else if (entry.kind == NodeKind::kScalar && entry.key.empty()) {
        if (entry.value.find('=') != std::string::npos)
          add(".env", source_of({entry.value, entry.value_span, true}), false);
      } else if (entry.kind == NodeKind::kScalar) {
        take_variable(entry.key, entry);
      }
    }
  }

  void take_variable(const std::string& name, const Node& value) {
    const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), is_name_character);
    if (!is_name || value.kind != NodeKind::kScalar || !value.value_span.known()) return;
    if (value.value.empty() || value.value.find('\n') != std::string::npos) return;
    const std::size_t place = file_.offset(value.value_span.begin);
    Piece line;
    for (const char c : name + "=") line.append(c, place);
    const Piece text = source_of({value.value, value.value_span, true});
    for (std::size_t i = 0; i < text.text.size(); ++i) line.append(text.text[i], text.offsets[i]);
    add(".env", std::move(line), false);
  }

  /// `around`: what `node` is a part of.
  void take(const Node& node, const Node& around, const EmbeddedKey& key) {
    if (key.at.ends_with('=')) {
      take_variables(node);
      return;
    }
    if (!key.name.empty()) {
      take_text(node, key.name, key);
      return;
    }
    if (key.text.empty()) {
      // `data: {mosquitto.conf: …}` is a file, `data: {LEVEL: debug}` is none, `data: {config: | …}` is one again.
      const bool has_name = node.key.find_first_of("./") != std::string::npos;
      const bool has_lines = node.value.find('\n') != std::string::npos;
      if (has_name || has_lines) take_text(node, node.key, key);
      return;
    }
    // `state: absent`: the lines are taken away.
    if (const Node* state = node.child("state"); state != nullptr && state->value == "absent") return;
    for (const std::string& path_key : key.path) {
      const Node* path = node.child(path_key);
      if (path == nullptr) continue;
      if (key.text.front().find('{') != std::string::npos) {
        take_lines(node, path->value, key);
        return;
      }
      for (const std::string& text_key : key.text) {
        const Node* text = node.child(text_key);
        if (text != nullptr && !take_each(*text, around, path->value)) take_text(*text, path->value, key);
      }
      return;
    }
  }

  /// Lines of which parts are values: `[{section}]`. One without its value is left out.
  void take_lines(const Node& node, const std::string& path, const EmbeddedKey& key) {
    Piece text;
    for (const std::string& line : key.text) {
      Piece built;
      bool complete = true;
      for (std::size_t i = 0; i < line.size(); ++i) {
        const std::size_t close = line[i] == '{' ? line.find('}', i) : std::string::npos;
        if (close == std::string::npos) {
          built.append(line[i], file_.offset(node.value_span.begin));
          continue;
        }
        const Node* value = node.child(line.substr(i + 1, close - i - 1));
        complete = complete && value != nullptr && value->kind == NodeKind::kScalar && value->value_span.known();
        if (complete) append(built, source_of({value->value, value->value_span, true}));
        i = close;
      }
      if (!complete) continue;
      built.append('\n', built.end());
      append(text, built);
    }
    add(relative(path), std::move(text), false);
  }

  static void append(Piece& piece, const Piece& more) {
    for (std::size_t i = 0; i < more.text.size(); ++i) piece.append(more.text[i], more.offsets[i]);
  }

  /// A text that is written once for each element of a list beside it: `line: "{{ item.key }} {{ item.value }}"`.
  bool take_each(const Node& text, const Node& around, const std::string& path) {
    constexpr std::array<std::string_view, 4> kLists = {"loop", "with_items", "with_list", "with_dict"};
    constexpr std::size_t kMostElements = 200;
    if (text.kind != NodeKind::kScalar || text.value.find("{{") == std::string::npos) return false;
    const Node* list = nullptr;
    for (const std::string_view name : kLists) list = list == nullptr ? around.child(name) : list;
    if (list == nullptr || list->children.empty() || list->children.size() > kMostElements) return false;
    if (!text.value_span.known()) return false;
    const Piece pattern = source_of({text.value, text.value_span, true});
    for (const Node& element : list->children) {
      if (auto line = with_element(pattern, element)) add(relative(path), std::move(*line), false);
    }
    return true;
  }

  /// Nothing when it asks for something else too.
  std::optional<Piece> with_element(const Piece& pattern, const Node& element) const {
    Piece line;
    for (std::size_t i = 0; i < pattern.text.size(); ++i) {
      if (pattern.text.compare(i, 2, "{{") != 0) {
        line.append(pattern.text[i], pattern.offsets[i]);
        continue;
      }
      const std::size_t close = pattern.text.find("}}", i);
      if (close == std::string::npos) return std::nullopt;
      const auto value = element_value(std::string_view(pattern.text).substr(i + 2, close - i - 2), element);
      if (!value) return std::nullopt;
      append(line, *value);
      i = close + 1;
    }
    return line;
  }

  /// `item`, `item.name`, `item['name']`; of an entry of a table its key and its value.
  std::optional<Piece> element_value(std::string_view expression, const Node& element) const {
    const auto is_space = [](char c) { return c == ' '; };
    std::string name;
    std::copy_if(expression.begin(), expression.end(), std::back_inserter(name), [&](char c) { return !is_space(c); });
    if (!name.starts_with("item")) return std::nullopt;
    name.erase(0, 4);
    if (name.starts_with("['") && name.ends_with("']")) name = "." + name.substr(2, name.size() - 4);
    const Node* value = name.empty() ? &element : nullptr;
    if (name.size() > 1 && name.front() == '.') value = element.child(name.substr(1));
    if (value == nullptr && !element.key.empty() && name == ".key") {
      return source_of({element.key, element.key_span, true});
    }
    if (value == nullptr && !element.key.empty() && name == ".value") value = &element;
    if (value == nullptr || value->kind != NodeKind::kScalar || !value->value_span.known()) return std::nullopt;
    return source_of({value->value, value->value_span, true});
  }

  void take_text(const Node& node, const std::string& path, const EmbeddedKey& key) {
    if (node.kind != NodeKind::kScalar || !node.value_span.known()) return;
    const std::size_t known = texts_.size();
    // Two of these are two files, even when they bear one name: each stands in an object of its own.
    const Merging merging = key.text.empty() ? Merging::kNever : Merging::kByPath;
    add(relative(path), source_of({node.value, node.value_span, true}), !key.part, merging);
    if (texts_.size() > known) texts_.back().also = other_names(texts_.back().path, key);
  }

  /// `redis-config` may be redis.conf, and `config` of what is called "mosquitto" mosquitto.conf.
  std::vector<std::string> other_names(const std::string& path, const EmbeddedKey& key) const {
    if (!key.text.empty() || !key.name.empty()) return {};
    std::vector<std::string> names = {path + ".conf"};
    const Node* node = document_node_;
    for (const std::string_view part : split_key_path(key.named_after)) {
      if (node != nullptr) node = node->child(part);
    }
    const bool is_named = !key.named_after.empty() && node != nullptr && node->kind == NodeKind::kScalar;
    if (is_named && node->value.find('/') == std::string::npos) {
      names.push_back(node->value + "/" + std::string(base_name(path)));
      names.push_back(node->value + ".conf");
    }
    return names;
  }

  const Text& file_;
  const Document& document_;
  const SyntaxOptions& options_;
  std::map<std::string, std::string> variables_;
  std::vector<std::pair<KeyPath, const EmbeddedKey*>> patterns_;
  KeyPath key_path_;
  /// The YAML document that is being walked through.
  const Node* document_node_ = nullptr;
  std::vector<EmbeddedText> texts_;
  std::size_t bytes_ = 0;
};

/// Moves every place of a document.
class Mover {
 public:
  Mover(const Text& text, const std::vector<std::size_t>& offsets, const Text& file)
      : text_(text), offsets_(offsets), file_(file) {}

  void move(Document& document) const {
    move(document.root);
    for (Comment& comment : document.comments) move(comment.span);
    for (Command& command : document.commands) {
      for (Word& word : command.words) move(word.span);
      for (EnvironmentEntry& entry : command.environment) {
        move(entry.name.span);
        move(entry.value.span);
      }
      for (Redirection& redirection : command.redirections) move(redirection.target.span);
      move(command.span);
    }
  }

 private:
  void move(Node& node) const {
    move(node.key_span);
    move(node.value_span);
    for (Word& word : node.words) move(word.span);
    for (Node& child : node.children) move(child);
  }

  void move(Span& span) const {
    if (!span.known()) return;
    const std::size_t begin = outer(text_.offset(span.begin));
    const std::size_t last = text_.offset(span.end);
    // Behind the last byte, which may lie far in front of the next one.
    const std::size_t end = last == 0 ? begin : outer(last - 1) + 1;
    span = file_.span(begin, span.begin == span.end ? begin : std::max(begin, end));
  }

  std::size_t outer(std::size_t offset) const {
    return offsets_.empty() ? 0 : offsets_[std::min(offset, offsets_.size() - 1)];
  }

  const Text& text_;
  const std::vector<std::size_t>& offsets_;
  const Text& file_;
};

}  // namespace

std::vector<EmbeddedText> embedded_texts(const Text& file, const Document& document, const SyntaxOptions& options) {
  return Collector(file, document, options).collect();
}

void move_places(Document& inner, const Text& text, const std::vector<std::size_t>& offsets, const Text& file) {
  Mover(text, offsets, file).move(inner);
}

}  // namespace cpsaudit
