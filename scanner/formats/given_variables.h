#pragma once

#include "core/text.h"
#include "facts/document.h"
#include "formats/embedded_text_list.h"

namespace cpsaudit {

/// The file, by its usual name, that the variables of a program's environment are the lines of.
inline constexpr const char* kVariablesFile = ".env";

/// Adds to `texts` the environment that the commands of `document`, read from `file`, give to programs: `export A=b`,
/// `A=b program`, `run -e A=b`, `--env=A=b`. In a script an `export A` brings what A was given before.
void collect_given_variables(const Text& file, const Document& document, EmbeddedTextList& texts);

/// The same of a value that lists variables, `"A=1" B=2`, with blanks or with commas between them. `merging`: several
/// such values of a file are one environment.
enum class VariableSeparator { kBlank, kComma };
void collect_listed_variables(const Text& file, const Node& list, VariableSeparator separator, EmbeddedTextList& texts,
                              EmbeddedTextList::Merging merging);

}  // namespace cpsaudit
