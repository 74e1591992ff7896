#include <algorithm>
#include <array>

#include "formats/lines.h"
#include "formats/shell_reader.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMaxBlocksSearched = 64;
constexpr std::size_t kMaxPipeSources = 64;

bool ends_command(char c) {
  return is_newline(c) || c == ';' || c == '&' || c == '|' || c == '(' || c == ')';
}

/// Builtins whose arguments are assignments.
bool declares(std::string_view program) {
  static constexpr std::array<std::string_view, 5> kBuiltins = {"export", "local", "readonly", "declare", "typeset"};
  return std::find(kBuiltins.begin(), kBuiltins.end(), program) != kBuiltins.end();
}

}  // namespace

/// Reads commands up to the end of the text, or to the parenthesis that closes a substitution: false when it is
/// missing.
bool ShellReader::read_list(bool until_parenthesis) {
  Frame frame;
  Frame* const outer = frame_;
  if (outer != nullptr) {
    frame.conditional = conditional();
    frame.function = function();
    frame.captured = true;
  } else {
    frame.conditional = place_.conditional;
    frame.function = place_.inside;
  }
  frame_ = &frame;
  bool closed = false;
  while (!closed) {
    skip_blanks();
    if (at_ >= limit_) break;
    if (!frame.blocks.empty() && frame.blocks.back().at_pattern) {
      read_pattern();
      continue;
    }
    const char c = text_[at_];
    if (c == ')' && until_parenthesis && !has_open_parenthesis()) {
      ++at_;
      closed = true;
    } else if (is_newline(c)) {
      newline();
    } else if (c == '#') {
      skip_comment();
    } else if (ends_command(c) && !is_redirection()) {
      step_operator(c);
    } else {
      read_command();
    }
  }
  frame_ = outer;
  return closed;
}

bool ShellReader::has_open_parenthesis() const {
  const std::vector<Block>& blocks = frame_->blocks;
  const auto end = blocks.rbegin() + static_cast<std::ptrdiff_t>(std::min(blocks.size(), kMaxBlocksSearched));
  return std::any_of(blocks.rbegin(), end, [](const Block& block) { return block.kind == BlockKind::kParenthesis; });
}

/// At one of `; & | ( )`.
void ShellReader::step_operator(char c) {
  const bool twice = at(at_ + 1) == c;
  if (c == ';') {
    const bool ends_case = twice || at(at_ + 1) == '&';
    at_ += ends_case ? 2 : 1;
    if (ends_case && at(at_) == '&') ++at_;
    end_item();
    if (ends_case && !frame_->blocks.empty() && frame_->blocks.back().kind == BlockKind::kCase) {
      frame_->blocks.back().at_pattern = true;
    }
  } else if (c == '&') {
    at_ += twice ? 2 : 1;
    end_item();
    frame_->and_or = twice;
    if (twice) skip_blank_lines();
  } else if (c == '|' && !twice) {
    at_ += at(at_ + 1) == '&' ? 2 : 1;
    pipe();
    skip_blank_lines();
  } else if (c == '|') {
    at_ += 2;
    end_item();
    frame_->and_or = true;
    skip_blank_lines();
  } else if (c == '(' && twice) {
    at_ += 2;
    read_arithmetic(2);
  } else if (c == '(') {
    ++at_;
    open_block(BlockKind::kParenthesis);
  } else {
    ++at_;
    close_block(BlockKind::kParenthesis);
  }
}

void ShellReader::read_command() {
  Draft draft;
  draft.range.begin = at_;
  const std::size_t variables = facts_.variables.size();
  while (true) {
    skip_blanks();
    if (at_ >= limit_ || text_[at_] == '#') break;
    if (is_redirection()) {
      read_redirection(draft);
      continue;
    }
    if (ends_command(text_[at_])) break;
    const bool first = draft.words.empty();
    if ((first || declares(draft.command.words.front().text)) && read_assignment(draft, !first)) continue;
    const std::size_t begin = at_;
    const ShellWord word = read_word();
    if (at_ == begin) {
      ++at_;  // nothing that a word can begin with
      continue;
    }
    const bool bare = first && draft.command.environment.empty() && draft.command.redirections.empty();
    if (bare && is_function_header()) {
      at_ = text_.find(')', at_) + 1;
      frame_->coming_function = word.text;
      frame_->has_coming_function = true;
      return;
    }
    if (bare && !word.quoted && word.literal && read_keyword(word)) return;
    // What stands in front of a command is set for that command alone.
    if (first) facts_.variables.resize(std::min(facts_.variables.size(), variables));
    add_word(draft, word);
    if (first && word.text == "[[" && !word.quoted) read_test(draft);
  }
  finish_command(std::move(draft));
}

/// Handles the words that build compound commands; false when `word` is none of them.
bool ShellReader::read_keyword(const ShellWord& word) {
  const std::string& text = word.text;
  if (text == "if")
    open_block(BlockKind::kIf);
  else if (text == "while" || text == "until")
    open_block(BlockKind::kLoop);
  else if (text == "for" || text == "select")
    read_for();
  else if (text == "case")
    read_case();
  else if (text == "{")
    open_block(BlockKind::kGroup);
  else if (text == "fi")
    close_block(BlockKind::kIf);
  else if (text == "done")
    close_block(BlockKind::kLoop);
  else if (text == "esac")
    close_block(BlockKind::kCase);
  else if (text == "}")
    close_block(BlockKind::kGroup);
  else if (text == "function")
    read_function();
  else if (text == "then" || text == "else" || text == "elif" || text == "do") {
    end_item();
    if (!frame_->blocks.empty()) frame_->blocks.back().conditional = true;
  } else {
    // They change nothing for the command behind them.
    return text == "!" || text == "time" || text == "coproc";
  }
  return true;
}

/// `for NAME [in WORD…]` up to the separator in front of `do`.
void ShellReader::read_for() {
  open_block(BlockKind::kLoop);
  skip_blanks();
  if (at(at_) == '(' && at(at_ + 1) == '(') {
    at_ += 2;
    read_arithmetic(2);
    return;
  }
  read_word();
  skip_blank_lines();
  if (at(at_) != 'i' || at(at_ + 1) != 'n' || is_name_character(at(at_ + 2))) return;
  at_ += 2;
  while (true) {
    skip_blanks();
    if (at_ >= limit_ || ends_command(text_[at_]) || text_[at_] == '#') return;
    const std::size_t begin = at_;
    read_word();
    if (at_ == begin) ++at_;
  }
}

/// `case WORD in`
void ShellReader::read_case() {
  skip_blanks();
  read_word();
  skip_blank_lines();
  if (at(at_) == 'i' && at(at_ + 1) == 'n' && !is_name_character(at(at_ + 2))) at_ += 2;
  open_block(BlockKind::kCase);
  frame_->blocks.back().conditional = true;
  frame_->blocks.back().at_pattern = true;
}

/// The pattern of a branch up to its parenthesis, or `esac`.
void ShellReader::read_pattern() {
  frame_->blocks.back().at_pattern = false;
  skip_blank_lines();
  if (at(at_) == '(') ++at_;
  bool first = true;
  while (at_ < limit_) {
    skip_blanks();
    const char c = at(at_);
    if (at_ >= limit_ || is_newline(c)) return;
    if (c == ')') {
      ++at_;
      return;
    }
    const std::size_t begin = at_;
    const ShellWord word = read_word();
    if (first && !word.quoted && word.text == "esac") {
      close_block(BlockKind::kCase);
      return;
    }
    first = false;
    if (at_ == begin) ++at_;
  }
}

/// `function NAME [()]`
void ShellReader::read_function() {
  skip_blanks();
  frame_->coming_function = read_word().text;
  frame_->has_coming_function = true;
  if (is_function_header()) at_ = text_.find(')', at_) + 1;
}

/// True at the `()` behind a function's name.
bool ShellReader::is_function_header() const {
  std::size_t i = at_;
  while (is_blank(at(i))) ++i;
  if (at(i) != '(') return false;
  ++i;
  while (is_blank(at(i))) ++i;
  return at(i) == ')';
}

/// `[[ … ]]`: operators are words up to its end.
void ShellReader::read_test(Draft& draft) {
  while (at_ < limit_) {
    skip_blanks();
    const char c = at(at_);
    if (at_ >= limit_ || c == ';') return;
    if (is_newline(c)) {
      const std::string& last = draft.command.words.back().text;
      if (last != "&&" && last != "||" && last != "[[") return;
      newline();
      continue;
    }
    ShellWord word = read_word();
    if (word.whole.empty()) {
      const bool pair = (c == '&' || c == '|') && at(at_ + 1) == c;
      at_ += pair ? 2 : 1;
      word.whole = word.inner = {word.whole.begin, at_};
      word.text = slice(word.whole);
    }
    add_word(draft, word);
    if (word.text == "]]" && !word.quoted) return;
  }
}

void ShellReader::add_word(Draft& draft, const ShellWord& word) {
  draft.command.words.push_back(to_word(word));
  draft.words.push_back(word.inner);
  draft.range.end = word.whole.end;
}

/// `{ a; b; } > file`: what stands behind a block is for all that write in it.
void ShellReader::redirect_block(const Draft& draft) {
  const Range range = frame_->last_commands;
  for (const Redirection& redirection : draft.command.redirections) {
    const bool writes = redirection.operation == ">" || redirection.operation == ">>";
    if (!writes || redirection.target.text.starts_with("/dev/")) continue;
    for (std::size_t i = range.begin; i < std::min(range.end, drafts_.size()); ++i) {
      Command& command = drafts_[i].command;
      const bool has_own = std::any_of(command.redirections.begin(), command.redirections.end(),
                                       [](const Redirection& own) { return own.operation.starts_with('>'); });
      if (!has_own && !command.piped_into) command.redirections.push_back(redirection);
    }
  }
}

void ShellReader::finish_command(Draft draft) {
  if (draft.words.empty()) {
    redirect_block(draft);
    return;
  }
  frame_->has_coming_function = false;
  Command& command = draft.command;
  command.context = place_.context;
  command.inside = function();
  command.conditional = conditional();
  draft.captured = frame_->captured;
  const std::size_t index = drafts_.size();
  for (const std::size_t source : frame_->pipe_sources) {
    if (source < drafts_.size()) drafts_[source].command.piped_into = index;
  }
  frame_->pipe_sources.clear();
  drafts_.push_back(std::move(draft));
  frame_->last_commands = {index, index + 1};
}

void ShellReader::open_block(BlockKind kind) {
  Block block;
  block.kind = kind;
  block.conditional = conditional();
  block.function = function();
  block.after_and_or = frame_->and_or;
  block.first_command = drafts_.size();
  if (frame_->has_coming_function) {
    block.function = frame_->coming_function;
    // Whether and when a function is called is not known here.
    block.conditional = true;
    frame_->has_coming_function = false;
  }
  frame_->and_or = false;
  frame_->blocks.push_back(std::move(block));
}

/// Closes the innermost block of `kind` with all that was left open in it.
bool ShellReader::close_block(BlockKind kind) {
  std::vector<Block>& blocks = frame_->blocks;
  const std::size_t lowest = blocks.size() - std::min(blocks.size(), kMaxBlocksSearched);
  for (std::size_t i = blocks.size(); i > lowest; --i) {
    if (blocks[i - 1].kind != kind) continue;
    frame_->and_or = blocks[i - 1].after_and_or;
    frame_->last_commands = {blocks[i - 1].first_command, drafts_.size()};
    blocks.resize(i - 1);
    return true;
  }
  return false;
}

void ShellReader::end_item() {
  frame_->and_or = false;
  frame_->pipe_sources.clear();
  frame_->last_commands = {};
}

/// The commands just read write into the next one.
void ShellReader::pipe() {
  Range range = frame_->last_commands;
  range.end = std::min(range.end, drafts_.size());
  range.begin = std::max(range.begin, range.end - std::min(range.end, kMaxPipeSources));
  frame_->pipe_sources.clear();
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const Draft& draft = drafts_[i];
    if (draft.captured == frame_->captured && !draft.command.piped_into) frame_->pipe_sources.push_back(i);
  }
}

bool ShellReader::conditional() const {
  if (frame_->and_or) return true;
  return frame_->blocks.empty() ? frame_->conditional : frame_->blocks.back().conditional;
}

const std::string& ShellReader::function() const {
  return frame_->blocks.empty() ? frame_->function : frame_->blocks.back().function;
}

void ShellReader::skip_blanks() {
  while (at_ < limit_) {
    if (is_blank(text_[at_]))
      ++at_;
    else if (text_[at_] == '\\' && is_newline(at(at_ + 1)))
      at_ = skip_newline(text_, at_ + 1);
    else
      return;
  }
}

/// Blanks, newlines and comments: what may stand behind `|`, `&&` and `||`.
void ShellReader::skip_blank_lines() {
  while (true) {
    skip_blanks();
    if (at_ >= limit_) return;
    const bool and_or = frame_->and_or;
    const std::vector<std::size_t> sources = frame_->pipe_sources;
    if (is_newline(text_[at_]))
      newline();
    else if (text_[at_] == '#')
      skip_comment();
    else
      return;
    frame_->and_or = and_or;
    frame_->pipe_sources = sources;
  }
}

void ShellReader::skip_comment() {
  const std::size_t end = std::min(line_end(text_, at_), limit_);
  facts_.comments.push_back({std::string(slice({at_ + 1, end})), source_.span({at_, end})});
  at_ = end;
}

void ShellReader::newline() {
  end_item();
  at_ = std::min(skip_newline(text_, at_), limit_);
  std::vector<std::size_t> pending;
  pending.swap(pending_);
  for (const std::size_t index : pending) read_here_document(here_documents_[index]);
}

}  // namespace cpsaudit
