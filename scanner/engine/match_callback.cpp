#include <algorithm>
#include <optional>

#include "engine/source_matcher.h"
#include "engine/source_value.h"

// What a function that is handed over answers.
namespace cpsaudit {

namespace {

const LocalizedText kAlwaysAnswers = {"This function can only give one answer.", "この関数は常に同じ結果を返します。"};
const LocalizedText kAnswersSo = {"It gives this answer here.", "ここでこの結果を返します。"};
const LocalizedText kHandedOver = {"It is handed over here.", "ここで渡されています。"};

}  // namespace

/// The argument is a function that can only give the one answer that is asked for.
void SourceMatcher::judge_callback(Evidence evidence, const Value& argument, const CallReference& reference,
                                   const CallDetector& detector) {
  if (detector.callback->under.present()) {
    judge_answers(evidence, argument, reference, *detector.callback);
    return;
  }
  const ConstantReturnReference* found = index_.constant_return(*reference.file, argument.object);
  if (found == nullptr) return;
  const ConstantReturn& function = *found->fact;
  const CallbackCondition& wanted = *detector.callback;
  if (wanted.returns && function.value != *wanted.returns) return;
  const auto& clears = function.clears;
  if (wanted.clears && std::find(clears.begin(), clears.end(), *wanted.clears - 1) == clears.end()) return;
  evidence.confidence = std::min(evidence.confidence, confidence_of(function.place.reach));
  evidence.value = argument.text;
  // Where the function is, for that is what has to change; from there on to where it is handed over.
  const Place used{reference.file->path, argument.span};
  evidence.place = {found->file->path, function.span};
  evidence.function = function.function;
  evidence.flow = {{evidence.place, kAlwaysAnswers}, {used, kHandedOver}};
  evidence_.push_back(std::move(evidence));
}

namespace {

/// A member of some record, or what a function of the program says of one: no error of the verification and none of
/// what the callback itself is given.
bool is_choice_of_caller(const Condition& condition) {
  const std::string& text = condition.text;
  const bool member = text.find("->") != std::string::npos || text.find('.') != std::string::npos;
  return member && text.find("ERR") == std::string::npos;
}

}  // namespace

/// The argument is a function that gives the answer under a condition that the detector asks for.
void SourceMatcher::judge_answers(const Evidence& evidence, const Value& argument, const CallReference& reference,
                                  const CallbackCondition& wanted) {
  const Place used{reference.file->path, argument.span};
  // Told once a callback; where it gives the answer again is told with it.
  std::optional<std::size_t> first;
  std::optional<Evidence> chosen;
  for (const CallbackAnswer* answer : index_.answers_of(*reference.file, argument.object)) {
    const bool gives = wanted.returns ? answer->value == *wanted.returns : answer->clears == *wanted.clears - 1;
    const auto& conditions = answer->place.conditions;
    const bool asks = std::any_of(conditions.begin(), conditions.end(),
                                  [&](const Condition& condition) { return wanted.under.found_in(condition.text); });
    if (!gives || !asks) continue;
    // An option may ask for it: then it is a grade lower.
    Evidence at = evidence_at(evidence.check, evidence.detector, *reference.file, answer->place);
    at.confidence = std::min(evidence.confidence, confidence_of(answer->place.reach));
    at.what = evidence.what;
    at.value = argument.text;
    at.place.span = answer->span;
    at.function = answer->function;
    at.anchor = evidence.anchor + "@" + answer->function;
    if (at.guard.empty()) at.guard = conditions.front().text;
    // `if (setup->allow_expired)`: who fills the record in has the choice.
    const bool is_chosen = std::any_of(conditions.begin(), conditions.end(), is_choice_of_caller);
    if (is_chosen) {
      at.lowered = kConditional;
      at.grades = 2;
    }
    if (first) {
      evidence_[*first].related.push_back({at.place, kAnswersSo});
      continue;
    }
    if (is_chosen && !chosen) chosen = at;
    if (is_chosen) continue;
    at.flow = {{at.place, kAnswersSo}, {used, kHandedOver}};
    first = evidence_.size();
    evidence_.push_back(std::move(at));
  }
  if (!first && chosen) {
    chosen->flow = {{chosen->place, kAnswersSo}, {used, kHandedOver}};
    evidence_.push_back(std::move(*chosen));
  }
}

}  // namespace cpsaudit
