#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/text.h"

namespace cpsaudit {

/// What code writes to a file whose path it says.
struct CodeOutput {
  /// As the code says it; "x" for each part of it that is not known.
  std::string path;
  /// Never empty. What is not known in it is "{{x}}".
  std::string text;
  /// Place in the code of each byte of `text`.
  std::vector<std::size_t> offsets;
};

/// What the functions of a file of C or C++ write to files with `fprintf`, `fputs`, `write` and streams, also by way of
/// a function of the same file that is handed the stream: daemons write the configuration of other daemons so. From
/// tokens, in the order of the file, all branches as they stand; a bounded number of them.
std::vector<CodeOutput> output_of_code(const Text& text, bool cplusplus);

}  // namespace cpsaudit
