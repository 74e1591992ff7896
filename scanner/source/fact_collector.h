#pragma once

#include <vector>

#include "core/text.h"
#include "facts/source_facts.h"
#include "source/interest.h"
#include "source/places.h"

namespace clang {
class ASTContext;
class Decl;
}  // namespace clang

namespace cpsaudit {

/// Facts with the offset of the name that each hangs on, by which other layers recognise the same fact.
struct CollectedFacts {
  SourceFacts facts;
  /// One for each of `facts.calls`, `facts.fields` …, in the same order: where the name is spelled in the main file.
  std::vector<std::uint32_t> call_names;
  std::vector<std::uint32_t> field_names;
  std::vector<std::uint32_t> record_names;
  /// Names of fields that are part of a fact that stands elsewhere.
  std::vector<std::uint32_t> known_names;
  /// What the program never comes to: `if (false) …`, what stands behind `return`.
  std::vector<TextRange> unreachable;
};

/// One walk over what the main file declares.
CollectedFacts collect_facts(clang::ASTContext& context, const std::vector<clang::Decl*>& declarations,
                             const SourcePlaces& places, const Interest& interest);

}  // namespace cpsaudit
