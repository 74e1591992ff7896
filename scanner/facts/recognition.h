#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "facts/file_facts.h"

namespace cpsaudit {

/// Where a file of this syntax carries the text of another.
struct EmbeddedKey {
  /// Key path to the text itself, or to the section that holds it; as in `command_keys`.
  std::string at;
  /// Key of the other file's path in that section, any of them. Empty: the key of the text is the path.
  std::vector<std::string> path;
  /// Key of the text in that section, any of them; or its lines, with values of keys put in: "{option} = {value}".
  std::vector<std::string> text;
  /// The other file holds more than this.
  bool part = false;
  /// The other file's path, where the file does not tell it: what stands at `at` is always of one kind.
  std::string name = {};
  /// Key path, from the root of the document, to what the text may be named after when its own key says nothing.
  std::string named_after = {};
};

/// Where a text that no shell reads hands a command line to one: `sh '…'`, `commandLine 'curl', '-k'`.
struct CommandCall {
  /// RE2 over the text, not anchored. The literal, the list of literals or the here-document with the command begins
  /// where the match ends, or is what its first group covers.
  std::string pattern;
  /// Each of several literals is a line of its own; else they are the words of one command.
  bool lines = false;
};

/// Where a program writes a text to a file that it names.
struct FileCall {
  /// RE2 over the text, not anchored. The literal, the list of literals or the here-document with the text begins where
  /// the match ends; the first group is the file's path.
  std::string pattern;
  /// The path, where the pattern has no group.
  std::string name;
  /// The other file holds more than this.
  bool part = false;
};

/// What opens and closes a comment that goes over several lines: `/*` and `*/`. Neither is empty.
struct CommentMarks {
  std::string open;
  std::string close;
};

/// Characters that some line formats use, given to their parser by the dialect.
struct SyntaxOptions {
  /// What starts a comment at the beginning of a line.
  std::string comment_marks = "#";
  /// Comments over several lines.
  std::vector<CommentMarks> block_comments = {};
  /// What starts a comment after white space behind a value. Empty: such text belongs to the value.
  std::string trailing_comment_marks;
  /// Directives that open a section which lasts until the next of them, e.g. {"Match", "Host"}. Matched without case.
  std::vector<std::string> section_openers;
  /// Keys whose value is a command line, e.g. {"ExecStart"}; or key paths for trees, e.g. {"services/*/command"}.
  std::vector<std::string> command_keys;
  /// `Command::context` of those commands; empty: by syntax ("unit" for INI, "compose" for trees, else "shell").
  /// "shell", "cron", "inittab" and "dockerfile" lines are run by a shell; all others are only split into words.
  std::string command_context = {};
  /// How many words stand in front of the command that a line ends in: the user in /etc/cron.d, the fields of
  /// inetd.conf with the service's name. In directives 0 means that the lines are no commands.
  std::uint32_t command_after = 0;
  /// XML-like `<Name argument> … </Name>` blocks around directives: Apache, proftpd.
  bool angle_blocks = false;
  /// `a.b.c: x` means `a: {b: {c: x}}`.
  bool dotted_keys = false;
  /// Texts of other files.
  std::vector<EmbeddedKey> embeds = {};
  /// Keys, beside the section that holds such a text, of the list for each element of which it is written once:
  /// {"loop", "with_items"}; and the name by which the text, in `{{ … }}`, asks for the element.
  std::vector<std::string> embed_lists = {};
  std::string embed_element = {};
  /// "key=value" in that section: the text is taken away instead of written.
  std::string embed_removal = {};
  /// `key value` is as good as `key = value`.
  bool blank_separates = false;
  /// A value goes on over lines until its round and square brackets are closed: Python.
  bool brackets_continue = false;
  std::vector<CommandCall> command_calls = {};
  std::vector<FileCall> file_calls = {};
  /// Keys whose value may be words `name=value` in place of a mapping: the modules of Ansible.
  std::vector<std::string> word_maps = {};
  /// Lines are statements of a program: `f('x', y)` is the key `f` with the value `('x', y)` as well.
  bool statements = false;
};

/// How the files of one piece of software are recognised, and how they are read. Comes from checks/dialects/.
struct Recognition {
  /// Name of the dialect.
  std::string software;
  Syntax syntax = Syntax::kUnknown;
  /// Globs over the path relative to the root: `*` and `?` stay inside a name, `**` crosses '/'. A glob without '/'
  /// is held against the file's name alone. A match here is enough when `content` is empty or matches too.
  std::vector<std::string> paths;
  /// RE2 patterns over the first 64 KiB. With `paths`: one of them must match. Alone: one match recognises the file
  /// wherever it lies.
  std::vector<std::string> content;
  /// Of several that match, the highest wins; then the one with the longest matching glob; then the name.
  int priority = 0;
  SyntaxOptions options = {};
  /// RE2 over the same, with one group: the words of this software. As many different ones as `fewest_words` recognise
  /// a file of configuration that nothing else does, whatever its name: `broker/main.conf`. Empty: none do.
  std::string words = {};
  std::uint32_t fewest_words = 0;
};

/// RE2 patterns over a name that matters in some functions alone, or over an argument that matters to some functions
/// alone, and over the names of those functions.
struct NameInFunction {
  std::string name;
  std::string function;

  auto operator<=>(const NameInFunction&) const = default;
};

/// What a check may be interested in, so that the analyser of C and C++ leaves the rest alone.
struct SourceInterests {
  /// Unqualified names of functions and methods.
  std::vector<std::string> functions;
  /// Last parts of field paths.
  std::vector<std::string> fields;
  /// Names of record types whose initialisers matter even for what they leave out.
  std::vector<std::string> records;
  /// Names of record types whose fields matter. Of nested records (`app.http.url`) the path of a field starts at the
  /// outermost of these; at the outermost of all when none of them is listed.
  std::vector<std::string> types = {};
  /// RE2 patterns over the names of macros and variables, e.g. "(?i)passw".
  std::vector<std::string> names;
  /// RE2 patterns over the names of functions whose constant result matters.
  std::vector<std::string> constant_returns;
  /// Functions whose first argument is a command line: "system"; "spawnl words 2", "execv list 2" with one word an
  /// argument or element; "Shell::run line 2" with the number of the argument, for functions of the product.
  std::vector<std::string> command_functions;
  /// RE2 patterns over string literals that matter wherever they stand, e.g. "-----BEGIN .*PRIVATE KEY-----".
  std::vector<std::string> strings;
  /// RE2 patterns over the names in tables of names and values.
  std::vector<std::string> pairs = {};
  /// The same for pairs of one table alone, and beside each the pattern over the variable that holds it.
  std::vector<std::string> table_pairs = {};
  std::vector<std::string> tables = {};
  /// RE2 patterns over what a string literal is compared with; such literals matter whatever they say.
  std::vector<std::string> contexts = {};
  /// RE2 patterns over the names of functions that matter whatever they are given.
  std::vector<std::string> called_patterns = {};
  /// Arguments that make a call of such a function matter, as they are written.
  std::vector<NameInFunction> telling = {};
  /// Unqualified names of functions of whose arguments it matters what they are built from.
  std::vector<std::string> traced = {};
  /// One side of a comparison, and the functions in which it matters.
  std::vector<NameInFunction> comparisons = {};
  /// Variables and fields that matter in functions of some names alone.
  std::vector<NameInFunction> inner_names = {};
  /// RE2 patterns over the names of functions each of whose answers matters, with what is asked before it.
  std::vector<std::string> answers = {};
  /// RE2 patterns over the unqualified names of functions that are looked for in what other functions call: who calls
  /// them matters as much.
  std::vector<std::string> guards = {};
};

}  // namespace cpsaudit
