#pragma once

#include <compare>
#include <cstdint>

namespace cpsaudit {

/// A place in a text, counted as SARIF counts it: both 1-based, columns in UTF-16 code units, a byte order
/// mark not counted, lines ended by "\r\n", "\r" or "\n". `line == 0` means "nowhere".
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const Position&, const Position&) = default;
};

/// From `begin` up to, but not including, `end`. An empty span (`begin == end`) is a place between two characters.
struct Span {
  Position begin;
  Position end;

  /// False for the span that stands for "no place in the text".
  bool known() const { return begin.line != 0; }
  bool contains(const Span& other) const { return begin <= other.begin && other.end <= end; }

  friend auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace cpsaudit
