#pragma once

#include <cstddef>
#include <vector>

#include "source/interest.h"
#include "source/raw_tokens.h"

namespace cpsaudit {

/// True when the token is a reason to parse the file, or the branch of the preprocessor, in which it stands: a name or a
/// text that checks ask for, or what something is compared with. `tokens` are the file's own or those of a directive.
bool is_candidate(const RawFile& file, const std::vector<RawToken>& tokens, std::size_t index,
                  const Interest& interest);

/// True when some token makes the file worth parsing: names and strings anywhere, macros included.
bool has_candidate(const RawFile& file, const Interest& interest);

}  // namespace cpsaudit
