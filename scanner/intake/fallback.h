#pragma once

#include <string_view>

#include "facts/file_facts.h"
#include "intake/file_name.h"

namespace cpsaudit {

/// True for documentation, patches and programs in other languages: what looks like configuration there is an
/// example or a literal.
bool quotes_other_files(const FileName& name);

/// The syntax of a file that no dialect claims. `text` is its beginning.
Syntax fallback_syntax(const FileName& name, std::string_view text);

}  // namespace cpsaudit
