#include "report/junit.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "core/printable.h"
#include "report/markup.h"

namespace cpsaudit {
namespace {

/// For XML 1.0, where most control characters must not stand at all: they are shown as escapes, as is what is no UTF-8.
std::string xml_escaped(std::string_view text) {
  std::string output = markup_escaped(printable(text));
  // U+FFFE and U+FFFF are in no XML either.
  for (const char* noncharacter : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = output.find(noncharacter); at != std::string::npos; at = output.find(noncharacter, at)) {
      output.replace(at, 3, "\xEF\xBF\xBD");
    }
  }
  return output;
}

std::string place_of(const ReportFinding& finding) {
  if (!finding.place.span.known()) return finding.place.path;
  return fmt::format("{}:{}:{}", finding.place.path, finding.place.span.begin.line, finding.place.span.begin.column);
}

/// What one test case is about.
struct Case {
  std::size_t rule = 0;
  std::string path;
  std::vector<const ReportFinding*> failing;
  std::vector<const ReportFinding*> undecided;
};

/// By rule, then path. A rule that ran and found nothing has one case without a path.
std::vector<Case> cases_of(const Report& report) {
  std::map<std::pair<std::size_t, std::string>, Case> cases;
  std::vector<bool> has_case(report.rules.size());
  for (const ReportFinding& finding : report.findings) {
    const bool undecided = finding.kind == Kind::kOpen || finding.kind == Kind::kReview;
    if (!finding.counts() && !undecided) continue;
    Case& of_file = cases[{finding.rule, finding.place.path}];
    of_file.rule = finding.rule;
    of_file.path = finding.place.path;
    (undecided ? of_file.undecided : of_file.failing).push_back(&finding);
    has_case[finding.rule] = true;
  }
  for (std::size_t i = 0; i < report.rules.size(); ++i) {
    if (report.rules[i].enabled && !has_case[i]) cases[{i, {}}] = {i, {}, {}, {}};
  }
  std::vector<Case> all;
  for (auto& [key, value] : cases) all.push_back(std::move(value));
  return all;
}

Level worst_of(const Case& of_file) {
  Level worst = Level::kNote;
  for (const ReportFinding* finding : of_file.failing) worst = std::max(worst, finding->level);
  return worst;
}

/// All findings of the case, a line each.
std::string lines_of(const std::vector<const ReportFinding*>& findings, Language language) {
  std::string text;
  for (const ReportFinding* finding : findings) {
    text += fmt::format("{}: {}\n", xml_escaped(place_of(*finding)), xml_escaped(finding->message.in(language)));
  }
  return text;
}

void write_case(std::string& xml, const Report& report, const Case& of_file, Language language) {
  const ReportRule& rule = report.rules[of_file.rule];
  const std::string title = rule.title.in(language);
  const std::string name = of_file.path.empty() ? title : fmt::format("{}: {}", of_file.path, title);
  xml += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_escaped(rule.id), xml_escaped(name));
  if (!of_file.path.empty()) xml += fmt::format(" file=\"{}\"", xml_escaped(of_file.path));
  if (of_file.failing.empty() && of_file.undecided.empty()) {
    xml += "/>\n";
    return;
  }
  xml += ">\n";
  if (!of_file.failing.empty()) {
    xml += fmt::format("      <failure type=\"{}\" message=\"{}\">{}{}</failure>\n", name_of(worst_of(of_file)),
                       xml_escaped(of_file.failing.front()->message.in(language)), lines_of(of_file.failing, language),
                       xml_escaped(rule.mend.in(language)));
  } else {
    xml += fmt::format(
        "      <skipped message=\"{}\"/>\n",
        xml_escaped(place_of(*of_file.undecided.front()) + ": " + of_file.undecided.front()->message.in(language)));
  }
  xml += "    </testcase>\n";
}

void write_lost_input(std::string& xml, const ReportNotification& notification, std::size_t number, Language language) {
  const std::string& name = notification.path.empty() ? notification.id : notification.path;
  xml += fmt::format(
      "    <testcase classname=\"{0}\" name=\"{1} #{2}\">\n      <error type=\"{0}\" message=\"{3}\"/>\n    "
      "</testcase>\n",
      xml_escaped(notification.id), xml_escaped(name), number, xml_escaped(notification.message.in(language)));
}

}  // namespace

std::string junit_report(const Report& report, Language language) {
  const std::vector<Case> cases = cases_of(report);
  std::size_t failures = 0;
  std::size_t skipped = 0;
  std::size_t errors = 0;
  std::string body;
  for (const Case& of_file : cases) {
    failures += of_file.failing.empty() ? 0 : 1;
    skipped += of_file.failing.empty() && !of_file.undecided.empty() ? 1 : 0;
    write_case(body, report, of_file, language);
  }
  for (const ReportNotification& notification : report.notifications) {
    if (notification.loses_input) write_lost_input(body, notification, ++errors, language);
  }
  const std::string counts = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
                                         cases.size() + errors, failures, errors, skipped);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cpsaudit\" {0}>\n  <testsuite name=\"cpsaudit\" "
      "{0}>\n{1}  </testsuite>\n</testsuites>\n",
      counts, body);
}

}  // namespace cpsaudit
