#pragma once

#include "core/text.h"
#include "facts/document.h"
#include "facts/recognition.h"
#include "formats/embedded_text_list.h"

namespace cpsaudit {

/// Adds to `texts` what the keys of `document`, read from `file`, carry as texts of other files: `options.embeds`.
void collect_carried_texts(const Text& file, const Document& document, const SyntaxOptions& options,
                           EmbeddedTextList& texts);

}  // namespace cpsaudit
