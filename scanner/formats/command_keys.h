#pragma once

#include "core/text.h"
#include "facts/document.h"
#include "facts/file_facts.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// Adds the commands that stand in the settings which `options.command_keys` names. A key without '/' is held against
/// the last key of a path; `*` is any one key or item, `[]` an item, `**` any depth.
void collect_commands(const Text& text, Syntax syntax, const SyntaxOptions& options, Document& document);

}  // namespace cpsaudit
