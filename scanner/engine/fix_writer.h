#pragma once

#include <optional>

#include "engine/evidence.h"

namespace cpsaudit {

/// The change that mends what `evidence` shows, where the check knows one and nothing about it is in doubt: the code is
/// the product's own, and the text at the place decides by itself.
std::optional<Replacement> fix_of(const Evidence& evidence, const Check& check);

}  // namespace cpsaudit
