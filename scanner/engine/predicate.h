#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// One thing that the value of a setting, an argument or a word may be.
struct Candidate {
  enum class Type { kText, kNumber, kBoolean, kNull, kBytes, kName };
  /// Numbers in decimal, booleans as "0" and "1", null as "0", bytes as they are.
  std::string text;
  Type type = Type::kText;
  /// False when a part of `text` is not known; that part is written "{}".
  bool complete = true;
  /// The format says that the value is elsewhere: YAML `!secret`.
  bool reference = false;
  /// Names that are its own, when it is one of several; else those of the subject count.
  std::vector<std::string> symbols = {};
};

/// What a detector is asked about.
struct Subject {
  /// Several when it may be one of several.
  std::vector<Candidate> candidates;
  /// Names it is made of (C constants); compared like values by `equals` and by flags.
  std::vector<std::string> symbols;
  /// As written, for messages.
  std::string text;
  /// False when it may also be something unknown: an unresolved variable, a call.
  bool known = true;
};

/// A subject of one text: a setting, a word of a command.
Subject text_subject(std::string text);

/// The answer is not always yes or no: an unknown value is neither bad nor good.
enum class Answer { kNo, kYes, kUnknown };

/// A condition on a value, as check files write it. The grammar (docs/writing-checks.md): a scalar or a list is
/// short for `equals`; a map's conditions must all hold.
///   equals: SCALAR|LIST     booleans by the dialect's words
///   matches: REGEX          RE2, unanchored
///   has-token/lacks-token: LIST     among the tokens between blanks, commas, colons, semicolons and bars
///   has-flag/lacks-flag: LIST       C: among the constants joined by '|'
///   below/above: NUMBER     a value with a time or size unit is converted to seconds or bytes
///   shorter/longer: NUMBER  of bytes, of a text or an array
///   empty: BOOL
///   holes: BOOL             a text with parts that are not known beside parts that are
///   base64: PREDICATE       of the text that the value encodes
///   is: NAME|LIST           a class of values, see value_class.h: any of them
///   not: PREDICATE, any-of: LIST of predicates, all-of: LIST of predicates
class Predicate {
 public:
  struct Node;

  Predicate() = default;
  /// Shared: a predicate is immutable and is copied with the check that holds it.
  explicit Predicate(std::shared_ptr<const Node> node) : node_(std::move(node)) {}

  bool present() const { return node_ != nullptr; }
  const Node* node() const { return node_.get(); }

 private:
  std::shared_ptr<const Node> node_;
};

}  // namespace cpsaudit
