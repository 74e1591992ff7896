#include "report/fingerprint.h"

#include "core/digest.h"

namespace cpsaudit {

std::string fingerprint(const Catalog& catalog, const Finding& finding, std::size_t repetition) {
  constexpr std::size_t kDigits = 32;
  std::string recipe;
  // A NUL is in none of the parts, so no two lists of parts read alike.
  for (const std::string& part :
       {catalog.checks[finding.check].id, finding.place.path, finding.anchor, std::to_string(finding.occurrence)}) {
    recipe += part;
    recipe += '\0';
  }
  // The good and the bad state of one setting are different statements; whether a failing one is certain is not.
  if (finding.kind == Kind::kPass || finding.kind == Kind::kNotApplicable) recipe += name_of(finding.kind);
  if (repetition > 0) recipe += '#' + std::to_string(repetition);
  return sha256_hex(recipe).substr(0, kDigits);
}

}  // namespace cpsaudit
