#pragma once

#include <string_view>
#include <vector>

#include "formats/document_builder.h"

namespace cpsaudit {

/// A text that a sed script puts into a file: the replacement of an `s`, or what `a`, `i` and `c` bring; in front of it
/// the line `[section]` that the address asks for.
struct SedText {
  std::string text;
  /// Place in the script of each byte of `text`.
  std::vector<std::size_t> offsets;
};

/// Those of which the script alone says what they are: a group that is kept counts when its expression is plain text.
std::vector<SedText> texts_in_sed_script(std::string_view script);

}  // namespace cpsaudit
