#include "engine/uci_scripts.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "core/base_name.h"
#include "engine/ascii.h"
#include "engine/setting_path.h"
#include "engine/span_part.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// Key of a section whose type neither the script nor the tree tells.
constexpr std::string_view kUnknownType = "section";

/// The dialect that reads /etc/config/PACKAGE; null when none does.
const Dialect* dialect_of_package(const Catalog& catalog, const std::string& package) {
  const std::string path = "etc/config/" + package;
  const Dialect* best = nullptr;
  for (const Dialect& dialect : catalog.dialects) {
    const Recognition& recognition = dialect.recognition;
    if (recognition.syntax != Syntax::kUci) continue;
    const bool matches = std::any_of(recognition.paths.begin(), recognition.paths.end(), [&](const std::string& glob) {
      return glob.find('/') == std::string::npos ? matches_wildcard(glob, package) : matches_path(glob, path);
    });
    if (matches && (best == nullptr || best->recognition.priority < recognition.priority)) best = &dialect;
  }
  return best;
}

/// `package.section.option=value`, cut into its parts.
struct Address {
  std::string package;
  std::string section;
  /// Empty: the section itself is set, and the value is its type.
  std::string option;
  std::optional<std::size_t> value_offset;
};

std::optional<Address> read_address(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string_view name = text.substr(0, equals);
  Address address;
  const std::size_t first = name.find('.');
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  address.package = name.substr(0, first);
  const std::size_t second = name.find('.', first + 1);
  address.section = name.substr(first + 1, second == std::string_view::npos ? second : second - first - 1);
  if (second != std::string_view::npos) address.option = name.substr(second + 1);
  if (equals != std::string_view::npos) address.value_offset = equals + 1;
  if (address.section.empty() || address.package.find('$') != std::string::npos) return std::nullopt;
  return address;
}

/// `@zone[1]`: type and number; a number of no value counts from the end or is a variable.
struct Anonymous {
  std::string type;
  std::optional<std::size_t> number;
};

std::optional<Anonymous> read_anonymous(std::string_view section) {
  const std::size_t bracket = section.find('[');
  if (section.empty() || section.front() != '@' || bracket == std::string_view::npos) return std::nullopt;
  Anonymous anonymous{std::string(section.substr(1, bracket - 1)), std::nullopt};
  std::size_t number = 0;
  const char* end = section.data() + section.size();
  if (std::from_chars(section.data() + bracket + 1, end, number).ec == std::errc()) anonymous.number = number;
  return anonymous;
}

/// The type of section that the checks look up `option` in, where that is one alone: `dropbear.$section.PasswordAuth`.
std::optional<std::string> type_with_option(const Catalog& catalog, const std::string& software,
                                            const std::string& option) {
  std::optional<std::string> type;
  for (const Check& check : catalog.checks) {
    for (const Detector& detector : check.detectors) {
      const auto* setting = std::get_if<SettingDetector>(&detector.kind);
      if (setting == nullptr || setting->scopes.empty()) continue;
      const auto is_one_of = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
      };
      if (!is_one_of(setting->software, software) || !is_one_of(setting->keys, option)) continue;
      for (const std::string& scope : setting->scopes) {
        if (scope.find_first_of("*/@[") != std::string::npos || (type && *type != scope)) return std::nullopt;
        type = scope;
      }
    }
  }
  return type;
}

/// The sections that a script makes or changes in one package.
class PackageWriter {
 public:
  PackageWriter(const Catalog& catalog, const Dialect& dialect, std::span<const FileFacts> files)
      : catalog_(catalog), dialect_(dialect), files_(files) {}

  void add_section(const std::string& type, Span place) { added_ = &open(std::to_string(made_++), type, "", place); }

  void set(const Address& address, std::string value, Span value_span, Span place, bool literal) {
    if (address.option.empty()) {
      // `set wireless.guest=wifi-iface` makes the section; `set pkg.@type[0]=type` says nothing new.
      Node* section = section_of(address.section, place);
      if (section->key == kUnknownType) section->key = value;
      return;
    }
    Node* section = section_of(address.section, place);
    Node option;
    option.key = address.option;
    option.value = std::move(value);
    option.key_span = place;
    option.value_span = value_span;
    // What an expansion becomes is known when the script runs.
    if (!literal) option.tag = "!expansion";
    section->children.push_back(std::move(option));
  }

  std::vector<Node> take() {
    std::vector<Node> nodes;
    for (const std::string& name : order_) {
      Node& section = sections_.at(name);
      if (section.key == kUnknownType) section.key = type_by_options(section);
      nodes.push_back(std::move(section));
    }
    return nodes;
  }

 private:
  Node* section_of(const std::string& name, Span place) {
    if (const auto anonymous = read_anonymous(name)) {
      if (anonymous->number) return &open(name, anonymous->type, numbered(*anonymous->number), place);
      const bool is_added = added_ != nullptr && added_->key == anonymous->type;
      return is_added ? added_ : &open(name, anonymous->type, "", place);
    }
    // `firewall.$rule.src`: what `uci add` printed.
    if (name.front() == '$' && added_ != nullptr) return added_;
    return &open(name, type_of(name), name.front() == '$' ? "" : name, place);
  }

  static std::string numbered(std::size_t number) {
    std::string name = "@";
    return name.append(std::to_string(number));
  }

  /// Section nodes stand in a map, so their addresses last.
  Node& open(const std::string& id, const std::string& type, const std::string& value, Span place) {
    const auto [known, is_new] = sections_.try_emplace(id);
    if (!is_new) return known->second;
    order_.push_back(id);
    Node& node = known->second;
    node.kind = NodeKind::kSection;
    node.key = type;
    node.value = value;
    node.key_span = place;
    node.value_span = place;
    for (const KnownSection& section : dialect_.known_sections) {
      if (!matches_wildcard(section.name, id)) continue;
      for (const auto& [key, text] : section.options) {
        Node option;
        option.key = key;
        option.value = text;
        node.children.push_back(std::move(option));
      }
    }
    return node;
  }

  /// Of a named section: as a file of the tree says, or as the package always has it.
  std::string type_of(const std::string& name) const {
    for (const FileFacts& file : files_) {
      if (file.software != dialect_.software() || !file.document) continue;
      for (const Node& section : file.document->root.children) {
        if (section.kind == NodeKind::kSection && section.value == name) return section.key;
      }
    }
    for (const KnownSection& section : dialect_.known_sections) {
      if (matches_wildcard(section.name, name)) return section.type;
    }
    return std::string(kUnknownType);
  }

  /// Of a section whose name a variable holds: as its options tell.
  std::string type_by_options(const Node& section) const {
    for (const Node& option : section.children) {
      if (auto type = type_with_option(catalog_, dialect_.software(), option.key)) return std::move(*type);
    }
    return std::string(kUnknownType);
  }

  const Catalog& catalog_;
  const Dialect& dialect_;
  std::span<const FileFacts> files_;
  std::map<std::string, Node> sections_;
  std::vector<std::string> order_;
  Node* added_ = nullptr;
  std::size_t made_ = 0;
};

/// One script: of its own, in a recipe, or in another file.
class ScriptReader {
 public:
  ScriptReader(const Catalog& catalog, std::span<const FileFacts> files, const std::string& path,
               const Document& script)
      : catalog_(catalog), files_(files), path_(path), script_(script) {}

  std::vector<ScriptedSettings> read() {
    for (const Command& command : script_.commands) {
      if (!command.words.empty() && base_name(command.words.front().text) == "uci") read_command(command);
    }
    std::vector<ScriptedSettings> settings;
    for (auto& [package, writer] : writers_) {
      std::vector<Node> sections = writer.second.take();
      if (sections.empty()) continue;
      ScriptedSettings scripted;
      scripted.package = package;
      scripted.target = "etc/config/" + package;
      scripted.facts.path = path_;
      scripted.facts.syntax = Syntax::kUci;
      scripted.facts.software = writer.first->software();
      scripted.facts.document.emplace().root.kind = NodeKind::kSection;
      scripted.facts.document->root.children = std::move(sections);
      settings.push_back(std::move(scripted));
    }
    return settings;
  }

 private:
  void read_command(const Command& command) {
    std::vector<Word> words;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const Word& word = command.words[i];
      const bool is_option = words.empty() && word.text.size() > 1 && word.text.front() == '-';
      // Options with a value: -c -d -f -p -P -t.
      if (is_option && word.text.size() == 2 && std::string_view("cdfpPt").find(word.text[1]) != std::string_view::npos)
        ++i;
      if (!is_option) words.push_back(word);
    }
    if (words.empty()) return;
    if (words.front().text != "batch") {
      read_statement(words);
      return;
    }
    for (const Redirection& redirection : command.redirections) {
      if (redirection.operation.starts_with("<<")) read_batch(redirection.target);
    }
  }

  void read_statement(const std::vector<Word>& words) {
    const std::string& verb = words.front().text;
    if (verb == "add" && words.size() > 2) {
      if (auto* writer = writer_of(words[1].text)) writer->add_section(words[2].text, words[2].span);
      return;
    }
    if ((verb != "set" && verb != "add_list") || words.size() < 2) return;
    const Word& word = words[1];
    const auto address = read_address(word.text);
    if (!address || !address->value_offset) return;
    PackageWriter* writer = writer_of(address->package);
    if (writer == nullptr) return;
    const Pattern::Piece piece{*address->value_offset, word.text.size() - *address->value_offset};
    Span place = part_of(word.span, word.text, piece);
    if (place.begin == place.end) place = word.span;
    std::string value = word.text.substr(*address->value_offset);
    // `mosquitto.$new.port=1883`: the section is what varies.
    const bool literal = word.literal || value.find_first_of("$`") == std::string::npos;
    writer->set(*address, std::move(value), place, word.span, literal);
  }

  /// The lines that `uci batch` reads, with quotes as the shell has them.
  void read_batch(const Word& document) {
    for (std::size_t begin = 0; begin < document.text.size();) {
      const std::size_t end = std::min(document.text.find('\n', begin), document.text.size());
      std::vector<Word> words;
      for (std::size_t i = begin; i < end;) {
        if (is_white(document.text[i])) {
          ++i;
          continue;
        }
        words.push_back(read_word(document, i, end));
      }
      if (!words.empty() && words.front().text.front() != '#') read_statement(words);
      begin = end + 1;
    }
  }

  static Word read_word(const Word& document, std::size_t& i, std::size_t end) {
    const std::size_t begin = i;
    Word word;
    char quote = 0;
    for (; i < end && (quote != 0 || !is_white(document.text[i])); ++i) {
      const char c = document.text[i];
      if (quote == 0 && (c == '"' || c == '\''))
        quote = c;
      else if (c == quote)
        quote = 0;
      else
        word.text += c;
    }
    if (word.text.empty()) word.text = " ";
    word.span = part_of(document.span, document.text, {begin, i - begin});
    word.literal = document.literal || word.text.find('$') == std::string::npos;
    return word;
  }

  PackageWriter* writer_of(const std::string& package) {
    const auto known = writers_.find(package);
    if (known != writers_.end()) return &known->second.second;
    const Dialect* dialect = dialect_of_package(catalog_, package);
    if (dialect == nullptr) return nullptr;
    return &writers_.emplace(package, std::pair(dialect, PackageWriter(catalog_, *dialect, files_)))
                .first->second.second;
  }

  const Catalog& catalog_;
  std::span<const FileFacts> files_;
  const std::string& path_;
  const Document& script_;
  std::map<std::string, std::pair<const Dialect*, PackageWriter>> writers_;
};

}  // namespace

std::vector<ScriptedSettings> settings_of_scripts(const Catalog& catalog, std::span<const FileFacts> files) {
  std::vector<ScriptedSettings> settings;
  const auto read = [&](const std::string& path, const Document& script) {
    std::vector<ScriptedSettings> more = ScriptReader(catalog, files, path, script).read();
    std::move(more.begin(), more.end(), std::back_inserter(settings));
  };
  for (const FileFacts& file : files) {
    if (file.document) read(file.path, *file.document);
    for (const InnerFile& inner : file.embedded) read(file.path, inner.document);
    if (!file.source || file.source->commands.empty()) continue;
    // `system("uci set …")`
    Document commands;
    commands.commands = file.source->commands;
    read(file.path, commands);
  }
  return settings;
}

}  // namespace cpsaudit
