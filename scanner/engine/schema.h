#pragma once

#include <string>

namespace cpsaudit {

/// JSON Schema (draft 2020-12) of a check, a weakness and a dialect file, for editors. Made from the same tables that
/// the loader holds the files against. Ends with a newline.
std::string check_schema();
std::string weakness_schema();
std::string dialect_schema();

}  // namespace cpsaudit
