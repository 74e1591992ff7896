#pragma once

#include <fmt/format.h>

#include <string>

#include "report/model.h"

namespace cpsaudit {

/// All of a report as text, so that a test can compare two and a person sees where they differ.
inline std::string described(const LocalizedText& text) {
  return fmt::format("'{}'/'{}'", text.en, text.ja);
}

inline std::string described(const Span& span) {
  return fmt::format("{}:{}-{}:{}", span.begin.line, span.begin.column, span.end.line, span.end.column);
}

inline std::string described(const ReportPlace& place) {
  return fmt::format("{} {} {} [{} '{}' {}-{}]", place.path, described(place.span), described(place.message),
                     place.quote.first_line, place.quote.text, place.quote.mark_begin, place.quote.mark_end);
}

inline std::string described(const ReportFinding& finding) {
  std::string text =
      fmt::format("finding {} {} {} {} {:.1f} {} {}\n  {}\n  secret {} guard '{}' lowered '{}' {}\n", finding.rule,
                  name_of(finding.kind), finding.kind == Kind::kFail ? name_of(finding.level) : "none",
                  name_of(finding.confidence), finding.severity, finding.fingerprint, described(finding.message),
                  described(finding.place), finding.secret, finding.guard, finding.lowered, name_of(finding.baseline));
  for (const ReportPlace& place : finding.related) text += "  related " + described(place) + '\n';
  for (const ReportPlace& place : finding.flow) text += "  step " + described(place) + '\n';
  if (finding.fix) {
    text += fmt::format("  fix {} {} '{}' {}\n", finding.fix->path, described(finding.fix->span), finding.fix->text,
                        described(finding.fix->description));
  }
  if (finding.suppression) {
    text +=
        fmt::format("  suppressed {} '{}' until '{}' in {}\n", static_cast<int>(finding.suppression->source),
                    finding.suppression->justification, finding.suppression->until, finding.suppression->place.path);
  }
  return text;
}

inline std::string described(const ReportRule& rule) {
  std::string text = fmt::format("rule {} {} {} {} {} {} {:.1f} {} {} {} {}\n", rule.id, rule.name, rule.family,
                                 rule.weakness, rule.technology, rule.precision, rule.severity, name_of(rule.level),
                                 rule.grade, rule.secret, rule.enabled);
  for (const LocalizedText* part : {&rule.title, &rule.why, &rule.mend, &rule.not_a_problem, &rule.help_url}) {
    text += "  " + described(*part) + '\n';
  }
  for (const int cwe : rule.cwe) text += fmt::format("  CWE-{}\n", cwe);
  for (const RowReference& row : rule.rows) {
    text += fmt::format("  {} {} {}\n", row.statement, row.requirement, row.meaning);
  }
  return text;
}

inline std::string described(const Report& report) {
  std::string text = fmt::format("{} '{}' {} exit {} {} {}\n", report.tool_version, report.subject, report.tree_sha256,
                                 report.exit_code, report.successful, report.complete ? "complete" : "part");
  if (report.revision) {
    text += fmt::format("{} {} {}\n", report.revision->repository, report.revision->id, report.revision->branch);
  }
  for (const ReportFile& file : report.files) {
    text += fmt::format("file {} {} {} {} '{}' {} {}\n", file.path, file.size, file.sha256, file.encoding,
                        file.software, file.role, file.analysed);
  }
  for (const ReportRule& rule : report.rules) text += described(rule);
  for (const ReportFinding& finding : report.findings) text += described(finding);
  for (const ReportVerdict& verdict : report.verdicts) {
    text += fmt::format("verdict {} {} {} {} {} {} {} {} {}\n", verdict.meaning, name_of(verdict.kind),
                        verdict.rules.size(), verdict.against.size(), verdict.suppressed.size(),
                        verdict.in_favour.size(), verdict.undecided.size(), verdict.files, verdict.unread);
  }
  for (const ReportNotification& note : report.notifications) {
    text += fmt::format("notification {} {} {} {}:{} {} {} {} {} {}\n", note.id, static_cast<int>(note.level),
                        note.path, note.where.line, note.where.column, described(note.title),
                        described(note.consequence), described(note.message), note.loses_input, note.on_purpose);
  }
  return text;
}

}  // namespace cpsaudit
