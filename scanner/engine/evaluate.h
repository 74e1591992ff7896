#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "engine/known_values.h"
#include "engine/pattern.h"
#include "engine/predicate.h"

namespace cpsaudit {

/// What a predicate needs besides its subject.
struct Vocabulary {
  const KnownValues& known;
  /// How the software writes true and false; empty: as most do.
  std::span<const std::string> true_words = {};
  std::span<const std::string> false_words = {};
  /// `${x}` stands for what is given elsewhere; in a program it is an expression, a part of the text as it is.
  bool has_references = true;
};

/// An answer, and the candidate that gave it.
struct Judged {
  Answer answer = Answer::kNo;
  std::optional<std::size_t> candidate = std::nullopt;
  /// The part of its text that decided; empty: all of it.
  std::optional<Pattern::Piece> part = std::nullopt;
};

/// Is one of the things that it may be such? A value with one bad arm is bad.
Judged any_is(const Predicate& predicate, const Subject& subject, const Vocabulary& vocabulary);

/// Is everything that it may be such? A value is good only when no other is possible.
Answer all_are(const Predicate& predicate, const Subject& subject, const Vocabulary& vocabulary);

/// True for `present: false`.
bool accepts_absence(const Predicate& predicate);

/// True for `empty: true`, also as one of several conditions of which any will do.
bool accepts_emptiness(const Predicate& predicate);

/// True when nothing is asked but whether it is a loopback address.
bool is_about_loopback(const Predicate& predicate);

/// True when only the way in which the value is written counts: `text`.
bool is_about_spelling(const Predicate& predicate);

/// "present: true": that it is there is enough.
bool accepts_presence(const Predicate& predicate);

}  // namespace cpsaudit
