#include <algorithm>
#include <set>
#include <span>
#include <string_view>

#include "engine/call_pattern.h"
#include "engine/field_names.h"
#include "engine/good_state.h"
#include "engine/source_matcher.h"
#include "engine/source_value.h"

namespace cpsaudit {

namespace {

/// `&address`, `(struct sockaddr *)&address`, `address.base`.
bool names_record(const Value& argument, const std::string& variable) {
  if (variable.empty()) return false;
  const std::string object = bare_object(argument.object.empty() ? argument.text : argument.object);
  return object == variable || object.starts_with(variable + ".") || object.starts_with(variable + "[");
}

/// "apn" beside "modem.password" is "modem.apn".
std::vector<std::string> keys_beside(const std::vector<std::string>& keys, const std::string& path) {
  const std::size_t dot = path.rfind('.');
  std::vector<std::string> beside;
  if (dot == std::string::npos) return beside;
  for (const std::string& key : keys) beside.push_back(path.substr(0, dot + 1) + key);
  return beside;
}

std::string path_of(const FieldInit& field) {
  if (field.field.empty()) return field.variable;
  return field.variable.empty() ? field.field : field.variable + "." + field.field;
}

/// The fields of the row that `field` stands in, of a variable that is a table: `{{.name = "a", .pin = "1"}, {…}}`. A
/// path that comes again begins another row. All fields of the variable where nothing is told apart.
std::vector<const FieldInit*> row_of(const FieldInit& field, std::span<const FieldInit* const> fields) {
  std::vector<const FieldInit*> table;
  for (const FieldInit* other : fields) {
    const bool same = other->variable == field.variable && other->how == FieldInit::How::kInitializer;
    if (same && !other->field.empty()) table.push_back(other);
  }
  const auto here = std::find(table.begin(), table.end(), &field);
  if (field.how != FieldInit::How::kInitializer || here == table.end()) return {};
  if (field.row > 0) {
    std::erase_if(table, [&](const FieldInit* other) { return other->row != field.row; });
    return table;
  }
  std::set<std::string_view> paths = {field.field};
  auto first = here;
  while (first != table.begin() && paths.insert((*(first - 1))->field).second) --first;
  auto last = here + 1;
  while (last != table.end() && paths.insert((*last)->field).second) ++last;
  if (first == table.begin() && last == table.end()) return {};
  return {first, last};
}

}  // namespace

void SourceMatcher::match_fields() {
  const std::vector<Entry<FieldDetector>> entries = detectors<FieldDetector>();
  std::vector<const FieldDetector*> kinds;
  for (const auto& entry : entries) kinds.push_back(entry.kind);
  const FieldNames names(std::move(kinds));
  const auto look_at = [&](const FieldInit& field, const FileFacts& file, const CalledField* seen) {
    for (const std::size_t speaking : names.speaking_of(field)) judge_field(entries[speaking], field, file, seen);
  };
  for (const FileFacts& file : files_) {
    if (!file.source) continue;
    for (const FieldInit& field : file.source->fields) look_at(field, file, nullptr);
  }
  for (const CalledField& seen : flow_.fields()) look_at(seen.field, *seen.file, &seen);
}

void SourceMatcher::judge_field(const Entry<FieldDetector>& entry, const FieldInit& field, const FileFacts& file,
                                const CalledField* seen) {
  const FieldDetector& detector = *entry.kind;
  if (flow_.is_decided_by_callers(field)) return;
  // The other fields of the record are set where this one is.
  const FileFacts& home = seen == nullptr ? file : *seen->origin_file;
  const CodePlace& place = seen == nullptr ? field.place : seen->origin->place;
  const std::string& path = field.field.empty() ? field.variable : field.field;
  if (detector.around.unless_name.present() && detector.around.unless_name.found_in(last_name_of(path))) return;
  const bool is_right = is_right_condition(detector.around, field.place) &&
                        (is_right_function(detector.around, field.place.function) ||
                         (seen != nullptr && is_right_function(detector.around, place.function)));
  if (!is_right) return;
  const bool is_made_good =
      std::any_of(detector.good_when.begin(), detector.good_when.end(), [&](const SettingCondition& condition) {
        return condition_holds(condition, home, place, field.type, field.variable, {}, &field) == Answer::kYes;
      });
  if (is_made_good) {
    Evidence evidence = evidence_at(entry.check, entry.detector, file, field.place);
    evidence.kind = Kind::kPass;
    evidence.what = path_of(field);
    evidence.place.span = field.name_span.known() ? field.name_span : field.span;
    evidence.anchor = field.place.function + "/" + field.type + "/" + evidence.what;
    evidence_.push_back(std::move(evidence));
    return;
  }
  if (!conditions_hold(detector, home, place, field.type, field.variable, {}, &field)) return;
  if (!calls_around_hold(detector, home, place, field.variable)) return;
  Evidence evidence = evidence_at(entry.check, entry.detector, file, field.place);
  evidence.what = path_of(field);
  evidence.anchor = field.place.function + "/" + field.type + "/" + evidence.what;
  judge_value(std::move(evidence), field.value, file, detector.bad, detector.good, seen);
}

bool SourceMatcher::calls_around_hold(const FieldDetector& detector, const FileFacts& file, const CodePlace& place,
                                      const std::string& variable) const {
  const bool is_excused =
      std::any_of(detector.unless_called.begin(), detector.unless_called.end(),
                  [&](const CompanionCall& companion) { return is_called_in(companion, file, place.function); });
  if (is_excused) return false;
  const bool is_called =
      detector.when_called.empty() ||
      std::any_of(detector.when_called.begin(), detector.when_called.end(),
                  [&](const CompanionCall& companion) { return is_called_in(companion, file, place.function); });
  if (!is_called || detector.handed_to.empty()) return is_called;
  const auto calls = index_.calls_in(file, place.function);
  return std::any_of(detector.handed_to.begin(), detector.handed_to.end(), [&](const std::string& text) {
    const FunctionName function = parse_function_name(text);
    return std::any_of(calls.begin(), calls.end(), [&](const CallReference& reference) {
      if (!is_call_of(*reference.call, function)) return false;
      const auto& arguments = reference.call->arguments;
      return std::any_of(arguments.begin(), arguments.end(),
                         [&](const Value& argument) { return names_record(argument, variable); });
    });
  });
}

void SourceMatcher::match_absent_fields() {
  std::vector<Entry<FieldDetector>> absent = detectors<FieldDetector>();
  std::erase_if(absent, [](const Entry<FieldDetector>& entry) { return !entry.kind->absent; });
  for (const FileFacts& file : files_) {
    if (!file.source) continue;
    for (const RecordInit& record : file.source->records) {
      for (const auto& entry : absent) {
        const FieldDetector& detector = *entry.kind;
        if (!is_any_type(detector.types, record.type)) continue;
        // The tree leaves out what it cannot resolve; the tokens may still know that a field is set.
        const auto given = index_.fields_in(file, record.place.function);
        const bool is_set =
            std::any_of(record.fields.begin(), record.fields.end(),
                        [&](const std::string& field) { return matches_any_field(detector.fields, field); }) ||
            std::any_of(given.begin(), given.end(), [&](const FieldInit* field) {
              return !record.variable.empty() && field->variable == record.variable &&
                     matches_any_field(detector.fields, field->field);
            });
        if (!is_right_place(detector.around, record.place)) continue;
        const bool shows_good = is_set && derives_good(catalog_.checks[entry.check], entry.detector);
        if (is_set && !shows_good) continue;
        if (!conditions_hold(detector, file, record.place, record.type, record.variable, record.fields)) continue;
        Evidence evidence = evidence_at(entry.check, entry.detector, file, record.place);
        if (shows_good) evidence.kind = Kind::kPass;
        evidence.what = record.variable.empty() ? record.type : record.variable;
        evidence.value = record.type;
        evidence.anchor = record.place.function + "/" + record.type + "/" + record.variable;
        evidence.place.span = record.span;
        evidence_.push_back(std::move(evidence));
      }
    }
  }
}

bool SourceMatcher::conditions_hold(const FieldDetector& detector, const FileFacts& file, const CodePlace& place,
                                    const std::string& type, const std::string& variable,
                                    const std::vector<std::string>& set_fields, const FieldInit* judged) const {
  const auto holds = [&](const SettingCondition& condition) {
    return condition_holds(condition, file, place, type, variable, set_fields, judged);
  };
  return std::all_of(detector.when.begin(), detector.when.end(),
                     [&](const SettingCondition& condition) { return holds(condition) == Answer::kYes; }) &&
         std::all_of(detector.unless.begin(), detector.unless.end(),
                     [&](const SettingCondition& condition) { return holds(condition) == Answer::kNo; });
}

/// Looks at the fields that the same function gives to the same variable.
Answer SourceMatcher::condition_holds(const SettingCondition& condition, const FileFacts& file, const CodePlace& place,
                                      const std::string& type, const std::string& variable,
                                      const std::vector<std::string>& set_fields, const FieldInit* judged) const {
  bool found_any = false;
  Answer answer = Answer::kNo;
  const auto around = index_.fields_in(file, place.function);
  const std::vector<const FieldInit*> row =
      judged == nullptr ? std::vector<const FieldInit*>() : row_of(*judged, around);
  const std::vector<std::string> beside =
      judged == nullptr ? std::vector<std::string>() : keys_beside(condition.keys, judged->field);
  for (const auto* keys : {&beside, &condition.keys}) {
    if (found_any) break;
    if (keys->empty()) continue;
    for (const FieldInit* field : row.empty() ? around : std::span<const FieldInit* const>(row)) {
      const bool same_record = field->variable == variable &&
                               (type.empty() || field->type.empty() || is_type(field->type, type) || !variable.empty());
      if (!same_record || field->field.empty() || !matches_any_field(*keys, field->field)) continue;
      found_any = true;
      const Answer next = any_is(condition.value, subject_of(field->value, file, index_).subject, vocabulary_).answer;
      if (next == Answer::kYes) return next;
      if (next == Answer::kUnknown) answer = next;
    }
  }
  if (found_any) return answer;
  const bool is_set = std::any_of(set_fields.begin(), set_fields.end(),
                                  [&](const std::string& field) { return matches_any_field(condition.keys, field); });
  // It is set, to something that no fact tells.
  if (is_set) return any_is(condition.value, Subject{{}, {}, {}, false}, vocabulary_).answer;
  return condition.or_absent || accepts_absence(condition.value) ? Answer::kYes : Answer::kNo;
}

}  // namespace cpsaudit
