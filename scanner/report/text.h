#pragma once

#include <cstddef>
#include <string>

#include "core/language.h"
#include "engine/catalog.h"
#include "engine/scan_result.h"
#include "report/source_text.h"

namespace cpsaudit {

enum class Colour { kNever, kAlways };

enum class TextDetail {
  kTerse,  ///< a line a finding
  kFull,   ///< with code, reason and remedy
};

struct TextOptions {
  Language language = Language::kEnglish;
  Colour colour = Colour::kNever;
  TextDetail detail = TextDetail::kFull;
  /// Columns that a line of code may fill; longer lines are cut around the finding.
  std::size_t width = 120;
  /// How many files the summary names for each kind of problem; the rest is counted.
  std::size_t named_problems = 5;
};

/// Findings in the style of a compiler, for a terminal: by file, then place. Passed checks and suppressed findings are
/// not listed. Control characters of scanned files are escaped, and secrets are masked. Empty when there are none.
std::string text_findings(const ScanResult& result, const Catalog& catalog, const SourceTexts& sources,
                          const TextOptions& options);

/// How many findings of which level and family in how many files, and what was not analysed.
std::string text_summary(const ScanResult& result, const Catalog& catalog, const TextOptions& options);

}  // namespace cpsaudit
