#include <algorithm>

#include "engine/call_pattern.h"
#include "engine/source_matcher.h"
#include "engine/source_value.h"

namespace cpsaudit {

void SourceMatcher::match_calls() {
  for (const auto& entry : detectors<CallDetector>()) {
    for (const std::string& text : entry.kind->functions) {
      const FunctionName function = parse_function_name(text);
      for (const CallReference& reference : index_.calls_named(function.name)) {
        if (is_call_of(*reference.call, function)) judge_call(entry, reference);
      }
    }
  }
}

void SourceMatcher::judge_call(const Entry<CallDetector>& entry, const CallReference& reference) {
  const CallDetector& detector = *entry.kind;
  const Call& call = *reference.call;
  if (detector.result_ignored && call.result != Call::Result::kIgnored) return;
  const auto& types = detector.receiver_types;
  const bool is_receiver = types.empty() || std::any_of(types.begin(), types.end(), [&](const std::string& type) {
                             return is_type(call.receiver_type, type) || call.callee == type + "::" + call.name;
                           });
  if (!is_receiver || !arguments_hold(detector.where, reference, index_, vocabulary_)) return;
  if (detector.missing_argument && call.arguments.size() >= *detector.missing_argument) return;
  const auto stands_beside = [&](const CompanionCall& companion) {
    return has_companion(companion, reference, detector, nullptr);
  };
  const auto comes_later = [&](const CompanionCall& companion) {
    return has_companion(companion, reference, detector, &call);
  };
  if (std::any_of(detector.unless_called.begin(), detector.unless_called.end(), stands_beside)) return;
  if (std::any_of(detector.unless_called_later.begin(), detector.unless_called_later.end(), comes_later)) return;
  const bool is_wanted =
      detector.when_called.empty() ||
      std::any_of(detector.when_called.begin(), detector.when_called.end(), [&](const CompanionCall& companion) {
        CallDetector anywhere;
        return has_companion(companion, reference, anywhere, nullptr);
      });
  if (!is_wanted) return;

  Evidence evidence = evidence_at(entry.check, entry.detector, *reference.file, call.place);
  evidence.what = name_of_call(call, detector.where);
  evidence.anchor = call.place.function + "/" + evidence.what;
  if (!detector.argument) {
    // What is done with the result is not in the arguments.
    const bool name_alone = detector.result_ignored && call.callee_span.known();
    evidence.place.span = name_alone ? call.callee_span : call.span;
    evidence_.push_back(std::move(evidence));
    return;
  }
  const Value* argument = argument_of(call, *detector.argument);
  if (argument == nullptr) return;
  evidence.anchor += "#" + std::to_string(*detector.argument);
  judge_value(std::move(evidence), *argument, *reference.file, detector.bad, detector.good);
}

/// Is there such a call in the same function: on the same object when the detector says so, behind `after` if given?
bool SourceMatcher::has_companion(const CompanionCall& companion, const CallReference& reference,
                                  const CallDetector& detector, const Call* after) const {
  const FunctionName function = parse_function_name(companion.function);
  const std::string object = object_of(*reference.call);
  for (const CallReference& other : index_.calls_in(*reference.file, reference.call->place.function)) {
    if (other.call == reference.call || !is_call_of(*other.call, function)) continue;
    if (after != nullptr && other.call->span.begin < after->span.end) continue;
    if (detector.unless_object && !object.empty() && object_of(*other.call) != object) continue;
    if (arguments_hold(companion.where, other, index_, vocabulary_)) return true;
  }
  return false;
}

void SourceMatcher::match_missing_calls() {
  for (const auto& entry : detectors<MissingCallDetector>()) {
    for (const std::string& text : entry.kind->functions) {
      const FunctionName function = parse_function_name(text);
      for (const CallReference& reference : index_.calls_named(function.name)) {
        if (is_call_of(*reference.call, function)) judge_missing_call(entry, reference);
      }
    }
  }
}

void SourceMatcher::judge_missing_call(const Entry<MissingCallDetector>& entry, const CallReference& reference) {
  const MissingCallDetector& missing = *entry.kind;
  if (!arguments_hold(missing.where, reference, index_, vocabulary_) || is_there(missing, reference)) return;
  using Within = MissingCallDetector::Reach;
  const bool is_wide = missing.reach == Within::kFile || missing.reach == Within::kProduct;
  // What a whole file or product lacks is said once a file.
  const bool is_first = told_missing_.emplace(entry.check, reference.file->path).second;
  if (is_wide && !is_first) return;
  const Call& call = *reference.call;
  Evidence evidence = evidence_at(entry.check, entry.detector, *reference.file, call.place);
  evidence.what = name_of_call(call, missing.where);
  evidence.anchor = call.place.function + "/" + evidence.what;
  // What lacks is not in this call: its name is enough of a place.
  evidence.place.span = call.callee_span.known() ? call.callee_span : call.span;
  evidence_.push_back(std::move(evidence));
}

bool SourceMatcher::is_there(const MissingCallDetector& missing, const CallReference& reference) const {
  using Within = MissingCallDetector::Reach;
  return std::any_of(missing.needs.begin(), missing.needs.end(), [&](const std::string& text) {
    const FunctionName function = parse_function_name(text);
    const auto calls = index_.calls_named(function.name);
    return std::any_of(calls.begin(), calls.end(), [&](const CallReference& other) {
      if (!is_call_of(*other.call, function)) return false;
      if (missing.reach == Within::kProduct) {
        return products_.segment_of(other.file->path) == products_.segment_of(reference.file->path);
      }
      if (other.file != reference.file) return false;
      if (missing.reach == Within::kFile) return true;
      if (missing.reach == Within::kObject) return object_of(*other.call) == object_of(*reference.call);
      return other.call->place.function == reference.call->place.function;
    });
  });
}

}  // namespace cpsaudit
