#pragma once

#include <span>
#include <string_view>

#include "core/language.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// How a kind of problem is named and explained: a SARIF notification descriptor, a line of the summary.
struct ProblemText {
  Problem::Kind kind = Problem::Kind::kNotParsed;
  /// "CPSN0003": opaque, for ever.
  std::string_view id;
  /// PascalCase.
  std::string_view name;
  /// One sentence: what happened.
  LocalizedText title;
  /// What it means for the result of the scan, and what to do.
  LocalizedText consequence;
  LocalizedText help;
  /// `'{0}'` is the path, `'{1}'` what was found there.
  LocalizedText message;
  /// For counting: "could not be parsed" as in "could not be parsed: 3 files".
  LocalizedText phrase;
};

/// All kinds, in the order of the enumeration, which is the order of the ids.
std::span<const ProblemText> problem_texts();

const ProblemText& text_of(Problem::Kind kind);

}  // namespace cpsaudit
