#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cpsaudit {

/// The value of an integer or floating literal as written: "0x1F'00UL". Nothing when it is none, a floating one, or
/// does not fit into 64 bits.
std::optional<std::int64_t> integer_literal(std::string_view text);

/// The value of a character literal as written, e.g. "'a'", "'\\n'", "L'x'".
std::optional<std::int64_t> character_literal(std::string_view text);

struct StringLiteralText {
  /// Escapes resolved, not cut at a NUL.
  std::string decoded;
  /// Offsets in the literal as written, between its quotes.
  std::size_t inner_begin = 0;
  std::size_t inner_end = 0;
};

/// A string literal as written, with its prefix and quotes, raw ones included.
std::optional<StringLiteralText> string_literal(std::string_view text);

}  // namespace cpsaudit
