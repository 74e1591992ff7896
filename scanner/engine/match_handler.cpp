#include <algorithm>
#include <optional>

#include "engine/call_pattern.h"
#include "engine/handler.h"
#include "engine/source_matcher.h"

// What the functions do that a call registers.
namespace cpsaudit {

namespace {

/// `if (!session.valid) return;`: what is asked before the call is what is looked for, though it is no call.
bool is_asked_before(const CompanionCall& companion, const Call& call) {
  const auto& conditions = call.place.conditions;
  return companion.function_matches.present() &&
         std::any_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return companion.function_matches.found_in(condition.text); });
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
    return std::any_of(bodies.begin(), bodies.end(), [&](const auto& body) {
      const auto calls = index_.calls_in(*body.first, body.second);
      return is_called_in(companion, *body.first, body.second) ||
             std::any_of(calls.begin(), calls.end(),
                         [&](const CallReference& inner) { return is_asked_before(companion, *inner.call); });
    });
  }
  const FunctionName wanted = name_of(companion);
  const auto around = index_.calls_in(*reference.file, reference.call->place.function);
  return std::any_of(around.begin(), around.end(), [&](const CallReference& inner) {
    if (!handler.span.contains(inner.call->span)) return false;
    if (is_asked_before(companion, *inner.call)) return true;
    if (is_call_of(*inner.call, wanted)) return is_companion(companion, inner);
    const CallFlow::Target target = inner.seen == nullptr ? flow_.target_of(inner) : CallFlow::Target{};
    return target.function != nullptr && is_called_in(companion, *target.file, target.function->name);
  });
}

}  // namespace cpsaudit
