#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/placed_text.h"

namespace cpsaudit {

/// What a string literal stands for, escapes resolved, byte by byte. `written` is the literal as it stands at `begin`
/// of the file, with its prefix and quotes. Nothing when it is none.
std::optional<PlacedText> placed_literal(std::string_view written, std::size_t begin);

}  // namespace cpsaudit
