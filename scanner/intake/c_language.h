#pragma once

#include <string_view>

#include "facts/file_facts.h"

namespace cpsaudit {

/// Whether a header is C or C++: C++ when something in it only C++ has, comments, strings and what stands under
/// `#ifdef __cplusplus` left aside.
Syntax language_of_header(std::string_view text);

}  // namespace cpsaudit
