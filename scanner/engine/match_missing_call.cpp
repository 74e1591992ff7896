#include <algorithm>
#include <optional>

#include "engine/call_pattern.h"
#include "engine/good_state.h"
#include "engine/source_matcher.h"
#include "engine/surroundings.h"

// What must go with a call, and does not.
namespace cpsaudit {

void SourceMatcher::match_missing_calls() {
  for (const auto& entry : detectors<MissingCallDetector>()) {
    const MissingCallDetector& missing = *entry.kind;
    // Which function a call registers, the callers of a wrapper say.
    const bool by_handler = missing.reach == MissingCallDetector::Reach::kCallback;
    const auto judge = [&](const CallReference& reference) {
      const bool is_here = reference.seen == nullptr || (by_handler && !reference.seen->given.empty());
      if (is_here) judge_missing_call(entry, reference);
      return false;
    };
    for (const std::string& text : missing.functions) any_call(parse_function_name(text), judge);
    if (missing.function_matches.present()) any_call(FunctionName{{}, {}, false, missing.function_matches}, judge);
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
  if (!*handled && is_done_in_front(missing, reference)) return;
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

/// `server.set_pre_routing_handler([&](…) { if (!is_logged_in(request)) … })`
bool SourceMatcher::is_done_in_front(const MissingCallDetector& missing, const CallReference& reference) const {
  const bool by_handler = missing.reach == MissingCallDetector::Reach::kCallback;
  const auto home = products_.segment_of(reference.file->path);
  return std::any_of(missing.unless_called.begin(), missing.unless_called.end(), [&](const CompanionCall& companion) {
    return any_call(name_of(companion), [&](const CallReference& other) {
      return other.call != reference.call && arguments_hold(companion.where, other, index_, vocabulary_) &&
             products_.are_joined(products_.segment_of(other.file->path), home) &&
             !is_left_out_beside(reference.call->place, other.call->place, catalog_.protection_words) &&
             (!by_handler || handlers_call(missing.needs, other).value_or(true));
    });
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
      return fits(other) && !is_left_out_beside(reference.call->place, other.call->place, catalog_.protection_words) &&
             !serves_something_else(companion, other) && arguments_hold(companion.where, other, index_, vocabulary_) &&
             !is_stubbed(other);
    });
  });
  if (here || depth >= kMostLevels) return here;
  const auto callers = flow_.seen_from_callers(*reference.call);
  return !callers.empty() && std::all_of(callers.begin(), callers.end(), [&](const CalledCall* seen) {
    return is_there(companions, reach, {seen->file, &seen->call, seen}, depth + 1);
  });
}

}  // namespace cpsaudit
