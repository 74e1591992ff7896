#pragma once

#include <string_view>
#include <vector>

#include "core/text.h"
#include "facts/document.h"
#include "facts/file_facts.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// What a parser made of a file. A broken file still yields the part that could be read.
struct ParsedDocument {
  Document document;
  std::vector<Problem> problems;
};

/// Limits against hostile input; what exceeds them becomes a problem and the rest of the file counts.
struct ParseLimits {
  std::size_t depth = 200;
  std::size_t nodes = 1'000'000;
};

/// Reads `text` as `syntax`. Never throws. `syntax` must be one that a document exists for: not C, C++, binary,
/// unknown.
ParsedDocument parse_document(const Text& text, Syntax syntax, const SyntaxOptions& options,
                              const ParseLimits& limits = {});

}  // namespace cpsaudit
