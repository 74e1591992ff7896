#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "formats/document_builder.h"

namespace cpsaudit {

/// The text of a command line, and the way back to the file: in many formats a command stands escaped, folded over
/// lines or with comments in between.
class CommandSource {
 public:
  /// The text as it stands in the file.
  CommandSource(const Text& file, Range range);
  /// `value` is what a format reads at `range`. Offsets are found by walking both side by side: escapes, doubled
  /// quotes and folded lines are known; where the two part, the rest is placed at the end of the range.
  CommandSource(const Text& file, std::string value, Range range);
  /// `offsets` holds the place in the file of each byte of `value`, and one for its end.
  CommandSource(const Text& file, std::string value, std::vector<std::size_t> offsets);
  /// A part of another source.
  CommandSource(const CommandSource& outer, std::string value, Range range);

  std::string_view text() const { return value_; }
  const Text& file() const { return *file_; }
  /// Place in the file of the byte at `offset` of `text()`.
  std::size_t offset(std::size_t offset) const;
  Span span(Range range) const { return file_->span(offset(range.begin), offset(range.end)); }

 private:
  const Text* file_;
  std::string value_;
  /// Empty when the text stands in the file as it is; then `begin_` says where.
  std::vector<std::size_t> offsets_;
  std::size_t begin_ = 0;
};

}  // namespace cpsaudit
