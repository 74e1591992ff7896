#include <algorithm>

#include "formats/lines.h"
#include "formats/shell_reader.h"

// Assignments, redirections and here-documents.

namespace cpsaudit {

/// Reads `NAME=value`, `NAME+=value` or `NAME=(…)`; false when none stands here.
bool ShellReader::read_assignment(Draft& draft, bool as_argument) {
  std::size_t end = at_;
  if (!is_letter(at(end)) && at(end) != '_') return false;
  while (is_name_character(at(end))) ++end;
  ShellWord name;
  name.whole = name.inner = {at_, end};
  name.text = slice(name.whole);
  if (at(end) == '[') {
    // One element of an array.
    const std::size_t close = text_.find_first_of("]\r\n \t;&|", end);
    if (close >= limit_ || text_[close] != ']') return false;
    end = close + 1;
  }
  const bool appends = at(end) == '+';
  if (appends) ++end;
  if (at(end) != '=') return false;
  at_ = end + 1;
  if (at(at_) == '(') {
    read_array(name);
    if (appends) facts_.variables.back().tag = kAppended;
    return true;
  }
  ShellWord value = read_word();
  Node variable;
  variable.key = name.text;
  variable.value = value.text;
  variable.key_span = source_.span(name.inner);
  variable.value_span = source_.span(value.inner);
  if (value.quoted) variable.style = ScalarStyle::kQuoted;
  if (value.whole.empty()) variable.style = ScalarStyle::kMissing;
  if (!value.literal) variable.tag = "expansion";
  if (appends) variable.tag = kAppended;
  if (!as_argument) {
    draft.command.environment.push_back({to_word(name), to_word(value)});
  } else {
    ShellWord word = value;
    word.whole = word.inner = {name.whole.begin, at_};
    word.text = std::string(slice({name.whole.begin, end + 1})) + value.text;
    add_word(draft, word);
  }
  facts_.variables.push_back(std::move(variable));
  return true;
}

/// At the parenthesis of `NAME=(a b)`.
void ShellReader::read_array(const ShellWord& name) {
  Node array;
  array.kind = NodeKind::kSequence;
  array.key = name.text;
  array.key_span = source_.span(name.inner);
  const Mark begin = mark();
  ++at_;
  while (at_ < limit_ && text_[at_] != ')') {
    const char c = text_[at_];
    if (is_newline(c)) {
      newline();
    } else if (is_blank(c)) {
      ++at_;
    } else if (c == '#') {
      skip_comment();
    } else {
      const std::size_t item_begin = at_;
      const ShellWord word = read_word();
      if (at_ == item_begin) {
        ++at_;
        continue;
      }
      Node item;
      item.value = word.text;
      item.value_span = source_.span(word.inner);
      if (word.quoted) item.style = ScalarStyle::kQuoted;
      if (!word.literal) item.tag = "expansion";
      array.children.push_back(std::move(item));
    }
  }
  if (at_ < limit_)
    ++at_;
  else
    undo(begin, "a '(' is not closed");
  array.value_span = source_.span({begin.at, at_});
  facts_.variables.push_back(std::move(array));
}

bool ShellReader::starts_process_substitution() const {
  return (at(at_) == '<' || at(at_) == '>') && at(at_ + 1) == '(';
}

/// At `<`, `>`, `&>` or a descriptor in front of one of them.
bool ShellReader::is_redirection() const {
  std::size_t i = at_;
  while (is_digit(at(i))) ++i;
  if (i == at_ && at(i) == '&') return at(i + 1) == '>';
  return (at(i) == '<' || at(i) == '>') && at(i + 1) != '(';
}

void ShellReader::read_redirection(Draft& draft) {
  while (is_digit(at(at_)) || at(at_) == '&') ++at_;
  const std::size_t begin = at_;
  while ((at(at_) == '<' || at(at_) == '>' || at(at_) == '&' || at(at_) == '|') && at_ - begin < 3 &&
         !(at_ > begin && starts_process_substitution())) {
    // The descriptor behind `>&` ends the operator, a second command does not begin it.
    if ((at(at_) == '&' || at(at_) == '|') && at_ > begin + 1) break;
    ++at_;
    if (text_[at_ - 1] == '&' || text_[at_ - 1] == '|') break;
  }
  Redirection redirection;
  redirection.operation = slice({begin, at_});
  const bool here_document = redirection.operation == "<<";
  const bool strip_tabs = here_document && at(at_) == '-';
  if (strip_tabs) redirection.operation += text_[at_++];
  skip_blanks();
  const ShellWord target = read_word();
  draft.range.end = at_;
  if (here_document) {
    HereDocument document;
    document.delimiter = target.text;
    document.strip_tabs = strip_tabs;
    document.expands = !target.quoted;
    draft.here_documents.emplace_back(draft.command.redirections.size(), here_documents_.size());
    pending_.push_back(here_documents_.size());
    here_documents_.push_back(std::move(document));
  }
  redirection.target = to_word(target);
  draft.command.redirections.push_back(std::move(redirection));
}

/// At the first line of a body: reads up to the line that ends it.
void ShellReader::read_here_document(HereDocument& document) {
  const std::size_t begin = at_;
  std::size_t end = limit_;
  bool closed = false;
  while (at_ < limit_ && !closed) {
    Range line = {at_, std::min(line_end(text_, at_), limit_)};
    const std::size_t line_begin = line.begin;
    while (document.strip_tabs && at(line.begin) == '\t') ++line.begin;
    closed = slice({line.begin, std::max(line.begin, line.end)}) == document.delimiter;
    if (closed) end = line_begin;
    at_ = std::min(skip_newline(text_, line.end), limit_);
  }
  if (!closed) problem("a here-document is not ended", begin);
  document.body = {begin, std::max(begin, end)};
  if (!document.expands) return;
  // What the shell replaces in the text runs as well. `document` must not be used any more: reading may add others.
  const Range body = document.body;
  const std::size_t behind = at_;
  const std::size_t limit = limit_;
  limit_ = body.end;
  ShellWord ignored;
  for (at_ = body.begin; at_ < limit_;) {
    const char c = text_[at_];
    if (c == '\\')
      at_ = std::min(at_ + 2, limit_);
    else if (c == '$')
      read_dollar(ignored, true);
    else if (c == '`')
      read_backquoted(ignored);
    else
      ++at_;
    ignored.text.clear();
  }
  limit_ = limit;
  at_ = behind;
}

}  // namespace cpsaudit
