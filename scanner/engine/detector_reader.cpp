#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/entry_reader.h"
#include "engine/good_state.h"
#include "engine/node_values.h"
#include "engine/predicate_reader.h"
#include "engine/setting_path.h"
#include "facts/name_pattern.h"

namespace cpsaudit {

namespace {

std::vector<SettingCondition> conditions_at(const YAML::Node& map, const char* key) {
  std::vector<SettingCondition> conditions;
  for (const YAML::Node& item : items_at(map, key)) {
    conditions.push_back({texts_at(item, "key"), read_predicate(item["value"]), flag_at(item, "or-absent")});
  }
  return conditions;
}

SettingDetector setting(const YAML::Node& node, NodeErrors& errors) {
  SettingDetector setting;
  setting.software = texts_at(node, "software");
  for (const YAML::Node& item : items_at(node, "syntax")) {
    const Syntax syntax = syntax_named(item.Scalar());
    if (syntax == Syntax::kUnknown) errors.add(item, fmt::format("unknown syntax '{}'", item.Scalar()));
    setting.syntaxes.push_back(syntax);
  }
  setting.scopes = texts_at(node, "scope");
  setting.keys = texts_at(node, "key");
  setting.key_matches = pattern_at(node, "key-matches");
  for (const std::string& key : setting.keys) {
    if (parse_setting_path(key).empty()) errors.add(node["key"], "expected a path for 'key'");
  }
  setting.bad = read_predicate(node["bad"]);
  setting.good = read_good(node);
  if (const YAML::Node absent = node["absent"]) {
    setting.absent = AbsentValue{text_at(absent, "value"), text_at(absent, "versions"), text_at(absent, "source")};
  }
  setting.when = conditions_at(node, "when");
  setting.unless = conditions_at(node, "unless");
  setting.unless_tags = texts_at(node, "unless-tag");
  setting.good_when = conditions_at(node, "good-when");
  return setting;
}

CommandPattern command_pattern(const YAML::Node& node, NodeErrors& errors) {
  CommandPattern pattern;
  if (!node.IsDefined()) return pattern;
  pattern.program = texts_at(node, "program");
  pattern.program_path = read_predicate(node["program-path"]);
  pattern.has = texts_at(node, "has");
  pattern.lacks = texts_at(node, "lacks");
  pattern.words = texts_at(node, "words");
  pattern.argument = read_predicate(node["argument"]);
  pattern.argument_at = integer_at(node, "argument-at");
  if (pattern.argument_at && (!pattern.argument.present() || *pattern.argument_at == 0)) {
    errors.add(node["argument-at"], "which 'argument' is meant: counted from 1, or -1 for the last");
  }
  pattern.value_of = texts_at(node, "value-of");
  pattern.environment = texts_at(node, "environment");
  pattern.environment_matches = pattern_at(node, "environment-matches");
  pattern.value = read_predicate(node["value"]);
  pattern.unless_argument = read_predicate(node["unless-argument"]);
  pattern.writes = read_predicate(node["writes"]);
  pattern.unless_writes = read_predicate(node["unless-writes"]);
  const bool asks_for_variable = !pattern.environment.empty() || pattern.environment_matches.present();
  if (pattern.program.empty() && !asks_for_variable) {
    errors.add(node, "expected 'program', or 'environment' in its place");
  }
  const bool has_value = !pattern.value_of.empty() || asks_for_variable;
  if (has_value != pattern.value.present()) {
    errors.add(node, "'value' goes with 'value-of' or 'environment', and they with it");
  }
  return pattern;
}

CommandDetector command(const YAML::Node& node, NodeErrors& errors) {
  CommandDetector command;
  command.command = command_pattern(node, errors);
  if (node["piped-into"]) command.piped_into = command_pattern(node["piped-into"], errors);
  if (node["piped-from"]) command.piped_from = command_pattern(node["piped-from"], errors);
  command.input = read_predicate(node["input"]);
  command.saves = read_predicate(node["saves"]);
  command.contexts = texts_at(node, "contexts");
  command.good = command_pattern(node["good"], errors);
  return command;
}

Surroundings surroundings_at(const YAML::Node& map) {
  return {pattern_at(map, "in-function"), pattern_at(map, "unless-in-function"), pattern_at(map, "when-under"),
          pattern_at(map, "unless-under"), pattern_at(map, "unless-name")};
}

std::vector<ArgumentCondition> arguments_at(const YAML::Node& map, NodeErrors& errors) {
  std::vector<ArgumentCondition> arguments;
  for (const YAML::Node& item : items_at(map, "where")) {
    const int argument = integer_at(item, "argument").value_or(-1);
    if (argument < 0) errors.add(item, "arguments count from 1; 0 is the receiver");
    ArgumentCondition condition{static_cast<unsigned>(argument), read_conditions(item), texts_at(item, "type"),
                                text_at(item, "field")};
    if (!condition.value.present() && condition.types.empty()) {
      errors.add(item, "expected a condition or a 'type' beside 'argument'");
    }
    arguments.push_back(std::move(condition));
  }
  return arguments;
}

/// Every variable of every file, or every call, would be read for it.
void refuse_every_name(const YAML::Node& node, const char* key, NodeErrors& errors) {
  if (node[key] && fits_every_name(node[key].Scalar())) {
    errors.add(node[key],
               fmt::format("'{}' fits every name, so nothing would be left aside: say how it is called", key));
  }
}

std::vector<CompanionCall> companions_at(const YAML::Node& map, const char* key, NodeErrors& errors) {
  std::vector<CompanionCall> companions;
  for (const YAML::Node& item : items_at(map, key)) {
    if (!item.IsMap()) {
      companions.push_back({item.Scalar(), {}});
      continue;
    }
    refuse_every_name(item, "function-matches", errors);
    CompanionCall companion{"",
                            arguments_at(item, errors),
                            pattern_at(item, "function-matches"),
                            text_at(item, "reach") == "product",
                            text_at(item, "object") == "same",
                            pattern_at(item, "unless-in")};
    if (companion.function_matches.present()) companions.push_back(companion);
    for (const std::string& function : texts_at(item, "function")) {
      companion.function = function;
      companions.push_back(companion);
    }
  }
  return companions;
}

std::optional<unsigned> argument_at(const YAML::Node& map, const char* key, NodeErrors& errors) {
  const std::optional<int> argument = integer_at(map, key);
  if (!argument) return std::nullopt;
  if (*argument < 0) errors.add(map[key], "arguments count from 1; 0 is the receiver");
  return static_cast<unsigned>(*argument);
}

std::vector<InputSource> sources_at(const YAML::Node& map, NodeErrors& errors) {
  std::vector<InputSource> sources;
  for (const YAML::Node& item : items_at(map, "from")) {
    sources.push_back({texts_at(item, "function"), argument_at(item, "gives", errors).value_or(0),
                       pattern_at(item, "key"), pattern_at(item, "parameter")});
  }
  return sources;
}

CallDetector call(const YAML::Node& node, NodeErrors& errors) {
  CallDetector call;
  call.functions = texts_at(node, "function");
  call.function_matches = pattern_at(node, "function-matches");
  call.naming = pattern_at(node, "naming");
  if (call.functions.empty() != call.function_matches.present()) {
    errors.add(node, "expected either 'function' or 'function-matches'");
  }
  if (call.naming.present() && !call.function_matches.present()) errors.add(node, "'naming' needs 'function-matches'");
  call.any_argument = flag_at(node, "any-argument");
  call.receiver_types = texts_at(node, "receiver-type");
  call.where = arguments_at(node, errors);
  call.argument = argument_at(node, "argument", errors);
  call.missing_argument = argument_at(node, "missing-argument", errors);
  call.bad = read_predicate(node["bad"]);
  call.good = read_good(node);
  call.unless_called = companions_at(node, "unless-called", errors);
  call.unless_called_later = companions_at(node, "unless-called-later", errors);
  call.unless_asked = companions_at(node, "unless-asked", errors);
  call.when_reached_from = companions_at(node, "when-reached-from", errors);
  call.unless_object = flag_at(node, "unless-object");
  call.when_called = companions_at(node, "when-called", errors);
  call.result_ignored = text_at(node, "result") == "ignored";
  call.tested = texts_at(node, "tested");
  call.verdict = argument_at(node, "verdict", errors);
  if (!call.naming.present() && !call.is_about_answer()) refuse_every_name(node, "function-matches", errors);
  if (call.verdict && !call.is_about_answer()) {
    errors.add(node, "'verdict' needs 'result' or 'tested'");
  }
  call.when_made_by = texts_at(node, "when-made-by");
  call.unless_made_by = texts_at(node, "unless-made-by");
  call.good_calls = companions_at(node, "good-call", errors);
  call.around = surroundings_at(node);
  if (const YAML::Node callback = node["callback"]) {
    const auto clears = integer_at(callback, "clears");
    call.callback = CallbackCondition{integer_at(callback, "returns"), std::nullopt, {}};
    if (clears) call.callback->clears = static_cast<unsigned>(std::max(1, *clears));
    call.callback->under = pattern_at(callback, "under");
    if (call.callback->returns.has_value() == clears.has_value()) {
      errors.add(callback, "expected either 'returns' or 'clears'");
    }
  }
  call.from = sources_at(node, errors);
  call.unless_through = pattern_at(node, "unless-through");
  if (call.unless_through.present() && call.from.empty()) errors.add(node, "'unless-through' needs 'from'");
  // To follow what is handed to functions of any name would cost more than all else.
  if (!call.from.empty() && call.functions.empty()) errors.add(node, "'from' needs 'function'");
  const bool judges = call.bad.present() || call.good.present() || call.callback || !call.from.empty();
  if ((call.argument || call.any_argument) != judges) {
    errors.add(node, "'bad' and 'good' judge an 'argument': they go together");
  }
  const int ways = (call.callback ? 1 : 0) + (call.bad.present() ? 1 : 0) + (call.from.empty() ? 0 : 1);
  if (ways > 1) errors.add(node, "'bad', 'callback' and 'from' exclude each other");
  if (judges && ways == 0) errors.add(node, "'bad' is missing in 'call'");
  if (call.argument.has_value() + call.missing_argument.has_value() + call.any_argument > 1) {
    errors.add(node, "'argument', 'any-argument' and 'missing-argument' exclude each other");
  }
  return call;
}

FieldDetector field(const YAML::Node& node, NodeErrors& errors) {
  FieldDetector field;
  field.types = texts_at(node, "type");
  field.fields = texts_at(node, "field");
  field.field_matches = pattern_at(node, "field-matches");
  field.variable = pattern_at(node, "variable");
  field.bad = read_predicate(node["bad"]);
  field.good = read_good(node);
  field.absent = flag_at(node, "absent");
  field.when = conditions_at(node, "when");
  field.unless = conditions_at(node, "unless");
  field.when_called = companions_at(node, "when-called", errors);
  field.unless_called = companions_at(node, "unless-called", errors);
  field.handed_to = texts_at(node, "handed-to");
  field.good_when = conditions_at(node, "good-when");
  field.around = surroundings_at(node);
  if (field.fields.empty() && !field.field_matches.present() && !field.variable.present()) {
    errors.add(node, "expected 'field', 'field-matches' or 'variable'");
  }
  refuse_every_name(node, "field-matches", errors);
  refuse_every_name(node, "variable", errors);
  if (field.absent == field.bad.present()) errors.add(node, "expected either 'bad' or 'absent: true'");
  if (field.absent && field.types.empty()) errors.add(node, "'absent' needs the 'type' of the record");
  return field;
}

StringDetector string(const YAML::Node& node, NodeErrors& errors) {
  using Role = StringUse::Role;
  constexpr std::array<std::pair<std::string_view, Role>, 4> kRoles = {{
      {"compared", Role::kCompared},
      {"returned", Role::kReturned},
      {"element", Role::kElement},
      {"other", Role::kOther},
  }};
  StringDetector string{
      read_predicate(node["bad"]), read_good(node), pattern_at(node, "context"), {}, surroundings_at(node)};
  for (const std::string& name : texts_at(node, "roles")) {
    for (const auto& [text, role] : kRoles) {
      if (name == text) string.roles.push_back(role);
    }
  }
  string.unless_asked = companions_at(node, "unless-asked", errors);
  string.when_reached_from = companions_at(node, "when-reached-from", errors);
  if (!string.unless_asked.empty() && string.roles != std::vector{Role::kCompared}) {
    errors.add(node, "'unless-asked' needs 'roles: [compared]'");
  }
  return string;
}

ComparisonDetector comparison(const YAML::Node& node, NodeErrors& errors) {
  ComparisonDetector comparison;
  comparison.name = pattern_at(node, "name");
  comparison.with = pattern_at(node, "with");
  comparison.unless_with = pattern_at(node, "unless-with");
  comparison.operators = texts_at(node, "operators");
  comparison.good_operators = texts_at(node, "good-operators");
  comparison.when_called = companions_at(node, "when-called", errors);
  comparison.unless_called = companions_at(node, "unless-called", errors);
  comparison.around = surroundings_at(node);
  // Everywhere is compared something; where it matters, the function says.
  if (!comparison.around.in_function.present()) errors.add(node, "expected 'in-function'");
  return comparison;
}

MissingCallDetector missing_call(const YAML::Node& node, NodeErrors& errors) {
  using Within = MissingCallDetector::Reach;
  MissingCallDetector missing;
  missing.functions = texts_at(node, "function");
  missing.function_matches = pattern_at(node, "function-matches");
  if (missing.functions.empty() && !missing.function_matches.present()) {
    errors.add(node, "expected 'function' or 'function-matches'");
  }
  missing.where = arguments_at(node, errors);
  missing.needs = companions_at(node, "needs", errors);
  missing.when_called = companions_at(node, "when-called", errors);
  missing.unless_called = companions_at(node, "unless-called", errors);
  missing.around = surroundings_at(node);
  missing.receiver_types = texts_at(node, "receiver-type");
  const std::string reach = text_at(node, "reach");
  if (reach == "object") missing.reach = Within::kObject;
  if (reach == "file") missing.reach = Within::kFile;
  if (reach == "product") missing.reach = Within::kProduct;
  if (reach == "callback") missing.reach = Within::kCallback;
  return missing;
}

SuppressionDetector suppression(const YAML::Node& node) {
  using Fault = SuppressionFault;
  constexpr std::array<std::pair<std::string_view, Fault>, 5> kFaults = {{
      {"malformed", Fault::kMalformed},
      {"no-reason", Fault::kNoReason},
      {"unknown-check", Fault::kUnknownCheck},
      {"expired", Fault::kExpired},
      {"unused", Fault::kUnused},
  }};
  const std::string name = text_at(node, "fault");
  const auto fault =
      std::find_if(kFaults.begin(), kFaults.end(), [&](const auto& known) { return known.first == name; });
  return {fault == kFaults.end() ? Fault::kMalformed : fault->second};
}

FileDetector file(const YAML::Node& node, NodeErrors& errors) {
  FileDetector file{texts_at(node, "path"), texts_at(node, "unless-path"), texts_at(node, "software")};
  file.target = read_predicate(node["target"]);
  file.owner = read_predicate(node["owner"]);
  if (const std::string mode = text_at(node, "mode"); !mode.empty()) {
    constexpr int kOctal = 8;
    const auto [end, error] = std::from_chars(mode.data(), mode.data() + mode.size(), file.mode, kOctal);
    if (error != std::errc{} || end != mode.data() + mode.size()) {
      errors.add(node["mode"], fmt::format("expected permission bits in octal, as in \"0004\", found '{}'", mode));
    }
  }
  return file;
}

DetectorKind kind_of(const YAML::Node& node, NodeErrors& errors);

JoinPart join_part(const YAML::Node& node, std::vector<Detector>& parts, NodeErrors& errors) {
  using Relation = JoinPart::Relation;
  constexpr std::array<std::pair<std::string_view, Relation>, 9> kRelations = {{
      {"same-product", Relation::kSameProduct},
      {"same-file", Relation::kSameFile},
      {"same-folder", Relation::kSameFolder},
      {"names-file", Relation::kNamesFile},
      {"same-value", Relation::kSameValue},
      {"names-scope", Relation::kNamesScope},
      {"named-file", Relation::kNamedFile},
      {"same-port", Relation::kSamePort},
      {"same-function", Relation::kSameFunction},
  }};
  JoinPart part;
  part.findings = texts_at(node, "findings");
  for (const YAML::Node& item : items_at(node, "any-of")) {
    part.detectors.push_back(parts.size());
    Detector detector{kind_of(item, errors)};
    detector.where = place_of(item);
    detector.is_part = true;
    parts.push_back(std::move(detector));
  }
  for (const auto& [name, relation] : kRelations) {
    if (text_at(node, "relation") == name) part.relation = relation;
  }
  part.message = localized_at(node, "message");
  part.fold = flag_at(node, "fold");
  if (part.findings.empty() && part.detectors.empty()) errors.add(node, "expected 'findings' or 'any-of'");
  return part;
}

JoinDetector join(const YAML::Node& node, std::vector<Detector>& parts, NodeErrors& errors) {
  JoinDetector join;
  join.subject = join_part(node["subject"], parts, errors);
  for (const YAML::Node& item : items_at(node, "with")) {
    join.with.push_back(join_part(item, parts, errors));
    if (join.with.back().message.empty()) errors.add(item, "expected a 'message' that says what its places are");
  }
  for (const YAML::Node& item : items_at(node, "without")) join.without.push_back(join_part(item, parts, errors));
  if (join.with.empty() && join.without.empty()) errors.add(node, "expected 'with' or 'without'");
  return join;
}

DetectorKind kind_of(const YAML::Node& node, NodeErrors& errors) {
  if (const YAML::Node inner = node["setting"]) return setting(inner, errors);
  if (const YAML::Node inner = node["command"]) return command(inner, errors);
  if (const YAML::Node inner = node["call"]) return call(inner, errors);
  if (const YAML::Node inner = node["field"]) return field(inner, errors);
  if (const YAML::Node inner = node["macro"]) {
    for (const char* key : {"in-function", "unless-in-function"}) {
      if (inner[key]) errors.add(inner[key], fmt::format("a macro stands in no function: leave '{}' out", key));
    }
    return MacroDetector{pattern_at(inner, "name"), read_predicate(inner["bad"]), read_good(inner),
                         surroundings_at(inner)};
  }
  if (const YAML::Node inner = node["string"]) return string(inner, errors);
  if (const YAML::Node inner = node["constant-return"]) {
    return ConstantReturnDetector{pattern_at(inner, "name"), read_predicate(inner["bad"]), surroundings_at(inner)};
  }
  if (const YAML::Node inner = node["compare"]) return comparison(inner, errors);
  if (const YAML::Node inner = node["return"]) {
    return ReturnDetector{read_predicate(inner["bad"]), surroundings_at(inner),
                          companions_at(inner, "unless-called", errors), read_predicate(inner["other-answer"])};
  }
  if (const YAML::Node inner = node["suppression"]) return suppression(inner);
  if (const YAML::Node inner = node["pair"]) {
    return PairDetector{pattern_at(inner, "name"),    pattern_at(inner, "table"),
                        read_predicate(inner["bad"]), read_good(inner),
                        surroundings_at(inner),       companions_at(inner, "when-called", errors)};
  }
  if (const YAML::Node inner = node["file"]) return file(inner, errors);
  return missing_call(node["missing-call"], errors);
}

}  // namespace

NoGood no_good_at(const YAML::Node& node) {
  const std::string reason = text_at(node, "no-good");
  if (reason == "presence") return NoGood::kPresence;
  if (reason == "elsewhere") return NoGood::kElsewhere;
  return reason == "logic" ? NoGood::kLogic : NoGood::kUnsaid;
}

namespace {

std::optional<Confidence> confidence_at(const YAML::Node& node) {
  const std::string name = text_at(node, "confidence");
  for (const Confidence confidence :
       {Confidence::kHeuristic, Confidence::kToken, Confidence::kDefault, Confidence::kRecovered, Confidence::kAst}) {
    if (name == name_of(confidence)) return confidence;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Fix> read_fix(const YAML::Node& node, NodeErrors& errors) {
  if (!node.IsDefined()) return std::nullopt;
  Fix fix;
  if (node["replace-with"]) fix.replacement = text_at(node, "replace-with");
  fix.opposite = flag_at(node, "opposite");
  const std::string removal = text_at(node, "delete");
  if (removal == "line") fix.removal = Fix::Removal::kLine;
  if (removal == "word") fix.removal = Fix::Removal::kWord;
  fix.inserted_line = text_at(node, "insert-line");
  fix.description = localized_at(node, "description");
  const int changes = (fix.replacement ? 1 : 0) + (fix.opposite ? 1 : 0) + (removal.empty() ? 0 : 1);
  if (changes > 1) errors.add(node, "'replace-with', 'opposite' and 'delete' exclude each other");
  if (changes == 0 && fix.inserted_line.empty()) {
    errors.add(node, "expected one of 'replace-with', 'opposite', 'delete', 'insert-line'");
  }
  return fix;
}

Detector read_detector(const YAML::Node& node, std::vector<Detector>& parts, NodeErrors& errors) {
  const YAML::Node joined = node["join"];
  Detector detector{joined ? DetectorKind(join(joined, parts, errors)) : kind_of(node, errors)};
  detector.security_severity = number_at(node, "security-severity");
  detector.confidence = confidence_at(node);
  detector.message = localized_at(node, "message");
  detector.fix = read_fix(node["fix"], errors);
  detector.where = place_of(node);
  detector.no_good = no_good_at(node);
  detector.once_a_function = text_at(node, "once") == "function";
  if (detector.no_good != NoGood::kUnsaid && states_good(detector)) {
    errors.add(node["no-good"], "'no-good' beside a good state: one of them is wrong");
  }
  return detector;
}

}  // namespace cpsaudit
