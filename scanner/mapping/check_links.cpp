#include "mapping/check_links.h"

#include <fmt/format.h>

namespace cpsaudit {
namespace {

/// Weaknesses come in order, so that only the last one can be a repetition.
void add(std::vector<std::size_t>& list, std::size_t weakness) {
  if (list.empty() || list.back() != weakness) list.push_back(weakness);
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
    std::string ids;
    for (const std::size_t check : checks_[weakness]) {
      if (!ids.empty()) ids += ", ";
      ids += catalog_.checks[check].id;
    }
    if (!text.empty()) text += "; ";
    text += fmt::format("`{}` ({})", catalog_.weaknesses[weakness].id, ids);
  }
  return text;
}

}  // namespace cpsaudit
