#pragma once

#include <string>

#include "core/language.h"
#include "mapping/framework.h"
#include "report/model.h"

namespace cpsaudit {

/// Tables for spreadsheets: UTF-8 with byte order mark, RFC 4180, headings in one language and texts in both. No cell
/// is taken for a formula, whatever the tree quotes: those that look like one get an apostrophe.

/// Every finding with its place, texts, requirements, suppression, and two empty columns for the auditor.
std::string csv_findings(const Report& report, const Framework& framework, Language language);
/// Every requirement by meaning: layers, elements, verdict, figures.
std::string csv_requirements(const Report& report, const Framework& framework, Language language);
/// What was not looked at, and why.
std::string csv_not_checked(const Report& report, Language language);
/// Every file with its digest.
std::string csv_files(const Report& report, Language language);

/// One cell: quoted where it has to be.
std::string csv_cell(std::string_view text);

}  // namespace cpsaudit
