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
  /// The body of a function, from its name to its last bracket, and what matters in it alone.
  struct Body {
    std::size_t begin = 0;
    std::size_t end = 0;
    /// Checks ask whether it can only give one answer, or what it answers.
    bool answers = false;
    NamesInFunctions::Numbers compared = {};
    NamesInFunctions::Numbers set = {};
  };

  /// `closing`: for each token that opens a block, the one that closes it.
  Body body_of(std::size_t name, const std::vector<std::size_t>& closing) const;
  /// Of a token in a macro: does that hold for any of them?
  template <typename Asks>
  bool asked_around(const std::vector<RawToken>& tokens, std::size_t index, const Asks& asks) const;
  bool any_of(const std::vector<RawToken>& tokens) const;
  bool any_in_macros() const;

  const RawFile& file_;
  const Interest& interest_;
  /// A record that checks know is named, so that names of fields mean what they say.
  bool names_record_ = false;
  /// Of those functions alone in which something matters, in the order of the file.
  std::vector<Body> bodies_;
  /// For each, how far it and those before it reach: a token is asked about for those around it, not for all.
  std::vector<std::size_t> reach_;
  /// What matters in the whole file: its classes are named like such functions.
  Body everywhere_;
};

}  // namespace cpsaudit
