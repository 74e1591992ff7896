#include "engine/match_source.h"

#include "engine/source_matcher.h"
#include "engine/source_value.h"

namespace cpsaudit {

std::vector<Evidence> match_source(const Catalog& catalog, std::span<const std::size_t> checks,
                                   std::span<const FileFacts> files) {
  SourceMatcher matcher(catalog, checks, files);
  matcher.match_calls();
  matcher.match_missing_calls();
  matcher.match_fields();
  matcher.match_absent_fields();
  matcher.match_macros();
  matcher.match_strings();
  matcher.match_constant_returns();
  matcher.match_pairs();
  return matcher.take_evidence();
}

Evidence SourceMatcher::evidence_at(std::size_t check, std::size_t detector, const FileFacts& file,
                                    const CodePlace& place) const {
  Evidence evidence;
  evidence.check = check;
  evidence.detector = detector;
  evidence.confidence = confidence_of(place.reach);
  evidence.place.path = file.path;
  evidence.scope = place.function;
  evidence.function = place.function;
  evidence.guard = place.guard;
  return evidence;
}

void SourceMatcher::judge_value(Evidence evidence, const Value& value, const FileFacts& file, const Predicate& bad,
                                const Predicate& good, const CalledFact* seen) {
  const SourceSubject subject = subject_of(value, file, index_);
  const Judged judged = any_is(bad, subject.subject, vocabulary_);
  evidence.value = value.text;
  put_place(evidence, value, file, subject, judged);
  // A definition of another file is no constant of the value itself.
  if (judged.candidate && *judged.candidate < value.constants.size()) {
    const std::string& condition = value.constants[*judged.candidate].condition;
    if (!condition.empty()) evidence.guard += (evidence.guard.empty() ? "" : " && ") + condition;
  }
  if (seen != nullptr) {
    // What stands in the function itself, or in its default arguments, is reported where the caller asks for it.
    if (!evidence.place.span.known()) evidence.place = seen->steps.front().place;
    std::vector<RelatedPlace> flow;
    if (!evidence.flow.empty()) flow.push_back(evidence.flow.front());
    flow.insert(flow.end(), seen->steps.begin(), seen->steps.end());
    evidence.flow = std::move(flow);
  }
  if (judged.answer == Answer::kYes) {
    evidence_.push_back(std::move(evidence));
    return;
  }
  if (!good.present() || catalog_.checks[evidence.check].secret) return;
  const Answer is_good = all_are(good, subject.subject, vocabulary_);
  if (is_good == Answer::kYes) {
    evidence.kind = Kind::kPass;
    evidence.what += " = " + value.text;
    evidence_.push_back(std::move(evidence));
  } else if (seen == nullptr && !value.parameters.empty()) {
    // A parameter: the callers are asked.
  } else if (judged.answer == Answer::kUnknown && asked_.emplace(evidence.check, file.path).second) {
    evidence.kind = Kind::kOpen;
    evidence_.push_back(std::move(evidence));
  }
}

}  // namespace cpsaudit
