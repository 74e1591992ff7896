#include <algorithm>

#include "formats/embedded_text.h"

namespace cpsaudit {
namespace {

/// Moves every place of a document.
class Mover {
 public:
  Mover(const Text& text, const std::vector<std::size_t>& offsets, const Text& file)
      : text_(text), offsets_(offsets), file_(file) {}

  void move(Document& document) const {
    move(document.root);
    for (Comment& comment : document.comments) move(comment.span);
    for (Command& command : document.commands) {
      for (Word& word : command.words) move(word);
      for (EnvironmentEntry& entry : command.environment) {
        move(entry.name);
        move(entry.value);
      }
      for (Redirection& redirection : command.redirections) move(redirection.target);
      move(command.span);
    }
  }

 private:
  void move(Node& node) const {
    move(node.key_span);
    move(node.value_span);
    for (Word& word : node.words) move(word);
    for (Node& child : node.children) move(child);
  }

  void move(Word& word) const {
    move(word.span);
    move(word.given_at);
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

void move_places(Document& inner, const Text& text, const std::vector<std::size_t>& offsets, const Text& file) {
  Mover(text, offsets, file).move(inner);
}

}  // namespace cpsaudit
