#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/language.h"
#include "engine/catalog.h"
#include "engine/scan_result.h"
#include "mapping/framework.h"
#include "report/revision.h"
#include "report/source_text.h"

namespace cpsaudit {

struct Reference;

/// Who a log is for: no log serves both, because GitHub shows every result, passed or suppressed, as an open alert.
enum class SarifProfile {
  kAudit,   ///< everything that is known, in both languages
  kGithub,  ///< what fails and is not suppressed, within GitHub's limits
};

struct SarifOptions {
  SarifProfile profile = SarifProfile::kAudit;
  /// The language of the log itself. The audit profile brings the other as a translation.
  Language language = Language::kEnglish;
  /// What the program will exit with.
  int exit_code = 0;
  /// True: an input that could not be analysed has failed the run.
  bool strict = false;
  std::optional<Revision> revision;
  /// What the reports call the scanned tree; empty: the log does not name it, since folder names differ.
  std::string subject;
  /// Where requirements lead in other schemes: written to the taxonomy of the audit profile. Null: not written. Must
  /// outlive the call.
  const Reference* reference = nullptr;
  /// Checks that were switched off, by index in the catalogue, ascending.
  std::vector<std::size_t> disabled_checks;
};

/// The log of one scan: SARIF 2.1.0, one run, UTF-8, ended by one line feed. The same input gives the same bytes: no
/// clock, machine name, absolute path or random id is in it. Values of secrets are in no string of it.
std::string sarif_log(const ScanResult& result, const Catalog& catalog, const Framework& framework,
                      const SourceTexts& sources, const SarifOptions& options);

}  // namespace cpsaudit
