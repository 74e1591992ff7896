#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "engine/scan_result.h"

namespace cpsaudit {

/// How many failing, unsuppressed findings there are of each level.
struct LevelCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;

  std::size_t total() const { return errors + warnings + notes; }
  void add(Level level);
  friend bool operator==(const LevelCounts&, const LevelCounts&) = default;
};

/// All notifications of one kind.
struct ProblemGroup {
  Problem::Kind kind = Problem::Kind::kNotParsed;
  /// In the order of the scan result.
  std::vector<const Notification*> notifications;
  /// Different files among them.
  std::size_t files = 0;
};

/// The figures that every report shows, so that they agree.
struct Summary {
  LevelCounts levels;
  /// Only families with findings.
  std::map<std::string, LevelCounts> families;
  /// Files with a failing, unsuppressed finding.
  std::size_t files_with_findings = 0;
  std::size_t files = 0;
  std::size_t files_analysed = 0;
  /// Files that nothing went wrong with, but that are of no kind that some parser reads.
  std::size_t files_of_no_kind = 0;
  std::size_t suppressed = 0;
  /// Failing ones that were there before what the run is about.
  std::size_t known = 0;
  /// Of an earlier log, and there no more.
  std::size_t gone = 0;
  /// Places where the good state was found.
  std::size_t passed = 0;
  /// Places that could not be decided or that a person must look at.
  std::size_t undecided = 0;
  /// Paths that were left out on purpose.
  std::size_t left_out = 0;
  /// By kind, in the order of its enumeration. Points into the scan result.
  std::vector<ProblemGroup> problems;
};

Summary summarise(const ScanResult& result, const Catalog& catalog);

/// True for a finding that fails, is not suppressed and was not known before: what a developer is to act on.
bool counts(const Finding& finding);

/// True when a file, or a part of it, was not looked at because of such a problem: with --strict it fails the run.
bool loses_input(Problem::Kind kind);

}  // namespace cpsaudit
