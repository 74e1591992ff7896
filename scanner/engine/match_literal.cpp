#include <algorithm>
#include <unordered_map>

#include "engine/build_macros.h"
#include "engine/pattern.h"
#include "engine/source_matcher.h"
#include "engine/source_value.h"
#include "engine/span_part.h"

namespace cpsaudit {

void SourceMatcher::match_macros() {
  for (const auto& entry : detectors<MacroDetector>()) {
    for (const FileFacts& file : files_) {
      if (!file.source) continue;
      for (const MacroDefinition& macro : file.source->macros) {
        if (!entry.kind->name.matches(macro.name) || !is_right_condition(entry.kind->around, macro.place)) continue;
        if (entry.kind->around.unless_name.present() && entry.kind->around.unless_name.found_in(macro.name)) continue;
        Evidence evidence = evidence_at(entry.check, entry.detector, file, macro.place);
        evidence.what = macro.name;
        if (index_.given_by_build(macro.name, file) != nullptr) evidence.lowered = kOverridden;
        evidence.anchor = "#define " + macro.name;
        Value value = macro.value;
        if (!value.span.known()) value.span = macro.name_span;
        judge_value(std::move(evidence), value, file, entry.kind->bad, entry.kind->good);
      }
    }
  }
}

/// `-DALLOW_UNSIGNED=1` of a makefile is as good as the macro in a header. What options of Kconfig mean, settings say.
void SourceMatcher::match_build_macros() {
  const auto entries = detectors<MacroDetector>();
  for (const FileFacts& file : files_) {
    const Dialect* dialect = file.software.empty() ? nullptr : catalog_.dialect(file.software);
    if (dialect == nullptr || !dialect->macros || !dialect->macros->flags) continue;
    for (const BuildMacro& macro : build_macros(*dialect, file)) {
      for (const auto& entry : entries) {
        const Surroundings& around = entry.kind->around;
        if (!entry.kind->name.matches(macro.name) || !is_right_condition(around, {})) continue;
        if (around.unless_name.present() && around.unless_name.found_in(macro.name)) continue;
        Evidence evidence = evidence_at(entry.check, entry.detector, file, {});
        evidence.what = macro.name;
        evidence.anchor = "-D" + macro.name;
        Value value;
        value.text = macro.constant.kind == Constant::Kind::kInteger ? std::to_string(macro.constant.integer)
                                                                     : macro.constant.string;
        value.span = macro.constant.span;
        value.constants = {macro.constant};
        value.exhaustive = true;
        if (macro.constant.kind == Constant::Kind::kName) value.symbols = {macro.constant.string};
        judge_value(std::move(evidence), value, file, entry.kind->bad, entry.kind->good);
      }
    }
  }
}

void SourceMatcher::match_strings() {
  for (const auto& entry : detectors<StringDetector>()) {
    const StringDetector& detector = *entry.kind;
    const bool anywhere =
        detector.roles.empty() && !detector.context.present() && !detector.around.in_function.present();
    const auto judge = [&](const FileFacts& file, const CodePlace& place, const Constant& constant,
                           const std::string& what) {
      const bool number = constant.kind == Constant::Kind::kInteger && !anywhere;
      if (constant.kind != Constant::Kind::kString && !number) return;
      const bool in_chain = !detector.unless_asked.empty();
      if (!is_right_function(detector.around, place.function) || !is_right_condition(detector.around, place, in_chain))
        return;
      Subject subject = text_subject(number ? std::to_string(constant.integer) : constant.string);
      subject.candidates.front().complete = constant.complete;
      if (number) subject.candidates.front().type = Candidate::Type::kNumber;
      const Judged judged = any_is(detector.bad, subject, vocabulary_);
      const bool is_bad = judged.answer == Answer::kYes;
      if (!is_bad && all_are(detector.good, subject, vocabulary_) != Answer::kYes) return;
      if (!detector.when_reached_from.empty() &&
          !is_reached_from(detector.when_reached_from, file, place.function, constant.span)) {
        return;
      }
      if (in_chain) {
        const BranchPoint point{file, place, constant.span, '"' + constant.string + '"'};
        if (is_asked_on_the_way(detector.unless_asked, point)) return;
      }
      Evidence evidence = evidence_at(entry.check, entry.detector, file, place);
      if (!is_bad) evidence.kind = Kind::kPass;
      evidence.place = {constant.file.empty() ? file.path : constant.file,
                        judged.part ? part_of(constant.span, constant.string, *judged.part) : constant.span};
      evidence.what = what;
      evidence.value = subject.text;
      evidence.anchor = place.function + "/\"\"/" + what;
      evidence_.push_back(std::move(evidence));
    };
    const auto is_role = [&](StringUse::Role role) {
      return detector.roles.empty() ||
             std::find(detector.roles.begin(), detector.roles.end(), role) != detector.roles.end();
    };
    for (const FileFacts& file : files_) {
      if (!file.source) continue;
      for (const StringUse& use : file.source->strings) {
        if (!is_role(use.role) || (detector.context.present() && !detector.context.found_in(use.context))) continue;
        judge(file, use.place, use.constant, use.context);
      }
      if (!anywhere) continue;
      // Arguments, fields and macros are no StringUse, but they are strings.
      for (const Call& call : file.source->calls) {
        for (const Value& argument : call.arguments) {
          for (const Constant& constant : argument.constants) judge(file, call.place, constant, call.callee);
        }
      }
      for (const FieldInit& field : file.source->fields) {
        const std::string& what = field.field.empty() ? field.variable : field.field;
        for (const Constant& constant : field.value.constants) judge(file, field.place, constant, what);
      }
      for (const MacroDefinition& macro : file.source->macros) {
        for (const Constant& constant : macro.value.constants) judge(file, macro.place, constant, macro.name);
      }
    }
  }
}

void SourceMatcher::match_pairs() {
  for (const auto& entry : detectors<PairDetector>()) {
    for (const FileFacts& file : files_) {
      if (!file.source) continue;
      for (const PairEntry& pair : file.source->pairs) {
        if (!entry.kind->name.found_in(pair.name.string)) continue;
        if (entry.kind->table.present() && !entry.kind->table.found_in(pair.table)) continue;
        if (!is_right_place(entry.kind->around, pair.place)) continue;
        if (entry.kind->around.unless_name.present() && entry.kind->around.unless_name.found_in(pair.name.string)) {
          continue;
        }
        const auto called_here = [&](const CompanionCall& companion) {
          return is_called_in(companion, file, pair.place.function);
        };
        const std::vector<CompanionCall>& wanted = entry.kind->when_called;
        if (!wanted.empty() && !std::any_of(wanted.begin(), wanted.end(), called_here)) continue;
        Evidence evidence = evidence_at(entry.check, entry.detector, file, pair.place);
        evidence.what = pair.name.string;
        evidence.anchor = pair.table + "/" + pair.name.string;
        judge_value(std::move(evidence), pair.value, file, entry.kind->bad, entry.kind->good);
      }
    }
  }
}

namespace {

/// "true", "0", "ESP_OK", "millis() ^ 0xA5A5"
std::string text_of(const CallbackAnswer& answer) {
  if (!answer.text.empty()) return answer.text;
  if (!answer.value) return answer.name;
  if (answer.boolean) return *answer.value != 0 ? "true" : "false";
  return std::to_string(*answer.value);
}

/// What is not the case, "!(empty || closed)", is asked for only where the pattern fits the whole of it.
bool is_asked(const Pattern& under, const Condition& condition) {
  const std::string& text = condition.text;
  const bool negated = text.starts_with("!(") && text.ends_with(')');
  return negated ? under.matches(text) : under.found_in(text);
}

}  // namespace

/// Which of its answers lets in, the others say: 0 where another is -1.
bool SourceMatcher::gives_other_answer(const ReturnDetector& detector, const CallbackAnswer& answer,
                                       const FileFacts& file) const {
  if (!detector.other_answer.present()) return true;
  const auto all = index_.answers_of(file, answer.function);
  return std::any_of(all.begin(), all.end(), [&](const CallbackAnswer* other) {
    if (other == &answer || other->clears) return false;
    Subject subject = other->text.empty() ? text_subject(text_of(*other)) : Subject{{}, {}, text_of(*other), false};
    if (other->value && !other->boolean && other->text.empty()) {
      subject.candidates.front().type = Candidate::Type::kNumber;
    }
    if (!other->name.empty()) subject.symbols = {other->name};
    return any_is(detector.other_answer, subject, vocabulary_).answer == Answer::kYes;
  });
}

void SourceMatcher::match_answers() {
  for (const auto& entry : detectors<ReturnDetector>()) {
    for (const FileFacts& file : files_) {
      if (!file.source) continue;
      for (const CallbackAnswer& answer : file.source->answers) judge_answer(entry, answer, file);
    }
  }
}

void SourceMatcher::judge_answer(const Entry<ReturnDetector>& entry, const CallbackAnswer& answer,
                                 const FileFacts& file) {
  const ReturnDetector& detector = *entry.kind;
  const std::string text = text_of(answer);
  if (text.empty() || answer.clears || !is_right_place(detector.around, answer.place)) return;
  const Pattern& under = detector.around.when_under;
  const auto& conditions = answer.place.conditions;
  const auto asks = [&](const Condition& condition) { return is_asked(under, condition); };
  const bool is_under =
      !under.present() || under.found_in(answer.place.guard) || std::any_of(conditions.begin(), conditions.end(), asks);
  if (!is_under) return;
  Subject subject = answer.text.empty() ? text_subject(text) : Subject{{}, {}, text, false};
  if (!answer.name.empty()) subject.symbols = subject.candidates.front().symbols = {answer.name};
  // `return IPC_OK;`: the number, and the name that the program's authors gave it.
  const bool by_name = !answer.name.empty() && answer.value &&
                       any_is(detector.bad, text_subject(answer.name), vocabulary_).answer == Answer::kYes;
  if (!by_name && any_is(detector.bad, subject, vocabulary_).answer != Answer::kYes) return;
  if (!gives_other_answer(detector, answer, file)) return;
  const bool is_excused =
      std::any_of(detector.unless_called.begin(), detector.unless_called.end(),
                  [&](const CompanionCall& companion) { return is_called_in(companion, file, answer.function); });
  if (is_excused) return;
  // The condition that is asked for is what is wrong, not an option that excuses it.
  CodePlace place = answer.place;
  std::string asked;
  std::erase_if(place.conditions, [&](const Condition& condition) {
    if (!is_asked(under, condition)) return false;
    if (asked.empty()) asked = condition.text;
    return true;
  });
  Evidence evidence = evidence_at(entry.check, entry.detector, file, place);
  if (!asked.empty()) evidence.guard += (evidence.guard.empty() ? "" : " && ") + asked;
  evidence.place.span = answer.span;
  evidence.what = answer.function;
  evidence.function = answer.function;
  evidence.value = text;
  evidence.anchor = answer.function + "/return/" + asked;
  evidence_.push_back(std::move(evidence));
}

void SourceMatcher::match_constant_returns() {
  for (const auto& entry : detectors<ConstantReturnDetector>()) {
    for (const FileFacts& file : files_) {
      if (!file.source) continue;
      for (const ConstantReturn& function : file.source->constant_returns) {
        if (!entry.kind->name.found_in(function.function) || !is_right_place(entry.kind->around, function.place))
          continue;
        const Pattern& excluded = entry.kind->around.unless_name;
        if (excluded.present() && excluded.found_in(function.function)) continue;
        // The 0 that means success is not the false that means refusal.
        const std::string answer = function.value != 0 ? "true" : "false";
        const std::string value = function.boolean ? answer : std::to_string(function.value);
        Candidate candidate{value, Candidate::Type::kName};
        candidate.symbols = {value};
        const Subject subject{{std::move(candidate)}, {}, value, true};
        if (any_is(entry.kind->bad, subject, vocabulary_).answer != Answer::kYes) continue;
        Evidence evidence = evidence_at(entry.check, entry.detector, file, function.place);
        evidence.place.span = function.span;
        evidence.what = function.function;
        evidence.function = function.function;
        evidence.value = value;
        evidence.anchor = function.function + "/return";
        evidence_.push_back(std::move(evidence));
      }
    }
  }
}

}  // namespace cpsaudit
