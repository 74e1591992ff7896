#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document_builder.h"

namespace cpsaudit {

/// Offsets for the places that toml++ tells: lines and columns from 1, columns in code points.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view source);

  std::size_t offset(std::size_t line, std::size_t column) const;

 private:
  struct Line {
    std::size_t offset = 0;
    /// Code points before it.
    std::size_t code_point = 0;
  };

  std::string_view source_;
  std::vector<Line> lines_;
  /// Offset of every kStep-th code point, so that one long line costs no more than many short ones.
  std::vector<std::size_t> steps_;
};

/// What the library does not tell of a text.
struct TomlOutline {
  std::vector<Range> comments;
  /// Most dots in one key or table header.
  std::size_t deepest_key = 0;
  std::size_t deepest_offset = 0;
};

TomlOutline outline_toml(std::string_view source);

/// The text with what a template engine fills in made a quoted text of the same length, and with blanks for what only
/// steers it: `port = {{ port }}`, `{% if tls %}`. What stands in quotes or in a comment stays.
std::string without_expressions(std::string_view source);

}  // namespace cpsaudit
