#include <algorithm>

#include "engine/dispatch.h"
#include "engine/source_matcher.h"

// What is asked before a chain of branches, one for each text that may come, and in one of its branches.
namespace cpsaudit {
namespace {

/// A function with more calls is looked at as a whole.
constexpr std::size_t kMostCalls = 1000;

/// `!(logged_in(c) && path == "/a")`: in the condition of a branch that was left.
bool is_asked_for_left_branch(const Call& call, std::span<const Condition> own) {
  return std::any_of(own.begin(), own.end(), [&](const Condition& condition) {
    return condition.text.starts_with("!(") && condition.text.find(" && ") != std::string::npos &&
           condition.text.find(call.name + "(") != std::string::npos;
  });
}

}  // namespace

bool SourceMatcher::calls_one_of(const std::vector<CompanionCall>& companions, const CallReference& reference) const {
  const auto* here = index_.calls_in(*reference.file, reference.call->place.function).data();
  const CallFlow::Target target = flow_.target_of(reference);
  return std::any_of(companions.begin(), companions.end(), [&](const CompanionCall& companion) {
    const Companions& known = companions_of(companion);
    const auto beside = known.find(here);
    const bool is_one =
        beside != known.end() && std::any_of(beside->second.begin(), beside->second.end(),
                                             [&](const CallReference& other) { return other.call == reference.call; });
    return is_one || (target.function != nullptr && is_called_in(companion, *target.file, target.function->name));
  });
}

bool SourceMatcher::callers_call_one_of(const std::vector<CompanionCall>& companions, const FileFacts& file,
                                        const std::string& function) const {
  const std::string name = function.substr(function.rfind(':') + 1);
  bool any = false;
  for (const CallReference& caller : index_.calls_named(name)) {
    const bool same = caller.seen == nullptr && !(caller.file == &file && caller.call->place.function == function);
    if (!same) continue;
    // `f->fn(request)` elsewhere, or another file's function of that name.
    const CallFlow::Target target = flow_.target_of(caller);
    const bool is_other = target.function != nullptr && (target.file != &file || target.function->name != function);
    const bool is_member = target.function == nullptr && caller.call->receiver && name == function;
    if (is_other || is_member) continue;
    any = true;
    // What the function itself asks for further down is not asked by those who call it.
    const auto beside = index_.calls_in(*caller.file, caller.call->place.function);
    const bool asks =
        beside.size() <= kMostCalls && std::any_of(beside.begin(), beside.end(), [&](const CallReference& other) {
          return other.seen == nullptr && other.call->name != name && calls_one_of(companions, other);
        });
    if (!asks) return false;
  }
  return any;
}

bool SourceMatcher::is_asked_on_the_way(const std::vector<CompanionCall>& companions, const BranchPoint& point) const {
  const std::span<const CallReference> calls = index_.calls_in(point.file, point.place.function);
  bool is_known = point.is_tested && !point.place.function.empty() && calls.size() <= kMostCalls;
  if (!point.place.function.empty() && calls.size() <= kMostCalls) {
    for (const CallReference& other : calls) {
      const Call& call = *other.call;
      if (other.seen != nullptr || call.span == point.span) continue;
      const bool in_branch =
          std::any_of(call.place.conditions.begin(), call.place.conditions.end(),
                      [&](const Condition& condition) { return decides_for(condition.text, point.text); });
      is_known |= in_branch;
      const bool in_front = call.span.begin < point.span.begin &&
                            !is_in_other_branch(call.place.conditions, point.place.conditions) &&
                            !is_asked_for_left_branch(call, point.place.conditions);
      if ((in_front || in_branch) && calls_one_of(companions, other)) return true;
    }
  }
  if (callers_call_one_of(companions, point.file, point.place.function)) return true;
  // What the text decides is not to be seen: a call anywhere in the function may be meant for it.
  return !is_known && std::any_of(companions.begin(), companions.end(), [&](const CompanionCall& companion) {
    return is_called_in(companion, point.file, point.place.function);
  });
}

bool SourceMatcher::is_asked_on_the_way(const CallDetector& detector, const CallReference& reference) const {
  const Call& call = *reference.call;
  const bool has_text = detector.argument && *detector.argument > 0 && *detector.argument <= call.arguments.size();
  const std::string text = has_text ? call.arguments[*detector.argument - 1].text : std::string();
  return is_asked_on_the_way(detector.unless_asked,
                             {*reference.file, call.place, call.span, text, !call.tests.empty()});
}

}  // namespace cpsaudit
