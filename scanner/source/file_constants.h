#pragma once

#include "core/text.h"
#include "facts/source_facts.h"
#include "source/interest.h"
#include "source/raw_tokens.h"

namespace cpsaudit {

/// Adds the constants of file scope that other files can see, `const char *const kUrl = "http://…";`, to the variables
/// that the file gives a value: no check asks for them by name, but what other files use by name is one of them.
void add_file_constants(const RawFile& file, const Text& text, const Interest& interest, SourceFacts& facts);

}  // namespace cpsaudit
