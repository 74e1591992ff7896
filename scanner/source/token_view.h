#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/raw_tokens.h"

namespace cpsaudit {

/// A run of tokens: `first` up to, but not including, `last`.
struct TokenRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  bool empty() const { return first >= last; }
  std::uint32_t size() const { return empty() ? 0 : last - first; }
};

/// Tokens with their bracket partners: the code of a file, or the body of one macro.
class TokenView {
 public:
  TokenView(const RawFile& file, const std::vector<RawToken>& tokens)
      : file_(&file), tokens_(&tokens), partners_(match_brackets(file, tokens)) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(tokens_->size()); }
  const RawToken& operator[](std::uint32_t index) const { return (*tokens_)[index]; }
  /// Empty outside.
  std::string_view text(std::uint32_t index) const {
    return index < size() ? file_->text_of((*tokens_)[index]) : std::string_view();
  }
  bool is(std::uint32_t index, std::string_view what) const { return index < size() && text(index) == what; }
  bool is_identifier(std::uint32_t index) const {
    return index < size() && (*tokens_)[index].kind == RawToken::Kind::kIdentifier;
  }
  bool is_string(std::uint32_t index) const {
    return index < size() && (*tokens_)[index].kind == RawToken::Kind::kString;
  }
  /// The other bracket, or `index` itself when it has none.
  std::uint32_t partner(std::uint32_t index) const { return partners_[index]; }
  bool opens(std::uint32_t index) const { return partners_[index] > index; }
  bool closes(std::uint32_t index) const { return partners_[index] < index; }
  /// The token behind a group, or the next one.
  std::uint32_t skip(std::uint32_t index) const { return (opens(index) ? partners_[index] : index) + 1; }

  /// Where the expression that starts at `first` ends: at a comma, semicolon or closing bracket of its own level.
  std::uint32_t expression_end(std::uint32_t first, std::uint32_t limit) const;
  /// The expressions between two partner brackets.
  std::vector<TokenRange> arguments(std::uint32_t open) const;
  /// First token of the postfix expression that ends right before `index`: "a->b[0]" before ".c". `index` itself when
  /// there is none.
  std::uint32_t postfix_begin(std::uint32_t index) const;

  /// As written, white space folded, cut after a length that no reader misses.
  std::string folded(TokenRange range) const;
  const RawFile& file() const { return *file_; }

 private:
  const RawFile* file_;
  const std::vector<RawToken>* tokens_;
  std::vector<std::uint32_t> partners_;
};

/// Words that may stand before a name without making it a declaration: `return f(x)`.
bool is_statement_keyword(std::string_view word);
/// Words that look like a call or a definition and are none: `if (…) {`.
bool is_control_keyword(std::string_view word);
bool is_type_keyword(std::string_view word);

/// White space folded to one blank, cut after a length that no reader misses.
std::string folded_text(std::string_view text);

}  // namespace cpsaudit
