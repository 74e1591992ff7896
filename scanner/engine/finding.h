#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "core/span.h"
#include "engine/level.h"

namespace cpsaudit {

/// A place in a file of the tree.
struct Place {
  std::string path;
  Span span;

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Another place that belongs to a finding, and what it has to do with it.
struct RelatedPlace {
  Place place;
  LocalizedText message;
};

/// Why a finding is not to be acted on, and who says so.
struct Suppression {
  enum class Source { kInline, kConfiguration };
  /// Rejected: it is listed, and the finding counts all the same.
  enum class State { kAccepted, kRejected };
  Source source = Source::kInline;
  State state = State::kAccepted;
  std::string justification;
  /// ISO date after which it no longer holds; empty for none.
  std::string until;
  /// Where the suppression stands; `path` is empty when that is outside of the scanned tree.
  Place place;
};

/// Replaces the text under `place` by `text`.
struct Replacement {
  Place place;
  std::string text;
  LocalizedText description;
  /// What must stand there for the replacement to make sense; empty when that is not known as it is written.
  std::string expected = {};
};

/// What became of a finding since an earlier log (SARIF `baselineState`).
enum class BaselineState {
  /// There was none to compare with.
  kNotCompared,
  kNew,
  kUnchanged,
  /// It is the same one, and its level or what it says is not.
  kUpdated,
  /// It was in the earlier log alone.
  kAbsent,
};

/// "new", "unchanged", "updated", "absent"; empty for kNotCompared.
std::string_view name_of(BaselineState state);

/// One claim about one place.
struct Finding {
  /// Index of the check in the catalogue.
  std::size_t check = 0;
  Kind kind = Kind::kFail;
  /// Meaningful for kFail only.
  Level level = Level::kWarning;
  Confidence confidence = Confidence::kAst;
  /// 0.1 to 10.0; in the band of `level` (level.h).
  double security_severity = 5.0;
  Place place;
  /// Which of the rule's message strings it uses: "default", "absent", "pass", "open"…, and their arguments in the
  /// order of message_arguments_of(check).
  std::string message_id = "default";
  std::vector<std::string> arguments;
  /// The finished text in both languages. Secrets are already replaced by kRedaction.
  LocalizedText message;
  /// True when the text under `place` is a secret: no snippet may show it.
  bool secret = false;
  /// The condition under which the code exists ("defined(DEBUG)"), or empty.
  std::string guard;
  /// Why the level is lower than the check's: "test", "sample", "vendored", "default"; empty when it is not.
  std::string lowered;
  /// What stays the same when lines move: key path, or function, callee and argument. Never holds a secret.
  std::string anchor;
  /// 1-based rank among findings of one check, path and anchor.
  std::size_t occurrence = 1;
  std::vector<RelatedPlace> related;
  /// The steps that lead to `place`, first to last; empty when there is nothing to follow.
  std::vector<RelatedPlace> flow;
  std::optional<Replacement> fix;
  std::optional<Suppression> suppression;
  /// True: it was there before what this run is about (--baseline, --changed-since), so nobody is asked to act on it
  /// now. It still speaks against the requirement.
  bool known = false;
  BaselineState baseline = BaselineState::kNotCompared;
  /// Given for a finding of an earlier log only; every other gets its own (report/fingerprint.h).
  std::string fingerprint = {};

  /// False for a suppression that is merely listed.
  bool suppressed() const { return suppression && suppression->state == Suppression::State::kAccepted; }
};

/// What stands in place of a secret in every output.
inline constexpr const char* kRedaction = "[REDACTED]";

}  // namespace cpsaudit
