#pragma once

#include <string_view>

#include "facts/file_facts.h"

namespace cpsaudit {

/// Whether a header is C or C++: C++ when it has something that only C++ has. Comments and strings do not count, and
/// under `#ifdef __cplusplus` only classes with a body do.
Syntax language_of_header(std::string_view text);

}  // namespace cpsaudit
