#include "source/candidate.h"

#include <algorithm>
#include <string_view>

#include "source/literal.h"

namespace cpsaudit {
namespace {

bool is_any(std::string_view word, std::string_view punctuators) {
  return word.size() == 1 && punctuators.find(word[0]) != std::string_view::npos;
}

}  // namespace

bool is_candidate(const RawFile& file, const std::vector<RawToken>& tokens, std::uint32_t index,
                  const Interest& interest) {
  const RawToken& token = tokens[index];
  if (token.kind == RawToken::Kind::kString) {
    const auto literal = string_literal(file.text_of(token));
    return literal &&
           (interest.string(literal->decoded) || interest.pair(literal->decoded) || interest.context(literal->decoded));
  }
  if (token.kind != RawToken::Kind::kIdentifier) return false;
  const std::string_view name = file.text_of(token);
  if (!interest.identifier(name)) return false;
  if (interest.matters_anywhere(name)) return true;
  const bool last = index + 1 >= tokens.size();
  const std::string_view next = last ? std::string_view() : file.text_of(tokens[index + 1]);
  const bool before_name = !last && tokens[index + 1].kind == RawToken::Kind::kIdentifier;
  // `f(…)`, `Type name`, `Type{…}`, `Type<…>`, `&f` and `f,` hand a function over.
  const bool function = interest.function(name) || interest.command_function(name) || interest.constant_return(name);
  if (function && (before_name || is_any(next, "({<,);*&"))) return true;
  // `name = …`, `name(…)`, `name{…}`, `name[0] = …`, `name: …`, and `strcpy(name, …)`.
  return interest.field(name) && is_any(next, "=({[:,");
}

bool has_candidate(const RawFile& file, const Interest& interest) {
  for (std::uint32_t i = 0; i < file.tokens.size(); ++i) {
    if (is_candidate(file, file.tokens, i, interest)) return true;
  }
  // What a macro holds may end up anywhere.
  const auto matters = [&](const RawDirective& directive) {
    for (std::uint32_t i = 0; i < directive.tokens.size(); ++i) {
      const RawToken& token = directive.tokens[i];
      if (token.kind == RawToken::Kind::kIdentifier && interest.identifier(file.text_of(token))) return true;
      if (is_candidate(file, directive.tokens, i, interest)) return true;
    }
    return false;
  };
  return std::any_of(file.directives.begin(), file.directives.end(), [&](const RawDirective& directive) {
    return directive.kind == RawDirective::Kind::kDefine && matters(directive);
  });
}

}  // namespace cpsaudit
