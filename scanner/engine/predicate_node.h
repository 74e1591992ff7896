#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/pattern.h"
#include "engine/predicate.h"
#include "engine/value_class.h"

namespace cpsaudit {

/// A value as a check file writes it.
struct ExpectedScalar {
  std::string text;
  /// Written `true` or `false` without quotes: compares by meaning, not by spelling.
  bool boolean = false;
};

/// One condition of a predicate, with all that it needs to answer.
struct Predicate::Node {
  enum class Condition {
    kEquals,
    kMatches,
    kHasToken,
    kLacksToken,
    kHasFlag,
    kLacksFlag,
    kShorter,
    kLonger,
    kBelow,
    kAbove,
    kEmpty,
    kHoles,
    kPresent,
    kText,
    kPart,
    kBase64,
    kIs,
    kNot,
    kAnyOf,
    kAllOf,
  };
  Condition condition = Condition::kEquals;
  /// kEquals.
  std::vector<ExpectedScalar> scalars;
  /// kHasToken … kLacksFlag.
  std::vector<std::string> names;
  /// kMatches; kText: over the text as written; kPart: its first group that takes part is what `parts` are about.
  Pattern pattern;
  /// kShorter, kLonger: bytes; kBelow, kAbove: already in seconds or bytes.
  double number = 0;
  /// kEmpty, kHoles, kPresent.
  bool wanted = true;
  /// kIs: any of them.
  std::vector<ValueClass> classes;
  /// kNot and kBase64 (one), kAnyOf, kAllOf, kPart (one, or none).
  std::vector<std::shared_ptr<const Node>> parts;
};

/// A number with an optional unit of time (s, m, h, d, w, ms) or size (k, M, G, with i, B), in seconds or bytes.
/// "m" is minutes and "M" mebibytes: so do the programs that know both.
std::optional<double> number_with_unit(std::string_view text);

}  // namespace cpsaudit
