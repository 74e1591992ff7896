#include "mapping/check_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace cpsaudit {
namespace {

/// Weaknesses come in order, so that only the last one can be a repetition.
void add(std::vector<std::size_t>& list, std::size_t weakness) {
  if (list.empty() || list.back() != weakness) list.push_back(weakness);
}

/// The figures at the end of "CPSA2011"; 0 when there are none.
unsigned number_of(std::string_view id) {
  const std::size_t begin = id.find_first_of("0123456789");
  unsigned number = 0;
  if (begin != std::string_view::npos) std::from_chars(id.data() + begin, id.data() + id.size(), number);
  return number;
}

/// "CPSA2011–CPSA2013, CPSA2020": three or more in a row are named by their ends, so that a list stays readable.
std::string ids_in_short(const std::vector<std::string_view>& ids) {
  std::string text;
  for (std::size_t i = 0; i < ids.size();) {
    std::size_t last = i;
    while (last + 1 < ids.size() && number_of(ids[last + 1]) == number_of(ids[last]) + 1) ++last;
    if (last < i + 2) last = i;
    if (!text.empty()) text += ", ";
    text += ids[i];
    if (last != i) text += fmt::format("–{}", ids[last]);
    i = last + 1;
  }
  return text;
}

}  // namespace

CheckLinks::CheckLinks(const Catalog& catalog, const Framework& framework)
    : catalog_(catalog),
      by_meaning_(framework.meanings.size()),
      by_statement_(framework.statements.size()),
      checks_(catalog.weaknesses.size()) {
  for (std::size_t i = 0; i < catalog.weaknesses.size(); ++i) {
    for (const RowReference& reference : catalog.weaknesses[i].rows) {
      if (const Row* row = framework.row(reference)) {
        add(by_meaning_[row->meaning], i);
        add(by_statement_[row->statement], i);
      }
    }
  }
  for (std::size_t i = 0; i < catalog.checks.size(); ++i) checks_[catalog.checks[i].weakness].push_back(i);
}

std::string CheckLinks::list(const std::vector<std::size_t>& weaknesses) const {
  std::string text;
  for (const std::size_t weakness : weaknesses) {
    std::vector<std::string_view> ids;
    for (const std::size_t check : checks_[weakness]) ids.emplace_back(catalog_.checks[check].id);
    if (!text.empty()) text += "; ";
    text += fmt::format("`{}` ({})", catalog_.weaknesses[weakness].id, ids_in_short(ids));
  }
  return text;
}

bool relates_to(const Weakness& weakness, std::string_view id) {
  // "L3_3_a_SYS.3" stands in L3_3_a_SYS, L3_3_a and L3. "L3_3", a function in part only, is no id.
  const auto stands_in = [&](std::string_view statement) {
    if (!statement.starts_with(id)) return false;
    const std::string_view rest = statement.substr(id.size());
    const auto parts = std::count(id.begin(), id.end(), '_');
    return rest.empty() || rest.front() == '.' || (rest.front() == '_' && (parts == 0 || parts == 2));
  };
  return !id.empty() && std::any_of(weakness.rows.begin(), weakness.rows.end(), [&](const RowReference& row) {
    return row.requirement == id || row.meaning == id || stands_in(row.statement);
  });
}

}  // namespace cpsaudit
