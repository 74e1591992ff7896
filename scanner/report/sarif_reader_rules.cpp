#include <algorithm>
#include <charconv>
#include <set>

#include "report/detail_texts.h"
#include "report/messages.h"
#include "report/rule_help.h"
#include "report/sarif_parts.h"
#include "report/sarif_reader_parts.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

/// Of the element of `list` that has this id: in a translation it may stand anywhere.
JsonView named(JsonView list, const std::string& id, std::size_t likely) {
  if (list[likely]["id"].text() == id) return list[likely];
  JsonView found;
  list.each([&](JsonView element) {
    if (!found.exists() && element["id"].text() == id) found = element;
  });
  return found;
}

double number_in(const std::string& text, double otherwise) {
  double number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "L3_3_a_SYS.3 CPS.AC-8 peer-authentication"
RowReference row_of(const std::string& text) {
  const std::size_t first = text.find(' ');
  const std::size_t second = text.find(' ', first == std::string::npos ? first : first + 1);
  if (second == std::string::npos) return {};
  return {text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

std::vector<int> cwes_of(JsonView rule) {
  std::set<int> ids;
  rule["relationships"].each([&](JsonView relationship) {
    const std::string id = relationship["target"]["id"].text();
    int number = 0;
    if (id.starts_with("CWE-") && std::from_chars(id.data() + 4, id.data() + id.size(), number).ec == std::errc()) {
      ids.insert(number);
    }
  });
  return {ids.begin(), ids.end()};
}

MessageStrings strings_of(const ComponentTexts& driver, const char* list, const std::string& id, std::size_t index,
                          JsonView original) {
  MessageStrings strings;
  original["messageStrings"].each_member([&](const std::string& name, JsonView) {
    strings[name] = driver.text([&](JsonView component, Language) {
      return named(component[list], id, index)["messageStrings"][name]["text"].text();
    });
  });
  return strings;
}

ReportRule rule_of(JsonView rule, std::size_t index, const ComponentTexts& driver) {
  ReportRule output;
  output.id = rule["id"].text();
  output.name = rule["name"].text();
  const auto text = [&](const auto& read) {
    return driver.text([&](JsonView component, Language language) {
      return read(named(component["rules"], output.id, index), language);
    });
  };
  output.title = text([](JsonView r, Language) { return r["shortDescription"]["text"].text(); });
  output.help_url = text([](JsonView r, Language) { return r["helpUri"].text(); });
  const auto help = [](JsonView r, Language language) { return parts_of_help(r["help"]["text"].text(), language); };
  output.why = text([&](JsonView r, Language language) { return help(r, language).why; });
  output.mend = text([&](JsonView r, Language language) { return help(r, language).mend; });
  output.not_a_problem = text([&](JsonView r, Language language) { return help(r, language).not_a_problem; });
  const JsonView properties = rule["properties"];
  output.family = properties["family"].text();
  output.weakness = properties["weakness"].text();
  output.technology = properties["technology"].text();
  output.grade = static_cast<int>(std::min<std::uint64_t>(properties["grade"].number().value_or(1), 3));
  output.severity = std::clamp(number_in(properties["security-severity"].text(), 5.0), 0.0, 10.0);
  output.level = level_of_severity(output.severity);
  output.precision = properties["precision"].text();
  output.cwe = cwes_of(rule);
  properties["tags"].each([&](JsonView tag) { output.secret = output.secret || tag.text() == "secret"; });
  properties["cpsaudit/rows"].each([&](JsonView row) {
    if (RowReference reference = row_of(row.text()); !reference.meaning.empty()) output.rows.push_back(reference);
  });
  return output;
}

ReportNotification notification_of(JsonView notification, const ComponentTexts& driver) {
  ReportNotification output;
  output.id = notification["descriptor"]["id"].text();
  const std::string level = notification["level"].text();
  output.level = level == "error"  ? ReportNotification::Level::kError
                 : level == "note" ? ReportNotification::Level::kNote
                                   : ReportNotification::Level::kWarning;
  const std::size_t index = notification["descriptor"]["index"].number().value_or(0);
  const auto text = [&](const char* part) {
    return driver.text([&](JsonView component, Language) {
      return named(component["notifications"], output.id, index)[part]["text"].text();
    });
  };
  output.title = text("shortDescription");
  output.consequence = text("fullDescription");
  const JsonView message = notification["message"];
  std::vector<std::string> arguments;
  message["arguments"].each([&](JsonView argument) { arguments.push_back(argument.text()); });
  // The log says the detail in its own language; the sentence around it stands there in both.
  if (arguments.size() > 1) output.detail = detail_in_both(without_escaped_links(arguments[1]));
  output.message = driver.text([&](JsonView component, Language language) {
    if (arguments.size() > 1) arguments[1] = output.detail.in(language);
    const JsonView descriptor = named(component["notifications"], output.id, index);
    const std::string string = descriptor["messageStrings"][message["id"].text()]["text"].text();
    return without_escaped_links(string.empty() ? std::string() : filled(string, arguments));
  });
  if (output.message.empty()) output.message = {message["text"].text(), message["text"].text()};
  const JsonView location = notification["locations"][std::size_t{0}]["physicalLocation"];
  if (!arguments.empty() && arguments[0] != ".") output.path = arguments[0];
  if (const std::string uri = location["artifactLocation"]["uri"].text(); !uri.empty()) output.path = path_of_uri(uri);
  output.where = span_of(location["region"]).begin;
  output.on_purpose = output.id == kLeftOutId;
  output.loses_input = notification_loses_input(output.id);
  return output;
}

}  // namespace

void read_rules(JsonView run, const ComponentTexts& driver, Report& report, std::vector<MessageStrings>& strings) {
  run["tool"]["driver"]["rules"].each([&](JsonView rule) {
    const std::size_t index = report.rules.size();
    report.rules.push_back(rule_of(rule, index, driver));
    strings.push_back(strings_of(driver, "rules", report.rules.back().id, index, rule));
  });
}

void read_invocation(JsonView run, const ComponentTexts& driver, Report& report) {
  const JsonView invocation = run["invocations"][std::size_t{0}];
  report.exit_code = static_cast<int>(std::min<std::uint64_t>(invocation["exitCode"].number().value_or(0), 255));
  report.successful = invocation["executionSuccessful"].truth();
  invocation["ruleConfigurationOverrides"].each([&](JsonView override) {
    const std::string id = override["descriptor"]["id"].text();
    const JsonView enabled = override["configuration"]["enabled"];
    for (ReportRule& rule : report.rules) {
      if (rule.id == id && enabled.exists()) rule.enabled = enabled.truth();
    }
  });
  invocation["toolExecutionNotifications"].each(
      [&](JsonView notification) { report.notifications.push_back(notification_of(notification, driver)); });
}

}  // namespace cpsaudit
