#pragma once

#include "core/placed_text.h"
#include "core/text.h"
#include "facts/document.h"

namespace cpsaudit {

/// What `file` has for `word`, unquoted and unescaped as the word is. Empty when its place is unknown.
PlacedText placed_text(const Text& file, const Word& word);

/// What `echo` and `printf` make of `\n` and its kind.
PlacedText without_escapes(const PlacedText& text);

}  // namespace cpsaudit
