#pragma once

#include <string>
#include <vector>

#include "engine/dialect.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// A macro of C and C++ that a file of the build gives: `-DNAME=VALUE`.
struct BuildMacro {
  std::string name;
  /// Its span is in that file.
  Constant constant;
};

/// What the dialect of the file says its settings give. In the order of the file; none for a file without a document.
std::vector<BuildMacro> build_macros(const Dialect& dialect, const FileFacts& file);

}  // namespace cpsaudit
