#include "report/summary.h"

namespace cpsaudit {

bool counts(const Finding& finding) {
  return finding.kind == Kind::kFail && !finding.suppressed() && !finding.known;
}

bool loses_input(Problem::Kind kind) {
  switch (kind) {
    case Problem::Kind::kUnreadable:
    case Problem::Kind::kTooLarge:
    case Problem::Kind::kNotParsed:
    case Problem::Kind::kPartlyParsed:
    case Problem::Kind::kOutOfTime:
    case Problem::Kind::kOutOfMemory:
    case Problem::Kind::kCrashed:
      return true;
    default:
      return false;
  }
}

}  // namespace cpsaudit
