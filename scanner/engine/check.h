#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/language.h"
#include "core/span.h"
#include "engine/detector.h"
#include "engine/level.h"

namespace cpsaudit {

/// A row of the framework that a weakness touches (mappings/): printed exactly as the framework prints it.
struct RowReference {
  /// Label of the statement: vulnerability id, a dot, number of the statement: "L3_3_a_SYS.3".
  std::string statement;
  /// Requirement as printed in that row: "CPS.AC-8".
  std::string requirement;
  /// Which of the texts that the draft prints under this id (mappings/requirements.yaml).
  std::string meaning;
  /// Where in weakness.yaml it stands, for messages.
  Position where = {};
};

/// What all technologies of one weakness share: weakness.yaml.
struct Weakness {
  /// Folder name, unique: "peer-not-verified".
  std::string id;
  LocalizedText name;
  /// credentials, transport, integrity, exposure, crypto, privilege, logging, update, segmentation, suppression.
  std::string family;
  std::vector<int> cwe;
  std::vector<RowReference> rows;
  /// 1: the least every product must have … 3: on a par with ISO/IEC 27002 and SP 800-171.
  int grade = 1;
  /// Why that grade and no other.
  LocalizedText grade_why;
  LocalizedText why;
  /// The functions that its checks speak of are as often the product's own as a library's (loggers): a call is judged
  /// as such beside the body of the function too.
  bool own_functions = false;
};

/// A file of an example: its text, or a folder beside the check.
struct Example {
  std::string file;
  std::string text;
  /// Bad: the text that each expected finding must cover, in order.
  std::vector<std::string> at;
  /// Good: what makes it a near miss.
  std::string why;
  /// More files that lie beside it.
  std::map<std::string, std::string> beside;
  Position where;
  /// Permission bits of some of them, in octal; those of the others are not known.
  std::map<std::string, std::string> modes = {};
  /// Symbolic links: path and what the link says.
  std::map<std::string, std::string> links = {};
};

/// One weakness in one technology: one SARIF rule, one file.
struct Check {
  /// "CPSA2011": opaque, for ever, never reused.
  std::string id;
  /// PascalCase, unique: "LibcurlPeerNotVerified".
  std::string name;
  /// Index of its weakness in the catalogue.
  std::size_t weakness = 0;
  /// File name without extension: "libcurl".
  std::string technology;
  /// One sentence: the rule, not the case.
  LocalizedText title;
  double security_severity = 5.0;
  /// very-high, high, medium, low.
  std::string precision = "high";
  /// Values are never shown, and the rule is tagged `secret`.
  bool secret = false;
  /// Placeholders: {what} {value} {scope} {default} {version} {source} {function} {path}.
  LocalizedText message;
  /// For a key that is absent; empty: one is made from `message`.
  LocalizedText message_absent;
  LocalizedText mend;
  LocalizedText not_a_problem;
  /// Where the facts come from: documentation, source.
  std::vector<std::string> references;
  /// In the order of the file; behind them the parts of joins.
  std::vector<Detector> detectors;
  std::optional<Fix> fix;
  std::vector<Example> bad;
  std::vector<Example> good;
  /// The check file, for messages.
  std::string file;

  Level level() const { return level_of_severity(security_severity); }
};

}  // namespace cpsaudit
