#pragma once

#include <cstddef>
#include <string>

#include "core/language.h"
#include "report/model.h"

namespace cpsaudit {

/// What a developer is to act on (ReportFinding::counts), by level: the figures that every report shows.
struct LevelFigures {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;

  std::size_t total() const { return errors + warnings + notes; }
  /// Counts the finding when it counts.
  void add(const ReportFinding& finding);
};
LevelFigures figures_of(const Report& report);

/// Worst first, without the levels that there are none of: "2 errors, 1 note"; empty for none at all.
std::string counted(const LevelFigures& figures, Language language);
/// "1 file", "2 files"; "2ファイル".
std::string counted_files(std::size_t files, Language language);

/// The same words for the same thing in every report.
LocalizedText word_for(Level level);
LocalizedText word_for(Kind kind);
LocalizedText word_for(VerdictKind kind);
LocalizedText word_for_family(const std::string& family);
/// Why the level is lower than the rule's: "The level is lower: a sample".
LocalizedText word_for_lowered(const std::string& lowered);

}  // namespace cpsaudit
