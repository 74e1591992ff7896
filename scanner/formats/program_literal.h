#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document_builder.h"

namespace cpsaudit {

/// The text that a literal of a program stands for.
struct ProgramLiteral {
  std::string text;
  /// Place in the source of each byte of `text`, and one for its end.
  std::vector<std::size_t> offsets;
  /// Behind the literal, its quotes included; of a here-document behind the word that opens it.
  std::size_t end = 0;
  /// Without quotes.
  Range inner;
};

/// Takes away the blanks that all lines begin with: what `<<~`, `textwrap.dedent` and `stripIndent` do, and what no
/// reader of such a text asks for.
void remove_indentation(ProgramLiteral& literal);

/// Literals of scripting languages, without a grammar: quotes of one or three characters, `%q(…)`, here-documents.
class ProgramLiterals {
 public:
  explicit ProgramLiterals(std::string_view source) : source_(source) {}

  char at(std::size_t i) const { return i < source_.size() ? source_[i] : '\0'; }
  /// The first place from `i` on that is neither a blank nor a newline.
  std::size_t skip_space(std::size_t i) const;
  /// That which begins at `i`; nothing when something else stands there.
  std::optional<ProgramLiteral> literal(std::size_t i) const;

 private:
  /// Does the language put values into a text at `{…}`?
  enum class Values { kNone, kInBraces };

  std::optional<ProgramLiteral> until(std::size_t begin, std::string_view close, Values values) const;
  std::optional<ProgramLiteral> percent_literal(std::size_t i) const;
  std::optional<ProgramLiteral> here_document(std::size_t i) const;

  std::string_view source_;
};

}  // namespace cpsaudit
