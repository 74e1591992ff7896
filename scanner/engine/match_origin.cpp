#include <algorithm>

#include "engine/call_pattern.h"
#include "engine/setting_path.h"
#include "engine/source_matcher.h"

// Arguments that are built from what a program must not trust.
namespace cpsaudit {

namespace {

const LocalizedText kComesIn = {"It comes in here.", "ここで外部から入力されます。"};
const LocalizedText kRunsHere = {"It is used here.", "ここで使用されています。"};

std::string last_name(const std::string& function) {
  const std::size_t at = function.find_last_of(".:");
  return at == std::string::npos ? function : function.substr(at + 1);
}

bool gives(const InputSource& source, const Origin& origin) {
  if (source.parameter.present()) return origin.function.empty() && source.parameter.found_in(origin.variable);
  if (origin.function.empty() || origin.argument != source.argument) return false;
  if (source.key.present() && !source.key.found_in(origin.key)) return false;
  return std::any_of(source.functions.begin(), source.functions.end(), [&](const std::string& wanted) {
    const bool qualified = wanted.find_first_of(".:") != std::string::npos;
    return matches_wildcard(wanted, qualified ? origin.function : last_name(origin.function));
  });
}

/// The origin that the detector asks for; null when there is none, or something has looked at what it gives.
const Origin* untrusted(const CallDetector& detector, const Value& argument) {
  const auto found = std::find_if(argument.origins.begin(), argument.origins.end(), [&](const Origin& origin) {
    const bool is_source = std::any_of(detector.from.begin(), detector.from.end(),
                                       [&](const InputSource& source) { return gives(source, origin); });
    if (!is_source) return false;
    return std::none_of(origin.through.begin(), origin.through.end(),
                        [&](const std::string& name) { return detector.unless_through.found_in(name); });
  });
  return found == argument.origins.end() ? nullptr : &*found;
}

/// `run(command)` where `int run(const char *c) { return system(c); }`: the function only hands it on.
bool is_handed_on(const Value& argument) {
  return std::any_of(argument.parameters.begin(), argument.parameters.end(),
                     [](const ParameterUse& use) { return use.function.empty(); });
}

}  // namespace

void SourceMatcher::judge_origins(Evidence evidence, const CallReference& reference, const CallDetector& detector) {
  const bool any = detector.any_argument;
  const auto last = static_cast<unsigned>(reference.call->arguments.size());
  const Origin* origin = nullptr;
  unsigned number = any ? 1 : *detector.argument;
  for (; origin == nullptr && number <= (any ? last : *detector.argument); ++number) {
    const Value* argument = argument_of(*reference.call, number);
    if (argument != nullptr) origin = untrusted(detector, *argument);
  }
  if (origin == nullptr) return;
  --number;
  // From the call that uses it outwards to the one whose argument is put together there.
  std::vector<const CallReference*> levels;
  for (const CallReference* at = &reference; at != nullptr; at = at->seen == nullptr ? nullptr : &at->seen->inner) {
    levels.push_back(at);
  }
  // What comes in within the function itself is told there, whoever calls it.
  const CallReference& innermost = *levels.back();
  const Value* inside = argument_of(*innermost.call, number);
  const bool comes_in_there = inside != nullptr && untrusted(detector, *inside) != nullptr;
  if (levels.size() > 1 && comes_in_there && !flow_.is_decided_by_callers(*innermost.call)) return;
  const CallReference* built = levels.front();
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
    const Value* here = argument_of(*(*level)->call, number);
    if (here == nullptr || (is_handed_on(*here) && *level != levels.front())) continue;
    built = *level;
    break;
  }
  const Value& value = *argument_of(*built->call, number);
  evidence.place = {built->file->path, value.span.known() ? value.span : built->call->span};
  evidence.function = evidence.scope = built->call->place.function;
  evidence.value = value.text;
  const Place comes_in{origin->file.empty() ? reference.file->path : origin->file, origin->span};
  const CallReference& used = *levels.back();
  evidence.flow = {{comes_in, kComesIn}};
  if (built != levels.back()) evidence.flow.push_back({evidence.place, kRunsHere});
  evidence.flow.push_back({{used.file->path, used.call->span}, kRunsHere});
  evidence_.push_back(std::move(evidence));
}

}  // namespace cpsaudit
