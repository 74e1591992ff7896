#pragma once

#include <cstdint>
#include <vector>

#include "source/interest.h"
#include "source/raw_tokens.h"

namespace cpsaudit {

/// Whether the token may become a fact where it stands: a function's name where it is called or declared, a field's or
/// a variable's where it is given something, a text that checks look for. A name alone, read somewhere, is none.
bool is_candidate(const RawFile& file, const std::vector<RawToken>& tokens, std::uint32_t index,
                  const Interest& interest);

/// Whether any token of the file may: without one there is nothing to find, and the file need not be parsed.
bool has_candidate(const RawFile& file, const Interest& interest);

}  // namespace cpsaudit
