#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "report/model.h"

namespace cpsaudit {

/// A line of a scanned file as a terminal shows it, and what to underline in it.
struct CodeFrame {
  /// 1-based.
  std::size_t line_number = 0;
  /// Tabs expanded, control characters escaped, long lines cut; safe to print.
  std::string code;
  /// Columns before the underline, and its length; at least 1.
  std::size_t indent = 0;
  std::size_t length = 1;
  /// Lines of the place after this one.
  std::size_t more_lines = 0;
};

/// The first line of a place, at most `width` columns of it; nothing when nothing of it can be quoted.
std::optional<CodeFrame> code_frame(const ReportPlace& place, std::size_t width);

}  // namespace cpsaudit
