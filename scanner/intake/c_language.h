#pragma once

#include <string_view>

#include "facts/file_facts.h"

namespace cpsaudit {

/// Whether a header is C or C++: C++ when it has something that only C++ has. Comments and strings do not count, and
/// under `#ifdef __cplusplus` only classes with a body do. A
/// `struct` whose fields have values, functions or a base is C++, and so is what includes a header of C++.
Syntax language_of_header(std::string_view text);

}  // namespace cpsaudit
