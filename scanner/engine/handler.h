#pragma once

#include <string>

#include "facts/source_facts.h"

/// Functions that a call is given, as the facts have them.
namespace cpsaudit {

/// "on_update" of `on_update`, `&Web::on_update` and `std::bind(&Web::on_update, this)`; empty for what names nothing.
std::string named_function(const Value& value);

/// A function without a name; what it does are facts of the function around it, within `value.span`.
bool is_lambda(const Value& value);

}  // namespace cpsaudit
