#include <algorithm>
#include <tuple>

#include "engine/good_state.h"
#include "engine/source_matcher.h"

namespace cpsaudit {
namespace {

/// `a < b` is `b > a`.
std::string_view turned_round(std::string_view operation) {
  if (operation == "<") return ">";
  if (operation == ">") return "<";
  if (operation == "<=") return ">=";
  return operation == ">=" ? "<=" : operation;
}

bool contains(const std::vector<std::string>& operators, std::string_view operation) {
  return std::find(operators.begin(), operators.end(), operation) != operators.end();
}

/// Others compute something.
bool compares(std::string_view operation) {
  return operation == "==" || operation == "!=" || operation.starts_with('<') || operation.starts_with('>');
}

/// The operator as it reads with the named side on the left; empty when no side is what the detector asks for.
std::string_view operation_of(const ComparisonDetector& detector, const Comparison& comparison) {
  const auto fits = [&](const std::string& named, const std::string& other) {
    return detector.name.found_in(named) && (!detector.with.present() || detector.with.found_in(other)) &&
           !(detector.unless_with.present() && detector.unless_with.found_in(other));
  };
  if (fits(comparison.left, comparison.right)) return comparison.operation;
  return fits(comparison.right, comparison.left) ? turned_round(comparison.operation) : std::string_view();
}

}  // namespace

void SourceMatcher::match_comparisons() {
  const auto entries = detectors<ComparisonDetector>();
  // What a check tells of a call in a function it does not tell again of the comparison that follows.
  std::set<std::tuple<std::size_t, std::string, std::string>> told;
  for (const Evidence& evidence : evidence_) {
    if (evidence.kind == Kind::kFail) told.emplace(evidence.check, evidence.place.path, evidence.scope);
  }
  for (const auto& entry : entries) {
    for (const FileFacts& file : files_) {
      if (!file.source) continue;
      for (const Comparison& comparison : file.source->comparisons) {
        if (!told.contains({entry.check, file.path, comparison.place.function}))
          judge_comparison(entry, file, comparison);
      }
    }
  }
}

void SourceMatcher::judge_comparison(const Entry<ComparisonDetector>& entry, const FileFacts& file,
                                     const Comparison& comparison) {
  const ComparisonDetector& detector = *entry.kind;
  if (!is_right_place(detector.around, comparison.place)) return;
  const std::string_view operation = operation_of(detector, comparison);
  if (operation.empty()) return;
  const auto any = [&](const std::vector<CompanionCall>& companions, const auto& is_called) {
    return std::any_of(companions.begin(), companions.end(), is_called);
  };
  const auto called_here = [&](const CompanionCall& companion) {
    return is_called_in(companion, file, comparison.place.function);
  };
  if (!detector.when_called.empty() && !any(detector.when_called, called_here)) return;
  const auto called_anywhere = [&](const CompanionCall& companion) {
    return is_called_in_product(companion, file, comparison.place);
  };
  const bool excused = any(detector.unless_called, called_anywhere);
  const bool is_asked = detector.operators.empty() ? compares(operation) : contains(detector.operators, operation);
  const bool good =
      excused ? (is_asked || compares(operation)) && derives_good(catalog_.checks[entry.check], entry.detector)
              : contains(detector.good_operators, operation);
  const bool bad = !excused && is_asked;
  if (!bad && !good) return;
  Evidence evidence = evidence_at(entry.check, entry.detector, file, comparison.place);
  if (!bad) evidence.kind = Kind::kPass;
  evidence.what = comparison.left + " " + comparison.operation + " " + comparison.right;
  evidence.anchor = comparison.place.function + "/" + evidence.what;
  evidence.place.span = comparison.span;
  evidence_.push_back(std::move(evidence));
}

}  // namespace cpsaudit
