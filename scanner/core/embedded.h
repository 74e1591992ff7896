#pragma once

#include <span>
#include <string_view>

namespace cpsaudit {

/// A file of checks/, mappings/ or packaging/templates/ as it was when the program was built.
struct EmbeddedFile {
  /// Relative to the top of the repository, e.g. "mappings/rows.tsv".
  std::string_view path;
  std::string_view text;
};

/// All of them, by path in byte order. They live as long as the program.
/// Defined by the generated library `cpsaudit_data` (cmake/CpsauditEmbed.cmake).
std::span<const EmbeddedFile> embedded_files();

}  // namespace cpsaudit
