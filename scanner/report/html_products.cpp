#include <fmt/format.h>

#include <map>

#include "report/html_parts.h"

namespace cpsaudit {

void write_products(HtmlPage& page) {
  const auto& products = page.report.products;
  if (products.size() < 2) return;
  HtmlWriter& out = page.out;
  std::map<std::string_view, LevelFigures> figures;
  for (const ReportFinding& finding : page.report.findings) figures[finding.product].add(finding);
  out.raw("<div class=scroll tabindex=0 role=region aria-labelledby=products-caption><table class=products>");
  out.raw("<caption id=products-caption>").both("The products in the tree", "ツリーに含まれる製品").raw("</caption>");
  out.raw("<thead><tr>").both("Product", "製品", "th", " scope=col");
  for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
    out.both(word_for(level), "th", " scope=col class=num");
  }
  for (const VerdictKind kind : {VerdictKind::kFail, VerdictKind::kOpen, VerdictKind::kPass}) {
    out.both(word_for(kind), "th", " scope=col class=num");
  }
  out.raw("</tr></thead><tbody>");
  for (const ReportProduct& product : products) {
    out.raw("<tr><th scope=row><code>").text(product.folder).raw("</code> ").both(product.title).raw("</th>");
    const LevelFigures& of_product = figures[product.folder];
    for (const std::size_t n :
         {of_product.errors, of_product.warnings, of_product.notes, product.against, product.open, product.good}) {
      out.raw(fmt::format("<td class=num>{}</td>", grouped(n)));
    }
    out.raw("</tr>");
  }
  out.raw("</tbody></table></div>");
}

}  // namespace cpsaudit
