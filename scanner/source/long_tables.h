#pragma once

#include <string>

#include "source/raw_tokens.h"

namespace cpsaudit {

/// The text of a file for the parser, byte for byte in the same place, without the ends of tables of numbers that are
/// longer than any key or certificate: pictures, fonts and sounds take the parser longer than all code around them.
std::string without_long_tables(const RawFile& file);

}  // namespace cpsaudit
