#include <fmt/format.h>

#include "mapping/framework.h"

namespace cpsaudit {
namespace {

/// The first thing that is wrong with a reference; empty when it names a row.
std::string problem_of(const RowReference& reference, const Framework& framework) {
  const Statement* statement = framework.statement(reference.statement);
  if (statement == nullptr) return fmt::format("there is no statement '{}'", reference.statement);
  if (framework.requirement(reference.requirement) == nullptr) {
    return fmt::format("there is no requirement '{}'", reference.requirement);
  }
  if (framework.meaning(reference.meaning) == nullptr)
    return fmt::format("there is no meaning '{}'", reference.meaning);
  if (framework.row(reference) != nullptr) return {};
  std::string existing;
  for (const std::size_t index : statement->rows) {
    const Row& row = framework.rows[index];
    if (!existing.empty()) existing += ", ";
    existing += fmt::format("{} ({})", framework.requirements[row.requirement].id, framework.meanings[row.meaning].id);
  }
  return fmt::format("'{}' does not ask for {} in the meaning '{}'; it asks for {}", reference.statement,
                     reference.requirement, reference.meaning, existing);
}

}  // namespace

std::vector<Error> check_rows(const Catalog& catalog, const Framework& framework) {
  std::vector<Error> errors;
  for (const Weakness& weakness : catalog.weaknesses) {
    const std::string file = fmt::format("checks/{}/{}/weakness.yaml", weakness.family, weakness.id);
    if (weakness.rows.empty()) errors.push_back({"'rows' names no row of the framework", file});
    for (const RowReference& reference : weakness.rows) {
      if (std::string problem = problem_of(reference, framework); !problem.empty()) {
        errors.push_back({std::move(problem), file, reference.where});
      }
    }
  }
  return errors;
}

}  // namespace cpsaudit
