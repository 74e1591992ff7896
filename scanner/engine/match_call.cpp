#include <algorithm>
#include <optional>

#include "engine/ascii.h"
#include "engine/call_pattern.h"
#include "engine/good_state.h"
#include "engine/source_matcher.h"
#include "engine/source_value.h"
#include "facts/name_hash.h"

namespace cpsaudit {

void SourceMatcher::match_calls() {
  for (const auto& entry : detectors<CallDetector>()) {
    for (const std::string& text : entry.kind->functions) {
      const FunctionName function = parse_function_name(text);
      for (const CallReference& reference : index_.calls_named(function.name)) {
        if (is_call_of(*reference.call, function)) judge_call(entry, reference);
      }
    }
    if (entry.kind->function_matches.present()) match_calls_by_pattern(entry);
    match_good_calls(entry);
  }
}

void SourceMatcher::match_calls_by_pattern(const Entry<CallDetector>& entry) {
  const CallDetector& detector = *entry.kind;
  for (const std::string& name : index_.called_names()) {
    if (!detector.function_matches.found_in(name)) continue;
    for (const CallReference& reference : index_.calls_named(name)) {
      const auto& arguments = reference.call->arguments;
      const bool is_named = !detector.naming.present() ||
                            std::any_of(arguments.begin(), arguments.end(),
                                        [&](const Value& argument) { return detector.naming.found_in(argument.text); });
      // What a wrapper hands on is told where it stands.
      if (is_named && reference.seen == nullptr) judge_call(entry, reference);
    }
  }
}

void SourceMatcher::match_good_calls(const Entry<CallDetector>& entry) {
  for (const CompanionCall& good : entry.kind->good_calls) {
    any_call(name_of(good), [&](const CallReference& reference) {
      const bool is_good = reference.seen == nullptr && arguments_hold(good.where, reference, index_, vocabulary_);
      if (is_good) add_good_call(entry.check, entry.detector, reference, name_of_call(*reference.call, good.where));
      return false;
    });
  }
}

void SourceMatcher::add_good_call(std::size_t check, std::size_t detector, const CallReference& reference,
                                  std::string what) {
  const Call& call = *reference.call;
  Evidence evidence = evidence_at(check, detector, *reference.file, call.place);
  evidence.kind = Kind::kPass;
  evidence.what = std::move(what);
  evidence.anchor = call.place.function + "/" + evidence.what;
  evidence.place.span = call.callee_span.known() ? call.callee_span : call.span;
  evidence_.push_back(std::move(evidence));
}

namespace {

/// Does the caller decide what the detector looks at? What the function says by itself is said there.
bool caller_decides(const CallDetector& detector, const CalledCall& seen) {
  if (seen.condition_given || (detector.argument && seen.given.contains(*detector.argument))) return true;
  const bool about_result = detector.is_about_answer() && !detector.verdict;
  return about_result && seen.result_given;
}

bool caller_decides_condition(const CallDetector& detector, const CalledCall& seen) {
  return std::any_of(detector.where.begin(), detector.where.end(),
                     [&](const ArgumentCondition& condition) { return seen.given.contains(condition.argument); });
}

/// What becomes of the answer of a call: of its result, or of what it writes through an argument.
struct AnswerUse {
  Call::Result use = Call::Result::kOther;
  std::vector<std::string> tests;
};

AnswerUse answer_of(const CallDetector& detector, const Call& call) {
  if (!detector.verdict) return {call.result, call.tests};
  const auto found = std::find_if(call.answers.begin(), call.answers.end(),
                                  [&](const Call::Answer& answer) { return answer.argument == *detector.verdict; });
  return found == call.answers.end() ? AnswerUse{} : AnswerUse{found->use, found->tests};
}

bool is_ignored(const AnswerUse& answer) {
  return answer.use == Call::Result::kIgnored || answer.use == Call::Result::kUnused;
}

/// Tested in some of these ways, and in no other.
bool is_tested_so(const AnswerUse& answer, const std::vector<std::string>& ways) {
  return !answer.tests.empty() && std::all_of(answer.tests.begin(), answer.tests.end(), [&](const std::string& test) {
    return std::find(ways.begin(), ways.end(), test) != ways.end();
  });
}

}  // namespace

/// `nvs_set_str(nvs, "pass", password)`: what the parameter is called is enough, whoever gives it.
bool SourceMatcher::is_bad_by_name(const CallDetector& detector, const CallReference& reference) const {
  if (!detector.argument || detector.callback || !detector.from.empty() || !detector.bad.present()) return false;
  const Value* argument = argument_of(*reference.call, *detector.argument);
  if (argument == nullptr || argument->parameters.empty() || !argument->constants.empty()) return false;
  const SourceSubject subject = subject_of(*argument, *reference.file, index_);
  return any_is(detector.bad, subject.subject, vocabulary_).answer == Answer::kYes;
}

void SourceMatcher::judge_call(const Entry<CallDetector>& entry, const CallReference& reference) {
  const CallDetector& detector = *entry.kind;
  const Call& call = *reference.call;
  if (reference.seen != nullptr && !caller_decides(detector, *reference.seen)) {
    const bool open_inside = caller_decides_condition(detector, *reference.seen) &&
                             !arguments_hold(detector.where, reference.seen->inner, index_, vocabulary_);
    if (!open_inside) return;
  }
  const bool says_itself = is_bad_by_name(detector, reference);
  if (flow_.is_decided_by_callers(call) && !says_itself) return;
  if (reference.seen != nullptr && !reference.seen->condition_given &&
      is_bad_by_name(detector, reference.seen->inner)) {
    return;
  }
  if (!is_receiver_of(detector.receiver_types, call) || !arguments_hold(detector.where, reference, index_, vocabulary_))
    return;
  if (!stands_right(detector.around, reference, !detector.unless_asked.empty())) return;
  const bool can_be_good = reference.seen == nullptr && derives_good(catalog_.checks[entry.check], entry.detector);
  AnswerUse answer = answer_of(detector, call);
  const bool is_lost = detector.result_ignored && !detector.verdict && is_kept_for_nobody(reference);
  if (is_lost) answer.use = Call::Result::kUnused;
  const bool is_asked = (!detector.result_ignored || is_ignored(answer)) &&
                        (detector.tested.empty() || is_tested_so(answer, detector.tested)) &&
                        (!detector.missing_argument || call.arguments.size() < *detector.missing_argument);
  if (!is_asked) {
    const bool is_looked_at =
        answer.use == Call::Result::kTested || (detector.verdict && answer.use == Call::Result::kReturned);
    const bool shows_good = detector.missing_argument || is_looked_at;
    if (can_be_good && shows_good) {
      add_good_call(entry.check, entry.detector, reference, name_of_call(call, detector.where));
    }
    return;
  }
  if (is_excused_inside(detector, reference) || is_excused_outside(detector, reference, 0)) {
    if (can_be_good && has_excuse(detector, reference)) {
      add_good_call(entry.check, entry.detector, reference, name_of_call(call, detector.where));
    }
    return;
  }
  if (!detector.when_called.empty() && !is_called_for(detector, reference, 0)) return;
  if (!detector.when_reached_from.empty() &&
      !is_reached_from(detector.when_reached_from, *reference.file, call.place.function, call.span)) {
    return;
  }
  if (!detector.when_made_by.empty() && !is_made_by(detector.when_made_by, reference)) return;

  Evidence evidence = evidence_at(entry.check, entry.detector, *reference.file, call.place);
  evidence.what = name_of_call(call, detector.where);
  evidence.anchor = call.place.function + "/" + evidence.what;
  // A function that is known by the look of its name alone is the project's own.
  const bool own = detector.function_matches.present();
  // What a logger is given is told where that is done, whoever wrote the logger.
  const bool is_own = catalog_.weakness_of(catalog_.checks[entry.check]).own_functions;
  const bool is_inside = is_own ? reference.seen == nullptr && hands_on(call) : is_part_of_api(reference);
  if (!detector.is_about_answer() && !own && is_inside) {
    // Nobody is to act on what an API does inside of itself.
    evidence.lowered = kImplementation;
    evidence.grades = 2;
  }
  if (!detector.from.empty()) {
    if (detector.argument) evidence.anchor += "#" + std::to_string(*detector.argument);
    judge_origins(std::move(evidence), reference, detector);
    return;
  }
  if (detector.any_argument) {
    judge_any_argument(evidence, reference, detector);
    return;
  }
  if (!detector.argument) {
    // What is done with the result is not in the arguments.
    const bool name_alone = detector.is_about_answer() && call.callee_span.known();
    evidence.place.span = name_alone ? call.callee_span : call.span;
    if (reference.seen != nullptr) evidence.flow = reference.seen->steps;
    evidence_.push_back(std::move(evidence));
    return;
  }
  const Value* argument = argument_of(call, *detector.argument);
  if (argument == nullptr) return;
  evidence.anchor += "#" + std::to_string(*detector.argument);
  if (detector.callback) {
    judge_callback(std::move(evidence), *argument, reference, detector);
    return;
  }
  judge_value(std::move(evidence), *argument, *reference.file, detector.bad, detector.good, reference.seen);
}

/// `ctx->state = verify(image)`, `valid_ = verify(image)`: every file of the product that names the member only gives
/// it values, or prints it.
bool SourceMatcher::is_kept_for_nobody(const CallReference& reference) const {
  const Call& call = *reference.call;
  if (call.result != Call::Result::kAssigned || call.target.starts_with('*')) return false;
  const std::string object = bare_object(call.target);
  const std::string name = object.substr(object.find_last_of(".:") + 1);
  if (name.empty() || !std::all_of(name.begin(), name.end(),
                                   [](char c) { return c == '_' || ascii::is_letter(c) || ascii::is_digit(c); })) {
    return false;
  }
  const std::uint32_t hash = hash_of_name(name);
  const auto home = products_.segment_of(reference.file->path);
  return std::none_of(files_.begin(), files_.end(), [&](const FileFacts& file) {
    if (!file.source || !products_.are_joined(products_.segment_of(file.path), home)) return false;
    const auto& mentioned = file.source->mentioned;
    const auto& unread = file.source->unread;
    return std::binary_search(mentioned.begin(), mentioned.end(), hash) &&
           !std::binary_search(unread.begin(), unread.end(), hash);
  });
}

void SourceMatcher::judge_any_argument(const Evidence& evidence, const CallReference& reference,
                                       const CallDetector& detector) {
  for (const Value& argument : reference.call->arguments) {
    const std::size_t known = evidence_.size();
    Evidence of_argument = evidence;
    of_argument.anchor += "#" + argument.text;
    judge_value(std::move(of_argument), argument, *reference.file, detector.bad, detector.good, nullptr);
    if (evidence_.size() > known && evidence_.back().kind == Kind::kFail) return;
  }
}

/// The sources of a library call its own functions, and a wrapper hands on what its callers ask for by the same name.
bool SourceMatcher::is_part_of_api(const CallReference& reference) const {
  return (reference.seen == nullptr && hands_on(*reference.call)) || index_.is_implemented_beside(reference);
}

/// The function is any on the way from the caller to the call.
bool SourceMatcher::stands_right(const Surroundings& wanted, const CallReference& reference, bool in_chain) const {
  if (!is_right_condition(wanted, reference.call->place, in_chain)) return false;
  const bool excluded = wanted.unless_in_function.present();
  if (!excluded && !wanted.in_function.present()) return true;
  bool found = false;
  for (const CallReference* at = &reference; at != nullptr; at = at->seen == nullptr ? nullptr : &at->seen->inner) {
    const std::string& function = at->call->place.function;
    if (excluded && wanted.unless_in_function.found_in(function)) return false;
    found |= !wanted.in_function.present() || wanted.in_function.found_in(function);
  }
  return found;
}

/// A call beside it sees to what it lacks.
bool SourceMatcher::has_excuse(const CallDetector& detector, const CallReference& reference) const {
  const auto stands_beside = [&](const CompanionCall& companion) {
    return has_companion(companion, reference, detector.unless_object, nullptr);
  };
  const auto comes_later = [&](const CompanionCall& companion) {
    return has_companion(companion, reference, detector.unless_object, reference.call);
  };
  if (!detector.unless_asked.empty() && is_asked_on_the_way(detector, reference)) return true;
  return std::any_of(detector.unless_called.begin(), detector.unless_called.end(), stands_beside) ||
         std::any_of(detector.unless_called_later.begin(), detector.unless_called_later.end(), comes_later);
}

bool SourceMatcher::is_excused_here(const CallDetector& detector, const CallReference& reference) const {
  return has_excuse(detector, reference) ||
         (!detector.unless_made_by.empty() && is_made_by(detector.unless_made_by, reference));
}

/// Here, or in the function that is called and does it.
bool SourceMatcher::is_excused_inside(const CallDetector& detector, const CallReference& reference) const {
  if (is_excused_here(detector, reference)) return true;
  return reference.seen != nullptr && is_excused_inside(detector, reference.seen->inner);
}

/// Every caller of the function sees to it.
bool SourceMatcher::is_excused_outside(const CallDetector& detector, const CallReference& reference,
                                       unsigned depth) const {
  const auto callers = flow_.seen_from_callers(*reference.call);
  if (callers.empty() || depth >= kMostLevels) return false;
  return std::all_of(callers.begin(), callers.end(), [&](const CalledCall* seen) {
    const CallReference outer{seen->file, &seen->call, seen};
    return is_excused_here(detector, outer) || is_excused_outside(detector, outer, depth + 1);
  });
}

bool SourceMatcher::is_called_for(const CallDetector& detector, const CallReference& reference, unsigned depth) const {
  const bool here =
      std::any_of(detector.when_called.begin(), detector.when_called.end(),
                  [&](const CompanionCall& companion) { return has_companion(companion, reference, false, nullptr); });
  if (here || depth >= kMostLevels) return here;
  if (reference.seen != nullptr && is_called_for(detector, reference.seen->inner, depth + 1)) return true;
  const auto callers = flow_.seen_from_callers(*reference.call);
  return std::any_of(callers.begin(), callers.end(), [&](const CalledCall* seen) {
    const CallReference outer{seen->file, &seen->call, seen};
    return std::any_of(detector.when_called.begin(), detector.when_called.end(),
                       [&](const CompanionCall& companion) { return has_companion(companion, outer, false, nullptr); });
  });
}

}  // namespace cpsaudit
