#include "engine/likely_wrappers.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "engine/call_flow.h"
#include "engine/second_look.h"
#include "facts/name_hash.h"

namespace cpsaudit {
namespace {

/// A parameter of a function, from 1, or what the function returns: 0.
using Part = std::pair<std::string_view, std::uint32_t>;

bool is_looked_at(const FunctionPointer& handover, const CallInterests& interests,
                  const std::unordered_set<std::string_view>& fields) {
  if (handover.type == "field") return fields.contains(handover.field);
  const auto found = interests.find(handover.field);
  if (found == interests.end()) return false;
  const CallInterest& interest = found->second;
  if (handover.span.begin.line == 0) return interest.result;
  const std::uint32_t argument = handover.span.begin.column;
  return interest.all || interest.arguments.contains(argument) || (interest.object && argument <= 1);
}

/// In how many files the name stands.
std::size_t users_of(std::string_view name, std::span<const FileFacts> outlines) {
  const std::uint32_t hash = hash_of_name(name);
  return static_cast<std::size_t>(std::count_if(outlines.begin(), outlines.end(), [&](const FileFacts& file) {
    return file.source && std::binary_search(file.source->mentioned.begin(), file.source->mentioned.end(), hash);
  }));
}

}  // namespace

std::vector<std::string> likely_wrappers(const Catalog& catalog, std::span<const std::size_t> checks,
                                         std::span<const FileFacts> outlines, const SourceInterests& known) {
  const CallInterests interests = call_interests(catalog, checks);
  const std::unordered_set<std::string_view> fields(known.fields.begin(), known.fields.end());
  std::unordered_map<std::string_view, std::vector<const FunctionPointer*>> by_target;
  std::vector<Part> waiting;
  std::set<Part> seen;
  const auto reach = [&](const FunctionPointer& handover) {
    const Part part{handover.function, handover.span.begin.line};
    if (seen.insert(part).second) waiting.push_back(part);
  };
  for (const FileFacts& file : outlines) {
    if (!file.source) continue;
    for (const FunctionPointer& handover : file.source->pointers) {
      if (is_looked_at(handover, interests, fields)) {
        reach(handover);
      } else if (handover.type == "call") {
        by_target[handover.field].push_back(&handover);
      }
    }
  }
  std::set<std::string_view> names;
  while (!waiting.empty()) {
    const auto [function, part] = waiting.back();
    waiting.pop_back();
    names.insert(function);
    const auto callers = by_target.find(function);
    if (callers == by_target.end()) continue;
    for (const FunctionPointer* handover : callers->second) {
      const auto& at = handover->span.begin;
      // What is returned is returned again; what is given is given on.
      if (part == 0 ? at.line == 0 : at.line != 0 && at.column == part) reach(*handover);
    }
  }
  std::vector<std::string> likely;
  for (const std::string_view name : names) {
    if (std::binary_search(known.functions.begin(), known.functions.end(), name)) continue;
    const std::size_t users = users_of(name, outlines);
    if (users > 1 && users <= kMostFilesOfAName) likely.emplace_back(name);
  }
  return likely;
}

}  // namespace cpsaudit
