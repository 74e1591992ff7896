#pragma once

#include "core/text.h"
#include "facts/document.h"
#include "formats/embedded_text_list.h"

namespace cpsaudit {

/// Tag of the nodes that `package NAME` becomes in UCI.
inline constexpr const char* kUciPackageTag = "package";

/// `uci export` puts the files of /etc/config behind one another, each below a line `package NAME`.
void collect_uci_packages(const Text& file, const Document& document, EmbeddedTextList& texts);

}  // namespace cpsaudit
