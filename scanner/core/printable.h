#pragma once

#include <string>
#include <string_view>

namespace cpsaudit {

/// `text` with everything escaped that could move a terminal's cursor or hide what stands there: control characters,
/// invalid UTF-8, and the Unicode characters that reverse the direction of writing. "\x1b" becomes "\\x1b".
std::string printable(std::string_view text);

}  // namespace cpsaudit
