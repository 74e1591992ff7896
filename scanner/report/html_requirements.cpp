#include <fmt/format.h>

#include <algorithm>

#include "mapping/crosswalk_text.h"
#include "mapping/wording.h"
#include "report/html_parts.h"
#include "report/html_verdicts.h"

namespace cpsaudit {
namespace {

/// Places that are named with a requirement; the others are counted and stand with their rule.
constexpr std::size_t kNamedPlaces = 10;

void write_places(HtmlPage& page, std::string_view en, std::string_view ja, const std::vector<std::size_t>& indices) {
  if (indices.empty()) return;
  HtmlWriter& out = page.out;
  out.raw("<h4>").both(fmt::format("{} ({})", en, grouped(indices.size())),
                       fmt::format("{}（{}件）", ja, grouped(indices.size())));
  out.raw("</h4><ul class=places>");
  for (std::size_t i = 0; i < std::min(indices.size(), kNamedPlaces); ++i) {
    const ReportFinding& finding = page.report.findings[indices[i]];
    out.raw("<li>");
    const bool linked = finding.kind != Kind::kPass;
    if (linked) out.raw("<a href=\"#").raw(anchor_of(finding)).raw("\">");
    write_location(out, finding.place);
    if (linked) out.raw("</a>");
    out.raw(" ").both(finding.message).raw("</li>");
  }
  if (const std::size_t more = indices.size() - std::min(indices.size(), kNamedPlaces); more > 0) {
    out.raw("<li>").both(fmt::format("… and {} more, each listed with its rule or in the log", grouped(more)),
                         fmt::format("… ほか{}件（各ルールの項又はログに記載）", grouped(more)));
    out.raw("</li>");
  }
  out.raw("</ul>");
}

void write_rules(HtmlPage& page, const ReportVerdict& verdict) {
  HtmlWriter& out = page.out;
  if (verdict.rules.empty()) {
    out.both("No rule of this tool looks at it.", "このツールには該当するルールがありません。", "p", " class=looked");
    return;
  }
  out.raw("<details class=looked><summary>");
  out.both(fmt::format("{} rules looked, and found something of the kind in {} files", verdict.rules.size(),
                       grouped(verdict.files)),
           fmt::format("検査したルール: {}件、該当するものがあったファイル: {}件", verdict.rules.size(),
                       grouped(verdict.files)));
  out.raw("</summary><p>");
  for (const std::size_t index : verdict.rules) {
    const ReportRule& rule = page.report.rules[index];
    out.raw("<span class=rule-id><code>").text(rule.id).raw("</code> ").both(rule.title).raw("</span> ");
  }
  out.raw("</p></details>");
}

/// Where in the framework the requirement is asked for.
void write_statements(HtmlPage& page, const Meaning& meaning) {
  HtmlWriter& out = page.out;
  const Framework& framework = page.framework;
  out.details("Where it is asked for, and what other schemes say", "求められている箇所と他の基準との対応");
  out.raw("<ul>");
  std::set<std::size_t> seen;
  for (const std::size_t row : meaning.rows) {
    if (!seen.insert(framework.rows[row].statement).second) continue;
    const Statement& statement = framework.statements[framework.rows[row].statement];
    const Vulnerability& vulnerability = framework.vulnerability_of(statement);
    out.raw("<li><code>").text(statement.id).raw("</code> ").both(statement.text).raw(" <small>");
    out.both(framework.incident_of(vulnerability).name).raw("</small></li>");
  }
  out.raw("</ul>");
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    out.raw(language == Language::kEnglish ? "<ul class=schemes lang=en>" : "<ul class=schemes lang=ja>");
    for (const std::string& line : crosswalk_texts(page.reference, meaning.id, language)) {
      out.raw("<li>").text(line).raw("</li>");
    }
    out.raw("</ul>");
  }
  out.raw("</details>");
}

std::string layers_and_elements(const Framework& framework, const Meaning& meaning) {
  std::set<std::string> ids;
  for (const std::size_t row : meaning.rows) {
    const Vulnerability& vulnerability =
        framework.vulnerability_of(framework.statements[framework.rows[row].statement]);
    const std::string& layer = framework.layer_of(vulnerability).id;
    const std::string& element = framework.element_of(vulnerability).id;
    ids.insert({layer, element, layer + element});
  }
  return fmt::format("{}", fmt::join(ids, " "));
}

void write_requirement(HtmlPage& page, const ReportVerdict& verdict, const Meaning& meaning) {
  HtmlWriter& out = page.out;
  out.raw(fmt::format("<article class=\"req {0}\" id=\"m-{1}\" data-v={2} data-r=\"{3}\" data-le=\"{4}\"><h3>",
                      class_of(verdict.kind), meaning.id, name_of(verdict.kind),
                      html_escaped(proper_ids(page.framework, meaning)), layers_and_elements(page.framework, meaning)));
  out.raw("<code>").text(proper_ids(page.framework, meaning)).raw("</code> ").both(meaning.title).raw(" ");
  write_chip(out, class_of(verdict.kind), word_for(verdict.kind));
  out.raw("</h3>").both(meaning.text, "p");
  out.both(meaning.why, "p", " class=looked");
  write_rules(page, verdict);
  write_places(page, "Findings against it", "反する検出", verdict.against);
  write_places(page, "To be decided by people", "人による判断が必要な箇所", verdict.undecided);
  write_places(page, "Suppressed", "抑止された検出", verdict.suppressed);
  write_places(page, "Good places", "適切な状態の箇所", verdict.in_favour);
  if (verdict.unread > 0) {
    out.both(fmt::format("{} files that may hold something for it could not be read, or not wholly.", verdict.unread),
             fmt::format("関係し得るファイルのうち{}件を読み取れなかったため、見落としがあり得ます。", verdict.unread),
             "p", " class=looked");
  }
  write_statements(page, meaning);
  out.raw("</article>");
}

/// What no file shows or nothing in the tree touches: a line each, since there is no evidence to look at.
void write_rest(HtmlPage& page, VerdictKind kind) {
  HtmlWriter& out = page.out;
  std::size_t n = 0;
  for (const ReportVerdict& verdict : page.report.verdicts) n += verdict.kind == kind ? 1 : 0;
  if (n == 0) return;
  const LocalizedText word = word_for(kind);
  out.raw("<details class=rest open><summary>")
      .both(fmt::format("{} ({})", word.en, n), fmt::format("{}（{}件）", word.ja, n));
  out.raw("</summary><table><colgroup><col><col><col></colgroup><thead><tr>");
  out.both("Requirement", "対策要件", "th", " scope=col").both("What it asks for", "内容", "th", " scope=col");
  out.both("Why", "理由", "th", " scope=col");
  out.raw("</tr></thead><tbody>");
  for (const ReportVerdict& verdict : page.report.verdicts) {
    const Meaning* meaning = page.framework.meaning(verdict.meaning);
    if (verdict.kind != kind || meaning == nullptr) continue;
    out.raw(fmt::format("<tr class=req id=\"m-{}\" data-v={} data-r=\"{}\" data-le=\"{}\"><th scope=row><code>",
                        meaning->id, name_of(kind), html_escaped(proper_ids(page.framework, *meaning)),
                        layers_and_elements(page.framework, *meaning)));
    out.text(proper_ids(page.framework, *meaning)).raw("</code></th><td>").both(meaning->title).raw("</td><td>");
    if (kind == VerdictKind::kNotApplicable) {
      out.both(fmt::format("{} rules looked; nothing of the kind is in the tree", verdict.rules.size()),
               fmt::format("{}件のルールで検査したが、該当するものがツリーにない", verdict.rules.size()));
    } else {
      out.both(meaning->why);
    }
    out.raw("</td></tr>");
  }
  out.raw("</tbody></table></details>");
}

}  // namespace

void write_requirements(HtmlPage& page) {
  HtmlWriter& out = page.out;
  out.raw("<section id=requirements>").both("Requirement by requirement", "対策要件ごとの判定", "h2");
  if (page.report.verdicts.empty()) {
    out.both("The log that this report was made from holds no verdicts.",
             "この報告書の元となったログには判定が含まれていません。", "p");
  }
  for (const VerdictKind kind : {VerdictKind::kFail, VerdictKind::kOpen, VerdictKind::kPass}) {
    for (const ReportVerdict& verdict : page.report.verdicts) {
      const Meaning* meaning = page.framework.meaning(verdict.meaning);
      if (verdict.kind == kind && meaning != nullptr) write_requirement(page, verdict, *meaning);
    }
  }
  write_rest(page, VerdictKind::kManual);
  write_rest(page, VerdictKind::kNotApplicable);
  out.raw("</section>");
}

}  // namespace cpsaudit
