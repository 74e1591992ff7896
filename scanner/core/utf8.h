#pragma once

#include <cstddef>
#include <string_view>

namespace cpsaudit {

/// Length in bytes (1 to 4) of the valid UTF-8 sequence that starts at `offset`, or 0 when none does: stray and
/// missing trail bytes, overlong forms, surrogates and what lies beyond U+10FFFF are not valid (RFC 3629).
std::size_t utf8_sequence_length(std::string_view text, std::size_t offset);

/// The character that one valid sequence stands for.
char32_t utf8_code_point(std::string_view sequence);

bool is_utf8(std::string_view text);

}  // namespace cpsaudit
