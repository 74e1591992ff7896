#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "engine/finding.h"

namespace cpsaudit {

/// What a matcher saw, before it is put into words.
struct Evidence {
  /// Indexes in the catalogue and in the check.
  std::size_t check = 0;
  std::size_t detector = 0;
  Kind kind = Kind::kFail;
  Confidence confidence = Confidence::kAst;
  Place place;
  /// The fillings of the placeholders (docs/writing-checks.md).
  std::string what = {};
  std::string value = {};
  std::string scope = {};
  std::string function = {};
  std::string default_value = {};
  std::string version = {};
  std::string source = {};
  /// The key is absent, and the software's default is bad.
  bool absent = false;
  std::string anchor = {};
  std::string guard = {};
  /// Where the literal stands that is used at `place`, when it stands elsewhere; `path` is empty when it does not.
  Place origin = {};
  /// The part of `origin` that is told, in place of `place`, where no other finding tells it: it is what has to change.
  std::optional<Span> at_origin = {};
  std::vector<RelatedPlace> flow = {};
  std::vector<RelatedPlace> related = {};
  /// The file that the script at `place` writes this to, as the device sees it; empty when `place` is in the file.
  std::string written_to = {};
  /// The file that the place is about, as the device sees it: whose mode a command sets. Empty when it is its own.
  std::string about = {};
  /// Of a file that a command saves: what else it is called, there or by later commands.
  std::vector<std::string> other_names = {};
  /// Of a command: all its words.
  std::vector<std::string> words = {};
  /// Why it matters less than its check says ("not-started"); empty when it does not.
  std::string lowered = {};
  /// By how many grades.
  unsigned grades = 1;
  /// A step of a pipeline that makes or brings out the product: no test, whatever its folder is called.
  bool delivers = false;
};

/// `lowered`: it holds under a condition that somebody else decides: an option, a caller.
inline constexpr const char* kConditional = "conditional";
/// `lowered`: it stands in the sources of the very API.
inline constexpr const char* kImplementation = "implementation";
/// `lowered`: it stands in the definition of a service that the device does not start.
inline constexpr const char* kNotStarted = "not-started";
/// A folder that the file includes is not in the tree, and may hold what is absent here.
inline constexpr const char* kIncludeMissing = "include-missing";
/// Another file takes its place, or a later value takes it back.
inline constexpr const char* kOverridden = "overridden";
/// Something beside it would excuse it, and what that is stands elsewhere.
inline constexpr const char* kExcuseUnknown = "excuse-unknown";
/// A script of the same product sets the good value.
inline constexpr const char* kChangedByScript = "changed-by-script";

/// What a place is that uses the value at the place of the finding.
inline const LocalizedText kValueUsedHere = {"The value is used here.", "この値はここで使用されています。"};

/// Puts evidence into words, grades it and takes out what is said twice. Sorted by path, place and check.
std::vector<Finding> write_findings(const Catalog& catalog, std::vector<Evidence> evidence);

}  // namespace cpsaudit
