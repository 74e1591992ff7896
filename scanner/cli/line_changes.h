#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// Which lines of a text are not as they were.
class ChangedLines {
 public:
  /// Everything is new.
  static ChangedLines all();
  /// Of `now` beside `before`: added and altered lines. Line ends do not count as a change.
  static ChangedLines between(std::string_view before, std::string_view now);

  /// True when any of the lines is; 1-based, both inclusive.
  bool touch(std::uint32_t first, std::uint32_t last) const;
  /// False when the texts are the same; lines may also have gone without any other being changed.
  bool any() const { return all_ || removed_ || !lines_.empty(); }

 private:
  bool all_ = false;
  bool removed_ = false;
  /// Sorted.
  std::vector<std::uint32_t> lines_;
};

}  // namespace cpsaudit
