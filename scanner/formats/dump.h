#pragma once

#include <string>

#include "facts/document.h"

namespace cpsaudit {

/// A listing for people, as `explain` shows it: a line for each setting and for each command, with its place.
/// Control characters in values are escaped.
std::string dump(const Document& document);

}  // namespace cpsaudit
