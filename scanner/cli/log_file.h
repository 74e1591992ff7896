#pragma once

#include <string>

#include "core/result.h"

namespace cpsaudit {

/// The bytes of a SARIF log, for read_sarif (report/sarif_reader.h).
Result<std::string> read_log_file(const std::string& file);

}  // namespace cpsaudit
