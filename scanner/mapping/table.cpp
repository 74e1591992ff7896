#include "mapping/table.h"

#include <fmt/format.h>

#include <string>

namespace cpsaudit {
namespace {

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

std::vector<TableRow> read_table(std::string_view file, std::string_view text, std::string_view header,
                                 std::vector<Error>& errors) {
  const std::size_t columns = split(header).size();
  std::vector<TableRow> rows;
  bool header_seen = false;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (!header_seen) {
      if (line != header) {
        errors.push_back(
            {fmt::format("the header is '{}', expected '{}'", line, header), std::string(file), {number, 1}});
        return rows;
      }
      header_seen = true;
      continue;
    }
    TableRow row{number, split(line)};
    if (row.cells.size() != columns) {
      errors.push_back(
          {fmt::format("{} cells, expected {}", row.cells.size(), columns), std::string(file), {number, 1}});
      continue;
    }
    rows.push_back(std::move(row));
  }
  if (!header_seen) errors.push_back({"the file is empty", std::string(file)});
  return rows;
}

}  // namespace cpsaudit
