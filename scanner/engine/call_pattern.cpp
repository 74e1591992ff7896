#include "engine/call_pattern.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/source_value.h"

namespace cpsaudit {

std::string bare_object(std::string_view text) {
  while (!text.empty() && (text.front() == '&' || text.front() == '*' || text.front() == '(' || text.front() == ' ')) {
    text.remove_prefix(1);
  }
  for (const std::string_view ending : {".get()", "->get()"}) {
    if (text.ends_with(ending)) text.remove_suffix(ending.size());
  }
  while (!text.empty() && (text.back() == ')' || text.back() == ' ')) text.remove_suffix(1);
  if (text.starts_with("this->")) text.remove_prefix(6);
  std::string object;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool arrow = text[i] == '-' && i + 1 < text.size() && text[i + 1] == '>';
    object += arrow ? '.' : text[i];
    i += arrow ? 1 : 0;
  }
  return object;
}

FunctionName parse_function_name(const std::string& text) {
  const std::size_t colons = text.rfind("::");
  if (colons != std::string::npos) return {text.substr(colons + 2), text.substr(0, colons), false};
  const std::size_t dot = text.rfind('.');
  if (dot != std::string::npos) return {text.substr(dot + 1), text.substr(0, dot), true};
  return {text, {}, false};
}

bool serves_something_else(const CompanionCall& companion, const CallReference& reference) {
  if (!companion.unless_in.present()) return false;
  const std::string_view path = reference.file->path;
  return companion.unless_in.found_in(reference.call->place.function) ||
         companion.unless_in.found_in(path.substr(path.rfind('/') + 1));
}

FunctionName name_of(const CompanionCall& companion) {
  FunctionName name = parse_function_name(companion.function);
  name.matches = companion.function_matches;
  return name;
}

bool is_call_of(const Call& call, const FunctionName& function) {
  if (function.matches.present()) return function.matches.found_in(call.name);
  if (call.name != function.name) return false;
  if (function.qualifier.empty()) return true;
  if (function.of_object) {
    const std::string qualified = function.qualifier + "." + function.name;
    if (call.callee == qualified || call.callee.ends_with("." + qualified)) return true;
    if (call.receiver && bare_object(call.receiver->text) == function.qualifier) return true;
    return is_type(call.receiver_type, function.qualifier);
  }
  if (is_type(call.receiver_type, function.qualifier)) return true;
  const std::string qualified = function.qualifier + "::" + function.name;
  return call.callee == qualified || call.callee.ends_with("::" + qualified);
}

bool is_receiver_of(const std::vector<std::string>& types, const Call& call) {
  return types.empty() || std::any_of(types.begin(), types.end(), [&](const std::string& type) {
           return is_type(call.receiver_type, type) || call.callee == type + "::" + call.name;
         });
}

bool hands_on(const Call& call) {
  const std::string& around = call.place.function;
  const std::size_t colon = around.rfind(':');
  if (around.empty() || around.substr(colon == std::string::npos ? 0 : colon + 1) != call.name) return false;
  constexpr std::array<std::string_view, 12> kVerbs = {"begin", "start", "init",  "setup", "connect", "open",
                                                       "run",   "stop",  "close", "loop",  "listen",  "handle"};
  if (call.arguments.empty()) return std::find(kVerbs.begin(), kVerbs.end(), call.name) == kVerbs.end();
  return std::all_of(call.arguments.begin(), call.arguments.end(),
                     [](const Value& argument) { return !argument.parameters.empty() || argument.object_parameter; });
}

const Value* argument_of(const Call& call, unsigned number) {
  if (number == 0) return call.receiver ? &*call.receiver : nullptr;
  return number <= call.arguments.size() ? &call.arguments[number - 1] : nullptr;
}

const Value* part_of(const Value& record, const std::string& path) {
  const auto found =
      std::find_if(record.parts.begin(), record.parts.end(), [&](const Value& part) { return part.path == path; });
  return found == record.parts.end() ? nullptr : &*found;
}

bool arguments_hold(const std::vector<ArgumentCondition>& conditions, const CallReference& reference,
                    const SourceIndex& index, const Vocabulary& vocabulary) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const ArgumentCondition& condition) {
    const Value* argument = argument_of(*reference.call, condition.argument);
    if (argument != nullptr && !condition.part.empty()) argument = part_of(*argument, condition.part);
    if (argument == nullptr) return false;
    const auto& types = condition.types;
    const bool is_typed = types.empty() || std::any_of(types.begin(), types.end(), [&](const std::string& type) {
                            return is_type(argument->type, type) ||
                                   (condition.argument == 0 && is_type(reference.call->receiver_type, type));
                          });
    if (!is_typed || !condition.value.present()) return is_typed;
    const SourceSubject subject = subject_of(*argument, *reference.file, index);
    return any_is(condition.value, subject.subject, vocabulary).answer == Answer::kYes;
  });
}

std::string object_of(const Call& call) {
  if (call.receiver) return bare_object(call.receiver->text);
  return call.arguments.empty() ? std::string() : bare_object(call.arguments.front().text);
}

std::string name_of_call(const Call& call, const std::vector<ArgumentCondition>& where) {
  if (call.name == kTableRow) {
    // By the function that it is about.
    const auto function = std::find_if(call.arguments.begin(), call.arguments.end(), [](const Value& cell) {
      return cell.constants.empty() && !cell.object.empty();
    });
    return function == call.arguments.end() ? call.target : function->object;
  }
  std::string name = call.receiver ? call.receiver->text + "." + call.name : call.callee;
  std::string arguments;
  for (const ArgumentCondition& condition : where) {
    const Value* argument = argument_of(call, condition.argument);
    // Only names: a literal may be a secret, and an expression says nothing.
    if (argument == nullptr || condition.argument == 0 || argument->symbols.empty()) continue;
    // `NULL` of a variable that was set to it once is not what the call says.
    if (argument->text.find(argument->symbols.front()) == std::string::npos) continue;
    if (!arguments.empty()) arguments += ", ";
    arguments += argument->symbols.front();
  }
  return name + "(" + arguments + ")";
}

}  // namespace cpsaudit
