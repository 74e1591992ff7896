#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace cpsaudit {

/// One line of a tab-separated table, its cells as views of the text.
struct TableRow {
  /// 1-based, in the file.
  std::uint32_t line = 0;
  std::vector<std::string_view> cells;
};

/// Reads a table whose first line must be `header` (cells joined by tabs). Lines that start with '#' are comments.
/// Lines with another number of cells are errors and are left out.
std::vector<TableRow> read_table(std::string_view file, std::string_view text, std::string_view header,
                                 std::vector<Error>& errors);

}  // namespace cpsaudit
