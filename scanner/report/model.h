#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "core/span.h"
#include "engine/check.h"
#include "engine/finding.h"
#include "engine/level.h"
#include "mapping/verdict.h"
#include "report/revision.h"

namespace cpsaudit {

/// Lines of a scanned file, as they may be shown: secrets are replaced.
struct Quote {
  /// 1-based number of the first line; 0 when nothing can be quoted.
  std::size_t first_line = 0;
  /// UTF-8, as in the file but for the secrets; without the newline that ends the last line.
  std::string text;
  /// What the place is about: bytes of `text`, half-open.
  std::size_t mark_begin = 0;
  std::size_t mark_end = 0;

  bool empty() const { return first_line == 0; }
};

/// A place in the tree, ready to be shown.
struct ReportPlace {
  /// Relative to the root; empty when the finding is about no file.
  std::string path;
  /// `span.known()` is false in a file without lines.
  Span span;
  /// What it has to do with the finding; empty for the place that the finding is about.
  LocalizedText message;
  Quote quote;
};

/// Replaces the text under `span` of the file.
struct ReportFix {
  std::string path;
  Span span;
  std::string text;
  LocalizedText description;
};

struct ReportFinding {
  /// Index in `Report::rules`.
  std::size_t rule = 0;
  Kind kind = Kind::kFail;
  /// Meaningful for kFail only.
  Level level = Level::kWarning;
  Confidence confidence = Confidence::kAst;
  /// 0.1 to 10.0.
  double severity = 5.0;
  /// Unique in the log (report/fingerprint.h); no line number is in it.
  std::string fingerprint;
  LocalizedText message;
  ReportPlace place;
  /// True when a secret stands there: its quotes are redacted.
  bool secret = false;
  /// The condition under which the code exists, or empty.
  std::string guard;
  /// "test", "sample", "vendored", "documentation", "default": why the level is lower than the rule's. Or empty.
  std::string lowered;
  std::vector<ReportPlace> related;
  /// First to last.
  std::vector<ReportPlace> flow;
  std::optional<ReportFix> fix;
  std::optional<Suppression> suppression;
  BaselineState baseline = BaselineState::kNotCompared;
  /// Folder of the product that it belongs to; empty when the tree is one product.
  std::string product;
  /// It was there before what the run was about (--baseline, --changed-since).
  bool known = false;

  /// False for a suppression that is merely listed.
  bool suppressed() const { return suppression && suppression->state == Suppression::State::kAccepted; }
  /// It fails, is not suppressed and is still there: it speaks against the requirement.
  bool holds() const { return kind == Kind::kFail && !suppressed() && baseline != BaselineState::kAbsent; }
  /// What a developer is to act on: it holds and was not known before.
  bool counts() const { return holds() && !known; }
};

struct ReportRule {
  /// "CPSA2011".
  std::string id;
  std::string name;
  std::string family;
  /// "peer-not-verified", "libcurl".
  std::string weakness;
  std::string technology;
  LocalizedText title;
  LocalizedText why;
  /// May be empty, as the next one.
  LocalizedText mend;
  LocalizedText not_a_problem;
  LocalizedText help_url;
  double severity = 5.0;
  Level level = Level::kWarning;
  std::string precision;
  int grade = 1;
  std::vector<int> cwe;
  std::vector<RowReference> rows;
  bool secret = false;
  /// False when it was switched off for this scan.
  bool enabled = true;
};

/// The verdict on one meaning of a requirement. What `Verdict` says, in the terms of the report.
struct ReportVerdict {
  /// Id of the meaning: "peer-authentication".
  std::string meaning;
  VerdictKind kind = VerdictKind::kManual;
  /// Rules that speak to it and ran; indices, ascending.
  std::vector<std::size_t> rules;
  /// Indices in `Report::findings`, ascending: failing, suppressed, good places, undecided places.
  std::vector<std::size_t> against;
  std::vector<std::size_t> suppressed;
  std::vector<std::size_t> in_favour;
  std::vector<std::size_t> undecided;
  /// How many files its rules found something to look at in.
  std::size_t files = 0;
  /// How many files were not read, or not wholly, that may hold something for it.
  std::size_t unread = 0;
};

/// A part of the tree that is built, shipped or run for itself.
struct ReportProduct {
  /// Relative to the root, "." for the root itself.
  std::string folder;
  /// What people call the kind; may be empty.
  LocalizedText title;
  /// How many meanings of requirements have findings against them, are open, or show good places only.
  std::size_t against = 0;
  std::size_t open = 0;
  std::size_t good = 0;
};

/// Counts one verdict on it; others than those three say nothing of one product.
void add(ReportProduct& product, VerdictKind verdict);

/// Something that was not looked at, or that went wrong.
struct ReportNotification {
  enum class Level { kNote, kWarning, kError };
  /// "CPSN0003".
  std::string id;
  Level level = Level::kWarning;
  /// Empty when it is about the run.
  std::string path;
  Position where;
  /// What happened, as a class, and what it means for the result.
  LocalizedText title;
  LocalizedText consequence;
  /// This case, as a sentence that names the path.
  LocalizedText message;
  /// The same as one adds it behind the path: "the list does not end".
  LocalizedText detail;
  /// True when a file, or a part of it, was not looked at because of it.
  bool loses_input = false;
  /// True when somebody wanted it so: an excluded path.
  bool on_purpose = false;
};

struct ReportFile {
  std::string path;
  std::uint64_t size = 0;
  std::string sha256;
  /// IANA name; empty for what is no text.
  std::string encoding;
  std::string software;
  /// "product", "test", "sample", "vendored", "documentation".
  std::string role;
  /// True when some check looked at its content.
  bool analysed = false;
};

/// Everything that a report says, whoever made it: a scan (report_of_scan.h) or one of our logs read back
/// (sarif_reader.h). Every writer reads this and nothing else of the scan, so that all of them show the same figures.
/// Order: files by path; findings by URI, place and rule, as in the log; verdicts by the framework's order.
struct Report {
  std::string tool_version;
  /// What was scanned, as a person calls it; may be empty in a log.
  std::string subject;
  /// SHA-256 over the sorted list of paths and digests of all files: the same for the same content.
  std::string tree_sha256;
  std::optional<Revision> revision;
  /// The language that texts are in of which there is no other: in a log without translations.
  Language language = Language::kEnglish;
  /// True when passed and undecided places, suppressions and verdicts are in it: a log for GitHub has none of them.
  bool complete = true;
  int exit_code = 0;
  bool successful = true;

  std::vector<ReportFile> files;
  std::vector<ReportRule> rules;
  std::vector<ReportFinding> findings;
  /// One a meaning of the framework; empty when the log has none.
  std::vector<ReportVerdict> verdicts;
  /// By folder; empty when the tree is one product.
  std::vector<ReportProduct> products;
  std::vector<ReportNotification> notifications;
};

/// SHA-256 over "digest  path\n" of every file, as `sha256sum` prints it: anybody can check it.
std::string digest_of(const std::vector<ReportFile>& files);

/// What a quote shows of a region: the lines around it with the region marked. `context` is empty when only the region
/// itself may be shown. `secret`: columns do not fit any more, so the mark goes to what was replaced.
struct QuotedText {
  Span span;
  std::string text;
};
Quote quote_of(const QuotedText& region, const std::optional<QuotedText>& context);

/// Fills in `Report::verdicts[..]`' evidence from rules and findings; kinds stay.
void attach_evidence(Report& report);

}  // namespace cpsaudit
