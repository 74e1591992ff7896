#include <fmt/format.h>

#include <cctype>
#include <utility>

#include "mapping/framework_text.h"
#include "mapping/page.h"

namespace cpsaudit {
namespace {

/// Ids as people type them: "cps.ac-8", "AC-8", "l2_1_b_sys", "cpsa2011".
std::vector<std::string> spellings(std::string_view id) {
  std::string upper(id);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  std::vector<std::string> list{std::string(id), upper, "CPS." + upper};
  if (upper.starts_with("CPS.")) list.push_back(upper.substr(4));
  // Vulnerability ids: the letter of the incident stays small.
  std::string mixed = upper;
  if (mixed.size() > 5 && mixed.starts_with("L") && mixed[4] == '_') {
    mixed[5] = static_cast<char>(std::tolower(static_cast<unsigned char>(mixed[5])));
    list.push_back(mixed);
  }
  return list;
}

}  // namespace

Result<std::string> show_text(std::string_view id, const Framework& framework, const Reference& reference,
                              const Catalog& catalog, Language language) {
  Page page(framework, reference, catalog, language);
  for (const std::string& spelling : spellings(id)) {
    if (page.write(spelling)) return std::move(page).take();
  }
  return tl::unexpected(Error{fmt::format(
      "there is nothing called '{}'; known are requirements (CPS.AC-8), their meanings (peer-authentication), "
      "vulnerability ids (L3_3_a_SYS), statements (L3_3_a_SYS.3), incidents (L3_3_a), functions (3_3), layers (L3), "
      "elements (SYS), series (AC), threats (altered-in-transit), characteristics (3-3), terms (risk-source), slips of "
      "the draft (A1), ids of other schemes (CWE-295, PR.DS-2), and checks (CPSA2011)",
      id)});
}

}  // namespace cpsaudit
