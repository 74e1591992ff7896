#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.h"
#include "formats/parse.h"

namespace cpsaudit {

/// A text and what its parser made of it, with short ways to what a test asks for.
class Parsed {
 public:
  Parsed(Syntax syntax, std::string text, const SyntaxOptions& options = {}, const ParseLimits& limits = {})
      : text_(Text::from_utf8(std::move(text))), parsed_(parse_document(text_, syntax, options, limits)) {}

  const Node& root() const { return parsed_.document.root; }
  const std::vector<Command>& commands() const { return parsed_.document.commands; }
  const std::vector<Comment>& comments() const { return parsed_.document.comments; }
  const std::vector<Problem>& problems() const { return parsed_.problems; }
  const Text& text() const { return text_; }

  /// The node at `path`: keys joined by '>' ("services>web>[0]"); fails the test when there is none.
  const Node& at(std::string_view path) const {
    static const Node kNone;
    const Node* node = find(path);
    if (node == nullptr) {
      ADD_FAILURE() << "no node at " << path;
      return kNone;
    }
    return *node;
  }

  const Node* find(std::string_view path) const {
    const Node* node = &root();
    while (node != nullptr && !path.empty()) {
      const std::size_t end = path.find('>');
      const std::string_view part = path.substr(0, end);
      path = end == std::string_view::npos ? "" : path.substr(end + 1);
      if (part.front() == '[') {
        const std::size_t index = std::stoul(std::string(part.substr(1)));
        node = index < node->children.size() ? &node->children[index] : nullptr;
      } else {
        node = node->child(part);
      }
    }
    return node;
  }

  std::string value(std::string_view path) const { return at(path).value; }
  /// The text under the value of the node at `path`, and under its key.
  std::string under(std::string_view path) const { return slice(at(path).value_span); }
  std::string key_under(std::string_view path) const { return slice(at(path).key_span); }
  std::string slice(const Span& span) const { return std::string(text_.slice(span)); }

  /// The words of a command, joined by bars.
  std::string words(std::size_t index) const {
    if (index >= commands().size()) return "(none)";
    std::string joined;
    for (const Word& word : commands()[index].words) joined += (joined.empty() ? "" : "|") + word.text;
    return joined;
  }
  /// The same as it stands in the file.
  std::string words_under(std::size_t index) const {
    if (index >= commands().size()) return "(none)";
    std::string joined;
    for (const Word& word : commands()[index].words) joined += (joined.empty() ? "" : "|") + slice(word.span);
    return joined;
  }
  /// "index>index" of every pipe, in order.
  std::string pipes() const {
    std::string result;
    for (std::size_t i = 0; i < commands().size(); ++i) {
      if (!commands()[i].piped_into) continue;
      result += (result.empty() ? "" : " ") + std::to_string(i) + ">" + std::to_string(*commands()[i].piped_into);
    }
    return result;
  }

 private:
  Text text_;
  ParsedDocument parsed_;
};

}  // namespace cpsaudit
