#include "source/token_facts.h"

#include <algorithm>

#include "source/literal.h"
#include "source/token_scanner.h"

namespace cpsaudit {

SourceFacts token_facts(const RawFile& file, const TokenView& code, const Text& text, const Interest& interest) {
  return TokenScanner(file, code, text, interest).scan();
}

}  // namespace cpsaudit
