#pragma once

#include <string>
#include <string_view>

namespace cpsaudit {

/// Declarations of the literal operators that C++ code uses and does not declare: `"POST"_method`, `100ms`. Without
/// them Clang drops the statement that such a literal stands in, with all that a lambda in it holds. What they give is
/// unknown. On one line; empty when there are none.
std::string declared_literal_operators(std::string_view code);

}  // namespace cpsaudit
