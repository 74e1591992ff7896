#pragma once

#include <set>
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
  /// Functions of this file that hand on what matters, by the last part of their names.
  std::set<std::string> wrappers;
};

/// One walk over what the main file declares, and one more for each level of functions that hand on what matters and
/// that `wrappers` does not hold.
CollectedFacts collect_facts(clang::ASTContext& context, const std::vector<clang::Decl*>& declarations,
                             const SourcePlaces& places, const Interest& interest,
                             std::set<std::string> wrappers);

}  // namespace cpsaudit
