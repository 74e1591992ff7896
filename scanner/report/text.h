#pragma once

#include <cstddef>
#include <string>

#include "core/language.h"
#include "mapping/framework.h"
#include "report/model.h"

namespace cpsaudit {

enum class Colour { kNever, kAlways };

enum class TextDetail {
  kTerse,  ///< a line a finding
  kFull,   ///< by file, with code, reason and remedy
};

struct TextOptions {
  Language language = Language::kEnglish;
  Colour colour = Colour::kNever;
  TextDetail detail = TextDetail::kFull;
  /// Columns that a line of code may fill; longer lines are cut around the finding.
  std::size_t width = 120;
  /// How many files the summary names for each kind of problem; the rest is counted.
  std::size_t named_problems = 5;
  /// Requirements that findings speak against are named, not only counted.
  bool name_requirements = false;
};

/// Findings that count, in the style of a compiler, for a terminal: by file, then place. Control characters of scanned
/// files are escaped. Empty when there are none.
std::string text_findings(const Report& report, const TextOptions& options);

/// How many findings of which level and family in how many files, and what was not analysed.
std::string text_summary(const Report& report, const TextOptions& options);

/// A line for each product of a tree that holds several; empty otherwise.
std::string text_products(const Report& report, const TextOptions& options);

/// How many requirements have which verdict; empty when the report has none.
std::string text_requirements(const Report& report, const Framework& framework, const TextOptions& options);

}  // namespace cpsaudit
