#include "formats/embedded_text.h"

#include "formats/carried_texts.h"
#include "formats/embedded_text_list.h"
#include "formats/file_calls.h"
#include "formats/given_variables.h"
#include "formats/script_output.h"
#include "formats/uci_packages.h"

namespace cpsaudit {

std::vector<EmbeddedText> embedded_texts(const Text& file, const Document& document, const SyntaxOptions& options) {
  EmbeddedTextList texts;
  collect_script_output(file, document, texts);
  collect_given_variables(file, document, texts);
  collect_carried_texts(file, document, options, texts);
  collect_file_calls(file, options, texts);
  collect_uci_packages(file, document, texts);
  return texts.take();
}

}  // namespace cpsaudit
