#pragma once

#include <vector>

#include "core/text.h"
#include "facts/source_facts.h"
#include "source/parse_unit.h"

namespace cpsaudit {

/// One list of facts from the tokens and from every parse: what the syntax tree says wins over what the tokens say, the
/// first parse over the later ones. In the order of the file.
SourceFacts merge(const RawFile& raw, const Text& text, SourceFacts tokens, std::vector<ParseOutcome>& outcomes);

}  // namespace cpsaudit
