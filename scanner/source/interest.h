#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "facts/recognition.h"

namespace cpsaudit {

/// Patterns over names that matter in functions of some names alone, or over what such functions are given.
class NamesInFunctions {
 public:
  /// Numbers of the patterns that hold in a function, in order.
  using Numbers = std::vector<unsigned>;

  explicit NamesInFunctions(const std::vector<NameInFunction>& patterns);
  ~NamesInFunctions();
  NamesInFunctions(const NamesInFunctions&) = delete;
  NamesInFunctions& operator=(const NamesInFunctions&) = delete;

  /// Of a function of this name; the references live until the next call.
  const Numbers& of_function(std::string_view function) const;
  /// Does one of those patterns fit? Remembered, for names that stand in many places.
  bool fits(std::string_view name, const Numbers& among) const;
  /// The same for texts that are seen once.
  bool fits_text(std::string_view text, const Numbers& among) const;

 private:
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

/// What checks care about, made quick to ask. Answers for a name are remembered: the same names stand in every file.
class Interest {
 public:
  explicit Interest(const SourceInterests& interests);
  ~Interest();
  Interest(const Interest&) = delete;
  Interest& operator=(const Interest&) = delete;

  /// `name` is the last part of a qualified name.
  bool function(std::string_view name) const { return (about(name) & kFunction) != 0; }
  /// Arguments that make a call of such a function matter.
  const NamesInFunctions& telling() const { return telling_; }
  /// How a function is told the words of a command.
  struct WordForm {
    /// Number of the argument with the first word, from 1.
    unsigned first = 1;
    /// That argument is an array of them.
    bool in_list = false;
  };
  std::optional<WordForm> words_of(std::string_view name) const;
  /// A function of the product that runs one of its arguments as a command line.
  struct LineForm {
    /// Its class; empty for a function of none.
    std::string owner;
    /// From 0.
    unsigned argument = 0;
  };
  const std::vector<LineForm>& lines_of(std::string_view name) const;
  /// It matters what its arguments are built from.
  bool traced(std::string_view name) const { return traced_.contains(std::string(name)); }
  bool command_function(std::string_view name) const { return (about(name) & kCommand) != 0; }
  /// The last part of a field's path.
  bool field(std::string_view name) const { return (about(name) & (kField | kName | kInnerName)) != 0; }
  bool record(std::string_view type) const { return (about(type) & kRecord) != 0; }
  /// A record whose fields matter; that alone is no reason to parse a file.
  bool type(std::string_view name) const { return record(name) || types_.contains(std::string(name)); }
  /// A macro or a variable.
  bool name(std::string_view name) const { return (about(name) & (kName | kInnerName)) != 0; }
  /// A variable or field that matters in some functions alone; `inner_names` knows in which.
  bool only_inner(std::string_view name) const { return (about(name) & (kField | kName | kInnerName)) == kInnerName; }
  const NamesInFunctions& inner_names() const { return inner_names_; }
  bool constant_return(std::string_view function) const { return (about(function) & kReturn) != 0; }
  /// A function each of whose answers matters; `function` is its qualified name.
  bool answers(std::string_view function) const;
  /// A function whose callers matter as well.
  bool guard(std::string_view name) const;
  /// A name in a table of names and values; `table` is the variable that holds it.
  bool pair(std::string_view name, std::string_view table) const;
  /// What a literal is compared with.
  bool context(std::string_view text) const;
  /// The same where that alone says something: by a pattern that not every name fits.
  bool asks_for_pair(std::string_view name) const;
  /// The same in a table of that name.
  bool asks_for_pair(std::string_view name, std::string_view table) const;
  bool asks_for_context(std::string_view text) const;
  /// One side of a comparison, or a name in it, and the functions in which it matters.
  const NamesInFunctions& comparisons() const { return comparisons_; }
  /// A function, field, record, macro, variable or constant function.
  bool identifier(std::string_view name) const { return (about(name) & ~kInnerName) != 0; }
  /// A field, and nothing else, with a name that any record may have: `type`, `key`, `flags`.
  bool everyday_field(std::string_view name) const;
  /// The text of a literal.
  bool string(std::string_view text) const;

 private:
  enum Flag : std::uint16_t {
    kFunction = 1,
    kCommand = 2,
    kField = 4,
    kRecord = 8,
    kName = 16,
    kReturn = 32,
    kWords = 64,
    /// That alone is no reason to look at a name.
    kInnerName = 128
  };
  struct Patterns;

  /// A pair that matters in a table of that name, whatever its own name, and by a pattern that not every name fits.
  bool is_of_table(std::string_view name, std::string_view table) const;
  bool is_asked_of_table(std::string_view name, std::string_view table) const;
  void add_command_function(const std::string& line);
  std::uint16_t about(std::string_view name) const;

  std::unordered_map<std::string, std::uint16_t> listed_;
  mutable std::unordered_map<std::string, std::uint16_t> known_;
  std::unordered_map<std::string, WordForm> word_forms_;
  std::unordered_map<std::string, std::vector<LineForm>> line_forms_;
  std::unordered_set<std::string> types_;
  std::unordered_set<std::string> traced_;
  NamesInFunctions inner_names_;
  NamesInFunctions comparisons_;
  NamesInFunctions telling_;
  std::unique_ptr<Patterns> patterns_;
};

/// "WiFi" of "WiFi", "begin" of "WiFi.begin" and "net::begin".
std::string_view last_part(std::string_view qualified);

}  // namespace cpsaudit
