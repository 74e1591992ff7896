#include "engine/build_macros.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "engine/ascii.h"
#include "engine/setting_place.h"

namespace cpsaudit {
namespace {

using namespace ascii;

constexpr std::size_t kMostMacros = 2000;
constexpr std::string_view kQuotes = "\"'\\";

bool is_name_character(char c) {
  return c == '_' || is_letter(c) || is_digit(c);
}

/// The name at `at`; empty when none begins there.
std::string_view name_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_name_character(text[end])) ++end;
  return end > at && !is_digit(text[at]) ? text.substr(at, end - at) : std::string_view();
}

class Reader {
 public:
  Reader(const Dialect& dialect, const Document& document) : dialect_(dialect), rule_(*dialect.macros) {
    look_at(document.root, {});
  }

  std::vector<BuildMacro> read() {
    for (const Setting& setting : settings_) {
      if (macros_.size() >= kMostMacros) break;
      read(setting);
    }
    return std::move(macros_);
  }

 private:
  struct Setting {
    const Node* node;
    /// With the section around: "config PORT/default".
    std::string path;
  };

  /// Where in a text the value of a macro stands, and what it is without its quotes.
  struct Token {
    Pattern::Piece piece;
    bool quoted = false;
  };

  void look_at(const Node& node, const std::string& section) {
    for (const Node& child : node.children) {
      if (child.kind == NodeKind::kScalar) {
        settings_.push_back({&child, section + child.key});
        const std::size_t word = child.key.find_last_of("( \t");
        variables_.emplace(child.key.substr(word == std::string::npos ? 0 : word + 1), &child);
      } else if (child.kind == NodeKind::kSection) {
        look_at(child, child.key + (child.value.empty() ? "" : " " + child.value) + "/");
      }
    }
  }

  void read(const Setting& setting) {
    const Node& node = *setting.node;
    const std::string_view value = node.value;
    const auto name = rule_.key.pieces_in(setting.path, 1);
    std::size_t at = 0;
    if (!name.empty() && name.front().length > 0) {
      const bool whole = node.style == ScalarStyle::kQuoted;
      const Token token = whole ? Token{{0, value.size()}, true} : token_at(value, 0);
      add(rule_.prefix + setting.path.substr(name.front().offset, name.front().length), node, token);
      at = token.piece.offset + token.piece.length;
    }
    const bool names_alone = !name.empty() || rule_.words.found_in(setting.path);
    if (rule_.flags || names_alone) words(node, at, names_alone);
  }

  /// `-DNAME=VALUE` behind one another; where the setting holds nothing else, also without the flag. `-DNAME` is 1.
  void words(const Node& node, std::size_t from, bool names_alone) {
    const std::string_view value = node.value;
    for (std::size_t i = from; i < value.size() && macros_.size() < kMostMacros;) {
      const bool starts = i == 0 || std::string_view(" \t;:\"'\\").find(value[i - 1]) != std::string_view::npos;
      const bool flag = value.substr(i).starts_with("-D");
      if (!starts || !(flag || (names_alone && is_name_character(value[i])))) {
        ++i;
        continue;
      }
      std::size_t begin = flag ? i + 2 : i;
      while (flag && begin < value.size() && value[begin] == ' ') ++begin;
      const std::string_view name = name_at(value, begin);
      const std::size_t equals = begin + name.size();
      if (name.empty() || equals >= value.size() || value[equals] != '=') {
        const bool ends =
            equals >= value.size() || std::string_view(" \t;)\"'").find(value[equals]) != std::string_view::npos;
        if (flag && !name.empty() && ends) put(std::string(name), "1", false, node, {begin, name.size()});
        i = std::max(equals, i + 1);
        continue;
      }
      const Token token = token_at(value, equals + 1);
      add(std::string(name), node, token);
      i = std::max(token.piece.offset + token.piece.length, equals + 1);
    }
  }

  static Token token_at(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin < text.size() && kQuotes.find(text[begin]) != std::string_view::npos) ++begin;
    const bool quoted = begin > at;
    std::size_t end = begin;
    while (end < text.size() &&
           (quoted ? kQuotes : std::string_view(" \t;)\"'\\")).find(text[end]) == std::string_view::npos) {
      ++end;
    }
    return {{begin, end - begin}, quoted};
  }

  void add(std::string name, const Node& node, const Token& token) {
    const std::string_view text = std::string_view(node.value).substr(token.piece.offset, token.piece.length);
    if (text.empty()) return;
    if (const Node* variable = variable_of(text)) {
      const bool whole = variable->style == ScalarStyle::kQuoted;
      const Token inner = whole ? Token{{0, variable->value.size()}, true} : token_at(variable->value, 0);
      const std::string given = variable->value.substr(inner.piece.offset, inner.piece.length);
      if (!given.empty()) put(std::move(name), given, token.quoted || inner.quoted, *variable, inner.piece);
      return;
    }
    put(std::move(name), std::string(text), token.quoted, node, token.piece);
  }

  void put(std::string name, const std::string& text, bool quoted, const Node& node, const Pattern::Piece& piece) {
    // What the build puts together is not in the file.
    if (text.find_first_of("$@") != std::string::npos && text.find_first_of("{(") != std::string::npos) return;
    Constant constant;
    const auto number = quoted ? std::nullopt : number_in(text);
    const bool is_name = !quoted && name_at(text, 0).size() == text.size();
    constant.kind = number ? Constant::Kind::kInteger : is_name ? Constant::Kind::kName : Constant::Kind::kString;
    constant.integer = number.value_or(0);
    if (!number) constant.string = text;
    constant.span = place_of_part(node, node.value_span, piece);
    macros_.push_back({std::move(name), std::move(constant)});
  }

  std::optional<std::int64_t> number_in(const std::string& text) const {
    if (std::find(dialect_.true_words.begin(), dialect_.true_words.end(), text) != dialect_.true_words.end()) return 1;
    if (std::find(dialect_.false_words.begin(), dialect_.false_words.end(), text) != dialect_.false_words.end())
      return 0;
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + (hexadecimal ? 2 : 0), end, number, hexadecimal ? 16 : 10);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
  }

  /// `${NAME}`, `$(NAME)`: what the same file gives that name.
  const Node* variable_of(std::string_view text) const {
    const bool is_reference = text.size() > 3 && text[0] == '$' && (text[1] == '{' || text[1] == '(');
    if (!is_reference) return nullptr;
    const std::string_view name = name_at(text, 2);
    if (name.size() + 3 != text.size()) return nullptr;
    const auto found = variables_.find(name);
    return found == variables_.end() ? nullptr : found->second;
  }

  const Dialect& dialect_;
  const MacroRule& rule_;
  std::vector<Setting> settings_;
  /// By the last word of the key: `set(NAME`.
  std::map<std::string, const Node*, std::less<>> variables_;
  std::vector<BuildMacro> macros_;
};

}  // namespace

std::vector<BuildMacro> build_macros(const Dialect& dialect, const FileFacts& file) {
  if (!dialect.macros || !file.document) return {};
  return Reader(dialect, *file.document).read();
}

}  // namespace cpsaudit
