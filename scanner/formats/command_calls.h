#pragma once

#include "core/text.h"
#include "facts/document.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// Appends the command lines that a program in another language hands to a shell or starts word by word, as
/// `SyntaxOptions::command_calls` tells. Those in comments, by their marks at the start of a line, are left alone.
void collect_command_calls(const Text& text, const SyntaxOptions& options, Document& document);

}  // namespace cpsaudit
