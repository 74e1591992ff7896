#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "report/redaction.h"
#include "report/region.h"

namespace cpsaudit {

/// A line of a scanned file as a terminal shows it, and what to underline in it.
struct CodeFrame {
  /// 1-based.
  std::size_t line_number = 0;
  /// Tabs expanded, control characters escaped, secrets replaced, long lines cut; safe to print.
  std::string code;
  /// Columns before the underline, and its length; at least 1.
  std::size_t indent = 0;
  std::size_t length = 1;
  /// Lines of the region after this one.
  std::size_t more_lines = 0;
};

/// The first line of a region, at most `width` columns of it.
CodeFrame code_frame(const Redactor& redactor, std::string_view path, const Text& text, const Region& region,
                     std::size_t width);

}  // namespace cpsaudit
