#include "engine/call_flow.h"

#include <algorithm>
#include <optional>

namespace cpsaudit {

namespace {

/// Wrappers around wrappers: more levels are not written by people.
constexpr unsigned kDeepest = 6;
constexpr std::size_t kMostFacts = 50'000;

const LocalizedText kHandedOver = {"The value is handed over here.", "値はここで渡されています。"};
const LocalizedText kHandedOn = {"It is used here.", "ここで使用されています。"};

std::optional<unsigned> own_parameter(const Value& value) {
  for (const ParameterUse& use : value.parameters) {
    if (use.function.empty()) return use.index;
  }
  return std::nullopt;
}

std::optional<unsigned> parameter_of(const Value& value, const std::string& function) {
  for (const ParameterUse& use : value.parameters) {
    if (use.function == function) return use.index;
  }
  return std::nullopt;
}

/// What stands in another file than the fact it becomes a part of says so.
void move_to_file(Value& value, const std::string& path) {
  value.span = {};
  for (Constant& constant : value.constants) {
    if (constant.file.empty()) constant.file = path;
  }
  std::erase_if(value.parameters, [](const ParameterUse& use) { return use.function.empty(); });
  value.object_parameter.reset();
}

/// "request->config" of a function that is called with "&own": "own.config".
std::string in_terms_of_caller(const std::string& object, const std::string& given) {
  std::size_t end = 0;
  while (end < object.size() && object[end] != '.' && object[end] != '-' && object[end] != '[') ++end;
  std::string rest = object.substr(end);
  if (rest.starts_with("->")) rest.replace(0, 2, ".");
  return given + rest;
}

/// The field of a record that the function is given, as its caller fills it in; null when that is not known.
const Value* part_of(const Value& value, const std::vector<Value>& arguments) {
  if (!value.object_parameter || *value.object_parameter >= arguments.size()) return nullptr;
  const std::string path = in_terms_of_caller(value.object, {});
  if (path.size() < 2 || path.front() != '.') return nullptr;
  const std::vector<Value>& parts = arguments[*value.object_parameter].parts;
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Value& part) { return part.path == path.substr(1); });
  return found == parts.end() ? nullptr : &*found;
}

/// True when the caller's own callers may say what the record holds.
bool hands_record_on(const Value& value, const std::vector<Value>& arguments) {
  if (!value.object_parameter || *value.object_parameter >= arguments.size()) return false;
  const Value& given = arguments[*value.object_parameter];
  return given.object_parameter.has_value() && given.parts.empty();
}

bool names_part(const Value& value) {
  return value.object_parameter && value.object.find_first_of(".>") != std::string::npos;
}

/// What a value is built from, as it is for a caller. True when the caller gives a part of it.
bool substitute_origins(std::vector<Origin>& origins, const std::string& path, const Call& caller) {
  constexpr std::size_t kMostOrigins = 48;
  bool given = false;
  std::vector<Origin> known;
  for (Origin& origin : origins) {
    if (origin.parameter && *origin.parameter < caller.arguments.size()) {
      for (const Origin& outer : caller.arguments[*origin.parameter].origins) {
        if (known.size() >= kMostOrigins) break;
        Origin& joined = known.emplace_back(outer);
        joined.through.insert(joined.through.end(), origin.through.begin(), origin.through.end());
        std::sort(joined.through.begin(), joined.through.end());
        given = true;
      }
    } else if (known.size() < kMostOrigins) {
      if (origin.file.empty()) origin.file = path;
      origin.parameter.reset();
      known.push_back(std::move(origin));
    }
  }
  origins = std::move(known);
  return given;
}

bool is_built_from_parameter(const Value& value) {
  return std::any_of(value.origins.begin(), value.origins.end(),
                     [](const Origin& origin) { return origin.parameter.has_value(); });
}

/// One value of a function's body, as it is for a caller. True when the caller decides it.
bool substitute(Value& value, const std::optional<unsigned>& parameter, const FileFacts& file,
                const FunctionDefinition& function, const CallReference& caller) {
  const auto& arguments = caller.call->arguments;
  if (parameter && *parameter < arguments.size()) {
    value = arguments[*parameter];
    return true;
  }
  if (parameter && *parameter < function.parameters.size() && function.parameters[*parameter].fallback) {
    // Such a default is said where it stands: every caller that leaves it alone means the same one.
    value = *function.parameters[*parameter].fallback;
    move_to_file(value, file.path);
    return false;
  }
  if (const Value* part = part_of(value, arguments)) {
    std::vector<Origin> origins = std::move(value.origins);
    value = *part;
    value.origins = std::move(origins);
    return true;
  }
  if (value.object_parameter && *value.object_parameter < arguments.size()) {
    const Value& given = arguments[*value.object_parameter];
    const std::string object = given.object.empty() ? given.text : given.object;
    std::string text = in_terms_of_caller(value.object, object);
    const auto outer = given.object_parameter;
    move_to_file(value, file.path);
    value.text = value.object = std::move(text);
    value.object_parameter = outer;
    return false;
  }
  move_to_file(value, file.path);
  return false;
}

enum class Truth { kYes, kNo, kUnknown };

/// Is a parameter's value other than zero?
Truth truth_of(const Value& value) {
  Truth truth = Truth::kUnknown;
  for (const Constant& constant : value.constants) {
    using Kind = Constant::Kind;
    if (constant.kind == Kind::kName || constant.kind == Kind::kFloat) return Truth::kUnknown;
    const bool text = constant.kind == Kind::kString || constant.kind == Kind::kBytes;
    const Truth next = text || constant.integer != 0 ? Truth::kYes : Truth::kNo;
    if (truth != Truth::kUnknown && truth != next) return Truth::kUnknown;
    truth = next;
  }
  return value.exhaustive ? truth : Truth::kUnknown;
}

/// What a caller gives for a parameter; null when nobody can say.
const Value* given_for(unsigned parameter, const FunctionDefinition& function, const Call& caller) {
  if (parameter < caller.arguments.size()) return &caller.arguments[parameter];
  if (parameter >= function.parameters.size() || !function.parameters[parameter].fallback) return nullptr;
  return &*function.parameters[parameter].fallback;
}

/// Does the condition hold for this caller? Where nobody can say it becomes one of the caller's own.
Truth decide(Condition& condition, const FunctionDefinition& function, const Call& caller) {
  const Value* given = given_for(*condition.parameter, function, caller);
  condition.parameter.reset();
  if (given == nullptr) return Truth::kUnknown;
  const Truth truth = truth_of(*given);
  if (truth == Truth::kUnknown) condition.parameter = own_parameter(*given);
  if (truth == Truth::kUnknown || !condition.when_zero) return truth;
  return truth == Truth::kYes ? Truth::kNo : Truth::kYes;
}

bool hangs_on_parameter(const std::vector<Condition>& conditions) {
  return std::any_of(conditions.begin(), conditions.end(),
                     [](const Condition& condition) { return condition.parameter.has_value(); });
}

bool hangs_on_parameter(const Value& value) {
  return std::any_of(value.constants.begin(), value.constants.end(),
                     [](const Constant& constant) { return constant.condition.parameter.has_value(); });
}

/// Keeps what a value may be for this caller. True when nobody can say it of some of it.
bool choose_arms(Value& value, const FunctionDefinition& function, const Call& caller) {
  bool open = false;
  std::erase_if(value.constants, [&](Constant& constant) {
    if (!constant.condition.parameter) return false;
    const Truth truth = decide(constant.condition, function, caller);
    if (truth == Truth::kYes) constant.condition = {};
    open |= truth == Truth::kUnknown;
    return truth == Truth::kNo;
  });
  // `given ? address_of(given) : INADDR_ANY` for a caller that gives nothing is the name alone.
  const bool chosen = !open && value.constants.size() == 1 && value.constants.front().condition.text.empty();
  if (chosen && value.symbols.size() == 1) value.text = value.symbols.front();
  return open;
}

std::string joined_guard(const std::string& outer, const std::string& inner) {
  if (outer.empty() || outer == inner) return inner;
  return inner.empty() ? outer : outer + " && " + inner;
}

RelatedPlace step_at(const FileFacts& file, const Span& span, const LocalizedText& message) {
  return {{file.path, span}, message};
}

/// Where a caller hands over the first of what counts: the argument, or the call when a default stands in for it.
Span handed_over_at(const CalledFact& fact, const std::vector<const Value*>& values, const Call& caller) {
  for (const unsigned number : fact.given) {
    if (number < values.size() && values[number] != nullptr && values[number]->span.known())
      return values[number]->span;
  }
  return caller.span;
}

}  // namespace

CallFlow::CallFlow(std::span<const FileFacts> files, const SourceIndex& index, const CallUses& uses)
    : index_(index), uses_(uses) {
  find_functions(files);
  if (definitions_.empty()) return;
  resolve_calls();
  for (const FileFacts& file : files) {
    if (!file.source) continue;
    for (const Call& call : file.source->calls) {
      waiting_.push_back({{&file, &call}, nullptr, 0});
      const FunctionDefinition* around = uses_.is_guard(call.name) ? function_around(file, call) : nullptr;
      if (around != nullptr) note_wrapper({&file, around});
    }
    for (const FieldInit& field : file.source->fields) follow_field(file, field, nullptr, 0);
  }
  while (!waiting_.empty()) {
    const Item item = waiting_.front();
    waiting_.pop_front();
    follow_call(item);
  }
}

std::span<const CalledCall* const> CallFlow::seen_from_callers(const Call& call) const {
  const auto found = seen_.find(&call);
  if (found == seen_.end()) return {};
  return found->second;
}

void CallFlow::follow_call(const Item& item) {
  const Call& call = *item.call.call;
  if (item.depth >= kDeepest || calls_.size() >= kMostFacts) return;
  const auto left = uses_.left_to_callers(item.call);
  if (!left) return;
  const CallInterest& wanted = *left;
  bool own = wanted.result && call.result == Call::Result::kReturned;
  std::set<std::string> elsewhere;
  own |= wanted.reached && (hangs_on_parameter(call.place.conditions) || hands_on(call));
  bool parts = false;
  bool traced = false;
  const auto look_at = [&](const Value& value, bool judged, bool object) {
    traced |= judged && is_built_from_parameter(value);
    own |= judged && (own_parameter(value).has_value() || hangs_on_parameter(value));
    own |= object && value.object_parameter.has_value();
    if (!judged) return;
    own |= wanted.contents && std::any_of(value.parts.begin(), value.parts.end(),
                                          [](const Value& part) { return own_parameter(part).has_value(); });
    for (const ParameterUse& use : value.parameters) {
      if (!use.function.empty()) elsewhere.insert(use.function);
    }
  };
  if (call.receiver) look_at(*call.receiver, wanted.all || wanted.arguments.contains(0), wanted.object || wanted.all);
  for (unsigned i = 0; i < call.arguments.size(); ++i) {
    const bool object = (wanted.object && i == 0 && !call.receiver) || wanted.all;
    look_at(call.arguments[i], wanted.all || wanted.arguments.contains(i + 1), object);
    parts |= wanted.parts.contains(i + 1) && names_part(call.arguments[i]);
  }
  if (wanted.below && item.from == nullptr) {
    if (const FunctionDefinition* function = function_around(*item.call.file, call)) {
      note_wrapper({item.call.file, function});
    }
  }
  // What was followed stands where its callers are: its own function is theirs.
  const std::string& around = call.place.function;
  own |= traced;
  if ((own || parts) && !around.empty()) {
    if (const FunctionDefinition* function = function_around(*item.call.file, call)) {
      const Target target{item.call.file, function};
      note_wrapper(target);
      if (traced && !function->internal) traced_wrappers_.insert(function->name);
      for (const CallReference& caller : callers_of(target)) {
        add_call(item, target, own ? Share::kOwn : Share::kParts, caller);
      }
    }
  }
  for (const std::string& function : elsewhere) {
    const FileFacts& home = item.from == nullptr ? *item.call.file : *item.from->file;
    for (const Target& target : definitions_of(home, function)) {
      note_wrapper(target);
      for (const CallReference& caller : callers_of(target)) add_call(item, target, Share::kElsewhere, caller);
    }
  }
}

/// Of several of one name the last that begins before the call: its body holds it.
const FunctionDefinition* CallFlow::function_around(const FileFacts& file, const Call& call) const {
  const FunctionDefinition* found = nullptr;
  for (const Target& target : definitions_of(file, call.place.function)) {
    const Position begin = target.function->span.begin;
    if (found == nullptr || (begin <= call.span.begin && found->span.begin < begin)) found = target.function;
  }
  return found;
}

bool CallFlow::is_decided(const void* fact) const {
  const auto found = left_open_.find(fact);
  return found != left_open_.end() && !found->second;
}

/// What a caller says about the conditions of a fact.
struct CallFlow::Decision {
  /// Nobody can say it of any of them.
  bool open = false;
  /// One of them does not hold: the caller never gets there.
  bool excluded = false;
  /// One of them holds because of what the caller gives.
  bool asked_for = false;
};

/// Those that hold for the caller go; those that are left are about the caller's own parameters.
CallFlow::Decision CallFlow::decide_all(std::vector<Condition>& conditions, const Target& target, const Call& caller) {
  Decision decision;
  for (Condition& condition : conditions) {
    if (!condition.parameter) continue;
    const Truth truth = decide(condition, *target.function, caller);
    decision.open |= truth == Truth::kUnknown;
    decision.excluded |= truth == Truth::kNo;
    decision.asked_for |= truth == Truth::kYes;
    if (truth == Truth::kYes) condition.text.clear();
  }
  std::erase_if(conditions, [](const Condition& condition) { return condition.text.empty(); });
  return decision;
}

void CallFlow::add_call(const Item& item, const Target& target, Share share, const CallReference& caller) {
  const Call& inner = *item.call.call;
  const bool own = share != Share::kElsewhere;
  if (share == Share::kParts) {
    const std::vector<Value>& given = caller.call->arguments;
    const bool tells = std::any_of(inner.arguments.begin(), inner.arguments.end(), [&](const Value& value) {
      return names_part(value) && (part_of(value, given) != nullptr || hands_record_on(value, given));
    });
    if (!tells) return;
  }
  // A function that calls itself says nothing new.
  if (caller.file == item.call.file && caller.call->place.function == inner.place.function) return;
  const bool hangs = own && (hangs_on_parameter(inner.place.conditions) ||
                             std::any_of(inner.arguments.begin(), inner.arguments.end(),
                                         [](const Value& argument) { return hangs_on_parameter(argument); }));
  std::vector<Condition> conditions = inner.place.conditions;
  if (!own) {
    for (Condition& condition : conditions) condition.parameter.reset();
  }
  const Decision decision = decide_all(conditions, target, *caller.call);
  bool open = decision.open;
  if (hangs) left_open_.try_emplace(&inner, false);
  // A caller that never gets there.
  if (decision.excluded) return;
  CalledCall& seen = calls_.emplace_back();
  seen.condition_given = decision.asked_for || (own && hands_on(inner));
  seen.file = caller.file;
  seen.inner = item.call;
  seen.call = inner;
  Call& call = seen.call;
  const auto take = [&](Value& value, unsigned number) {
    const auto parameter = own ? own_parameter(value) : parameter_of(value, target.function->name);
    for (Value& part : value.parts) {
      const auto given = own ? own_parameter(part) : std::nullopt;
      if (!given || *given >= caller.call->arguments.size()) continue;
      const std::string path = part.path;
      part = caller.call->arguments[*given];
      part.path = path;
      seen.given.insert(number);
    }
    std::vector<Origin> origins = value.origins;
    const bool is_built = own && substitute_origins(origins, target.file->path, *caller.call);
    if (is_built) seen.given.insert(number);
    const bool is_substituted = substitute(value, parameter, *target.file, *target.function, caller);
    value.origins = std::move(origins);
    if (is_substituted) {
      seen.given.insert(number);
      return;
    }
    if (!own || !hangs_on_parameter(value)) return;
    open |= choose_arms(value, *target.function, *caller.call);
    seen.given.insert(number);
  };
  if (call.receiver) take(*call.receiver, 0);
  for (unsigned i = 0; i < call.arguments.size(); ++i) take(call.arguments[i], i + 1);
  call.span = caller.call->span;
  call.callee_span = caller.call->callee_span;
  const std::string guard = joined_guard(caller.call->place.guard, inner.place.guard);
  const Reach reach = std::max(caller.call->place.reach, inner.place.reach);
  call.place = caller.call->place;
  call.place.guard = guard;
  call.place.reach = reach;
  call.place.active = caller.call->place.active && inner.place.active;
  conditions.insert(conditions.end(), call.place.conditions.begin(), call.place.conditions.end());
  call.place.conditions = std::move(conditions);
  if (hangs) left_open_[&inner] |= open;
  if (own && inner.result == Call::Result::kReturned) {
    seen.result_given = true;
    call.result = caller.call->result;
    if (call.tests.empty()) call.tests = caller.call->tests;
    call.target = caller.call->target;
  }
  std::vector<const Value*> values = {call.receiver ? &*call.receiver : nullptr};
  for (const Value& argument : call.arguments) values.push_back(&argument);
  seen.steps.push_back(step_at(*caller.file, handed_over_at(seen, values, *caller.call), kHandedOver));
  if (item.from != nullptr) {
    seen.steps.insert(seen.steps.end(), item.from->steps.begin(), item.from->steps.end());
  } else {
    seen.steps.push_back(step_at(*item.call.file, inner.span, kHandedOn));
  }
  seen_[&inner].push_back(&seen);
  waiting_.push_back({{caller.file, &call}, &seen, item.depth + 1});
}

void CallFlow::follow_field(const FileFacts& file, const FieldInit& field, const CalledField* from, unsigned depth) {
  if (depth >= kDeepest) return;
  std::set<std::string> functions;
  for (const ParameterUse& use : field.value.parameters) {
    functions.insert(use.function.empty() ? field.place.function : use.function);
  }
  const bool hangs = hangs_on_parameter(field.place.conditions) || hangs_on_parameter(field.value);
  if (hangs) functions.insert(field.place.function);
  // Most fields are nothing that a caller decides; to ask the detectors costs more than to see that.
  if (functions.empty() || !uses_.is_left_to_callers(field, file)) return;
  for (const std::string& function : functions) {
    const bool own = function == field.place.function;
    for (const Target& target : definitions_of(file, function)) {
      note_wrapper(target);
      for (const CallReference& caller : callers_of(target)) {
        if (fields_.size() >= kMostFacts) return;
        if (caller.file == &file && caller.call->place.function == function) continue;
        CalledField seen;
        seen.file = caller.file;
        seen.field = field;
        seen.origin = from == nullptr ? &field : from->origin;
        seen.origin_file = from == nullptr ? &file : from->origin_file;
        std::vector<Condition> conditions = field.place.conditions;
        if (!own) {
          for (Condition& condition : conditions) condition.parameter.reset();
        }
        const Decision decision = decide_all(conditions, target, *caller.call);
        if (hangs && own) left_open_[&field] |= decision.open;
        if (decision.excluded) continue;
        const auto parameter = own ? own_parameter(field.value) : parameter_of(field.value, function);
        const bool arms = own && hangs_on_parameter(field.value);
        const bool is_given = substitute(seen.field.value, parameter, *target.file, *target.function, caller);
        if (arms && !is_given) {
          left_open_[&field] |= choose_arms(seen.field.value, *target.function, *caller.call);
        }
        if (!is_given && !arms && !decision.asked_for) continue;
        seen.given.insert(1);
        conditions.insert(conditions.end(), caller.call->place.conditions.begin(), caller.call->place.conditions.end());
        seen.field.place = caller.call->place;
        seen.field.place.conditions = std::move(conditions);
        seen.field.place.guard = joined_guard(caller.call->place.guard, field.place.guard);
        seen.field.span = caller.call->span;
        seen.field.name_span = caller.call->callee_span;
        const Span handed = handed_over_at(seen, {nullptr, &seen.field.value}, *caller.call);
        seen.steps.push_back(step_at(*caller.file, handed, kHandedOver));
        if (from != nullptr) {
          seen.steps.insert(seen.steps.end(), from->steps.begin(), from->steps.end());
        } else {
          seen.steps.push_back(step_at(file, field.span, kHandedOn));
        }
        fields_.push_back(std::move(seen));
        const CalledField& kept = fields_.back();
        follow_field(*kept.file, kept.field, &kept, depth + 1);
      }
    }
  }
}

}  // namespace cpsaudit
