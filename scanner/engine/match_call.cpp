#include <algorithm>
#include <optional>

#include "engine/call_pattern.h"
#include "engine/good_state.h"
#include "engine/source_matcher.h"
#include "engine/source_value.h"

namespace cpsaudit {

namespace {

const LocalizedText kAlwaysAnswers = {"This function can only give one answer.", "この関数は常に同じ結果を返します。"};
const LocalizedText kAnswersSo = {"It gives this answer here.", "ここでこの結果を返します。"};
const LocalizedText kHandedOver = {"It is handed over here.", "ここで渡されています。"};

}  // namespace

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
  const bool about_result = (detector.result_ignored || !detector.tested.empty()) && !detector.verdict;
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

/// A member, or a name of the kinds that are given to members and globals.
bool outlives_function(std::string_view object) {
  if (object.ends_with('_') || object.find_first_of(".:[") != std::string_view::npos) return true;
  for (const std::string_view prefix : {"m_", "s_", "g_", "_"}) {
    if (object.starts_with(prefix)) return true;
  }
  return false;
}

/// Tested in some of these ways, and in no other.
bool is_tested_so(const AnswerUse& answer, const std::vector<std::string>& ways) {
  return !answer.tests.empty() && std::all_of(answer.tests.begin(), answer.tests.end(), [&](const std::string& test) {
    return std::find(ways.begin(), ways.end(), test) != ways.end();
  });
}

/// An object of one of the types, where any are asked for.
bool is_receiver_of(const std::vector<std::string>& types, const Call& call) {
  return types.empty() || std::any_of(types.begin(), types.end(), [&](const std::string& type) {
           return is_type(call.receiver_type, type) || call.callee == type + "::" + call.name;
         });
}

/// Levels of callers in which an excuse is looked for, and of callees in which a companion is.
constexpr unsigned kMostLevels = 4;
/// What a program does far below has nothing to do with a call far above.
constexpr unsigned kDeepestCompanion = 2;
/// Functions that are looked into for a companion.
constexpr std::size_t kMostFunctions = 100;

}  // namespace

void SourceMatcher::judge_call(const Entry<CallDetector>& entry, const CallReference& reference) {
  const CallDetector& detector = *entry.kind;
  const Call& call = *reference.call;
  if (reference.seen != nullptr && !caller_decides(detector, *reference.seen)) {
    const bool open_inside = caller_decides_condition(detector, *reference.seen) &&
                             !arguments_hold(detector.where, reference.seen->inner, index_, vocabulary_);
    if (!open_inside) return;
  }
  if (flow_.is_decided_by_callers(call)) return;
  if (!is_receiver_of(detector.receiver_types, call) || !arguments_hold(detector.where, reference, index_, vocabulary_))
    return;
  if (!stands_right(detector.around, reference)) return;
  const bool can_be_good = reference.seen == nullptr && derives_good(catalog_.checks[entry.check], entry.detector);
  const AnswerUse answer = answer_of(detector, call);
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
  if (!detector.when_made_by.empty() && !is_made_by(detector.when_made_by, reference)) return;

  Evidence evidence = evidence_at(entry.check, entry.detector, *reference.file, call.place);
  evidence.what = name_of_call(call, detector.where);
  evidence.anchor = call.place.function + "/" + evidence.what;
  // What is done with a result is the caller's business, whoever wrote the function.
  const bool about_result = detector.result_ignored || !detector.tested.empty();
  // A function that is known by the look of its name alone is the project's own.
  const bool own = detector.function_matches.present();
  // What is logged is told where that is done, whoever wrote the logger.
  const bool is_logged = catalog_.weakness_of(catalog_.checks[entry.check]).family == "logging";
  const bool is_inside = is_logged ? reference.seen == nullptr && hands_on(call) : is_part_of_api(reference);
  if (!about_result && !own && is_inside) {
    // Nobody is to act on what an API does inside of itself.
    evidence.lowered = kImplementation;
    evidence.grades = 2;
  }
  if (detector.any_argument) {
    judge_any_argument(evidence, reference, detector);
    return;
  }
  if (!detector.argument) {
    // What is done with the result is not in the arguments.
    const bool name_alone = about_result && call.callee_span.known();
    evidence.place.span = name_alone ? call.callee_span : call.span;
    if (reference.seen != nullptr) evidence.flow = reference.seen->steps;
    evidence_.push_back(std::move(evidence));
    return;
  }
  const Value* argument = argument_of(call, *detector.argument);
  if (argument == nullptr) return;
  evidence.anchor += "#" + std::to_string(*detector.argument);
  if (!detector.from.empty()) {
    judge_origins(std::move(evidence), reference, detector);
    return;
  }
  if (detector.callback) {
    judge_callback(std::move(evidence), *argument, reference, detector);
    return;
  }
  judge_value(std::move(evidence), *argument, *reference.file, detector.bad, detector.good, reference.seen);
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
bool SourceMatcher::stands_right(const Surroundings& wanted, const CallReference& reference) const {
  if (!is_right_condition(wanted, reference.call->place)) return false;
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

/// A call beside it sees to what it lacks.
bool SourceMatcher::has_excuse(const CallDetector& detector, const CallReference& reference) const {
  const auto stands_beside = [&](const CompanionCall& companion) {
    return has_companion(companion, reference, detector.unless_object, nullptr);
  };
  const auto comes_later = [&](const CompanionCall& companion) {
    return has_companion(companion, reference, detector.unless_object, reference.call);
  };
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

/// Is there such a call in the same function: on the same object when that is asked for, behind `after` if given?
bool SourceMatcher::has_companion(const CompanionCall& companion, const CallReference& reference, bool same_object,
                                  const Call* after) const {
  const FunctionName function = name_of(companion);
  const std::string object = object_of(*reference.call);
  for (const CallReference& other : index_.calls_in(*reference.file, reference.call->place.function)) {
    if (other.call == reference.call || !is_call_of(*other.call, function)) continue;
    if (after != nullptr && other.call->span.begin < after->span.end) continue;
    if (same_object && !object.empty() && object_of(*other.call) != object) continue;
    if (arguments_hold(companion.where, other, index_, vocabulary_)) return true;
  }
  if (same_object || after != nullptr) return false;
  // On whatever object: a function that is called from here may do it.
  return is_called_below(companion, *reference.file, reference.call->place.function);
}

bool SourceMatcher::is_called_in(const CompanionCall& companion, const FileFacts& file,
                                 const std::string& function) const {
  const FunctionName name = name_of(companion);
  const auto calls = index_.calls_in(file, function);
  for (const CallReference& call : calls) {
    if (is_call_of(*call.call, name) && arguments_hold(companion.where, call, index_, vocabulary_)) return true;
  }
  return is_called_below(companion, file, function);
}

bool SourceMatcher::is_called_below(const CompanionCall& companion, const FileFacts& file,
                                    const std::string& function) const {
  const FunctionName name = name_of(companion);
  using Function = std::pair<const FileFacts*, std::string>;
  std::vector<std::pair<Function, unsigned>> waiting = {{{&file, function}, 0}};
  std::set<Function> known = {waiting.front().first};
  for (std::size_t at = 0; at < waiting.size() && waiting.size() < kMostFunctions; ++at) {
    const auto [here, depth] = waiting[at];
    for (const CallReference& call : index_.calls_in(*here.first, here.second)) {
      const bool is_companion = at > 0 && is_call_of(*call.call, name);
      if (is_companion && arguments_hold(companion.where, call, index_, vocabulary_)) return true;
      const CallFlow::Target target = call.seen == nullptr ? flow_.target_of(call) : CallFlow::Target{};
      if (target.function == nullptr || depth >= kDeepestCompanion) continue;
      const Function below{target.file, target.function->name};
      if (known.insert(below).second) waiting.emplace_back(below, depth + 1);
    }
  }
  return false;
}

bool SourceMatcher::is_made_by(const std::vector<std::string>& makers, const CallReference& reference) const {
  return object_is_made_by(makers, *reference.file, reference.call->place.function, object_of(*reference.call), 0);
}

/// `ctx = create(method())`, `link = open(ctx)`: what made the object, and what made what that was made of.
bool SourceMatcher::object_is_made_by(const std::vector<std::string>& makers, const FileFacts& file,
                                      const std::string& function, const std::string& object, unsigned depth) const {
  if (object.empty() || depth >= kMostLevels) return false;
  const auto makes = [&](const CallReference& other) {
    if (bare_object(other.call->target) != object) return false;
    const bool is_maker = std::any_of(makers.begin(), makers.end(), [&](const std::string& maker) {
      return is_call_of(*other.call, parse_function_name(maker));
    });
    if (is_maker) return true;
    const std::string from = object_of(*other.call);
    return from != object && object_is_made_by(makers, file, other.call->place.function, from, depth + 1);
  };
  bool assigned_here = false;
  for (const CallReference& other : index_.calls_in(file, function)) {
    assigned_here |= bare_object(other.call->target) == object;
    if (makes(other)) return true;
  }
  // Two functions of a file may both call something of their own `ctx`.
  if (assigned_here || !outlives_function(object)) return false;
  // A member or a global: another function of the file has made it.
  const auto all = index_.calls_in(file);
  return std::any_of(all.begin(), all.end(), makes);
}

void SourceMatcher::match_missing_calls() {
  for (const auto& entry : detectors<MissingCallDetector>()) {
    for (const std::string& text : entry.kind->functions) {
      const FunctionName function = parse_function_name(text);
      for (const CallReference& reference : index_.calls_named(function.name)) {
        const bool is_here = reference.seen == nullptr;
        if (is_here && is_call_of(*reference.call, function)) judge_missing_call(entry, reference);
      }
    }
  }
}

void SourceMatcher::judge_missing_call(const Entry<MissingCallDetector>& entry, const CallReference& reference) {
  const MissingCallDetector& missing = *entry.kind;
  if (!is_receiver_of(missing.receiver_types, *reference.call)) return;
  if (!arguments_hold(missing.where, reference, index_, vocabulary_)) return;
  if (!stands_right(missing.around, reference)) return;
  using Within = MissingCallDetector::Reach;
  const bool by_handler = missing.reach == Within::kCallback;
  const std::optional<bool> handled =
      by_handler ? handlers_call(missing.needs, reference) : is_there(missing.needs, missing.reach, reference, 0);
  if (!handled) return;
  const Within around = by_handler ? Within::kProduct : missing.reach;
  if (!missing.when_called.empty() && !is_there(missing.when_called, around, reference, 0)) return;
  if (*handled) {
    if (!derives_good(catalog_.checks[entry.check], entry.detector)) return;
    std::string what = name_of_call(*reference.call, missing.where);
    for (const CompanionCall& needed : missing.needs) {
      if (needed.function.empty()) continue;
      what += (&needed == &missing.needs.front() ? " + " : "/") + needed.function;
    }
    add_good_call(entry.check, entry.detector, reference, std::move(what));
    return;
  }
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

namespace {

bool is_word_character(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "on_update" of `on_update`, `&Web::on_update` and `std::bind(&Web::on_update, this)`; empty for what names nothing.
std::string named_function(const Value& value) {
  if (!value.constants.empty()) return {};
  std::string_view text = value.object.empty() ? value.text : value.object;
  for (const std::string_view binder : {"std::bind(", "bind(", "std::bind_front("}) {
    if (!text.starts_with(binder)) continue;
    text.remove_prefix(binder.size());
    text = text.substr(0, text.find_first_of(",)"));
  }
  while (!text.empty() && (text.front() == '&' || text.front() == ' ')) text.remove_prefix(1);
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos) text.remove_prefix(colon + 1);
  return std::all_of(text.begin(), text.end(), is_word_character) ? std::string(text) : std::string();
}

bool is_lambda(const Value& value) {
  return value.object.starts_with("lambda@");
}

/// `logged_in(on_update)`: what the handler is given to is one of the functions that are looked for.
bool is_wrapped(const CompanionCall& companion, const Value& value) {
  const std::size_t open = is_lambda(value) ? std::string::npos : value.text.find('(');
  if (open == std::string::npos) return false;
  const std::string name = value.text.substr(0, open);
  return companion.function_matches.found_in(name) || (!companion.function.empty() && companion.function == name);
}

}  // namespace

/// `server.on("/", page).setAuthentication(user, password)`, `route = server.on("/", page); route.setFilter(…)`,
/// `server.addMiddleware(&login)`: it is called on what the call gives back, or on what it is called on.
bool SourceMatcher::is_called_beside(const CompanionCall& companion, const CallReference& reference) const {
  const Call& call = *reference.call;
  const FunctionName wanted = name_of(companion);
  const auto around = index_.calls_in(*reference.file, call.place.function);
  const auto is_in_lambda = [&](const Call& inner) {
    return std::any_of(around.begin(), around.end(), [&](const CallReference& outer) {
      const auto& arguments = outer.call->arguments;
      return std::any_of(arguments.begin(), arguments.end(), [&](const Value& argument) {
        return is_lambda(argument) && argument.span.contains(inner.span);
      });
    });
  };
  return std::any_of(around.begin(), around.end(), [&](const CallReference& other) {
    if (!is_call_of(*other.call, wanted) || !other.call->receiver) return false;
    const Value& receiver = *other.call->receiver;
    if (receiver.span.contains(call.span)) return true;
    const std::string object = bare_object(receiver.text);
    const bool is_beside = !object.empty() && (object == bare_object(call.target) || object == object_of(call));
    return is_beside && !is_in_lambda(*other.call);
  });
}

std::optional<bool> SourceMatcher::handlers_call(const std::vector<CompanionCall>& companions,
                                                 const CallReference& reference) const {
  const bool is_beside = std::any_of(companions.begin(), companions.end(), [&](const CompanionCall& companion) {
    return is_called_beside(companion, reference);
  });
  if (is_beside) return true;
  bool is_given_any = false;
  const auto looks = [&](const Value& value) {
    const std::string name = is_lambda(value) ? std::string() : named_function(value);
    is_given_any |= is_lambda(value) || (!name.empty() && !index_.functions_named(*reference.file, name).empty());
    return std::any_of(companions.begin(), companions.end(), [&](const CompanionCall& companion) {
      return is_wrapped(companion, value) || handler_calls(companion, value, reference);
    });
  };
  for (const Value& argument : reference.call->arguments) {
    if (looks(argument) || std::any_of(argument.parts.begin(), argument.parts.end(), looks)) return true;
  }
  return is_given_any ? std::optional(false) : std::nullopt;
}

bool SourceMatcher::handler_calls(const CompanionCall& companion, const Value& handler,
                                  const CallReference& reference) const {
  if (!is_lambda(handler)) {
    const std::string name = named_function(handler);
    const auto bodies = name.empty() ? std::vector<std::pair<const FileFacts*, std::string>>()
                                     : index_.functions_named(*reference.file, name);
    return std::any_of(bodies.begin(), bodies.end(),
                       [&](const auto& body) { return is_called_in(companion, *body.first, body.second); });
  }
  const FunctionName wanted = name_of(companion);
  const auto around = index_.calls_in(*reference.file, reference.call->place.function);
  return std::any_of(around.begin(), around.end(), [&](const CallReference& inner) {
    if (!handler.span.contains(inner.call->span)) return false;
    if (is_call_of(*inner.call, wanted)) return arguments_hold(companion.where, inner, index_, vocabulary_);
    const CallFlow::Target target = inner.seen == nullptr ? flow_.target_of(inner) : CallFlow::Target{};
    return target.function != nullptr && is_called_in(companion, *target.file, target.function->name);
  });
}

bool SourceMatcher::is_there(const std::vector<CompanionCall>& companions, MissingCallDetector::Reach reach,
                             const CallReference& reference, unsigned depth) const {
  using Within = MissingCallDetector::Reach;
  const auto fits = [&](const CallReference& other) {
    if (reach == Within::kProduct) {
      return products_.are_joined(products_.segment_of(other.file->path), products_.segment_of(reference.file->path));
    }
    if (other.file != reference.file) return false;
    if (reach == Within::kFile) return true;
    if (reach == Within::kObject) return object_of(*other.call) == object_of(*reference.call);
    return other.call->place.function == reference.call->place.function;
  };
  const bool here = std::any_of(companions.begin(), companions.end(), [&](const CompanionCall& companion) {
    return any_call(name_of(companion), [&](const CallReference& other) {
      return fits(other) && arguments_hold(companion.where, other, index_, vocabulary_);
    });
  });
  if (here || depth >= kMostLevels) return here;
  const auto callers = flow_.seen_from_callers(*reference.call);
  return !callers.empty() && std::all_of(callers.begin(), callers.end(), [&](const CalledCall* seen) {
    return is_there(companions, reach, {seen->file, &seen->call, seen}, depth + 1);
  });
}

}  // namespace cpsaudit
