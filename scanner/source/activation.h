#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/candidates.h"
#include "source/places.h"
#include "source/raw_tokens.h"
#include "source/token_view.h"

namespace cpsaudit {

/// A text to parse instead of the file's own.
struct Variant {
  std::string text;
  /// Macros that its conditions ask for, so that headers with the same conditions follow.
  std::vector<std::string> macros;
};

/// Branches that the preprocessor has left out although something that matters stands in them, and texts in which they
/// are taken: the same text, byte for byte in the same place, with other conditions.
class Activation {
 public:
  /// `text`: what the parser was given for the file.
  Activation(const RawFile& file, std::string_view text, const Candidates& candidates,
             const std::vector<TextRange>& inactive);

  /// The next text to parse; nothing when all that matters has been seen, or cannot be reached.
  std::optional<Variant> next();
  /// What the parse of the last text left out.
  void seen(const std::vector<TextRange>& inactive);

 private:
  const RawFile& file_;
  std::string_view text_;
  /// Offsets of tokens that matter and were not parsed yet.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> waiting_;  // offset, branch
};

/// Why this text must not be parsed: it would cost more stack than there is. Empty when it may.
std::string too_hard_to_parse(const TokenView& code);

}  // namespace cpsaudit
