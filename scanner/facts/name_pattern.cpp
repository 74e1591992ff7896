#include "facts/name_pattern.h"

#include <re2/re2.h>

namespace cpsaudit {

bool fits_every_name(const std::string& pattern) {
  const RE2 expression(pattern, RE2::Quiet);
  // Two that have nothing in common, and that nobody asks for.
  return expression.ok() && RE2::PartialMatch("q", expression) && RE2::PartialMatch("Zq_x7", expression);
}

}  // namespace cpsaudit
