#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace cpsaudit {

/// A regular expression in RE2's syntax: linear in the length of the text, whatever the pattern.
/// Copies share one compiled expression, which never changes.
class Pattern {
 public:
  /// Never matches.
  Pattern() = default;

  /// The error's message is RE2's; it has no place.
  static Result<Pattern> compile(std::string_view expression);
  /// Compiled when it is first held against a text: of thousands a run asks few. One that is no expression never
  /// matches, so this is for what has been held against the schema.
  static Pattern compile_later(std::string_view expression);

  /// Somewhere in `text`.
  bool found_in(std::string_view text) const;
  /// From its first to its last byte.
  bool matches(std::string_view text) const;
  /// A piece of a text, in bytes.
  struct Piece {
    std::size_t offset = 0;
    std::size_t length = 0;
  };
  /// For each match, from the first on: its first group that took part, or the match when it has no group. At most
  /// `limit` of them.
  std::vector<Piece> pieces_in(std::string_view text, std::size_t limit) const;
  bool present() const { return compiled_ != nullptr; }
  const std::string& expression() const;

 private:
  struct Compiled;
  /// The expression; null for none and for what does not compile.
  const re2::RE2* expression_of() const;

  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace cpsaudit
