#pragma once

#include <string>
#include <string_view>

namespace cpsaudit {

/// Safe as content of an element and in an attribute between double quotes, in HTML and XML: what would be markup is
/// escaped, and nothing else is changed.
std::string markup_escaped(std::string_view text);

}  // namespace cpsaudit
