#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/language.h"
#include "core/span.h"
#include "engine/code_detectors.h"
#include "engine/level.h"
#include "engine/setting_detectors.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// `file`: a file or a symbolic link of the tree, by its path and what the file system says of it.
struct FileDetector {
  /// Globs over the path, each held against its end as well: "etc/passwd" is found in a root filesystem anywhere.
  std::vector<std::string> paths;
  std::vector<std::string> unless_paths;
  /// Dialects that must have recognised it; empty for all.
  std::vector<std::string> software;
  /// Any of these permission bits is set. Unknown modes have none.
  std::uint32_t mode = 0;
  /// Where given, only files whose owner is known: a name or a number, as a table or a command gives it.
  Predicate owner = {};
  /// Where given, only links count: what the link says, "../init.d/telnet".
  Predicate target;
};

/// What is wrong with a suppression.
enum class SuppressionFault {
  /// It breaks the grammar.
  kMalformed,
  kNoReason,
  kUnknownCheck,
  /// Its last day is over.
  kExpired,
  /// It matches no finding.
  kUnused,
};

/// `suppression`: a suppression, in a comment or in the project's configuration, that does nothing.
struct SuppressionDetector {
  SuppressionFault fault = SuppressionFault::kMalformed;
};

/// One side of a join: any of these will do.
struct JoinPart {
  /// Check ids, weaknesses, or weakness/technology: their failing findings.
  std::vector<std::string> findings;
  /// Indexes in Check::detectors of detectors that report nothing by themselves.
  std::vector<std::size_t> detectors;
  /// How it must fit the subject, besides being of the same product.
  enum class Relation {
    kSameProduct,
    kSameFile,
    kSameFolder,
    /// Its value is the path of the subject's file, as the device sees it.
    kNamesFile,
    /// Its value is the subject's value, or has it among its tokens.
    kSameValue,
    /// A command that has the name of the subject's section among its words: `passwd -l admin`.
    kNamesScope,
    /// It stands in the file that the subject's value names, as the device sees it.
    kNamedFile,
    /// A number is among the tokens of its value that is among those of the subject's value or section: a port.
    kSamePort,
    /// In a script: in the same function, or in one that calls it or that it calls; in another one only where that has
    /// no subject of its own. Outside scripts the same file.
    kSameFunction,
  };
  Relation relation = Relation::kSameProduct;
  /// What each of its places has to do with the finding.
  LocalizedText message;
  /// The findings at its places are told as a part of this one, and no more by themselves.
  bool fold = false;
};

/// `join`: facts that matter together. One finding at the subject; the findings that it is made of at that place are
/// not told again.
struct JoinDetector {
  JoinPart subject;
  /// Each of these must be there …
  std::vector<JoinPart> with;
  /// … and none of these.
  std::vector<JoinPart> without;
};

using DetectorKind = std::variant<SettingDetector, CommandDetector, CallDetector, FieldDetector, MacroDetector,
                                  StringDetector, ConstantReturnDetector, ReturnDetector, MissingCallDetector,
                                  PairDetector, SuppressionDetector, FileDetector, JoinDetector, ComparisonDetector>;

/// A mechanical change that mends a finding. At most one of the first three is there.
struct Fix {
  /// Stands in place of the text under the finding.
  std::optional<std::string> replacement;
  /// yes becomes no, False becomes True, 0 becomes 1: in the words of the file.
  bool opposite = false;
  enum class Removal { kNone, kLine, kWord };
  Removal removal = Removal::kNone;
  /// For a key that is absent: the line that sets it, below the name of its section or above the first setting.
  std::string inserted_line;
  /// Empty: the check's `mend`.
  LocalizedText description;
};

/// Why a detector can show no good state.
enum class NoGood {
  /// It can, or nobody has said why not.
  kUnsaid,
  /// What it looks for is the weakness; other values, or none, show nothing.
  kPresence,
  /// Another detector of the check shows it.
  kElsewhere,
  /// What the program computes decides, which no fact tells.
  kLogic,
};

struct Detector {
  DetectorKind kind;
  /// Overrides the check's severity for this detector.
  std::optional<double> security_severity;
  /// Overrides the confidence that the facts give, downwards only.
  std::optional<Confidence> confidence;
  /// Said in the message instead of the check's own.
  LocalizedText message;
  /// Instead of the check's own.
  std::optional<Fix> fix = {};
  /// Where in the check file it stands, for `checks test`.
  Position where = {};
  /// A part of a join: what it matches is no finding by itself.
  bool is_part = false;
  NoGood no_good = NoGood::kUnsaid;
  /// What it finds in one function of a program is told once, at the first place: one way in.
  bool once_a_function = false;
};

}  // namespace cpsaudit
