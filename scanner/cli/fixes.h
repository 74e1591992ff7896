#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/scan_result.h"
#include "report/edit.h"
#include "report/redaction.h"
#include "report/source_text.h"

namespace cpsaudit {

/// The changes that can be made without anybody having to decide.
struct FixPlan {
  /// By path; the edits of a file in its order, apart from each other.
  std::map<std::string, std::vector<Edit>> files;
  /// Edits that would touch the same text in two ways: neither is made.
  std::size_t in_conflict = 0;

  std::size_t edits() const;
};

/// The fixes of the findings that count.
FixPlan plan_fixes(const ScanResult& result, const SourceTexts& sources);

/// `text` with the edits made.
std::string with_edits(std::string_view text, const std::vector<Edit>& edits);

/// The plan as a patch for `patch -p1` and `git apply --unidiff-zero`. Lines with secrets are not shown: hunks have
/// less context beside them, and what would change such a line itself is left out and named in `withheld`.
std::string unified_diff(const FixPlan& plan, const SourceTexts& sources, const Redactor& redactor,
                         std::vector<std::string>& withheld);

struct AppliedFixes {
  std::size_t edits = 0;
  std::size_t files = 0;
  /// A file that was left as it is, and why.
  std::vector<Error> refused;
};

/// Makes the changes below `root`: each file whole or not at all, with its mode, and only if it still is what was
/// scanned.
AppliedFixes apply_fixes(const std::string& root, const FixPlan& plan, const SourceTexts& sources);

}  // namespace cpsaudit
