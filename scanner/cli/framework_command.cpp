#include "cli/commands.h"
#include "cli/output.h"
#include "mapping/framework.h"
#include "mapping/framework_text.h"
#include "mapping/reference.h"
#include "report/terminal_page.h"

namespace cpsaudit {

int framework_command(const Catalog& catalog, Language language, const std::string& what, const std::string& id,
                      const std::string& format) {
  const auto files = embedded_framework_files();
  const auto framework = load_framework(files);
  if (!framework) return complain(framework.error().front().to_string(), kInternalError);
  const auto reference = load_reference(files, *framework);
  if (!reference) return complain(reference.error().front().to_string(), kInternalError);
  const bool for_terminal = format == "text";
  const auto text =
      framework_text({what, id, for_terminal ? "markdown" : format, language}, *framework, *reference, catalog);
  if (!text) return complain(text.error().to_string());
  const auto written = write_output("-", for_terminal ? terminal_page(*text, page_width()) : *text);
  return written ? kClean : complain(written.error().to_string());
}

}  // namespace cpsaudit
