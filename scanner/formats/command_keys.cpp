#include "formats/command_keys.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "formats/command_line.h"
#include "formats/key_pattern.h"
#include "formats/lines.h"

namespace cpsaudit {
namespace {

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

class CommandCollector {
 public:
  CommandCollector(const Text& text, std::string_view context, const std::vector<std::string>& keys, Document& document)
      : text_(text), context_(context), document_(document) {
    for (const std::string& key : keys) {
      patterns_.push_back(split_key_path(key));
      // `command+args`: the second is what the first is handed; alone it is handed to a program that is not told.
      const std::size_t plus = patterns_.back().back().find('+');
      if (plus == std::string_view::npos) continue;
      more_ = patterns_.back().back().substr(plus + 1);
      patterns_.back().back().remove_suffix(more_.size() + 1);
      first_ = patterns_.back().back();
      joined_.push_back(patterns_.back());
      joined_.back().back() = more_;
    }
  }

  void walk(const Node& node) {
    for (const Node& child : node.children) {
      // The documents of one file are looked at as if each were the file.
      const bool is_document = path_.empty() && node.kind == NodeKind::kSequence && child.key == "---";
      if (!is_document) path_.push_back(child.key);
      if (!is_document && is_command() && !is_list_of_lines(child))
        collect(child, more_.empty() ? nullptr : node.child(more_));
      else if (!is_document && child.key == more_ && !more_.empty() && is_joined())
        collect(child, nullptr, node.child(first_) == nullptr ? Program::kUntold : Program::kElsewhere);
      else
        walk(child);
      if (!is_document) path_.pop_back();
    }
  }

 private:
  /// `script` and `script/[]`: one line, or a list with a line in each item.
  bool is_list_of_lines(const Node& node) {
    if (node.kind != NodeKind::kSequence) return false;
    path_.emplace_back();
    const bool has_lines = std::any_of(patterns_.begin(), patterns_.end(), [&](const KeyPath& pattern) {
      return pattern.back() == "[]" && matches_key_path(pattern, path_);
    });
    path_.pop_back();
    return has_lines;
  }

  bool is_joined() const {
    return std::any_of(joined_.begin(), joined_.end(),
                       [&](const KeyPath& pattern) { return matches_key_path(pattern, path_); });
  }

  bool is_command() const {
    return std::any_of(patterns_.begin(), patterns_.end(), [&](const KeyPath& pattern) {
      if (pattern.size() == 1) return matches_key(pattern.front(), path_.back());
      return matches_key_path(pattern, path_);
    });
  }

  /// Does a list begin with the program, or is it told nowhere, or in another list?
  enum class Program { kFirst, kUntold, kElsewhere };

  void collect(const Node& node, const Node* more, Program program = Program::kFirst) {
    if (program == Program::kElsewhere) return;
    CommandPlace place;
    place.context = context_;
    place.inside = node.key;
    if (node.kind == NodeKind::kScalar) {
      line(node, place);
    } else if (node.kind == NodeKind::kSequence) {
      list(node, more, program, place);
    } else {
      walk(node);
    }
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

  void list(const Node& node, const Node* more, Program program, const CommandPlace& place) {
    std::vector<Word> words;
    if (program == Program::kUntold && !node.children.empty()) {
      const Position start = node.children.front().value_span.begin;
      words.push_back({"", {start, start}});
    }
    for (const Node* from : {&node, more}) {
      if (from == nullptr || from->kind != NodeKind::kSequence) continue;
      for (const Node& item : from->children) {
        if (item.kind != NodeKind::kScalar) return;
        words.push_back({item.value, item.value_span, !holds_expansion(item.value)});
      }
    }
    // A health check says in its first item who runs the rest.
    if (words.size() == 2 && words.front().text == "CMD-SHELL") {
      line(node.children.back(), {"shell", place.inside, place.conditional});
      return;
    }
    if (!words.empty() && words.front().text == "CMD") words.erase(words.begin());
    append_argument_list(std::move(words), text_, place, document_.commands);
  }

  const Text& text_;
  std::string_view context_;
  Document& document_;
  std::vector<KeyPath> patterns_;
  /// Of `command+args`: the patterns of the second, and both names.
  std::vector<KeyPath> joined_;
  std::string_view more_;
  std::string_view first_;
  KeyPath path_;
};

}  // namespace

void collect_commands(const Text& text, Syntax syntax, const SyntaxOptions& options, Document& document) {
  if (options.command_keys.empty()) return;
  // The tree is only read; commands are appended beside it.
  CommandCollector(text, context_of(syntax, options), options.command_keys, document).walk(document.root);
}

}  // namespace cpsaudit
