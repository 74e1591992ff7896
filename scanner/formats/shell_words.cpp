#include <algorithm>

#include "formats/lines.h"
#include "formats/shell_reader.h"

namespace cpsaudit {
namespace {

// Substitutions inside of substitutions; deeper ones stay plain text.
constexpr std::size_t kMaxDepth = 100;
// A quote without partner makes the reader start again behind its line. Each time costs up to the rest of the text, so
// after some of them it takes the quote to reach to the end, as a shell would.
constexpr std::size_t kMaxUndone = 8;

bool ends_word(char c) {
  return is_blank(c) || is_newline(c) || c == ';' || c == '&' || c == '|' || c == '<' || c == '>' || c == '(' ||
         c == ')';
}

bool is_special_parameter(char c) {
  return c == '@' || c == '*' || c == '#' || c == '?' || c == '$' || c == '!' || c == '-';
}

}  // namespace

ShellWord ShellReader::read_word() {
  ShellWord word;
  word.whole.begin = at_;
  std::size_t quoted_end = 0;
  while (at_ < limit_) {
    const char c = text_[at_];
    if (starts_process_substitution()) {
      const std::size_t begin = at_++;
      read_substitution();
      word.text += slice({begin, at_});
      word.literal = false;
    } else if (c == '(' && at_ > word.whole.begin &&
               std::string_view("?*+@!").find(text_[at_ - 1]) != std::string_view::npos) {
      // An extended pattern: @(a|b).
      const std::size_t end = std::min(text_.find_first_of(")\r\n", at_), limit_);
      const std::size_t behind = end < limit_ && text_[end] == ')' ? end + 1 : end;
      word.text += slice({at_, behind});
      at_ = behind;
    } else if (ends_word(c)) {
      break;
    } else if (c == '\'') {
      read_single_quoted(word);
      if (quoted_end == 0) quoted_end = at_;
    } else if (c == '"') {
      read_double_quoted(word);
      if (quoted_end == 0) quoted_end = at_;
    } else if (c == '\\') {
      if (is_newline(at(at_ + 1))) {
        at_ = skip_newline(text_, at_ + 1);
        continue;
      }
      word.quoted = true;
      if (at_ + 1 < limit_) word.text += text_[at_ + 1];
      at_ = std::min(at_ + 2, limit_);
    } else if (c == '$') {
      read_dollar(word, false);
    } else if (c == '`') {
      read_backquoted(word);
    } else if (c == '{' && read_hole(word)) {
      continue;
    } else {
      word.text += c;
      ++at_;
    }
  }
  word.whole.end = at_;
  word.inner = word.whole;
  const char first = at(word.whole.begin);
  word.enclosed =
      quoted_end == at_ && (first == '\'' || first == '"') && at_ - word.whole.begin >= 2 && text_[at_ - 1] == first;
  if (word.enclosed) word.inner = {word.whole.begin + 1, at_ - 1};
  return word;
}

ShellReader::Mark ShellReader::mark() const {
  return {
      at_, drafts_.size(), facts_.comments.size(), facts_.variables.size(), facts_.problems.size(), pending_.size()};
}

/// Goes back to `mark` and takes the quote there to end with its line. False when that was done too often.
bool ShellReader::undo(const Mark& mark, const char* problem) {
  if (undone_ >= kMaxUndone) return false;
  ++undone_;
  drafts_.resize(mark.commands);
  facts_.comments.resize(mark.comments);
  facts_.variables.resize(mark.variables);
  facts_.problems.resize(mark.problems);
  pending_.resize(std::min(mark.pending, pending_.size()));
  this->problem(problem, mark.at);
  at_ = std::min(line_end(text_, mark.at), limit_);
  return true;
}

/// `{{ name | default("x") }}`, which a template fills in before a shell sees the line.
bool ShellReader::read_hole(ShellWord& word) {
  // Looked for no further: a text of nothing but brackets must not be searched from each of them to its end.
  constexpr std::size_t kLongestHole = 512;
  const std::string_view near = text_.substr(at_, std::min(kLongestHole, limit_ - at_));
  if (!near.starts_with("{{")) return false;
  const std::size_t close = near.find("}}", 2);
  if (close == std::string_view::npos || near.find_first_of("\r\n") < close) return false;
  word.text += near.substr(0, close + 2);
  at_ += close + 2;
  return true;
}

void ShellReader::read_single_quoted(ShellWord& word) {
  const Mark begin = mark();
  std::size_t close = text_.find('\'', at_ + 1);
  if (close >= limit_) {
    if (!undo(begin, "a single quote is not closed")) at_ = limit_;
    close = at_;
  } else {
    at_ = close + 1;
  }
  word.quoted = true;
  word.text += slice({begin.at + 1, std::max(close, begin.at + 1)});
}

/// `$'…'`: escapes as in C.
void ShellReader::read_ansi_quoted(ShellWord& word) {
  const Mark begin = mark();
  std::string text;
  for (at_ += 2; at_ < limit_ && text_[at_] != '\''; ++at_) {
    char c = text_[at_];
    if (c == '\\' && at_ + 1 < limit_) {
      c = text_[++at_];
      if (c == 'n')
        c = '\n';
      else if (c == 't')
        c = '\t';
      else if (c != '\'' && c != '"' && c != '\\')
        text += '\\';
    }
    text += c;
  }
  word.quoted = true;
  if (at_ < limit_) {
    ++at_;
  } else if (undo(begin, "a single quote is not closed")) {
    text = slice({begin.at + 2, std::max(at_, begin.at + 2)});
  }
  word.text += text;
}

void ShellReader::read_double_quoted(ShellWord& word) {
  const Mark begin = mark();
  ShellWord inside;
  ++at_;
  while (at_ < limit_ && text_[at_] != '"') {
    const char c = text_[at_];
    if (c == '\\' && at_ + 1 < limit_) {
      const char next = text_[at_ + 1];
      if (is_newline(next)) {
        at_ = skip_newline(text_, at_ + 1);
        continue;
      }
      if (next != '$' && next != '`' && next != '"' && next != '\\') inside.text += c;
      inside.text += next;
      at_ += 2;
    } else if (c == '$') {
      read_dollar(inside, true);
    } else if (c == '`') {
      read_backquoted(inside);
    } else if (c == '{' && read_hole(inside)) {
      continue;
    } else {
      inside.text += c;
      ++at_;
    }
  }
  word.quoted = true;
  word.literal = word.literal && inside.literal;
  if (at_ < limit_) {
    ++at_;
  } else if (undo(begin, "a double quote is not closed")) {
    inside.text = slice({begin.at + 1, std::max(at_, begin.at + 1)});
  }
  word.text += inside.text;
}

void ShellReader::read_dollar(ShellWord& word, bool in_quotes) {
  const std::size_t begin = at_;
  const char next = at(at_ + 1);
  const bool nests = next == '(' || next == '{';
  if (nests && depth_ < kMaxDepth) {
    ++depth_;
    ++at_;
    if (next == '{') {
      read_braced(in_quotes);
    } else if (at(at_ + 1) == '(') {
      at_ += 2;
      read_arithmetic(2);
    } else {
      read_substitution();
    }
    --depth_;
  } else if (next == '\'' && !in_quotes) {
    read_ansi_quoted(word);
    return;
  } else if (next == '"' && !in_quotes) {
    ++at_;
    read_double_quoted(word);
    return;
  } else if (is_letter(next) || next == '_') {
    ++at_;
    while (is_name_character(at(at_))) ++at_;
  } else if (is_digit(next) || (is_special_parameter(next) && at_ + 1 < limit_) || nests) {
    at_ += 2;
  } else {
    word.text += '$';
    ++at_;
    return;
  }
  word.text += slice({begin, at_});
  word.literal = false;
}

/// At the '{' of `${…}`.
void ShellReader::read_braced(bool in_quotes) {
  const Mark begin = mark();
  ShellWord ignored;
  ++at_;
  std::size_t name_end = at_;
  while (is_name_character(at(name_end))) ++name_end;
  const std::size_t equals = at(name_end) == ':' ? name_end + 1 : name_end;
  const Range name = {at_, name_end};
  while (at_ < limit_ && text_[at_] != '}') {
    const char c = text_[at_];
    if (c == '\\')
      at_ = std::min(at_ + 2, limit_);
    else if (c == '\'' && !in_quotes)
      read_single_quoted(ignored);
    else if (c == '"')
      read_double_quoted(ignored);
    else if (c == '$')
      read_dollar(ignored, in_quotes);
    else if (c == '`')
      read_backquoted(ignored);
    else
      ++at_;
    ignored.text.clear();
  }
  if (at_ >= limit_) {
    undo(begin, "a '${' is not closed");
    return;
  }
  // `${NAME:=text}` sets what was not set.
  if (!name.empty() && at(equals) == '=' && equals + 1 < at_) add_default(name, {equals + 1, at_});
  ++at_;
}

void ShellReader::add_default(Range name, Range value) {
  const char first = text_[value.begin];
  const bool quoted = value.end - value.begin >= 2 && (first == '"' || first == '\'') && text_[value.end - 1] == first;
  if (quoted) value = {value.begin + 1, value.end - 1};
  Node variable;
  variable.key = slice(name);
  variable.value = slice(value);
  variable.key_span = source_.span(name);
  variable.value_span = source_.span(value);
  if (holds_expansion(variable.value)) variable.tag = "expansion";
  facts_.variables.push_back(std::move(variable));
}

/// Behind the opening parentheses of `$((…))` or `((…))`.
void ShellReader::read_arithmetic(std::size_t open_parentheses) {
  const Mark begin = mark();
  ShellWord ignored;
  while (at_ < limit_ && open_parentheses > 0) {
    const char c = text_[at_];
    if (c == '(')
      ++open_parentheses;
    else if (c == ')')
      --open_parentheses;
    if (c == '$')
      read_dollar(ignored, true);
    else if (c == '`')
      read_backquoted(ignored);
    else
      ++at_;
    ignored.text.clear();
  }
  if (open_parentheses > 0) undo(begin, "an arithmetic expression is not closed");
}

void ShellReader::read_backquoted(ShellWord& word) {
  const Mark begin = mark();
  std::size_t close = at_ + 1;
  while (close < limit_ && text_[close] != '`') close += text_[close] == '\\' ? 2 : 1;
  word.literal = false;
  if (close >= limit_) {
    if (!undo(begin, "a back quote is not closed")) at_ = limit_;
  } else {
    read_nested({at_ + 1, close});
    at_ = close + 1;
  }
  word.text += slice({begin.at, at_});
}

/// Reads the commands of a stretch that is known to end where it does.
void ShellReader::read_nested(Range range) {
  if (depth_ >= kMaxDepth) return;
  ++depth_;
  const std::size_t limit = limit_;
  at_ = range.begin;
  limit_ = range.end;
  read_list(false);
  limit_ = limit;
  --depth_;
}

/// At the '(' of `$(…)`, `<(…)` or `>(…)`.
void ShellReader::read_substitution() {
  const std::size_t begin = at_++;
  if (depth_ >= kMaxDepth) return;
  ++depth_;
  if (!read_list(true)) problem("a '(' is not closed", begin);
  --depth_;
}

}  // namespace cpsaudit
