#pragma once

#include <string>
#include <string_view>

#include "core/language.h"
#include "core/result.h"
#include "engine/catalog.h"
#include "mapping/framework.h"
#include "mapping/reference.h"

namespace cpsaudit {

/// What `cpsaudit framework` is asked for.
struct FrameworkQuery {
  /// rows, requirements, show, coverage or export.
  std::string what;
  /// For show: an id of anything in the framework, or of a check.
  std::string id;
  /// markdown, tsv, json, oscal; not every command has each.
  std::string format;
  Language language = Language::kEnglish;
};

/// What `cpsaudit framework` prints: a whole text that ends with a newline. Fails when there is nothing of that id, or
/// `what` does not exist in that format.
Result<std::string> framework_text(const FrameworkQuery& query, const Framework& framework, const Reference& reference,
                                   const Catalog& catalog);

/// The 417 rows under kRowsHeader, in document order.
std::string rows_tsv(const Framework& framework);
/// The 417 rows with names, as JSON or as a table in Markdown.
std::string rows_json(const Framework& framework, Language language);
std::string rows_markdown(const Framework& framework, Language language);

/// The requirements by meaning.
std::string requirements_tsv(const Framework& framework, Language language);
std::string requirements_json(const Framework& framework, const Reference& reference, Language language);
std::string requirements_markdown(const Framework& framework, Language language);

/// Everything that touches the thing of that id, both ways. Fails when there is none, and says what is close to it.
Result<std::string> show_text(std::string_view id, const Framework& framework, const Reference& reference,
                              const Catalog& catalog, Language language);

/// What cpsaudit can and cannot say: the matrix of layers and elements, then each requirement with its checks.
std::string coverage_text(const Framework& framework, const Catalog& catalog, Language language);
/// The same figures for programs.
std::string coverage_json(const Framework& framework, const Catalog& catalog, Language language);
std::string coverage_tsv(const Framework& framework, const Catalog& catalog, Language language);

/// Everything in mappings/, as one JSON document in both languages.
std::string model_json(const Framework& framework, const Reference& reference);
/// The same for readers.
std::string model_markdown(const Framework& framework, const Reference& reference, Language language);
/// An OSCAL 1.1 catalogue (NIST). The same bytes every time.
std::string model_oscal(const Framework& framework, const Reference& reference, Language language);

}  // namespace cpsaudit
