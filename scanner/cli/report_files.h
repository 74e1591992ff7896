#pragma once

#include <cstddef>
#include <string>

#include "cli/commands.h"
#include "core/language.h"
#include "core/result.h"
#include "mapping/framework.h"
#include "report/model.h"

namespace cpsaudit {

/// True when one of the files is standard output, so that nothing else may be printed there.
bool writes_to_stdout(const ReportArguments& files);
/// Two reports in one stream are none, and one in a folder that is not there cannot be written.
Result<void> check_outputs(const ReportArguments& files);

/// True when any report beside SARIF was asked for.
bool wants_reports(const ReportArguments& files);

/// What goes to the terminal: findings, and unless it is to be quiet, what they come to.
void print_text(const Report& report, const Framework& framework, const TextArguments& arguments, Language language);

/// Writes each report that was asked for, beside SARIF. All are made before the first is written, so that one that
/// fails leaves no half of a set behind.
Result<void> write_reports(const ReportArguments& files, const Report& report, const Framework& framework,
                           Language language);

}  // namespace cpsaudit
