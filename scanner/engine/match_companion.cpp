#include <algorithm>
#include <set>
#include <span>
#include <string_view>

#include "engine/call_pattern.h"
#include "engine/dispatch.h"
#include "engine/source_matcher.h"
#include "engine/surroundings.h"

// What is called beside another call, in the functions that are called there, or anywhere in the product.
namespace cpsaudit {

namespace {

/// What a program does far below has nothing to do with a call far above.
constexpr unsigned kDeepestCompanion = 2;
/// Functions that are looked into for a companion.
constexpr std::size_t kMostFunctions = 100;

/// A member, or a name of the kinds that are given to members and globals.
bool outlives_function(std::string_view object) {
  if (object.ends_with('_') || object.find_first_of(".:[") != std::string_view::npos) return true;
  for (const std::string_view prefix : {"m_", "s_", "g_", "_"}) {
    if (object.starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace

bool SourceMatcher::is_companion(const CompanionCall& companion, const CallReference& reference) const {
  return is_call_of(*reference.call, name_of(companion)) &&
         arguments_hold(companion.where, reference, index_, vocabulary_) &&
         !serves_something_else(companion, reference) && !is_stubbed(reference);
}

bool SourceMatcher::is_stubbed(const CallReference& reference) const {
  return index_.is_stub(*reference.file, reference.call->callee);
}

/// A tree has few companions of each kind, and every call that is judged asks for the same ones.
const SourceMatcher::Companions& SourceMatcher::companions_of(const CompanionCall& companion) const {
  const auto [answer, is_new] = companions_.try_emplace(&companion);
  if (!is_new) return answer->second;
  any_call(name_of(companion), [&](const CallReference& reference) {
    if (is_companion(companion, reference)) {
      answer->second[index_.calls_in(*reference.file, reference.call->place.function).data()].push_back(reference);
    }
    return false;
  });
  return answer->second;
}

/// Is there such a call in the same function: on the same object when that is asked for, behind `after` if given?
bool SourceMatcher::has_companion(const CompanionCall& companion, const CallReference& reference, bool same_object,
                                  const Call* after) const {
  const Companions& companions = companions_of(companion);
  if (companions.empty()) return false;
  const std::string object = object_of(*reference.call);
  const bool on_object = (same_object || companion.same_object) && !object.empty();
  const auto here = companions.find(index_.calls_in(*reference.file, reference.call->place.function).data());
  if (here != companions.end()) {
    for (const CallReference& other : here->second) {
      if (other.call == reference.call) continue;
      if (is_left_out_beside(reference.call->place, other.call->place, catalog_.protection_words)) continue;
      if (after != nullptr && other.call->span.begin < after->span.end) continue;
      // `if (ca == NULL) setInsecure(); else setCACert(ca);`: what stands in the other arm does not come later.
      if (after != nullptr && exclude_each_other(reference.call->place.conditions, other.call->place.conditions))
        continue;
      if (!on_object || object_of(*other.call) == object) return true;
    }
  }
  if (same_object || companion.same_object || after != nullptr) return false;
  if (companion.in_product) return is_called_in_product(companion, *reference.file, reference.call->place);
  // On whatever object: a function that is called from here may do it.
  return is_called_below(companion, *reference.file, reference.call->place.function);
}

bool SourceMatcher::is_called_in(const CompanionCall& companion, const FileFacts& file,
                                 const std::string& function) const {
  const Companions& companions = companions_of(companion);
  if (companions.empty()) return false;
  const auto calls = index_.calls_in(file, function);
  if (!calls.empty() && companions.contains(calls.data())) return true;
  if (companion.in_product) return is_called_in_product(companion, file, {});
  return is_called_below(companion, file, function);
}

bool SourceMatcher::is_called_below(const CompanionCall& companion, const FileFacts& file,
                                    const std::string& function) const {
  const Companions& companions = companions_of(companion);
  const auto& below = functions_below(file, function);
  return std::any_of(below.begin(), below.end(),
                     [&](const CallReference* calls) { return companions.contains(calls); });
}

/// The functions that are called there and call something themselves. The same are asked about for one companion after
/// the other.
const std::vector<const CallReference*>& SourceMatcher::functions_below(const FileFacts& file,
                                                                        const std::string& function) const {
  using Function = std::pair<const FileFacts*, std::string>;
  const auto [answer, is_new] = below_.try_emplace(Function(&file, function));
  std::vector<const CallReference*>& below = answer->second;
  if (!is_new) return below;
  std::vector<std::pair<Function, unsigned>> waiting = {{answer->first, 0}};
  std::set<Function> known = {answer->first};
  for (std::size_t at = 0; at < waiting.size() && waiting.size() < kMostFunctions; ++at) {
    const auto [here, depth] = waiting[at];
    const std::span<const CallReference> calls = index_.calls_in(*here.first, here.second);
    if (at > 0 && !calls.empty()) below.push_back(calls.data());
    if (depth >= kDeepestCompanion) continue;
    for (const CallReference& call : calls) {
      const CallFlow::Target target = call.seen == nullptr ? flow_.target_of(call) : CallFlow::Target{};
      if (target.function == nullptr) continue;
      const Function next{target.file, target.function->name};
      if (known.insert(next).second) waiting.emplace_back(next, depth + 1);
    }
  }
  return below;
}

bool SourceMatcher::is_called_in_product(const CompanionCall& companion, const FileFacts& file,
                                         const CodePlace& place) const {
  const auto home = products_.segment_of(file.path);
  const Companions& companions = companions_of(companion);
  return std::any_of(companions.begin(), companions.end(), [&](const auto& calls) {
    const bool is_on = std::any_of(calls.second.begin(), calls.second.end(), [&](const CallReference& other) {
      return !is_left_out_beside(place, other.call->place, catalog_.protection_words);
    });
    return is_on && products_.are_joined(products_.segment_of(calls.second.front().file->path), home);
  });
}

bool SourceMatcher::is_made_by(const std::vector<std::string>& makers, const CallReference& reference) const {
  return object_is_made_by(makers, *reference.file, reference.call->place.function, object_of(*reference.call), 0);
}

/// The calls of a function, or of a file, by the object that takes what they give. Asked for one object after the
/// other.
const SourceMatcher::Makers& SourceMatcher::makers_in(std::span<const CallReference> calls) const {
  const auto [answer, is_new] = makers_.try_emplace({calls.data(), calls.size()});
  if (!is_new) return answer->second;
  for (const CallReference& call : calls) {
    std::string object = bare_object(call.call->target);
    if (!object.empty()) answer->second[std::move(object)].push_back(&call);
  }
  return answer->second;
}

/// `ctx = create(method())`, `link = open(ctx)`: what made the object, and what made what that was made of.
bool SourceMatcher::object_is_made_by(const std::vector<std::string>& makers, const FileFacts& file,
                                      const std::string& function, const std::string& object, unsigned depth) const {
  if (object.empty() || depth >= kMostLevels) return false;
  const auto makes = [&](const CallReference* other) {
    const bool is_maker = std::any_of(makers.begin(), makers.end(), [&](const std::string& maker) {
      return is_call_of(*other->call, parse_function_name(maker));
    });
    if (is_maker) return true;
    const std::string from = object_of(*other->call);
    return from != object && object_is_made_by(makers, file, other->call->place.function, from, depth + 1);
  };
  const Makers& here = makers_in(index_.calls_in(file, function));
  if (const auto known = here.find(object); known != here.end()) {
    // Two functions of a file may both call something of their own `ctx`.
    return std::any_of(known->second.begin(), known->second.end(), makes);
  }
  if (!outlives_function(object)) return false;
  // A member or a global: another function of the file has made it.
  const Makers& all = makers_in(index_.calls_in(file));
  const auto known = all.find(object);
  return known != all.end() && std::any_of(known->second.begin(), known->second.end(), makes);
}

}  // namespace cpsaudit
