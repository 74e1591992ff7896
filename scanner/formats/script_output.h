#pragma once

#include "core/text.h"
#include "facts/document.h"
#include "formats/embedded_text_list.h"

namespace cpsaudit {

/// Adds to `texts` what the commands of `document`, read from `file`, write to other files: here-documents, what
/// `echo`, `printf` and `tee` write, what `sed -i` puts in place of something else, and settings that programs like
/// sysctl(8) are given.
void collect_script_output(const Text& file, const Document& document, EmbeddedTextList& texts);

}  // namespace cpsaudit
