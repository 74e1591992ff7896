#include "engine/match_source.h"

#include <re2/re2.h>

#include <algorithm>

#include "engine/source_matcher.h"
#include "engine/source_value.h"

namespace cpsaudit {

std::vector<Evidence> match_source(const Catalog& catalog, const KnownValues& known,
                                   std::span<const std::size_t> checks, std::span<const FileFacts> files,
                                   const ProductMap& products) {
  const auto is_of_program = [&](const FileFacts& file) {
    const Dialect* dialect = file.software.empty() ? nullptr : catalog.dialect(file.software);
    return file.source.has_value() || (dialect != nullptr && dialect->macros && dialect->macros->flags);
  };
  if (std::none_of(files.begin(), files.end(), is_of_program)) return {};
  SourceMatcher matcher(catalog, known, checks, files, products);
  matcher.match_calls();
  matcher.match_missing_calls();
  matcher.match_fields();
  matcher.match_absent_fields();
  matcher.match_macros();
  matcher.match_build_macros();
  matcher.match_strings();
  matcher.match_constant_returns();
  matcher.match_comparisons();
  matcher.match_answers();
  matcher.match_pairs();
  matcher.tell_once_a_function();
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
  const bool is_option = !place.active && asks_for_build_option(place.guard, catalog_.option_words);
  if (is_option || place.switched_off) evidence.lowered = kConditional;
  const auto option = std::find_if(place.conditions.begin(), place.conditions.end(), [&](const Condition& condition) {
    return asks_for_option(condition, catalog_.option_words);
  });
  if (option == place.conditions.end()) return evidence;
  put_condition(evidence, *option);
  // Who calls has the choice.
  if (option->parameter) evidence.grades = 2;
  return evidence;
}

void SourceMatcher::put_condition(Evidence& evidence, const Condition& condition) const {
  evidence.guard += (evidence.guard.empty() ? "" : " && ") + condition.text;
  // A value that the build does not take by default, or that somebody may choose.
  if (condition.inactive || asks_for_option(condition, catalog_.option_words)) evidence.lowered = kConditional;
}

bool SourceMatcher::may_be_better(const SourceSubject& subject, const Predicate& bad) const {
  const auto& candidates = subject.subject.candidates;
  return std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
    const Subject alone{{candidate}, subject.subject.symbols, subject.subject.text, true};
    return any_is(bad, alone, vocabulary_).answer != Answer::kYes;
  });
}

namespace {

/// What may be in any case comes before what may be under a condition, and what the detector does not want goes.
Value sorted_by_condition(Value value, const Surroundings* wanted) {
  if (wanted != nullptr && wanted->unless_under.present()) {
    std::erase_if(value.constants, [&](const Constant& constant) {
      return !constant.condition.text.empty() && wanted->unless_under.found_in(constant.condition.text);
    });
  }
  std::stable_partition(value.constants.begin(), value.constants.end(),
                        [](const Constant& constant) { return constant.condition.text.empty(); });
  return value;
}

/// `CONFIG_SERVER_URL` and `(const uint8_t *)"::"`: a reader looks for the text itself.
bool says_less_than_its_value(std::string_view written) {
  static const RE2 kNameOrLiteral(R"re(\w+|(\([\w\s:*&]+\)\s*)?[uUL8]*"[^"]*")re");
  return RE2::FullMatch(written, kNameOrLiteral);
}

}  // namespace

void SourceMatcher::judge_value(Evidence evidence, const Value& given, const FileFacts& file, const Predicate& bad,
                                const Predicate& good, const CalledFact* seen) {
  const Check& check = catalog_.checks[evidence.check];
  const Value value = sorted_by_condition(given, surroundings_of(check.detectors[evidence.detector].kind));
  if (value.constants.empty() && !given.constants.empty()) return;
  const SourceSubject subject = subject_of(value, file, index_);
  const Judged judged = any_is(bad, subject.subject, vocabulary_);
  evidence.value = value.text;
  if (judged.candidate && !check.secret && says_less_than_its_value(value.text)) {
    const Candidate& candidate = subject.subject.candidates[*judged.candidate];
    if (candidate.type == Candidate::Type::kText && !candidate.text.empty()) evidence.value = candidate.text;
  }
  put_place(evidence, value, file, subject, judged, check.secret);
  // A definition of another file is no constant of the value itself.
  if (judged.candidate && *judged.candidate < value.constants.size()) {
    const Condition& condition = value.constants[*judged.candidate].condition;
    const bool literal = subject.subject.candidates[*judged.candidate].type == Candidate::Type::kText;
    if (!condition.text.empty() && !condition.inactive && (literal || !may_be_better(subject, bad))) {
      evidence.guard += (evidence.guard.empty() ? "" : " && ") + condition.text;
    } else if (!condition.text.empty()) {
      put_condition(evidence, condition);
      // `!(config->verify)`: who fills the record in has the choice.
      const bool member =
          condition.text.find('.') != std::string::npos || condition.text.find("->") != std::string::npos;
      // A parameter that no caller of the tree gives a value: so has who calls.
      const bool handed_in = condition.parameter.has_value() && seen == nullptr;
      if (evidence.lowered == kConditional && (member || handed_in)) evidence.grades = 2;
    }
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
  if (!good.present()) return;
  const bool secret = check.secret;
  const Answer is_good = all_are(good, subject.subject, vocabulary_);
  if (is_good == Answer::kYes) {
    evidence.kind = Kind::kPass;
    if (!secret) evidence.what += " = " + value.text;
    evidence_.push_back(std::move(evidence));
  } else if (secret || (seen == nullptr && !value.parameters.empty())) {
    // A parameter: the callers are asked.
  } else if (judged.answer == Answer::kUnknown && asked_.emplace(evidence.check, file.path).second) {
    evidence.kind = Kind::kOpen;
    evidence_.push_back(std::move(evidence));
  }
}

}  // namespace cpsaudit
