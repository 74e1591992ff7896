#include "mapping/framework_text.h"

#include <fmt/format.h>

namespace cpsaudit {
namespace {

Error no_such_format(const FrameworkQuery& query, std::string_view formats) {
  return {fmt::format("'framework {}' has no format '{}'; it has {}", query.what, query.format, formats)};
}

Result<std::string> rows(const FrameworkQuery& query, const Framework& framework) {
  if (query.format == "tsv") return rows_tsv(framework);
  if (query.format == "json") return rows_json(framework, query.language);
  if (query.format == "markdown") return rows_markdown(framework, query.language);
  return tl::unexpected(no_such_format(query, "tsv, json, markdown"));
}

Result<std::string> requirements(const FrameworkQuery& query, const Framework& framework, const Reference& reference) {
  if (query.format == "markdown") return requirements_markdown(framework, query.language);
  if (query.format == "tsv") return requirements_tsv(framework, query.language);
  if (query.format == "json") return requirements_json(framework, reference, query.language);
  return tl::unexpected(no_such_format(query, "markdown, tsv, json"));
}

Result<std::string> coverage(const FrameworkQuery& query, const Framework& framework, const Catalog& catalog) {
  if (query.format == "markdown") return coverage_text(framework, catalog, query.language);
  if (query.format == "json") return coverage_json(framework, catalog, query.language);
  if (query.format == "tsv") return coverage_tsv(framework, catalog, query.language);
  return tl::unexpected(no_such_format(query, "markdown, json, tsv"));
}

Result<std::string> model(const FrameworkQuery& query, const Framework& framework, const Reference& reference) {
  if (query.format == "json") return model_json(framework, reference);
  if (query.format == "oscal") return model_oscal(framework, reference, query.language);
  if (query.format == "markdown") return model_markdown(framework, reference, query.language);
  if (query.format == "tsv") return rows_tsv(framework);
  return tl::unexpected(no_such_format(query, "json, oscal, markdown, tsv"));
}

}  // namespace

Result<std::string> framework_text(const FrameworkQuery& query, const Framework& framework, const Reference& reference,
                                   const Catalog& catalog) {
  if (query.what == "rows") return rows(query, framework);
  if (query.what == "requirements") return requirements(query, framework, reference);
  if (query.what == "show") return show_text(query.id, framework, reference, catalog, query.language);
  if (query.what == "coverage") return coverage(query, framework, catalog);
  if (query.what == "export") return model(query, framework, reference);
  return tl::unexpected(Error{fmt::format(
      "'framework {}' does not exist; there are rows, requirements, show, coverage and export", query.what)});
}

}  // namespace cpsaudit
