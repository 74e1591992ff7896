#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "engine/ascii.h"
#include "engine/call_pattern.h"
#include "engine/handler.h"
#include "engine/source_matcher.h"

// From where what came gets to a place of a program: it is read there, the function is registered as a handler, or
// those who call it were given it so.
namespace cpsaudit {

namespace {

/// A reader calls a function that calls a function that looks at the text.
constexpr unsigned kMostHands = 3;
/// Functions on the way; calls of one function that are looked at.
constexpr std::size_t kMostFunctions = 50;
constexpr std::size_t kMostCalls = 1000;

/// The names of things in a text: of `(char*)pkt->data` "char", "pkt" and "data".
void add_names(std::string_view text, std::set<std::string, std::less<>>& names) {
  const auto is_part = [](char c) { return c == '_' || ascii::is_letter(c) || ascii::is_digit(c); };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    if (end > at && !ascii::is_digit(text[at])) names.emplace(text.substr(at, end - at));
    at = end + 1;
  }
}

/// A literal names nothing, and words of the language are everybody's.
std::set<std::string, std::less<>> names_in(const Call& call, bool with_target) {
  std::set<std::string, std::less<>> names;
  for (const Value& argument : call.arguments) {
    if (!argument.text.starts_with('"') && !is_lambda(argument)) add_names(argument.text, names);
  }
  if (call.receiver) add_names(call.receiver->text, names);
  if (with_target) add_names(call.target, names);
  for (const std::string_view word : {"char", "const", "unsigned", "int", "void", "uint8_t", "sizeof", "NULL",
                                      "nullptr", "this", "c_str", "data", "len", "size", "true", "false"}) {
    if (const auto found = names.find(word); found != names.end()) names.erase(found);
  }
  return names;
}

bool share_a_name(const Call& reader, const Call& caller) {
  auto given = names_in(caller, false);
  // `while (client.available()) { char c = client.read(); if (c == '\n') run(line); else line += c; }`
  for (const Condition& condition : caller.place.conditions) add_names(condition.text, given);
  const auto read = names_in(reader, true);
  return std::any_of(given.begin(), given.end(), [&](const std::string& name) { return read.contains(name); });
}

}  // namespace

/// `ws.onEvent(on_event)`, `client.onMessage([](…) { … })`: the functions that a call is given, and its lambdas.
bool SourceMatcher::registers_handler(const CallReference& reference) const {
  const auto is_handler = [&](const Value& value) {
    if (is_lambda(value)) return true;
    const std::string name = named_function(value);
    return !name.empty() && !index_.functions_named(*reference.file, name).empty();
  };
  const auto& arguments = reference.call->arguments;
  return std::any_of(arguments.begin(), arguments.end(), [&](const Value& argument) {
    return is_handler(argument) || std::any_of(argument.parts.begin(), argument.parts.end(), is_handler);
  });
}

const SourceMatcher::Inflow& SourceMatcher::inflow_of(const std::vector<CompanionCall>& sources, const FileFacts& file,
                                                      const std::string& function) const {
  const std::span<const CallReference> calls = index_.calls_in(file, function);
  const auto [answer, is_new] = inflows_.try_emplace({&sources, calls.data()});
  Inflow& inflow = answer->second;
  if (!is_new || calls.size() > kMostCalls) return inflow;
  for (const CallReference& call : calls) {
    if (call.seen != nullptr || !calls_one_of(sources, call)) continue;
    if (!registers_handler(call)) {
      inflow.readers.push_back(call.call);
      continue;
    }
    for (const Value& argument : call.call->arguments) {
      if (is_lambda(argument)) inflow.lambdas.push_back(argument.span);
    }
  }
  return inflow;
}

/// The function is registered by its name somewhere, as the only one of that name.
bool SourceMatcher::is_registered(const std::vector<CompanionCall>& sources, const FileFacts& file,
                                  const std::string& function) const {
  const std::string name = function.substr(function.rfind(':') + 1);
  const auto [names, is_new] = handlers_.try_emplace(&sources);
  if (is_new) {
    for (const CompanionCall& source : sources) {
      for (const auto& [here, references] : companions_of(source)) {
        for (const CallReference& reference : references) {
          const auto note = [&](const Value& value) {
            const std::string handler = is_lambda(value) ? std::string() : named_function(value);
            if (!handler.empty()) names->second.emplace(handler, reference.file);
          };
          for (const Value& argument : reference.call->arguments) {
            note(argument);
            std::for_each(argument.parts.begin(), argument.parts.end(), note);
          }
        }
      }
    }
  }
  const auto [begin, end] = names->second.equal_range(name);
  return std::any_of(begin, end, [&](const auto& registered) {
    const auto bodies = index_.functions_named(*registered.second, name);
    return std::any_of(bodies.begin(), bodies.end(), [&](const auto& body) { return body.first == &file; });
  });
}

/// Those who call it hand on what they read, or what they were given themselves.
bool SourceMatcher::is_reached_through_callers(const std::vector<CompanionCall>& sources, const FileFacts& file,
                                               const std::string& function) const {
  using Function = std::pair<const FileFacts*, std::string>;
  std::vector<std::pair<Function, unsigned>> waiting = {{{&file, function}, 0}};
  std::set<Function> known = {waiting.front().first};
  for (std::size_t at = 0; at < waiting.size() && waiting.size() < kMostFunctions; ++at) {
    const auto [here, depth] = waiting[at];
    if (is_registered(sources, *here.first, here.second)) return true;
    if (depth >= kMostHands) continue;
    for (const CallReference& caller : index_.calls_named(here.second.substr(here.second.rfind(':') + 1))) {
      const Call& call = *caller.call;
      if (caller.seen != nullptr || call.arguments.empty()) continue;
      const CallFlow::Target target = flow_.target_of(caller);
      if (target.file != here.first || target.function == nullptr || target.function->name != here.second) continue;
      const Inflow& inflow = inflow_of(sources, *caller.file, call.place.function);
      const bool is_inside = std::any_of(inflow.lambdas.begin(), inflow.lambdas.end(),
                                         [&](const Span& lambda) { return lambda.contains(call.span); });
      const bool is_read = std::any_of(inflow.readers.begin(), inflow.readers.end(), [&](const Call* reader) {
        return reader != &call && reader->span.begin < call.span.begin && share_a_name(*reader, call);
      });
      if (is_inside || is_read) return true;
      const Function next{caller.file, call.place.function};
      if (!next.second.empty() && known.insert(next).second) waiting.emplace_back(next, depth + 1);
    }
  }
  return false;
}

bool SourceMatcher::is_reached_from(const std::vector<CompanionCall>& sources, const FileFacts& file,
                                    const std::string& function, const Span& place) const {
  if (function.empty()) return false;
  const Inflow& inflow = inflow_of(sources, file, function);
  const bool is_here = std::any_of(inflow.readers.begin(), inflow.readers.end(),
                                   [&](const Call* reader) { return reader->span.begin < place.begin; }) ||
                       std::any_of(inflow.lambdas.begin(), inflow.lambdas.end(),
                                   [&](const Span& lambda) { return lambda.contains(place); });
  if (is_here) return true;
  const auto [answer, is_new] = reached_.try_emplace({&sources, {&file, function}}, false);
  if (is_new) answer->second = is_reached_through_callers(sources, file, function);
  return answer->second;
}

}  // namespace cpsaudit
