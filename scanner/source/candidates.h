#pragma once

#include <cstddef>
#include <vector>

#include "source/interest.h"
#include "source/raw_tokens.h"

namespace cpsaudit {

/// Which tokens of a file are a reason to parse it, or the branch of the preprocessor in which they stand: names and
/// texts that checks ask for, and what something is compared with. Refers to what it is made of.
class Candidates {
 public:
  Candidates(const RawFile& file, const Interest& interest);

  /// `tokens` are the file's own or those of a directive.
  bool holds(const std::vector<RawToken>& tokens, std::size_t index) const;

  /// Any in the file, macros included.
  bool any() const;

  /// Nothing but prototypes, types and the like: the syntax tree knows no more of them than the tokens do. A macro that
  /// checks ask for must be looked at with its conditions.
  bool only_declared() const;

 private:
  bool defines_answer(std::size_t index) const;
  bool names_function(std::size_t index) const;
  bool any_of(const std::vector<RawToken>& tokens) const;
  bool any_in_macros() const;

  const RawFile& file_;
  const Interest& interest_;
  /// A record that checks know is named, so that names of fields mean what they say.
  bool names_record_ = false;
  /// A function stands here of which checks ask whether it can only give one answer.
  bool answers_ = false;
  /// A function is named in which checks look at comparisons, or at what some names are given.
  bool compares_ = false;
  bool sets_inside_ = false;
};

}  // namespace cpsaudit
