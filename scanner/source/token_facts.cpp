#include "source/token_facts.h"

#include <algorithm>

#include "source/literal.h"
#include "source/token_scanner.h"

namespace cpsaudit {

bool has_candidate(const RawFile& file, const Interest& interest) {
  const auto matters = [&](const RawToken& token) {
    if (token.kind == RawToken::Kind::kIdentifier) return interest.identifier(file.text_of(token));
    if (token.kind != RawToken::Kind::kString) return false;
    const auto literal = string_literal(file.text_of(token));
    return literal &&
           (interest.string(literal->decoded) || interest.pair(literal->decoded) || interest.context(literal->decoded));
  };
  if (std::any_of(file.tokens.begin(), file.tokens.end(), matters)) return true;
  return std::any_of(file.directives.begin(), file.directives.end(), [&](const RawDirective& directive) {
    return directive.kind == RawDirective::Kind::kDefine &&
           std::any_of(directive.tokens.begin(), directive.tokens.end(), matters);
  });
}

SourceFacts token_facts(const RawFile& file, const TokenView& code, const Text& text, const Interest& interest) {
  return TokenScanner(file, code, text, interest).scan();
}

}  // namespace cpsaudit
