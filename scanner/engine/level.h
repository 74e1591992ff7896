#pragma once

#include <string_view>

namespace cpsaudit {

/// SARIF's three levels of a failing result, the worst last so that they compare.
enum class Level { kNote, kWarning, kError };

std::string_view name_of(Level level);

/// What we decided about a place (SARIF `kind`).
enum class Kind {
  kFail,           ///< the weakness is there
  kPass,           ///< looked at, and the good state was found
  kOpen,           ///< a fact that is needed to decide is missing
  kReview,         ///< a person must look
  kNotApplicable,  ///< nothing of the kind in the tree
};

std::string_view name_of(Kind kind);

/// How we came to a finding. The weaker ways lower what a reader should bet on it.
enum class Confidence {
  kHeuristic,  ///< a name or a pattern suggests it
  kToken,      ///< read from tokens alone
  kDefault,    ///< nothing is set, and the software's documented default is bad
  kRecovered,  ///< syntax tree around undeclared names
  kAst,        ///< read from the syntax tree, or from a parsed setting
};

std::string_view name_of(Confidence confidence);

/// 7.0 and above is an error, 4.0 and above a warning, less a note: so that every consumer shows one severity.
Level level_of_severity(double security_severity);

}  // namespace cpsaudit
