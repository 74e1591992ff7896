#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cpsaudit {

/// Columns that a character takes on a terminal: 2 for East Asian wide ones and emoji, 0 for what combines with the
/// one before, else 1.
std::size_t display_width(char32_t c);

/// Of a whole text, which is UTF-8 without control characters.
std::size_t display_width(std::string_view text);

}  // namespace cpsaudit
