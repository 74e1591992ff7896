#include "engine/call_uses.h"

#include <algorithm>
#include <variant>

#include "engine/source_value.h"
#include "engine/surroundings.h"

namespace cpsaudit {

namespace {

/// Of a function that a tree calls more often, parts of records are not followed to who fills them: each of its calls
/// would have nearly every file read again.
constexpr std::size_t kEveryday = 40;

/// How a thing is called is seen where it stands: no caller decides it.
bool may_be_decided_by_callers(const Predicate& wanted) {
  return !wanted.present() || !is_about_spelling(wanted);
}

void add_arguments(CallInterest& interest, const std::vector<ArgumentCondition>& where) {
  for (const ArgumentCondition& condition : where) {
    if (may_be_decided_by_callers(condition.value)) interest.arguments.insert(condition.argument);
  }
}

void merge(CallInterest& into, const CallInterest& from) {
  into.arguments.insert(from.arguments.begin(), from.arguments.end());
  into.parts.insert(from.parts.begin(), from.parts.end());
  into.object |= from.object;
  into.result |= from.result;
  into.all |= from.all;
  into.contents |= from.contents;
  into.reached |= from.reached;
  into.below |= from.below;
}

bool differs_by_caller(const Value& value) {
  return !value.parameters.empty() ||
         std::any_of(value.constants.begin(), value.constants.end(),
                     [](const Constant& constant) { return constant.condition.parameter.has_value(); });
}

/// `policy->ciphers` of a record that the function is given: what it is, the caller's record says.
bool names_part_of_parameter(const Value& value) {
  return value.object_parameter && value.object.find_first_of(".>") != std::string::npos;
}

bool is_built_from_parameter(const Value& value) {
  return std::any_of(value.origins.begin(), value.origins.end(),
                     [](const Origin& origin) { return origin.parameter.has_value(); });
}

/// May it be something else for a caller than it is here? What a thing is called is said where it is called so: a
/// function that prints its parameter `text` prints no password, whatever its callers call it.
bool is_other_for_callers(const Value& value, const Predicate& wanted) {
  return !is_about_spelling(wanted) && differs_by_caller(value);
}

}  // namespace

/// One overload a kind of detector that looks at calls.
struct CallUses::Gatherer {
  CallUses& uses;

  void companions(const std::vector<CompanionCall>& calls, bool same_object, bool below = false) const {
    for (const CompanionCall& companion : calls) {
      if (companion.function.empty()) continue;
      Use use{{}, nullptr, &companion.where, {}};
      use.interest.below = below;
      add_arguments(use.interest, companion.where);
      use.interest.object = same_object || companion.same_object;
      uses.add(companion.function, std::move(use));
    }
  }

  void operator()(const CallDetector& call) const {
    const bool made_by = !call.when_made_by.empty() || !call.unless_made_by.empty();
    if (!uses.is_any_called(call.functions) || !uses.may_stand_right(call.around)) return;
    for (const std::string& function : call.functions) {
      Use use{{}, &call, &call.where, {}};
      add_arguments(use.interest, call.where);
      const bool open = call.argument && may_be_decided_by_callers(call.bad);
      if (open) use.interest.arguments.insert(*call.argument);
      if (open && call.bad.present() && !uses.is_everyday(function)) use.interest.parts.insert(*call.argument);
      use.interest.object = call.unless_object || made_by;
      use.interest.result = !call.verdict && call.is_about_answer();
      use.interest.reached = true;
      uses.add(function, std::move(use));
    }
    companions(call.unless_called, call.unless_object);
    companions(call.unless_called_later, call.unless_object);
    companions(call.unless_asked, false);
    companions(call.when_reached_from, false);
    companions(call.when_called, false);
    for (const auto* makers : {&call.when_made_by, &call.unless_made_by}) {
      for (const std::string& maker : *makers) {
        Use use;
        use.interest.result = true;
        uses.add(maker, std::move(use));
      }
    }
  }
  void operator()(const FieldDetector& field) const {
    for (const std::string& function : field.handed_to) {
      Use use;
      use.interest.all = true;
      uses.add(function, std::move(use));
    }
    companions(field.when_called, false);
    companions(field.unless_called, false);
    uses.field_detectors_.push_back(&field);
  }
  void operator()(const MissingCallDetector& missing) const {
    using Within = MissingCallDetector::Reach;
    const std::vector<std::string> functions = uses.functions_of(missing);
    if (!uses.is_any_called(functions) || !uses.may_stand_right(missing.around)) return;
    const bool object = missing.reach == Within::kObject;
    for (const std::string& function : functions) {
      Use use{{}, nullptr, &missing.where, {}};
      add_arguments(use.interest, missing.where);
      // Which function answers, callers of a wrapper may say.
      use.interest.all = use.interest.contents = missing.reach == Within::kCallback;
      use.interest.object = object;
      uses.add(function, std::move(use));
    }
    companions(missing.needs, object || missing.reach == Within::kFunction, missing.reach == Within::kCallback);
    companions(missing.when_called, false);
    for (const CompanionCall& companion : missing.unless_called) {
      if (companion.function.empty()) continue;
      Use use{{}, nullptr, &companion.where, {}};
      add_arguments(use.interest, companion.where);
      use.interest.all = use.interest.contents = missing.reach == Within::kCallback;
      uses.add(companion.function, std::move(use));
    }
    if (missing.reach != Within::kCallback || !uses.is_any_call(functions, missing.where)) return;
    // Who asks for a login by whatever function: where the product has a page at all that should.
    for (const CompanionCall& companion : missing.when_called) {
      if (companion.function_matches.present()) uses.guards_.push_back(companion.function_matches);
    }
  }
  template <typename Other>
  void operator()(const Other&) const {}
};

CallUses::CallUses(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
                   const SourceIndex& index)
    : index_(index), vocabulary_{known} {
  for (const std::size_t check : checks) {
    for (const Detector& detector : catalog.checks[check].detectors) std::visit(Gatherer{*this}, detector.kind);
  }
  field_names_ = FieldNames(field_detectors_);
}

void CallUses::add(const std::string& function, Use use) {
  use.function = parse_function_name(function);
  const std::string name = use.function.name;
  merge(named_[name], use.interest);
  uses_[name].push_back(std::move(use));
}

const CallInterest* CallUses::named(const std::string& name) const {
  const auto found = named_.find(name);
  return found == named_.end() ? nullptr : &found->second;
}

bool CallUses::is_everyday(const std::string& function) const {
  return index_.calls_named(parse_function_name(function).name).size() > kEveryday;
}

bool CallUses::is_any_called(const std::vector<std::string>& functions) const {
  return std::any_of(functions.begin(), functions.end(), [&](const std::string& function) {
    return !index_.calls_named(parse_function_name(function).name).empty();
  });
}

/// Is there any function of the kind that the detector wants around its calls?
bool CallUses::may_stand_right(const Surroundings& wanted) const {
  if (!wanted.in_function.present()) return true;
  return index_.any_function([&](const std::string& function) { return wanted.in_function.found_in(function); });
}

/// By name, and what the pattern beside the names finds among the calls of the tree.
std::vector<std::string> CallUses::functions_of(const MissingCallDetector& missing) const {
  std::vector<std::string> functions = missing.functions;
  if (!missing.function_matches.present()) return functions;
  for (const std::string& name : index_.called_names()) {
    if (missing.function_matches.found_in(name)) functions.push_back(name);
  }
  return functions;
}

bool CallUses::is_any_call(const std::vector<std::string>& functions,
                           const std::vector<ArgumentCondition>& where) const {
  return std::any_of(functions.begin(), functions.end(), [&](const std::string& text) {
    const FunctionName function = parse_function_name(text);
    const auto calls = index_.calls_named(function.name);
    return std::any_of(calls.begin(), calls.end(), [&](const CallReference& call) {
      return is_call_of(*call.call, function) && arguments_hold(where, call, index_, vocabulary_);
    });
  });
}

bool CallUses::is_guard(const std::string& name) const {
  if (guards_.empty()) return false;
  const auto [known, is_new] = known_guards_.emplace(name, false);
  if (is_new) {
    known->second =
        std::any_of(guards_.begin(), guards_.end(), [&](const Pattern& pattern) { return pattern.found_in(name); });
  }
  return known->second;
}

std::optional<CallInterest> CallUses::left_to_callers(const CallReference& call) const {
  const auto found = uses_.find(call.call->name);
  if (found == uses_.end()) return std::nullopt;
  std::optional<CallInterest> left;
  for (const Use& use : found->second) {
    if (!may_hold(use, call)) continue;
    if (!left) left.emplace();
    merge(*left, use.interest);
  }
  return left;
}

bool CallUses::is_left_to_callers(const FieldInit& field, const FileFacts& file) const {
  const std::vector<std::size_t> speaking = field_names_.speaking_of(field);
  return std::any_of(speaking.begin(), speaking.end(), [&](std::size_t detector) {
    const FieldDetector& wanted = *field_detectors_[detector];
    const std::string& path = field.field.empty() ? field.variable : field.field;
    if (wanted.around.unless_name.present() && wanted.around.unless_name.found_in(last_name_of(path))) return false;
    if (is_about_spelling(wanted.bad)) return false;
    return differs_by_caller(field.value) ||
           any_is(wanted.bad, subject_of(field.value, file, index_).subject, vocabulary_).answer == Answer::kYes;
  });
}

bool CallUses::may_hold(const Use& use, const CallReference& reference) const {
  const Call& call = *reference.call;
  if (!is_call_of(call, use.function)) return false;
  if (use.detector != nullptr && !is_right_function(use.detector->around, call.place.function)) return false;
  const auto fits = [&](const ArgumentCondition& condition) {
    const Value* argument = argument_of(call, condition.argument);
    if (argument != nullptr && !condition.part.empty()) argument = part_of(*argument, condition.part);
    return argument != nullptr && (is_other_for_callers(*argument, condition.value) ||
                                   arguments_hold({condition}, reference, index_, vocabulary_));
  };
  if (use.where != nullptr && !std::all_of(use.where->begin(), use.where->end(), fits)) return false;
  if (use.detector == nullptr || !use.detector->argument || use.detector->callback) return true;
  const Value* judged = argument_of(call, *use.detector->argument);
  if (judged == nullptr || is_other_for_callers(*judged, use.detector->bad)) return judged != nullptr;
  if (!use.detector->from.empty()) return is_built_from_parameter(*judged);
  if (use.interest.parts.contains(*use.detector->argument) && names_part_of_parameter(*judged)) return true;
  const SourceSubject subject = subject_of(*judged, *reference.file, index_);
  return any_is(use.detector->bad, subject.subject, vocabulary_).answer == Answer::kYes;
}

}  // namespace cpsaudit
