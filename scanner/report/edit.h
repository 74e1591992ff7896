#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/finding.h"
#include "report/source_text.h"

namespace cpsaudit {

/// A fix held against the text that it changes.
struct Edit {
  std::string path;
  Span span;
  /// Offsets in the decoded text, end exclusive.
  std::size_t begin = 0;
  std::size_t end = 0;
  /// With the newlines of the file.
  std::string text;
};

/// Nothing when the finding has no fix, or its text cannot be had, or the fix would change nothing or more than it
/// means to: a word that is not alone between blanks, a line that holds something else.
std::optional<Edit> edit_of(const Finding& finding, const SourceTexts& sources);

}  // namespace cpsaudit
