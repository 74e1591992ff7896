#include "report/report_of_scan.h"

#include <algorithm>
#include <set>

#include "report/check_page.h"
#include "report/edit.h"
#include "report/rule_help.h"
#include "report/sarif_location.h"
#include "report/sarif_parts.h"
#include "report/sarif_selection.h"
#include "report/summary.h"

namespace cpsaudit {
namespace {

template <typename Text>
LocalizedText in_both(Text text) {
  return {text(Language::kEnglish), text(Language::kJapanese)};
}

LocalizedText sentences(const LocalizedText& text) {
  return in_both([&](Language language) { return sentence(text.in(language), language); });
}

ReportRule rule_of(const SarifRule& rule) {
  const Check& check = *rule.check;
  const Weakness& weakness = *rule.weakness;
  ReportRule output;
  output.id = check.id;
  output.name = check.name;
  output.family = weakness.family;
  output.weakness = weakness.id;
  output.technology = check.technology;
  output.title = sentences(check.title);
  output.why = sentences(weakness.why);
  output.mend = sentences(check.mend);
  output.not_a_problem = sentences(check.not_a_problem);
  output.help_url = in_both([&](Language language) { return check_page_url(check, language); });
  output.severity = check.security_severity;
  output.level = check.level();
  output.precision = check.precision;
  output.grade = weakness.grade;
  const std::set<int> cwe(weakness.cwe.begin(), weakness.cwe.end());
  output.cwe.assign(cwe.begin(), cwe.end());
  output.rows = weakness.rows;
  output.secret = check.secret;
  return output;
}

ReportPlace place_of(const SarifModel& model, const Place& place, const LocationStyle& style) {
  ReportPlace output;
  output.path = place.path;
  if (const auto quoted = quoted_place(model, place, style)) {
    output.span = quoted->region.span;
    output.quote = quote_of(quoted->region, quoted->context);
  } else {
    output.span = region_in_log(model, place, EmptyRegion::kKept);
  }
  return output;
}

ReportPlace place_of(const SarifModel& model, const RelatedPlace& related) {
  ReportPlace place = place_of(model, related.place, {.secret = false, .context = Context::kLine});
  place.message = in_both([&](Language language) { return place_message(model, related.message, language); });
  return place;
}

/// Nothing when it cannot be held against the text, or would change nothing.
std::optional<ReportFix> fix_of(const SarifModel& model, const Finding& finding) {
  const auto edit = edit_of(finding, model.sources);
  if (!edit) return std::nullopt;
  const LocalizedText& mend = model.catalog.checks[finding.check].mend;
  const LocalizedText& description = finding.fix->description;
  return ReportFix{edit->path, edit->span, edit->text, sentences(description.empty() ? mend : description)};
}

ReportFinding finding_of(const SarifModel& model, const SarifEntry& entry) {
  const Finding& finding = *entry.finding;
  ReportFinding output;
  output.rule = finding.check;
  output.kind = finding.kind;
  output.level = finding.level;
  output.confidence = finding.confidence;
  output.severity = finding.security_severity;
  output.fingerprint = entry.fingerprint;
  output.message = in_both([&](Language language) { return logged_message(model, finding, language).text; });
  output.secret = model.is_secret(finding);
  if (!finding.place.path.empty()) {
    output.place = place_of(model, finding.place, {.secret = output.secret, .context = Context::kLines});
  }
  output.guard = model.redactor.scrubbed(finding.guard);
  output.lowered = finding.lowered;
  for (const RelatedPlace& related : finding.related) output.related.push_back(place_of(model, related));
  for (const RelatedPlace& step : finding.flow) output.flow.push_back(place_of(model, step));
  output.fix = fix_of(model, finding);
  output.baseline = finding.baseline;
  output.known = finding.known;
  if (model.result.products.size() > 1 && !finding.place.path.empty()) {
    const std::string& folder = model.result.products[finding.product].folder;
    output.product = folder.empty() ? "." : folder;
  }
  output.suppression = finding.suppression;
  if (output.suppression) {
    output.suppression->justification = model.redactor.scrubbed(finding.suppression->justification);
  }
  return output;
}

ReportProduct product_of(const SarifModel& model, const ProductVerdicts& verdicts) {
  const Product& product = model.result.products[verdicts.product];
  ReportProduct output;
  output.folder = product.folder.empty() ? "." : product.folder;
  output.title = product.title;
  for (const Verdict& verdict : verdicts.verdicts) add(output, verdict.kind);
  return output;
}

ReportNotification notification_of(const LoggedNotification& logged) {
  const ProblemText& text = notification_text(logged.id);
  ReportNotification output;
  output.id = logged.id;
  output.level = logged.level == "error"  ? ReportNotification::Level::kError
                 : logged.level == "note" ? ReportNotification::Level::kNote
                                          : ReportNotification::Level::kWarning;
  output.path = logged.path == "." ? std::string() : logged.path;
  output.where = logged.where;
  output.title = text.title;
  output.consequence = text.consequence;
  output.message = in_both(
      [&](Language language) { return filled(text.message.in(language), {logged.path, logged.what.in(language)}); });
  output.detail = logged.what;
  output.on_purpose = logged.id == kLeftOutId;
  output.loses_input = notification_loses_input(logged.id);
  return output;
}

}  // namespace

std::vector<ReportFile> report_files(const SarifModel& model) {
  std::vector<ReportFile> files;
  for (const SarifArtifact& artifact : model.artifacts) {
    const ScannedFile& file = *artifact.file;
    files.push_back({file.path, file.size, file.sha256, file.encoding, file.software, std::string(name_of(file.role)),
                     file.analysed});
  }
  std::sort(files.begin(), files.end(), [](const ReportFile& a, const ReportFile& b) { return a.path < b.path; });
  return files;
}

Report report_of_scan(const ScanResult& result, const Catalog& catalog, const Framework& framework,
                      const SourceTexts& sources, const SarifOptions& options) {
  SarifOptions audit = options;
  audit.profile = SarifProfile::kAudit;
  const SarifModel model(result, catalog, framework, sources, audit);

  Report report;
  report.tool_version = CPSAUDIT_VERSION;
  report.subject = options.subject;
  report.files = report_files(model);
  report.tree_sha256 = digest_of(report.files);
  report.revision = options.revision;
  report.language = options.language;
  report.exit_code = options.exit_code;
  report.successful = is_successful(model);
  for (const SarifRule& rule : model.rules) report.rules.push_back(rule_of(rule));
  for (const std::size_t index : options.disabled_checks) report.rules[index].enabled = false;
  for (const SarifEntry& entry : selected_findings(model).entries) {
    report.findings.push_back(finding_of(model, entry));
  }
  for (const Verdict& verdict : model.verdicts_by_meaning) {
    ReportVerdict output;
    output.meaning = framework.meanings[verdict.meaning].id;
    output.kind = verdict.kind;
    output.files = verdict.files.size();
    output.unread = verdict.unread.size();
    report.verdicts.push_back(std::move(output));
  }
  for (const ProductVerdicts& product : model.verdicts_of_products)
    report.products.push_back(product_of(model, product));
  attach_evidence(report);
  for (const LoggedNotification& logged : logged_notifications(model)) {
    report.notifications.push_back(notification_of(logged));
  }
  return report;
}

}  // namespace cpsaudit
