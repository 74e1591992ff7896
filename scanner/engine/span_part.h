#pragma once

#include <string_view>

#include "core/span.h"
#include "engine/pattern.h"

namespace cpsaudit {

/// The place of a piece of `text`, which stands at `whole`. When escapes, indentation or continued lines keep the text
/// from standing there as it is, `whole` itself.
Span part_of(const Span& whole, std::string_view text, const Pattern::Piece& piece);

}  // namespace cpsaudit
