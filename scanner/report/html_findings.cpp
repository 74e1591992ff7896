#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "mapping/crosswalk_text.h"
#include "report/html_parts.h"

namespace cpsaudit {
namespace {

/// Findings that the browser lays out together, when they come into view.
constexpr std::size_t kChunk = 40;

/// On paper nobody reads thousands of code frames: of each rule these many are printed, and the rest is counted by
/// file.
constexpr std::size_t kPrinted = 40;
constexpr std::size_t kPrintedOfMany = 5;
constexpr std::size_t kMany = 1000;
/// Files that such a count names.
constexpr std::size_t kPrintedFiles = 30;

/// The findings of one rule that are listed: what fails and counts, and what people must decide.
struct RuleFindings {
  std::size_t rule = 0;
  std::vector<std::size_t> findings;
  LevelFigures figures;
};

bool is_listed(const ReportFinding& finding) {
  return finding.counts() || finding.kind == Kind::kOpen || finding.kind == Kind::kReview;
}

/// The gravest rule first, then by id.
std::vector<RuleFindings> by_rule(const Report& report) {
  std::vector<RuleFindings> all(report.rules.size());
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const ReportFinding& finding = report.findings[i];
    if (!is_listed(finding)) continue;
    RuleFindings& of_rule = all[finding.rule];
    of_rule.rule = finding.rule;
    of_rule.findings.push_back(i);
    of_rule.figures.add(finding);
  }
  std::erase_if(all, [](const RuleFindings& of_rule) { return of_rule.findings.empty(); });
  std::stable_sort(all.begin(), all.end(), [&](const RuleFindings& a, const RuleFindings& b) {
    const auto key = [&](const RuleFindings& of_rule) {
      const int rank = of_rule.figures.errors > 0     ? 0
                       : of_rule.figures.warnings > 0 ? 1
                       : of_rule.figures.notes > 0    ? 2
                                                      : 3;
      return std::make_tuple(rank, -report.rules[of_rule.rule].severity);
    };
    return key(a) < key(b);
  });
  return all;
}

/// Requirement, risk source, incident, layer and element of each row.
void write_chain(HtmlPage& page, const ReportRule& rule) {
  HtmlWriter& out = page.out;
  if (rule.rows.empty()) return;
  out.raw("<table class=chain><caption>").both("What it relates to in the framework", "関連する対策要件とリスク源");
  out.raw("</caption><thead><tr>").both("Requirement", "対策要件", "th", " scope=col");
  out.both("Risk source", "リスク源", "th", " scope=col").both("Incident", "インシデント", "th", " scope=col");
  out.both("Layer, element", "層・構成要素", "th", " scope=col").raw("</tr></thead><tbody>");
  for (const RowReference& row : rule.rows) {
    const Statement* statement = page.framework.statement(row.statement);
    const Meaning* meaning = page.framework.meaning(row.meaning);
    out.raw("<tr><td><a href=\"#m-").text(row.meaning).raw("\"><code>").text(row.requirement).raw("</code></a> ");
    if (meaning != nullptr) out.both(meaning->title);
    out.raw("</td><td><code>").text(row.statement).raw("</code> ");
    if (statement != nullptr) {
      const Vulnerability& vulnerability = page.framework.vulnerability_of(*statement);
      out.both(statement->text).raw("</td><td>").both(page.framework.incident_of(vulnerability).name).raw("</td><td>");
      out.text(page.framework.layer_of(vulnerability).id).raw(" ").both(page.framework.element_of(vulnerability).name);
    } else {
      out.raw("</td><td></td><td>");
    }
    out.raw("</td></tr>");
  }
  out.raw("</tbody></table>");
}

void write_weaknesses(HtmlPage& page, const ReportRule& rule) {
  HtmlWriter& out = page.out;
  for (const int cwe : rule.cwe) {
    const std::string id = fmt::format("CWE-{}", cwe);
    out.raw("<p class=cwe><code>").text(id).raw("</code>");
    for (const Language language : {Language::kEnglish, Language::kJapanese}) {
      for (const std::string& line : crosswalk_texts(page.reference, id, language)) {
        out.raw(language == Language::kEnglish ? " <span lang=en>" : " <span lang=ja>").text(line).raw("</span>");
      }
    }
    out.raw("</p>");
  }
}

void write_paragraph(HtmlWriter& out, std::string_view en, std::string_view ja, const LocalizedText& text) {
  if (text.empty()) return;
  out.raw("<div><dt>").both(en, ja).raw("</dt>").both(text, "dd").raw("</div>");
}

void write_explanation(HtmlPage& page, const ReportRule& rule) {
  HtmlWriter& out = page.out;
  out.raw("<dl class=why>");
  write_paragraph(out, "Why", "理由", rule.why);
  write_paragraph(out, "Mend", "対処", rule.mend);
  write_paragraph(out, "No problem", "問題にならない場合", rule.not_a_problem);
  out.raw("</dl>").details("Framework, CWE and other schemes", "フレームワーク・CWE・他の基準との対応");
  write_chain(page, rule);
  write_weaknesses(page, rule);
  out.raw("</details>");
}

void write_steps(HtmlWriter& out, std::string_view en, std::string_view ja, const std::vector<ReportPlace>& places) {
  if (places.empty()) return;
  out.raw("<h4>").both(en, ja).raw("</h4><ol>");
  for (const ReportPlace& place : places) {
    out.raw("<li>");
    write_location(out, place);
    out.raw(" ").both(place.message);
    write_code(out, place.quote);
    out.raw("</li>");
  }
  out.raw("</ol>");
}

/// What makes this finding differ from others of its rule.
void write_remarks(HtmlPage& page, const ReportFinding& finding) {
  HtmlWriter& out = page.out;
  if (!finding.lowered.empty()) {
    const LocalizedText word = word_for_lowered(finding.lowered);
    out.both(fmt::format("The level is lower: {}.", word.en), fmt::format("{}のため、レベルを下げています。", word.ja),
             "p", " class=remark");
  }
  if (!finding.guard.empty()) {
    out.raw("<p class=remark>").both("Only when", "条件").raw(": <code>").text(finding.guard).raw("</code></p>");
  }
  if (finding.confidence == Confidence::kToken) {
    out.both("Read from tokens, since the code does not parse here.",
             "この箇所は構文解析できないため、字句から判断しています。", "p", " class=remark");
  }
  if (finding.confidence == Confidence::kHeuristic) {
    out.both("A name or a pattern suggests it.", "名前や書式からの推定です。", "p", " class=remark");
  }
}

void write_fix(HtmlPage& page, const ReportFinding& finding) {
  if (!finding.fix) return;
  HtmlWriter& out = page.out;
  out.raw("<p class=fix>").both(finding.fix->description).raw(" <code class=to>").text(finding.fix->text);
  out.raw("</code></p>");
}

enum class Printed { kYes, kNo };

/// The level of a rule stands in its heading: with a finding only where it differs.
void write_finding(HtmlPage& page, const ReportFinding& finding, const ReportRule& rule, Printed printed) {
  HtmlWriter& out = page.out;
  const bool fails = finding.kind == Kind::kFail;
  out.raw(printed == Printed::kYes ? "<article class=f id=" : "<article class=\"f x\" id=")
      .raw(anchor_of(finding))
      .raw(" data-s=");
  out.raw(fails ? class_of(finding.level) : std::string_view("o")).raw("><h4>");
  write_location(out, finding.place);
  if (!fails) {
    write_chip(out, "o", word_for(finding.kind));
  } else if (finding.level != rule.level) {
    write_chip(out, class_of(finding.level), word_for(finding.level));
  }
  if (finding.suppression && !finding.suppressed()) {
    write_chip(out, "new", {"suppression not obeyed", "抑止は適用せず"});
  }
  if (finding.baseline == BaselineState::kNew) write_chip(out, "new", {"new", "新規"});
  out.raw("</h4>").both(finding.message, "p");
  write_code(out, finding.place.quote);
  write_remarks(page, finding);
  write_steps(out, "How it comes about", "そこに至る流れ", finding.flow);
  write_steps(out, "Places that belong to it", "関連する箇所", finding.related);
  write_fix(page, finding);
  out.raw("</article>");
}

std::string layers_of(HtmlPage& page, const ReportRule& rule) {
  std::set<std::string> ids;
  for (const RowReference& row : rule.rows) {
    const Statement* statement = page.framework.statement(row.statement);
    if (statement == nullptr) continue;
    const Vulnerability& vulnerability = page.framework.vulnerability_of(*statement);
    ids.insert(page.framework.layer_of(vulnerability).id);
    ids.insert(page.framework.layer_of(vulnerability).id + page.framework.element_of(vulnerability).id);
  }
  return fmt::format("{}", fmt::join(ids, " "));
}

std::string requirements_of(const ReportRule& rule) {
  std::set<std::string> ids;
  for (const RowReference& row : rule.rows) ids.insert(html_escaped(row.requirement));
  return fmt::format("{}", fmt::join(ids, " "));
}

/// Findings from the `first` on, by file: what stands on paper for them.
void write_counted(HtmlPage& page, const RuleFindings& of_rule, std::size_t first) {
  if (first >= of_rule.findings.size()) return;
  HtmlWriter& out = page.out;
  std::map<std::string, std::size_t> files;
  for (std::size_t i = first; i < of_rule.findings.size(); ++i) {
    ++files[page.report.findings[of_rule.findings[i]].place.path];
  }
  const std::size_t more = of_rule.findings.size() - first;
  out.raw("<div class=paper><p>");
  out.both(
      fmt::format("{} more places in {} files, each shown on screen and in the log:", grouped(more),
                  grouped(files.size())),
      fmt::format("ほか{}ファイルに{}箇所（個々の箇所は画面とログに表示）:", grouped(files.size()), grouped(more)));
  out.raw("</p><ul>");
  std::size_t named = 0;
  for (const auto& [path, n] : files) {
    if (named++ == kPrintedFiles) break;
    out.raw("<li><code>").text(path).raw(fmt::format("</code> × {}</li>", grouped(n)));
  }
  if (files.size() > kPrintedFiles) out.raw(fmt::format("<li>… + {}</li>", grouped(files.size() - kPrintedFiles)));
  out.raw("</ul></div>");
}

void write_rule(HtmlPage& page, const RuleFindings& of_rule, std::size_t printed) {
  HtmlWriter& out = page.out;
  const ReportRule& rule = page.report.rules[of_rule.rule];
  out.raw("<section class=\"rule ").raw(class_of(rule.level)).raw("\" id=\"").text(rule.id).raw("\" data-f=\"");
  out.text(rule.family).raw("\" data-r=\"").raw(requirements_of(rule)).raw("\" data-l=\"").raw(layers_of(page, rule));
  out.raw("\"><header><h3>").both(rule.title).raw("</h3><p>");
  write_chip(out, class_of(rule.level), word_for(rule.level));
  out.raw(fmt::format(" <code>{}</code> <span class=family>", html_escaped(rule.id)));
  out.both(word_for_family(rule.family)).raw("</span>");
  out.raw(" · ").both(fmt::format("severity {:.1f}", rule.severity), fmt::format("深刻度 {:.1f}", rule.severity));
  out.raw(" · <span class=count>").raw(grouped(of_rule.findings.size())).raw("</span> ");
  out.both(of_rule.findings.size() == 1 ? "place" : "places", "箇所").raw("</p></header>");
  write_explanation(page, rule);
  for (std::size_t i = 0; i < of_rule.findings.size(); ++i) {
    if (i % kChunk == 0) {
      const std::size_t n = std::min(kChunk, of_rule.findings.size() - i);
      out.raw(i == 0 ? "" : "</div>").raw(n < kChunk ? "<div class=chunk>" : "<div class=\"chunk full\">");
    }
    write_finding(page, page.report.findings[of_rule.findings[i]], rule, i < printed ? Printed::kYes : Printed::kNo);
  }
  out.raw("</div>");
  write_counted(page, of_rule, printed);
  out.raw("</section>");
}

}  // namespace

void write_findings(HtmlPage& page) {
  HtmlWriter& out = page.out;
  out.raw("<section id=findings>").both("Findings", "検出事項", "h2");
  const std::vector<RuleFindings> all = by_rule(page.report);
  if (all.empty()) {
    out.both("There are none. That shows no conformity: see what was not checked.",
             "検出はありません。ただし、適合を示すものではありません。検査していない事項を確認してください。", "p");
  }
  out.raw("<p id=none class=alert hidden>").both("Nothing matches these filters.", "条件に合う検出はありません。");
  out.raw("</p>");
  std::size_t total = 0;
  for (const RuleFindings& of_rule : all) total += of_rule.findings.size();
  for (const RuleFindings& of_rule : all) write_rule(page, of_rule, total > kMany ? kPrintedOfMany : kPrinted);
  out.raw("</section>");
}

}  // namespace cpsaudit
