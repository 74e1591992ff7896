#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/document_builder.h"

namespace cpsaudit {

/// One argument of a directive, before and after its quotes are taken off.
struct Argument {
  /// Unquoted and unescaped.
  std::string text;
  /// With its quotes.
  Range whole;
  /// Without its quotes, when they stand around all of it; else the same as `whole`.
  Range inner;
  bool quoted = false;
};

/// How a format writes several words on a line.
struct ArgumentRules {
  /// Characters that end an argument besides blanks and newlines, e.g. ";{}".
  std::string_view stops = {};
  /// A quoted string may go on over several lines.
  bool multiline = false;
  /// A backslash takes the meaning from the next character outside of quotes too.
  bool escapes = false;
  /// Inside of '…' a backslash is an ordinary character.
  bool literal_single_quotes = false;
};

/// Reads the argument at `begin`, which is no blank and no stop. Quotes that are not closed before `end` are ordinary
/// characters.
Argument read_argument(std::string_view source, std::size_t begin, std::size_t end, const ArgumentRules& rules);

/// Gives `node` its value, value span, style and words. Without arguments the value is missing, at `place`.
void set_arguments(const DocumentBuilder& builder, Node& node, const std::vector<Argument>& arguments,
                   std::size_t place);

}  // namespace cpsaudit
