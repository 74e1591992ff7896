#include <fmt/format.h>

#include <algorithm>

#include "report/html_parts.h"
#include "report/html_verdicts.h"

namespace cpsaudit {
namespace {

void write_tile(HtmlWriter& out, Level level, std::size_t n) {
  out.raw(fmt::format("<a class=\"tile {}\" href=\"#findings\" data-level={}><b>{}</b> ", class_of(level),
                      class_of(level), grouped(n)));
  LocalizedText word = word_for(level);
  if (n != 1) word.en += 's';
  out.both(word).raw("</a>");
}

/// One bar of three segments on a scale where `most` fills it.
void write_level_bar(HtmlWriter& out, const LevelFigures& figures, std::size_t most) {
  out.raw("<svg class=bar viewBox=\"0 0 100 10\" preserveAspectRatio=none aria-hidden=true focusable=false>");
  double x = 0;
  const auto segment = [&](std::size_t n, Level level) {
    if (n == 0) return;
    const double w = std::max(1.0, static_cast<double>(n) * 100.0 / static_cast<double>(most));
    out.raw(fmt::format("<rect class={} x={:.1f} width={:.1f} height=10 />", class_of(level), x, w));
    x += w;
  };
  segment(figures.errors, Level::kError);
  segment(figures.warnings, Level::kWarning);
  segment(figures.notes, Level::kNote);
  out.raw("</svg>");
}

void write_families(HtmlPage& page) {
  HtmlWriter& out = page.out;
  std::map<std::string, LevelFigures> families;
  for (const ReportFinding& finding : page.report.findings) {
    if (finding.counts()) families[page.report.rules[finding.rule].family].add(finding);
  }
  if (families.empty()) return;
  std::size_t most = 1;
  for (const auto& [family, figures] : families) most = std::max(most, figures.total());
  out.raw("<table class=families><caption>").both("Findings by family", "分野ごとの検出").raw("</caption><thead><tr>");
  out.both("Family", "分野", "th", " scope=col").raw("<td></td>");
  for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
    out.both(word_for(level), "th", " scope=col class=num");
  }
  out.raw("</tr></thead><tbody>");
  for (const auto& [family, figures] : families) {
    out.raw("<tr>").both(word_for_family(family), "th", " scope=row").raw("<td class=wide>");
    write_level_bar(out, figures, most);
    out.raw("</td>");
    for (const std::size_t n : {figures.errors, figures.warnings, figures.notes}) {
      out.raw(fmt::format("<td class=num>{}</td>", grouped(n)));
    }
    out.raw("</tr>");
  }
  out.raw("</tbody></table>");
}

void write_verdicts(HtmlPage& page) {
  if (page.report.verdicts.empty()) return;
  HtmlWriter& out = page.out;
  VerdictCounts counts{};
  for (const ReportVerdict& verdict : page.report.verdicts) count(counts, verdict.kind);
  out.raw("<div class=verdicts>").both("Requirements by verdict", "対策要件の判定", "h3");
  write_verdict_bar(out, counts, 100, 6);
  out.raw("<ul class=legend>");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const VerdictKind kind = kVerdictKinds[i];
    out.raw(fmt::format("<li><a class={0} href=\"#requirements\" data-verdict={1}><b>{2}</b> ", class_of(kind),
                        name_of(kind), grouped(counts[i])));
    out.both(word_for(kind)).raw("</a></li>");
  }
  out.raw("</ul></div>");
}

}  // namespace

void write_picture(HtmlPage& page) {
  HtmlWriter& out = page.out;
  const LevelFigures figures = figures_of(page.report);
  out.raw("<section id=picture>").both("The picture", "全体像", "h2");
  write_matrix(page);
  write_verdicts(page);
  out.raw("<div class=tiles>");
  write_tile(out, Level::kError, figures.errors);
  write_tile(out, Level::kWarning, figures.warnings);
  write_tile(out, Level::kNote, figures.notes);
  out.raw("</div>");
  write_families(page);
  write_products(page);
  out.raw("</section>");
}

}  // namespace cpsaudit
