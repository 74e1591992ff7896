#pragma once

#include <cstdint>
#include <vector>

#include "source/raw_tokens.h"

namespace cpsaudit {

/// The names that stand in a file, as hash_of_name() says them, sorted: in all branches and in macros. Functions that
/// are only declared or defined here are not among them: nobody calls them here, or hands them over.
struct MentionedNames {
  std::vector<std::uint32_t> all;
  /// Those that are only declared, given values or printed: what such a name holds nobody looks at here.
  std::vector<std::uint32_t> unread;
};

MentionedNames mentioned_names(const RawFile& file);

}  // namespace cpsaudit
