#pragma once

#include "core/text.h"
#include "formats/embedded_text_list.h"

namespace cpsaudit {

/// Adds to `texts` what a program writes to files that it names, where `SyntaxOptions::file_calls` tells:
/// `file '/etc/motd' do content <<~EOS …`, `Path("/etc/motd").write_text("…")`. What is put into the text by the
/// program stands there as `$…`.
void collect_file_calls(const Text& text, const SyntaxOptions& options, EmbeddedTextList& texts);

}  // namespace cpsaudit
