#pragma once

#include "core/text.h"
#include "facts/document.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Puts the values of variables into the words of commands: those that the file gives one text and no other. `$OPTS`
/// without quotes becomes the words of its value. Places stay where the words stand; Word::given_at says where the
/// value does. Parameters, `read X` and `X=$(…)` stay as they are written.
void resolve_variables(const Text& text, Syntax syntax, Document& document);

}  // namespace cpsaudit
