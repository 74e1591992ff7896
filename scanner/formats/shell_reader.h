#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/command_line.h"

namespace cpsaudit {

/// One word of a script, with all that its quotes tell. Ranges count in the text that is read.
struct ShellWord {
  std::string text;
  Range whole;
  /// Without the quotes, when one pair stands around all of it.
  Range inner;
  /// False when it holds an expansion.
  bool literal = true;
  /// It holds a quote or an escape, so it is no keyword.
  bool quoted = false;
  /// One pair of quotes stands around all of it.
  bool enclosed = false;
};

/// Reads shell text in one pass, without a grammar that could fail: words exactly, compound commands by their keywords.
/// Only substitutions recurse, to a bounded depth.
class ShellReader {
 public:
  /// `level` counts the scripts inside of scripts (`sh -c '…'`).
  ShellReader(const CommandSource& source, const CommandPlace& place, int level);

  ShellFacts read();

 private:
  enum class BlockKind { kIf, kLoop, kCase, kGroup, kParenthesis };

  /// A compound command that is open.
  struct Block {
    BlockKind kind = BlockKind::kGroup;
    /// What stands in it now may not run.
    bool conditional = false;
    /// A case block in front of a pattern.
    bool at_pattern = false;
    /// The function whose body this is; else that around it.
    std::string function;
    /// `&&` or `||` stood in front of it.
    bool after_and_or = false;
    /// Number of commands before it.
    std::size_t first_command = 0;
  };

  /// The state of one list of commands: the text itself, or what stands in one `$(…)`.
  struct Frame {
    std::vector<Block> blocks;
    bool conditional = false;
    bool captured = false;
    bool and_or = false;
    std::string function;
    /// Name of a function whose body must come next.
    std::string coming_function;
    bool has_coming_function = false;
    /// Commands whose output the next command reads.
    std::vector<std::size_t> pipe_sources;
    /// Range of the commands that a `|` right here would take the output of.
    Range last_commands;
  };

  struct HereDocument {
    std::string delimiter;
    bool strip_tabs = false;
    bool expands = true;
    Range body;
  };

  /// A command with what is needed until all are known.
  struct Draft {
    Command command;
    Range range;
    /// Ranges of the words' texts.
    std::vector<Range> words;
    /// Redirection and here-document that belong together.
    std::vector<std::pair<std::size_t, std::size_t>> here_documents;
    /// Its output becomes part of a word.
    bool captured = false;
  };

  /// What a quote without its partner makes undone.
  struct Mark {
    std::size_t at = 0;
    std::size_t commands = 0;
    std::size_t comments = 0;
    std::size_t variables = 0;
    std::size_t problems = 0;
    std::size_t pending = 0;
  };

  // Words: shell_words.cpp
  ShellWord read_word();
  bool read_hole(ShellWord& word);
  void read_single_quoted(ShellWord& word);
  void read_ansi_quoted(ShellWord& word);
  void read_double_quoted(ShellWord& word);
  void read_dollar(ShellWord& word, bool in_quotes);
  void read_braced(bool in_quotes);
  void add_default(Range name, Range value);
  void read_arithmetic(std::size_t open_parentheses);
  void read_backquoted(ShellWord& word);
  void read_substitution();
  void read_nested(Range range);
  Mark mark() const;
  bool undo(const Mark& mark, const char* problem);

  // Commands: shell_commands.cpp
  bool read_list(bool until_parenthesis);
  void step_operator(char c);
  void read_command();
  bool read_keyword(const ShellWord& word);
  void read_for();
  void read_case();
  void read_pattern();
  void read_function();
  bool read_assignment(Draft& draft, bool as_argument);
  void read_array(const ShellWord& name);
  void read_redirection(Draft& draft);
  void read_test(Draft& draft);
  void add_word(Draft& draft, const ShellWord& word);
  void redirect_block(const Draft& draft);
  void finish_command(Draft draft);
  void open_block(BlockKind kind);
  bool close_block(BlockKind kind);
  void end_item();
  void pipe();
  void newline();
  void read_here_document(HereDocument& document);
  void skip_comment();
  void skip_blanks();
  void skip_blank_lines();
  bool has_open_parenthesis() const;
  bool is_function_header() const;
  bool is_redirection() const;
  bool starts_process_substitution() const;
  bool conditional() const;
  const std::string& function() const;

  // The end: shell_facts.cpp
  void read_scripts();
  void read_script(const Draft& draft, const std::string& text, Range range);
  ShellFacts facts();

  char at(std::size_t offset) const { return offset < limit_ ? text_[offset] : '\0'; }
  std::string_view slice(Range range) const { return text_.substr(range.begin, range.end - range.begin); }
  Word to_word(const ShellWord& word) const;
  void problem(const char* message, std::size_t offset);

  const CommandSource& source_;
  CommandPlace place_;
  int level_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t limit_ = 0;
  std::size_t depth_ = 0;
  std::size_t undone_ = 0;
  Frame* frame_ = nullptr;
  std::vector<Draft> drafts_;
  std::vector<HereDocument> here_documents_;
  /// Those whose body begins at the next line.
  std::vector<std::size_t> pending_;
  ShellFacts facts_;
};

}  // namespace cpsaudit
