#include "source/command_words.h"

#include <utility>

namespace cpsaudit {
namespace {

constexpr std::size_t kMostWords = 512;

bool is_name_character(char c, bool first) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
}

/// Offset of '=' in `NAME=value`, or npos.
std::size_t assignment(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '=' && i > 0) return i;
    if (!is_name_character(word[i], i == 0)) break;
  }
  return std::string_view::npos;
}

class Splitter {
 public:
  Splitter(std::string_view line, const Span& place) : line_(line), place_(place) {}

  std::vector<Command> split() {
    while (at_ < line_.size() && words_ < kMostWords) step();
    end_word();
    end_command();
    return std::move(commands_);
  }

 private:
  void step() {
    const char c = line_[at_];
    if (c == ' ' || c == '\t') {
      end_word();
      ++at_;
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else if (c == '\\' && at_ + 1 < line_.size()) {
      word_.text += line_[at_ + 1];
      open_ = true;
      at_ += 2;
    } else if (c == '>' || c == '<') {
      redirection();
    } else if (c == ';' || c == '\n' || c == '&' || c == '|' || c == '(' || c == ')') {
      separator(c);
    } else {
      if (c == '$' || c == '`' || c == '{' || c == '%') word_.literal = false;
      word_.text += c;
      open_ = true;
      ++at_;
    }
  }

  void quoted(char quote) {
    open_ = true;
    for (++at_; at_ < line_.size() && line_[at_] != quote; ++at_) {
      if (quote == '"' && line_[at_] == '\\' && at_ + 1 < line_.size()) ++at_;
      if (quote == '"' && (line_[at_] == '$' || line_[at_] == '`')) word_.literal = false;
      word_.text += line_[at_];
    }
    ++at_;
  }

  void redirection() {
    // A number right before the sign is a file descriptor.
    if (open_ && word_.text.find_first_not_of("0123456789") == std::string::npos) {
      word_ = {};
      open_ = false;
    }
    end_word();
    operation_.clear();
    while (at_ < line_.size() && (line_[at_] == '>' || line_[at_] == '<') && operation_.size() < 3) {
      operation_ += line_[at_++];
    }
    if (at_ < line_.size() && line_[at_] == '&') ++at_;
  }

  void separator(char c) {
    end_word();
    const bool twice = at_ + 1 < line_.size() && line_[at_ + 1] == c && (c == '&' || c == '|');
    const bool pipe = c == '|' && !twice;
    end_command();
    if (pipe && !commands_.empty()) piped_from_ = commands_.size() - 1;
    conditional_ |= twice;
    at_ += twice ? 2 : 1;
  }

  void end_word() {
    if (!open_) return;
    word_.span = place_;
    ++words_;
    if (!operation_.empty()) {
      command_.redirections.push_back({std::move(operation_), std::move(word_)});
      operation_.clear();
    } else if (const std::size_t equals = assignment(word_.text);
               equals != std::string::npos && command_.words.empty()) {
      Word name{word_.text.substr(0, equals), place_, true};
      Word value{word_.text.substr(equals + 1), place_, word_.literal};
      command_.environment.push_back({std::move(name), std::move(value)});
    } else {
      command_.words.push_back(std::move(word_));
    }
    word_ = {};
    open_ = false;
  }

  void end_command() {
    if (command_.words.empty() && command_.environment.empty()) return;
    command_.span = place_;
    command_.context = "source";
    command_.conditional = conditional_;
    if (piped_from_ != kNone) commands_[piped_from_].piped_into = commands_.size();
    piped_from_ = kNone;
    commands_.push_back(std::move(command_));
    command_ = {};
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::string_view line_;
  Span place_;
  std::size_t at_ = 0;
  std::size_t words_ = 0;
  Word word_;
  bool open_ = false;
  std::string operation_;
  Command command_;
  bool conditional_ = false;
  std::size_t piped_from_ = kNone;
  std::vector<Command> commands_;
};

}  // namespace

std::vector<Command> commands_in(std::string_view line, const Span& place) {
  return Splitter(line, place).split();
}

}  // namespace cpsaudit
