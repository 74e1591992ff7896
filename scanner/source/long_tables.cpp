#include "source/long_tables.h"

#include <cstddef>

namespace cpsaudit {
namespace {

/// Numbers and commas that are kept: more than a chain of certificates as bytes.
constexpr std::size_t kMostTokens = 32'768;

bool is_part_of_table(const RawFile& file, const RawToken& token) {
  switch (token.kind) {
    case RawToken::Kind::kNumber:
    case RawToken::Kind::kCharacter:
      return true;
    case RawToken::Kind::kPunctuator:
      return file.text_of(token) == "," || file.text_of(token) == "-";
    default:
      return false;
  }
}

}  // namespace

std::string without_long_tables(const RawFile& file) {
  std::string text(file.text);
  const auto& tokens = file.tokens;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    // A directive inside stands in another branch; what crosses it is left as it is.
    while (end < tokens.size() && tokens[end].branch == tokens[begin].branch && is_part_of_table(file, tokens[end])) {
      ++end;
    }
    if (end - begin > kMostTokens) {
      // From a comma on, so that what is left is a list. Lines stay: the parser counts them.
      std::size_t first = begin + kMostTokens;
      while (first < end && file.text_of(tokens[first]) != ",") ++first;
      for (std::size_t i = first; i < end; ++i) {
        for (std::uint32_t at = tokens[i].begin; at < tokens[i].end; ++at) text[at] = ' ';
      }
    }
    begin = end > begin ? end : begin + 1;
  }
  return text;
}

}  // namespace cpsaudit
