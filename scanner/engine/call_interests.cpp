#include "engine/call_flow.h"
#include "engine/call_pattern.h"

namespace cpsaudit {

namespace {

/// One overload a kind of detector that looks at calls.
struct Gatherer {
  CallInterests& interests;

  CallInterest& of(const std::string& function) const { return interests[parse_function_name(function).name]; }

  static void add(CallInterest& interest, const std::vector<ArgumentCondition>& where) {
    for (const ArgumentCondition& condition : where) interest.arguments.insert(condition.argument);
  }

  void add(const std::vector<CompanionCall>& companions, bool same_object) const {
    for (const CompanionCall& companion : companions) {
      CallInterest& interest = of(companion.function);
      add(interest, companion.where);
      interest.object |= same_object;
    }
  }

  void operator()(const CallDetector& call) const {
    const bool made_by = !call.when_made_by.empty() || !call.unless_made_by.empty();
    for (const std::string& function : call.functions) {
      CallInterest& interest = of(function);
      add(interest, call.where);
      if (call.argument) interest.arguments.insert(*call.argument);
      interest.object |= call.unless_object || made_by;
      interest.result |= call.result_ignored || !call.tested.empty();
    }
    add(call.unless_called, call.unless_object);
    add(call.unless_called_later, call.unless_object);
    add(call.when_called, false);
    add(call.good_calls, false);
    for (const auto* makers : {&call.when_made_by, &call.unless_made_by}) {
      for (const std::string& maker : *makers) of(maker).result = true;
    }
  }
  void operator()(const FieldDetector& field) const {
    for (const std::string& function : field.handed_to) of(function).all = true;
    add(field.when_called, false);
    add(field.unless_called, false);
  }
  void operator()(const MissingCallDetector& missing) const {
    using Reach = MissingCallDetector::Reach;
    const bool object = missing.reach == Reach::kObject;
    for (const std::string& function : missing.functions) {
      CallInterest& interest = of(function);
      add(interest, missing.where);
      interest.object |= object;
    }
    add(missing.needs, object || missing.reach == Reach::kFunction);
    add(missing.when_called, false);
  }
  template <typename Other>
  void operator()(const Other&) const {}
};

}  // namespace

CallInterests call_interests(const Catalog& catalog, std::span<const std::size_t> checks) {
  CallInterests interests;
  for (const std::size_t check : checks) {
    for (const Detector& detector : catalog.checks[check].detectors) std::visit(Gatherer{interests}, detector.kind);
  }
  return interests;
}

}  // namespace cpsaudit
