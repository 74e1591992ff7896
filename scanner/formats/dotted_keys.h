#pragma once

#include "facts/document.h"

namespace cpsaudit {

/// Makes `a.b.c: x` the same as `a: {b: {c: x}}`, and one section of those that stand for the same: for software that
/// reads both ways of writing alike.
void nest_dotted_keys(Node& section);

}  // namespace cpsaudit
