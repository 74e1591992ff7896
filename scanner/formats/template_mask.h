#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document_builder.h"

namespace cpsaudit {

/// A text in which template expressions are replaced by characters that say nothing to a parser, byte for byte.
struct MaskedTemplate {
  std::string text;
  /// What was replaced, in the order of the file.
  std::vector<Range> masked;

  /// True when some of `range` was replaced.
  bool touches(Range range) const;
};

/// Masks `{{ … }}`, `{% … %}`, `{# … #}`, `<% … %>` and `@NAME@`: lines of nothing else become blank, the rest a
/// plain word. Nothing when the text has none of them.
std::optional<MaskedTemplate> mask_template(std::string_view source);

}  // namespace cpsaudit
