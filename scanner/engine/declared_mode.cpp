#include "engine/declared_mode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/base_name.h"
#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr int kOctal = 8;
constexpr std::uint32_t kAllBits = 07777;

std::optional<std::uint32_t> octal(std::string_view text) {
  constexpr std::size_t kMostDigits = 5;
  if (text.starts_with("0o")) text.remove_prefix(2);
  std::uint32_t mode = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mode, kOctal);
  const bool is_number = error == std::errc() && end == text.data() + text.size() && text.size() <= kMostDigits;
  return is_number && mode <= kAllBits ? std::optional(mode) : std::nullopt;
}

/// The bits of one class (owner 2, group 1, others 0) for letters of a symbolic mode.
std::uint32_t bits_of(unsigned of_class, std::string_view letters) {
  constexpr std::uint32_t kRead = 4;
  constexpr std::uint32_t kWrite = 2;
  std::uint32_t bits = 0;
  for (const char letter : letters) {
    if (letter == 'r') bits |= kRead << (3 * of_class);
    if (letter == 'w') bits |= kWrite << (3 * of_class);
    if (letter == 'x' || letter == 'X') bits |= 1U << (3 * of_class);
    if (letter == 's' && of_class == 2) bits |= 04000;
    if (letter == 's' && of_class == 1) bits |= 02000;
  }
  return bits;
}

/// "go+rw": what it sets. Without a class the umask takes writing by others away.
std::optional<std::uint32_t> clause_bits(std::string_view clause, bool& assigns_all) {
  const std::size_t operation = clause.find_first_of("+-=");
  if (operation == std::string_view::npos) return std::nullopt;
  const std::string_view classes = clause.substr(0, operation);
  const std::string_view letters = clause.substr(operation + 1);
  const bool is_clause = classes.find_first_not_of("ugoa") == std::string_view::npos &&
                         letters.find_first_not_of("rwxXstugo") == std::string_view::npos;
  if (!is_clause) return std::nullopt;
  if (clause[operation] == '-') return 0;
  const bool everybody = classes.find('a') != std::string_view::npos;
  assigns_all = clause[operation] == '=' && everybody;
  std::uint32_t bits = 0;
  for (const auto& [letter, of_class] : {std::pair('u', 2U), std::pair('g', 1U), std::pair('o', 0U)}) {
    if (everybody || classes.find(letter) != std::string_view::npos) bits |= bits_of(of_class, letters);
    if (classes.empty()) bits |= bits_of(of_class, letters) & ~00022U;
  }
  return bits;
}

/// The folders of the GNU coding standards, which recipes write as variables.
std::string_view customary_folder(std::string_view variable) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kFolders = {{
      {"sysconfdir", "etc"},
      {"bindir", "usr/bin"},
      {"sbindir", "usr/sbin"},
      {"libdir", "usr/lib"},
      {"libexecdir", "usr/libexec"},
      {"datadir", "usr/share"},
      {"localstatedir", "var"},
      {"base_bindir", "bin"},
      {"base_sbindir", "sbin"},
      {"base_libdir", "lib"},
      {"systemd_unitdir", "lib/systemd"},
      {"systemd_system_unitdir", "lib/systemd/system"},
      {"prefix", "usr"},
      {"ROOT_HOME", "root"},
  }};
  const auto known =
      std::find_if(kFolders.begin(), kFolders.end(), [&](const auto& entry) { return entry.first == variable; });
  return known == kFolders.end() ? std::string_view() : known->second;
}

/// Cuts a variable from the front: "${D}/etc" leaves "/etc". Nothing where there is none.
std::optional<std::string_view> take_variable(std::string_view& text) {
  const bool is_mark = text.starts_with('@');
  if (!is_mark && !text.starts_with('$')) return std::nullopt;
  std::string_view rest = text.substr(1);
  std::string_view name;
  if (is_mark || rest.starts_with('{') || rest.starts_with('(')) {
    const char closing = is_mark ? '@' : rest.front() == '{' ? '}' : ')';
    if (!is_mark) rest.remove_prefix(1);
    const std::size_t end = rest.find(closing);
    if (end == std::string_view::npos) return std::nullopt;
    name = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  } else {
    std::size_t end = 0;
    while (end < rest.size() && (is_letter(rest[end]) || is_digit(rest[end]) || rest[end] == '_')) ++end;
    if (end == 0) return std::nullopt;
    name = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  text = rest;
  return name;
}

/// The path on the device; empty for one that only a run of the script tells.
std::string device_path(std::string_view text) {
  std::string path;
  while (const auto variable = take_variable(text)) {
    if (const std::string_view folder = customary_folder(*variable); !folder.empty()) {
      path += '/';
      path += folder;
    }
  }
  if (!path.empty() && !text.empty() && text.front() != '/') path += '/';
  path += text;
  if (path.find_first_of("$`@") != std::string::npos) return {};
  while (path.starts_with('/') || path.starts_with("./") || path.starts_with("../")) path.erase(0, path.find('/') + 1);
  while (!path.empty() && path.back() == '/') path.pop_back();
  return path;
}

class Reader {
 public:
  Reader(const Catalog& catalog, std::span<const FileFacts> files) : catalog_(catalog), files_(files) {}

  std::vector<DeclaredMode> read() {
    for (const FileFacts& file : files_) {
      if (file.document) read_document(file, *file.document);
      for (const InnerFile& embedded : file.embedded) {
        read_commands(file, embedded.document.commands);
        read_table(file, embedded.software, embedded.document);
      }
      if (file.source) read_commands(file, file.source->commands);
      for (const ArchiveMember& member : file.members) read_member(file, member);
    }
    return std::move(modes_);
  }

 private:
  /// `whole` stays off: of thousands of members only those with a bit too many are worth a word.
  void read_member(const FileFacts& file, const ArchiveMember& member) {
    DeclaredMode mode;
    mode.targets = {member.path};
    mode.mode = member.mode.value_or(0);
    mode.has_mode = member.mode.has_value();
    mode.owner = member.owner;
    mode.place = {file.path, {}};
    mode.text = fmt::format("{:04o} {}", mode.mode, member.path);
    add(mode);
  }

  void read_document(const FileFacts& file, const Document& document) {
    read_commands(file, document.commands);
    read_table(file, file.software, document);
    if (file.syntax == Syntax::kDockerfile) read_copies(file, document.root);
  }

  void read_table(const FileFacts& file, const std::string& software, const Document& document) {
    const Dialect* dialect = catalog_.dialect(software);
    if (dialect == nullptr || !dialect->modes) return;
    for (const Node& node : document.root.children) read_line(file, *dialect->modes, node);
  }

  void read_commands(const FileFacts& file, const std::vector<Command>& commands) {
    const std::size_t first = modes_.size();
    for (const Command& command : commands) {
      for (const ProgramView& program : programs_of(command, catalog_.wrappers)) {
        const auto words = std::span(command.words).subspan(program.program + 1);
        if (program.name == "chmod" || program.name == "chown") change(file, words, program.name == "chown");
        if (program.name == "install") install(file, words);
      }
    }
    for (std::size_t i = first; i < modes_.size(); ++i) modes_[i].by_command = true;
  }

  /// `chmod -R 0666 FILE…`, `chown root:root FILE…`
  void change(const FileFacts& file, std::span<const Word> words, bool owner) {
    DeclaredMode mode;
    while (!words.empty() && words.front().text.starts_with('-') && !is_clause(words.front().text)) {
      const std::string& option = words.front().text;
      mode.recursive =
          mode.recursive || option == "--recursive" || (option[1] != '-' && option.find('R') != std::string::npos);
      words = words.subspan(1);
    }
    if (words.size() < 2 || !words.front().literal) return;
    const Word& given = words.front();
    if (!give(mode, given.text, owner)) return;
    for (const Word& target : words.subspan(1)) {
      if (target.text.starts_with('-')) continue;
      mode.targets = {device_path(target.text)};
      mode.place = {file.path, {given.span.begin, target.span.end}};
      mode.text = given.text;
      add(mode);
    }
  }

  static bool is_clause(std::string_view text) {
    bool ignored = false;
    return clause_bits(text, ignored).has_value();
  }

  static bool give(DeclaredMode& mode, const std::string& text, bool owner) {
    if (owner) {
      mode.owner = text.substr(0, text.find_first_of(":."));
      return !mode.owner.empty();
    }
    return take(mode, text);
  }

  /// `install -D -m 0644 SOURCE… TARGET`, `install -d -m 0755 FOLDER…`
  void install(const FileFacts& file, std::span<const Word> words) {
    constexpr std::string_view kWithValue = "mogtS";
    DeclaredMode mode;
    const Word* given = nullptr;
    bool makes_folders = false;
    std::vector<const Word*> operands;
    std::string group;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view text = words[i].text;
      if (text.starts_with("--")) {
        const std::size_t equals = text.find('=');
        if (text.starts_with("--mode=") && take(mode, text.substr(equals + 1))) given = &words[i];
        if (text.starts_with("--owner=")) mode.owner = text.substr(equals + 1);
        makes_folders = makes_folders || text == "--directory";
        continue;
      }
      if (text.size() < 2 || text.front() != '-') {
        operands.push_back(&words[i]);
        continue;
      }
      const std::size_t letter = text.find_first_of(kWithValue, 1);
      makes_folders =
          makes_folders ||
          text.substr(1, letter == std::string_view::npos ? letter : letter - 1).find('d') != std::string_view::npos;
      if (letter == std::string_view::npos) continue;
      std::string_view value = text.substr(letter + 1);
      const Word* at = &words[i];
      if (value.empty() && i + 1 < words.size()) {
        at = &words[++i];
        value = at->text;
      }
      if (text[letter] == 'm' && take(mode, value)) given = at;
      if (text[letter] == 'o') mode.owner = value;
    }
    if (given == nullptr || operands.empty()) return;
    mode.place = {file.path, given->span};
    mode.text = given->text;
    if (makes_folders) {
      for (const Word* folder : operands) {
        mode.targets = {device_path(folder->text)};
        add(mode);
      }
      return;
    }
    if (operands.size() < 2) return;
    const std::string target = device_path(operands.back()->text);
    if (target.empty()) return;
    const bool operands_end_in_folder = operands.back()->text.ends_with('/') || operands.size() > 2;
    operands.pop_back();
    // `install a.conf /etc/` fills a folder; without the '/' it may.
    if (!operands_end_in_folder) mode.targets = {target};
    for (const Word* source : operands) {
      const std::string_view name = base_name(source->text);
      const bool is_new = name.find('$') == std::string_view::npos && name != base_name(target);
      if (is_new) mode.targets.push_back(target + "/" + std::string(name));
    }
    add(mode);
  }

  static bool take(DeclaredMode& mode, std::string_view text) {
    const auto bits = mode_bits(text, mode.whole);
    mode.mode = bits.value_or(0);
    mode.has_mode = bits.has_value();
    return mode.has_mode;
  }

  /// `COPY --chmod=0666 --chown=app SOURCE… TARGET`
  void read_copies(const FileFacts& file, const Node& node) {
    for (const Node& child : node.children) {
      read_copies(file, child);
      if (!equal_folded(child.key, "copy") && !equal_folded(child.key, "add")) continue;
      DeclaredMode mode;
      const Word* given = nullptr;
      for (const Word& word : child.words) {
        if (word.text.starts_with("--chmod=") && take(mode, std::string_view(word.text).substr(8))) given = &word;
      }
      if (given == nullptr || child.words.size() < 3) continue;
      const std::string target = device_path(child.words.back().text);
      if (target.empty()) continue;
      if (!child.words.back().text.ends_with('/')) mode.targets = {target};
      for (const Word& source : std::span(child.words).first(child.words.size() - 1)) {
        if (!source.text.starts_with("--")) mode.targets.push_back(target + "/" + std::string(base_name(source.text)));
      }
      mode.place = {file.path, given->span};
      mode.text = given->text;
      add(mode);
    }
  }

  void read_line(const FileFacts& file, const ModeColumns& columns, const Node& node) {
    const auto& lines = columns.lines;
    if (!lines.empty() && std::find(lines.begin(), lines.end(), node.key) == lines.end()) return;
    const auto path = column(node, columns.path);
    const auto given = column(node, columns.mode);
    if (!path || !given) return;
    DeclaredMode mode;
    const auto bits = octal(given->first);
    if (!bits) return;
    mode.mode = *bits;
    mode.has_mode = true;
    mode.whole = true;
    if (const auto owner = column(node, columns.owner)) mode.owner = owner->first;
    mode.targets = {device_path(path->first)};
    mode.place = {file.path, given->second};
    mode.text = given->first;
    add(mode);
  }

  /// What stands in a column, and where.
  static std::optional<std::pair<std::string, Span>> column(const Node& node, const std::string& name) {
    if (name.empty()) return std::nullopt;
    const bool is_number = std::all_of(name.begin(), name.end(), is_digit);
    if (is_number) {
      const auto index = static_cast<std::size_t>(std::stoul(name));
      if (index == 1) return std::pair(node.key, node.key_span);
      if (index < 2 || index - 2 >= node.words.size()) return std::nullopt;
      return std::pair(node.words[index - 2].text, node.words[index - 2].span);
    }
    for (const Word& word : node.words) {
      if (word.text.starts_with(name + "=")) return std::pair(word.text.substr(name.size() + 1), word.span);
    }
    return std::nullopt;
  }

  void add(const DeclaredMode& mode) {
    const bool is_known = !mode.targets.empty() && !mode.targets.front().empty();
    if (is_known) modes_.push_back(mode);
  }

  const Catalog& catalog_;
  std::span<const FileFacts> files_;
  std::vector<DeclaredMode> modes_;
};

}  // namespace

std::optional<std::uint32_t> mode_bits(std::string_view text, bool& whole) {
  whole = false;
  if (const auto number = octal(text)) {
    whole = true;
    return number;
  }
  std::uint32_t bits = 0;
  for (const std::string_view clause : split(text, ",")) {
    bool assigns_all = false;
    const auto set = clause_bits(clause, assigns_all);
    if (!set) return std::nullopt;
    whole = whole || assigns_all;
    bits |= *set;
  }
  return text.empty() ? std::nullopt : std::optional(bits);
}

std::vector<DeclaredMode> declared_modes(const Catalog& catalog, std::span<const FileFacts> files) {
  return Reader(catalog, files).read();
}

}  // namespace cpsaudit
