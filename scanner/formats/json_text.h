#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/document_builder.h"

namespace cpsaudit {

/// A string of JSON, JSON5 or JavaScript.
struct JsonString {
  std::string text;
  /// Without the quotes.
  Range inner;
  /// Offset behind the closing quote.
  std::size_t end = 0;
  /// False when the quote is not closed on its line; then the string ends there.
  bool closed = true;
  /// A template with `${…}` in it.
  bool expands = false;
};

/// Reads the string whose quote stands at `open`: '"', '\'' or '`', which alone may reach over lines.
JsonString read_json_string(std::string_view source, std::size_t open);

/// The strings of `["a", "b"]`; nothing when `range` holds something else.
std::optional<std::vector<JsonString>> read_json_string_list(std::string_view source, Range range);

/// true, false, null or a number, also in the spellings of JSON5.
bool is_json_literal(std::string_view text);

}  // namespace cpsaudit
