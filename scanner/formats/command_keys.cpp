#include "formats/command_keys.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "formats/command_line.h"
#include "formats/key_pattern.h"
#include "formats/lines.h"
#include "formats/script_argument.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostWords = 20;

std::string_view context_of(Syntax syntax, const SyntaxOptions& options) {
  if (!options.command_context.empty()) return options.command_context;
  switch (syntax) {
    case Syntax::kIni:
      return "unit";
    case Syntax::kYaml:
    case Syntax::kJson:
    case Syntax::kToml:
    case Syntax::kXml:
      return "compose";
    default:
      return "shell";
  }
}

/// `**/containers/[]/command+args`, `**/exec/@executable+arg/@value++arg/@line`: where a command stands, and beside it
/// what it is handed.
struct CommandPattern {
  KeyPath first;
  struct More {
    KeyPath path;
    /// A scalar there is a line of words, not one word.
    bool is_line = false;
  };
  std::vector<More> more;
};

CommandPattern read_pattern(std::string_view text) {
  CommandPattern pattern;
  std::size_t plus = std::min(text.find('+'), text.size());
  pattern.first = split_key_path(text.substr(0, plus));
  while (plus < text.size()) {
    const bool is_line = text.substr(plus + 1).starts_with('+');
    const std::size_t begin = plus + (is_line ? 2 : 1);
    plus = std::min(text.find('+', begin), text.size());
    pattern.more.push_back({split_key_path(text.substr(begin, plus - begin)), is_line});
  }
  return pattern;
}

class CommandCollector {
 public:
  CommandCollector(const Text& text, std::string_view context, const std::vector<std::string>& keys, Document& document)
      : text_(text), context_(context), document_(document) {
    for (const std::string& key : keys) patterns_.push_back(read_pattern(key));
  }

  void walk(const Node& node) {
    for (const Node& child : node.children) {
      // The documents of one file are looked at as if each were the file.
      const bool is_document = path_.empty() && node.kind == NodeKind::kSequence && child.key == "---";
      if (is_document) {
        walk(child);
        continue;
      }
      path_.push_back(child.key);
      if (const CommandPattern* pattern = pattern_of_command(); pattern != nullptr && !is_list_of_lines(child)) {
        collect(child, node, *pattern);
      } else if (const CommandPattern* handed = pattern_of_more(); handed != nullptr) {
        // Alone it is handed to a program that is not told.
        if (node.child(handed->first.back()) == nullptr) collect_untold(child);
      } else if (hands_to_shell(child)) {
        list(child, {});
      } else {
        walk(child);
      }
      path_.pop_back();
    }
  }

 private:
  /// `[sh, -c, line]` is a command wherever it stands.
  static bool hands_to_shell(const Node& node) {
    const std::size_t count = node.children.size();
    if (node.kind != NodeKind::kSequence || count < 3 || count > kMostWords) return false;
    if (!node.children[1].value.starts_with('-')) return false;
    std::vector<Word> words;
    for (const Node& item : node.children) {
      if (item.kind != NodeKind::kScalar || !item.value_span.known()) return false;
      words.push_back(word_of(item));
    }
    return script_argument(words) == std::size_t{2};
  }

  /// `script` and `script/[]`: one line, or a list with a line in each item.
  bool is_list_of_lines(const Node& node) {
    if (node.kind != NodeKind::kSequence) return false;
    path_.emplace_back();
    const bool has_lines = std::any_of(patterns_.begin(), patterns_.end(), [&](const CommandPattern& pattern) {
      return pattern.first.back() == "[]" && matches_key_path(pattern.first, path_);
    });
    path_.pop_back();
    return has_lines;
  }

  const CommandPattern* pattern_of_command() const {
    const auto found = std::find_if(patterns_.begin(), patterns_.end(), [&](const CommandPattern& pattern) {
      if (pattern.first.size() == 1 && pattern.more.empty()) return matches_key(pattern.first.front(), path_.back());
      return matches_key_path(pattern.first, path_);
    });
    return found == patterns_.end() ? nullptr : &*found;
  }

  /// The pattern whose second list stands here: `args`.
  const CommandPattern* pattern_of_more() const {
    const auto found = std::find_if(patterns_.begin(), patterns_.end(), [&](const CommandPattern& pattern) {
      if (pattern.more.size() != 1 || pattern.more.front().path.size() != 1) return false;
      KeyPath path = pattern.first;
      path.back() = pattern.more.front().path.front();
      return matches_key_path(path, path_);
    });
    return found == patterns_.end() ? nullptr : &*found;
  }

  CommandPlace place_of(const Node& node) const { return {std::string(context_), node.key}; }

  void collect(const Node& node, const Node& parent, const CommandPattern& pattern) {
    if (node.kind == NodeKind::kScalar) {
      std::vector<Word> more = words_behind(parent, pattern);
      if (more.empty()) {
        line(node, place_of(node));
        return;
      }
      // `entrypoint: sh -c`: where what follows may be a line, so is this.
      const bool is_line = pattern.more.front().is_line && node.value.find(' ') != std::string::npos;
      std::vector<Word> words = is_line ? words_in(node) : std::vector<Word>{word_of(node)};
      more.insert(more.begin(), words.begin(), words.end());
      append_argument_list(std::move(more), text_, place_of(node), document_.commands);
    } else if (node.kind == NodeKind::kSequence) {
      list(node, words_behind(parent, pattern));
    } else {
      walk(node);
    }
  }

  void collect_untold(const Node& node) {
    if (node.kind != NodeKind::kSequence || node.children.empty()) return;
    std::vector<Word> words;
    const Position start = node.children.front().value_span.begin;
    words.push_back({"", {start, start}});
    for (const Node& item : node.children) {
      if (item.kind != NodeKind::kScalar) return;
      words.push_back(word_of(item));
    }
    append_argument_list(std::move(words), text_, place_of(node), document_.commands);
  }

  static Word word_of(const Node& node) { return {node.value, node.value_span, !holds_expansion(node.value)}; }

  std::vector<Word> words_behind(const Node& parent, const CommandPattern& pattern) const {
    std::vector<Word> words;
    for (const CommandPattern::More& more : pattern.more) gather(parent, more.path, more.is_line, words);
    return words;
  }

  void gather(const Node& node, std::span<const std::string_view> path, bool is_line, std::vector<Word>& words) const {
    if (!path.empty()) {
      for (const Node& child : node.children) {
        if (child.key == path.front()) gather(child, path.subspan(1), is_line, words);
      }
    } else if (node.kind == NodeKind::kSequence) {
      for (const Node& item : node.children) {
        if (item.kind == NodeKind::kScalar) words.push_back(word_of(item));
      }
    } else if (node.kind == NodeKind::kScalar && is_line) {
      std::vector<Word> more = words_in(node);
      std::move(more.begin(), more.end(), std::back_inserter(words));
    } else if (node.kind == NodeKind::kScalar) {
      words.push_back(word_of(node));
    }
  }

  std::vector<Word> words_in(const Node& node) const {
    const Range range = {text_.offset(node.value_span.begin), text_.offset(node.value_span.end)};
    return words_of_line(CommandSource(text_, node.value, range));
  }

  void line(const Node& node, const CommandPlace& place) {
    if (node.value.empty()) return;
    Range range = {text_.offset(node.value_span.begin), text_.offset(node.value_span.end)};
    std::string value = node.value;
    // systemd.service(5): marks in front of the program's path.
    const std::size_t prefix = place.context == "unit" ? std::min(value.find_first_not_of("-@+!:|"), value.size()) : 0;
    value.erase(0, prefix);
    range.begin = std::min(range.begin + prefix, range.end);
    const CommandSource source(text_, std::move(value), range);
    static constexpr std::array<std::string_view, 4> kShellContexts = {"shell", "cron", "inittab", "dockerfile"};
    if (std::find(kShellContexts.begin(), kShellContexts.end(), place.context) != kShellContexts.end()) {
      append_shell_line(source, place, document_.commands);
    } else {
      append_words_line(source, place, document_.commands);
    }
  }

  void list(const Node& node, std::vector<Word> more) {
    std::vector<Word> words;
    for (const Node& item : node.children) {
      if (item.kind != NodeKind::kScalar) return;
      words.push_back(word_of(item));
    }
    std::move(more.begin(), more.end(), std::back_inserter(words));
    // A health check says in its first item who runs the rest.
    if (words.size() == 2 && words.front().text == "CMD-SHELL") {
      line(node.children.back(), {"shell", node.key});
      return;
    }
    if (!words.empty() && words.front().text == "CMD") words.erase(words.begin());
    append_argument_list(std::move(words), text_, place_of(node), document_.commands);
  }

  const Text& text_;
  std::string_view context_;
  Document& document_;
  std::vector<CommandPattern> patterns_;
  KeyPath path_;
};

}  // namespace

void collect_commands(const Text& text, Syntax syntax, const SyntaxOptions& options, Document& document) {
  const bool is_tree = syntax == Syntax::kYaml || syntax == Syntax::kJson || syntax == Syntax::kToml;
  if (options.command_keys.empty() && !is_tree) return;
  // The tree is only read; commands are appended beside it.
  CommandCollector(text, context_of(syntax, options), options.command_keys, document).walk(document.root);
}

}  // namespace cpsaudit
