#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "engine/duplicates.h"
#include "engine/engine.h"
#include "engine/evidence.h"
#include "engine/fix_writer.h"
#include "engine/message_rules.h"

namespace cpsaudit {

namespace {

/// A value in a message is a hint, not the value: the place is given beside it.
constexpr std::size_t kLongestFilling = 80;
/// Said of every check; the same strings stand in the rules of the log (report/messages.cpp).
const LocalizedText kPassMessage = {"The good state was found: '{what}'.", "適切な状態を確認しました: '{what}'。"};
const LocalizedText kOpenMessage = {"Cannot be decided from the files alone: '{what}'.",
                                    "ファイルだけでは判定できません: '{what}'。"};

/// On one line, and not too long; never cut inside a character.
std::string shortened(std::string_view text) {
  std::string output;
  bool blank = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F) {
      blank = !output.empty();
      continue;
    }
    const bool starts_character = (byte & 0xC0U) != 0x80U;
    if (output.size() >= kLongestFilling && starts_character) return output + "…";
    if (blank) output += ' ';
    blank = false;
    output += c;
  }
  return output;
}

std::string filling(const Evidence& evidence, const Check& check, std::string_view name) {
  if (name == "what") return shortened(evidence.what);
  if (name == "value") return check.secret ? std::string(kRedaction) : shortened(evidence.value);
  if (name == "scope") return shortened(evidence.scope);
  if (name == "function") return shortened(evidence.function);
  if (name == "default") return shortened(evidence.default_value);
  if (name == "version") return shortened(evidence.version);
  if (name == "source") return shortened(evidence.source);
  return name == "path" ? evidence.place.path : std::string();
}

/// Fills the placeholders in one pass, so that a filling that looks like one stays as it is.
std::string filled(std::string_view text, const Evidence& evidence, const Check& check) {
  std::string output;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    output.append(text.substr(0, open));
    output += filling(evidence, check, text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return output.append(text);
}

void write_message(const Evidence& evidence, const Check& check, Finding& finding) {
  const Detector& detector = check.detectors[evidence.detector];
  const LocalizedText* text = &check.message;
  if (evidence.kind == Kind::kPass) {
    finding.message_id = "pass";
    text = &kPassMessage;
  } else if (evidence.kind == Kind::kOpen) {
    finding.message_id = "open";
    text = &kOpenMessage;
  } else if (evidence.absent && !check.message_absent.empty()) {
    finding.message_id = "absent";
    text = &check.message_absent;
  } else if (!detector.message.empty()) {
    finding.message_id = "detector-" + std::to_string(evidence.detector + 1);
    text = &detector.message;
  }
  finding.message = {filled(text->en, evidence, check), filled(text->ja, evidence, check)};
  for (const std::string& name : placeholders_in(text->en)) {
    finding.arguments.push_back(filling(evidence, check, name));
  }
}

/// One band down, and the severity with it.
void lower_level(Finding& finding, std::string reason) {
  constexpr double kHighestWarning = 6.9;
  constexpr double kHighestNote = 3.9;
  if (finding.level == Level::kNote) return;
  finding.level = finding.level == Level::kError ? Level::kWarning : Level::kNote;
  finding.security_severity =
      std::min(finding.security_severity, finding.level == Level::kWarning ? kHighestWarning : kHighestNote);
  if (finding.lowered.empty()) finding.lowered = std::move(reason);
}

/// What lies there to be copied is believed: an error is a warning, and a warning stays one, the least of them.
void lower_level_of_sample(Finding& finding) {
  constexpr double kLowestWarning = 4.0;
  const std::string reason(name_of(Role::kSample));
  if (finding.level == Level::kError) lower_level(finding, reason);
  if (finding.level != Level::kWarning) return;
  finding.security_severity = kLowestWarning;
  if (finding.lowered.empty()) finding.lowered = reason;
}

/// True for a key path that leads through an example: OpenAPI, JSON Schema and AsyncAPI carry sample data beside the
/// description of an interface, and no software ever reads it as a setting.
bool shows_an_example(std::string_view key_path) {
  while (!key_path.empty()) {
    const std::size_t slash = key_path.find('/');
    const std::string_view name = key_path.substr(0, slash).substr(0, key_path.find('['));
    if (name == "example" || name == "examples" || name == "x-example" || name == "x-examples") return true;
    if (slash == std::string_view::npos) return false;
    key_path.remove_prefix(slash + 1);
  }
  return false;
}

bool is_installed_documentation(std::string_view path) {
  return path.find("share/doc/") != std::string_view::npos || path.find("share/man/") != std::string_view::npos;
}

void grade(const Evidence& evidence, const Check& check, Finding& finding) {
  const Detector& detector = check.detectors[evidence.detector];
  finding.confidence = std::min(evidence.confidence, detector.confidence.value_or(Confidence::kAst));
  finding.security_severity = detector.security_severity.value_or(check.security_severity);
  finding.level = level_of_severity(finding.security_severity);
  if (finding.kind != Kind::kFail) return;
  const Role role = evidence.delivers ? Role::kProduct : role_of(evidence.place.path);
  if (role == Role::kSample) {
    lower_level_of_sample(finding);
  } else if (role != Role::kProduct) {
    lower_level(finding, std::string(name_of(role)));
    // What a package brings to be read by people is read by no program.
    if (is_installed_documentation(evidence.place.path)) lower_level(finding, std::string(name_of(role)));
  }
  // What a test feeds its subject opens nothing; what a pipeline does may end up in the product.
  if (role == Role::kTest && !is_of_pipeline(evidence.place.path)) lower_level(finding, std::string(name_of(role)));
  if (shows_an_example(evidence.what)) {
    lower_level(finding, std::string(name_of(Role::kSample)));
    lower_level(finding, std::string(name_of(Role::kSample)));
  }
  // A default is an assumption about a version.
  if (evidence.absent && finding.level == Level::kError) lower_level(finding, "default");
  // The nearer reason is the one to name.
  if (!evidence.lowered.empty() && finding.lowered == "default" && finding.level != Level::kNote)
    finding.lowered.clear();
  for (unsigned i = 0; !evidence.lowered.empty() && i < evidence.grades; ++i) lower_level(finding, evidence.lowered);
}

/// A call that hands several things on is a step for each of them; at one place a reader wants one.
std::vector<RelatedPlace> one_step_a_place(const std::vector<RelatedPlace>& flow) {
  std::vector<RelatedPlace> steps;
  for (const RelatedPlace& step : flow) {
    const bool again =
        !steps.empty() && steps.back().place.path == step.place.path && steps.back().place.span == step.place.span;
    if (!again) steps.push_back(step);
  }
  return steps;
}

Finding write(const Evidence& evidence, const Check& check) {
  Finding finding;
  finding.check = evidence.check;
  finding.detector = evidence.detector;
  finding.kind = evidence.kind;
  finding.place = evidence.place;
  finding.secret = check.secret && !evidence.absent;
  finding.guard = evidence.guard;
  finding.anchor = evidence.anchor;
  finding.flow = one_step_a_place(evidence.flow);
  finding.related = evidence.related;
  write_message(evidence, check, finding);
  grade(evidence, check, finding);
  finding.fix = fix_of(evidence, check);
  return finding;
}

void number_occurrences(std::vector<Finding>& findings) {
  std::map<std::tuple<std::size_t, std::string, std::string>, std::size_t> seen;
  for (Finding& finding : findings) {
    finding.occurrence = ++seen[{finding.check, finding.place.path, finding.anchor}];
  }
}

}  // namespace

std::vector<Finding> write_findings(const Catalog& catalog, std::vector<Evidence> evidence) {
  remove_duplicates(catalog, evidence);
  std::vector<Finding> findings;
  findings.reserve(evidence.size());
  for (const Evidence& item : evidence) findings.push_back(write(item, catalog.checks[item.check]));
  number_occurrences(findings);
  return findings;
}

}  // namespace cpsaudit
