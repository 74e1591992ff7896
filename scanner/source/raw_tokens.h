#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// One token as it is written, before the preprocessor. Offsets count bytes of the text.
struct RawToken {
  enum class Kind : std::uint8_t { kIdentifier, kNumber, kString, kCharacter, kPunctuator };
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// Index into `RawFile::branches`: the preprocessor branch it stands in; 0 is "always".
  std::uint32_t branch = 0;
  Kind kind = Kind::kPunctuator;
  bool starts_line = false;
  bool after_space = false;
};

/// What stands between two conditional directives of one `#if … #endif`.
struct RawBranch {
  /// Index of the branch around it. Branch 0 is the file and its own parent.
  std::uint32_t parent = 0;
  /// The same number for all branches of one `#if … #endif`; 0 for the file.
  std::uint32_t chain = 0;
  /// The directive that opens it, from '#' to the end of its (continued) line.
  std::uint32_t directive_begin = 0;
  std::uint32_t directive_end = 0;
  /// Where the branch ends: at the '#' of the next directive of the chain.
  std::uint32_t end = 0;
  /// "if", "elif" or "else"; ifdef and ifndef count as "if".
  enum class Kind : std::uint8_t { kFile, kIf, kElif, kElse } kind = Kind::kFile;
  /// The condition with those around it: "defined(A) && !defined(B)". Empty for the file and its include guard.
  std::string guard;
};

/// A directive that is no condition.
struct RawDirective {
  enum class Kind : std::uint8_t { kDefine, kUndef, kInclude, kOther };
  Kind kind = Kind::kOther;
  /// Everything behind the directive's name.
  std::vector<RawToken> tokens;
  std::uint32_t branch = 0;
};

/// Bytes of a comment without its marks.
struct RawComment {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t inner_begin = 0;
  std::uint32_t inner_end = 0;
};

/// A file cut into tokens, in all branches of the preprocessor at once.
struct RawFile {
  std::string_view text;
  std::vector<RawToken> tokens;
  std::vector<RawDirective> directives;
  std::vector<RawBranch> branches;
  std::vector<RawComment> comments;

  std::string_view text_of(const RawToken& token) const { return text.substr(token.begin, token.end - token.begin); }
  /// The branch of the last token that begins at or before an offset; 0 in front of all tokens.
  std::uint32_t branch_at(std::uint32_t offset) const;
};

/// `text` must be followed by a NUL byte (as that of a std::string is) and outlive the result. Never fails: what is no
/// token is left out.
RawFile cut_into_tokens(std::string_view text, bool cplusplus);

/// For each token that is a bracket the index of its partner; for all others, and brackets without one, its own index.
/// A preprocessor branch that opens more than it closes does not disturb what comes after it.
std::vector<std::uint32_t> match_brackets(const RawFile& file, const std::vector<RawToken>& tokens);

}  // namespace cpsaudit
