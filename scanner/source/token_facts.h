#pragma once

#include "core/text.h"
#include "facts/source_facts.h"
#include "source/interest.h"
#include "source/token_view.h"

namespace cpsaudit {

/// All facts that the tokens alone tell, in every branch of the preprocessor, with `Reach::kToken`; comments too.
/// `code` is the view of `file.tokens`.
SourceFacts token_facts(const RawFile& file, const TokenView& code, const Text& text, const Interest& interest);

}  // namespace cpsaudit
