#pragma once

#include <string>

#include "core/language.h"
#include "engine/catalog.h"
#include "mapping/framework.h"
#include "mapping/reference.h"

namespace cpsaudit {

/// The project's address: the one place that knows it.
inline constexpr const char* kProjectUrl = "https://github.com/cpsaudit/cpsaudit";

/// Where the page of a check is published.
std::string check_page_url(const Check& check, Language language);

/// "CPSA2011.md": beside the index, in docs/checks for English and docs/ja/checks for Japanese.
std::string check_page_name(const Check& check);

/// The page of one check in Markdown: what, why, examples, remedy, framework. The same input gives the same bytes.
std::string check_page(const Catalog& catalog, const Check& check, const Framework& framework,
                       const Reference& reference, Language language);

/// The part of the page that goes into logs as the rule's help: why, remedy, one example of each kind.
std::string check_help(const Catalog& catalog, const Check& check, Language language);

/// A table of all checks by family, each linked to its page: README.md of the same folder.
std::string check_index(const Catalog& catalog, Language language);

}  // namespace cpsaudit
