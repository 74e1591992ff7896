#pragma once

#include <vector>

#include "core/text.h"
#include "source/written_files.h"

namespace cpsaudit {

/// Documents that a program holds in its literals: `const char kDefaults[] = R"({"wifi": {…}})";`. Named after the
/// variable or macro, with the ending that says how they are to be read; `${value}` for what `printf` puts in. JSON,
/// XML and scripts by how they begin, texts of several lines as the configuration that their words may tell. A bounded
/// number of them, in the order of the file, those of macros last.
std::vector<WrittenFile> documents_in_literals(const Text& source, bool cplusplus);

}  // namespace cpsaudit
