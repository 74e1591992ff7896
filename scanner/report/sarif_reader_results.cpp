#include <fmt/format.h>

#include <algorithm>

#include "core/printable.h"
#include "report/fingerprint.h"
#include "report/messages.h"
#include "report/sarif_reader_parts.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

/// The value of an enumeration that has this name.
template <typename Enum, std::size_t N>
Enum value_named(const std::string& name, const std::array<Enum, N>& values, Enum otherwise) {
  const auto found = std::find_if(values.begin(), values.end(), [&](Enum value) { return name == name_of(value); });
  return found == values.end() ? otherwise : *found;
}

constexpr std::array kKinds = {Kind::kFail, Kind::kPass, Kind::kOpen, Kind::kReview, Kind::kNotApplicable};
constexpr std::array kLevels = {Level::kNote, Level::kWarning, Level::kError};
constexpr std::array kConfidences = {Confidence::kHeuristic, Confidence::kToken, Confidence::kDefault,
                                     Confidence::kRecovered, Confidence::kAst};
constexpr std::array kStates = {BaselineState::kNew, BaselineState::kUnchanged, BaselineState::kUpdated,
                                BaselineState::kAbsent};

/// What the log says in the other language, where it could not be made from the message's arguments.
LocalizedText with_other_language(std::string text, JsonView properties) {
  LocalizedText both{text, text};
  const JsonView other = properties["cpsaudit/message"];
  if (other["en"].exists()) both.en = other["en"].text();
  if (other["ja"].exists()) both.ja = other["ja"].text();
  return both;
}

LocalizedText message_of(JsonView result, const MessageStrings& strings, Language language) {
  const JsonView message = result["message"];
  LocalizedText text = with_other_language(without_escaped_links(message["text"].text()), result["properties"]);
  const auto string = strings.find(message["id"].text());
  const Language other = language == Language::kEnglish ? Language::kJapanese : Language::kEnglish;
  const std::string own = without_escaped_links(message["text"].text());
  if (string == strings.end() || text.in(other) != own) return text;
  std::vector<std::string> arguments;
  message["arguments"].each([&](JsonView argument) { arguments.push_back(argument.text()); });
  const std::string filled_in = without_escaped_links(filled(string->second.in(other), arguments));
  (other == Language::kJapanese ? text.ja : text.en) = filled_in;
  return text;
}

std::optional<QuotedText> quoted(JsonView region) {
  const JsonView snippet = region["snippet"]["text"];
  const Span span = span_of(region);
  if (!snippet.exists() || !span.known()) return std::nullopt;
  return QuotedText{span, snippet.text()};
}

ReportPlace place_of(JsonView location) {
  const JsonView physical = location["physicalLocation"];
  ReportPlace place;
  place.path = path_of_uri(physical["artifactLocation"]["uri"].text());
  place.span = span_of(physical["region"]);
  if (const auto region = quoted(physical["region"])) {
    place.quote = quote_of(*region, quoted(physical["contextRegion"]));
  }
  return place;
}

ReportPlace described_place_of(JsonView location) {
  ReportPlace place = place_of(location);
  place.message =
      with_other_language(without_escaped_links(location["message"]["text"].text()), location["properties"]);
  return place;
}

std::optional<ReportFix> fix_of(JsonView result, const ReportRule& rule, Language language) {
  const JsonView fix = result["fixes"][std::size_t{0}];
  const JsonView change = fix["artifactChanges"][std::size_t{0}];
  const JsonView replacement = change["replacements"][std::size_t{0}];
  if (!replacement.is_object()) return std::nullopt;
  ReportFix output;
  output.path = path_of_uri(change["artifactLocation"]["uri"].text());
  output.span = span_of(replacement["deletedRegion"]);
  output.text = replacement["insertedContent"]["text"].text();
  const std::string description = fix["description"]["text"].text();
  // Without words of its own a fix says what the rule says.
  output.description =
      description == rule.mend.in(language) ? rule.mend : with_other_language(description, fix["properties"]);
  return output;
}

std::optional<Suppression> suppression_of(JsonView result) {
  const JsonView said = result["suppressions"][std::size_t{0}];
  if (!said.is_object()) return std::nullopt;
  Suppression suppression;
  // One that nobody accepted silences nothing.
  const std::string status = said["status"].text();
  if (status == "underReview" || status == "rejected") suppression.state = Suppression::State::kRejected;
  const bool inline_one = said["kind"].text() == "inSource";
  suppression.source = inline_one ? Suppression::Source::kInline : Suppression::Source::kConfiguration;
  suppression.justification = said["justification"].text();
  suppression.until = said["properties"]["cpsaudit/until"].text();
  suppression.place.path = path_of_uri(said["location"]["physicalLocation"]["artifactLocation"]["uri"].text());
  suppression.place.span = span_of(said["location"]["physicalLocation"]["region"]);
  return suppression;
}

double severity_of(JsonView result, const ReportRule& rule) {
  const double severity = result["properties"]["cpsaudit/severity"].decimal().value_or(rule.severity);
  return std::clamp(severity, 0.0, 10.0);
}

ReportFinding finding_of(JsonView result, std::size_t rule, const MessageStrings& strings, const Report& report) {
  ReportFinding finding;
  finding.rule = rule;
  const ReportRule& its_rule = report.rules[rule];
  finding.kind = value_named(result["kind"].text(), kKinds, Kind::kFail);
  finding.level = value_named(result["level"].text(), kLevels, its_rule.level);
  const JsonView properties = result["properties"];
  finding.confidence = value_named(properties["confidence"].text(), kConfidences, Confidence::kAst);
  finding.severity = severity_of(result, its_rule);
  finding.fingerprint = result["partialFingerprints"][kFingerprintKey].text();
  finding.message = message_of(result, strings, report.language);
  finding.place = place_of(result["locations"][std::size_t{0}]);
  finding.secret = properties["cpsaudit/redacted"].truth();
  finding.guard = properties["cpsaudit/guard"].text();
  finding.lowered = properties["cpsaudit/lowered"].text();
  result["relatedLocations"].each([&](JsonView location) { finding.related.push_back(described_place_of(location)); });
  result["codeFlows"][std::size_t{0}]["threadFlows"][std::size_t{0}]["locations"].each(
      [&](JsonView step) { finding.flow.push_back(described_place_of(step["location"])); });
  finding.fix = fix_of(result, its_rule, report.language);
  finding.suppression = suppression_of(result);
  finding.baseline = value_named(result["baselineState"].text(), kStates, BaselineState::kNotCompared);
  finding.known = properties["cpsaudit/known"].truth();
  finding.product = path_of_uri(properties["cpsaudit/product"].text());
  return finding;
}

}  // namespace

Result<void> read_results(JsonView run, const std::vector<MessageStrings>& strings, Report& report) {
  std::map<std::string, std::size_t> rules;
  for (std::size_t i = 0; i < report.rules.size(); ++i) rules.emplace(report.rules[i].id, i);
  const JsonView results = run["results"];
  for (std::size_t i = 0; i < results.size(); ++i) {
    const std::string id = results[i]["ruleId"].text();
    const auto rule = rules.find(id);
    if (rule == rules.end()) {
      return tl::unexpected(
          Error{fmt::format("results[{}] is of rule '{}', which the log does not describe", i, printable(id))});
    }
    report.findings.push_back(finding_of(results[i], rule->second, strings[rule->second], report));
  }
  return {};
}

}  // namespace cpsaudit
