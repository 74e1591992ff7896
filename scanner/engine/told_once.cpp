#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "engine/source_matcher.h"

// What a check finds in one function and is one thing to mend (`once: function`).
namespace cpsaudit {

namespace {

const LocalizedText kSameFunction = {"The same function has this as well.", "同じ関数にこれもあります。"};
/// Others that are shown.
constexpr std::size_t kMostOthers = 4;

}  // namespace

void SourceMatcher::tell_once_a_function() {
  using Function = std::tuple<std::size_t, std::string, std::string>;
  std::map<Function, std::vector<std::size_t>> functions;
  for (std::size_t i = 0; i < evidence_.size(); ++i) {
    const Evidence& evidence = evidence_[i];
    if (evidence.kind != Kind::kFail) continue;
    if (!catalog_.checks[evidence.check].detectors[evidence.detector].once_a_function) continue;
    functions[{evidence.check, evidence.place.path, evidence.function}].push_back(i);
  }
  std::set<std::size_t> told;
  for (auto& [function, members] : functions) {
    std::sort(members.begin(), members.end(),
              [&](std::size_t a, std::size_t b) { return evidence_[a].place.span < evidence_[b].place.span; });
    Evidence& first = evidence_[members.front()];
    const Place* last = &first.place;
    for (std::size_t i = 1; i < members.size(); ++i) {
      const Place& place = evidence_[members[i]].place;
      told.insert(members[i]);
      // Two detectors may see the same thing.
      if (place == *last || first.related.size() >= kMostOthers) continue;
      first.related.push_back({place, kSameFunction});
      last = &place;
    }
  }
  std::size_t at = 0;
  std::erase_if(evidence_, [&](const Evidence&) { return told.contains(at++); });
}

}  // namespace cpsaudit
