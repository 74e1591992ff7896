#include <fmt/format.h>

#include <algorithm>

#include "report/html_parts.h"
#include "report/html_verdicts.h"

namespace cpsaudit {
namespace {

/// What meets in a layer and an element.
struct Cell {
  VerdictCounts verdicts{};
  /// Against its requirements, each once.
  std::set<std::size_t> findings;
};

using Cells = std::vector<std::vector<Cell>>;

struct Coordinates {
  std::size_t layer = 0;
  std::size_t element = 0;

  friend auto operator<=>(const Coordinates&, const Coordinates&) = default;
};

Coordinates coordinates_of(const Framework& framework, const Statement& statement) {
  const Vulnerability& vulnerability = framework.vulnerability_of(statement);
  const Layer& layer = framework.layer_of(vulnerability);
  return {static_cast<std::size_t>(&layer - framework.layers.data()), vulnerability.element};
}

Cells cells_of(const HtmlPage& page) {
  const Framework& framework = page.framework;
  Cells cells(framework.layers.size(), std::vector<Cell>(framework.elements.size()));
  for (const ReportVerdict& verdict : page.report.verdicts) {
    const Meaning* meaning = framework.meaning(verdict.meaning);
    if (meaning == nullptr) continue;
    std::set<Coordinates> places;
    for (const std::size_t row : meaning->rows) {
      places.insert(coordinates_of(framework, framework.statements[framework.rows[row].statement]));
    }
    for (const Coordinates& place : places) {
      Cell& cell = cells[place.layer][place.element];
      count(cell.verdicts, verdict.kind);
      cell.findings.insert(verdict.against.begin(), verdict.against.end());
    }
  }
  return cells;
}

/// What colours a cell: the worst of its verdicts.
std::string_view worst(const Cell& cell) {
  for (std::size_t i = 0; i < cell.verdicts.size(); ++i) {
    if (cell.verdicts[i] > 0) return name_of(kVerdictKinds[i]);
  }
  return "none";
}

/// "2 with findings against, 1 open": what the bar shows.
LocalizedText in_words(const Cell& cell) {
  LocalizedText words;
  for (std::size_t i = 0; i < cell.verdicts.size(); ++i) {
    if (cell.verdicts[i] == 0) continue;
    const LocalizedText word = word_for(kVerdictKinds[i]);
    words.en += fmt::format("{}{}: {}", words.en.empty() ? "" : ", ", word.en, cell.verdicts[i]);
    words.ja += fmt::format("{}{} {}", words.ja.empty() ? "" : "、", word.ja, cell.verdicts[i]);
  }
  return words;
}

void write_cell(HtmlPage& page, const Cell& cell, const Layer& layer, const Element& element) {
  HtmlWriter& out = page.out;
  if (total(cell.verdicts) == 0) {
    out.raw("<td class=\"cell c-none\"><span aria-hidden=true>–</span><span class=sr>");
    out.both("nothing asked", "該当する要件なし").raw("</span></td>");
    return;
  }
  out.raw(fmt::format("<td class=\"cell c-{}\"><a href=\"#requirements\" data-layer={} data-element={}>", worst(cell),
                      layer.id, element.id));
  out.raw(fmt::format("<b>{}</b><small>", grouped(cell.findings.size())));
  out.both(cell.findings.size() == 1 ? "finding" : "findings", "件の検出").raw("</small>");
  write_verdict_bar(out, cell.verdicts, 100, 12);
  out.raw("<small class=of>")
      .both(fmt::format("{} requirements", total(cell.verdicts)), fmt::format("要件{}件", total(cell.verdicts)));
  out.raw("</small><span class=sr>").both(in_words(cell)).raw("</span></a></td>");
}

}  // namespace

void write_matrix(HtmlPage& page) {
  if (page.report.verdicts.empty()) return;
  HtmlWriter& out = page.out;
  const Cells cells = cells_of(page);
  out.raw("<div class=scroll tabindex=0 role=region aria-labelledby=matrix-caption><table class=matrix>");
  out.raw("<caption id=matrix-caption>")
      .both("Three layers, six elements", "三層構造と6つの構成要素")
      .raw("</caption>");
  out.raw("<thead><tr><td></td>");
  for (const Element& element : page.framework.elements) {
    out.raw("<th scope=col>").both(element.name).raw(" <small>").text(element.id).raw("</small></th>");
  }
  out.raw("</tr></thead><tbody>");
  for (std::size_t layer = 0; layer < cells.size(); ++layer) {
    out.raw("<tr><th scope=row><b>").text(page.framework.layers[layer].id).raw("</b> ");
    out.both(page.framework.layers[layer].name).raw("</th>");
    for (std::size_t element = 0; element < cells[layer].size(); ++element) {
      write_cell(page, cells[layer][element], page.framework.layers[layer], page.framework.elements[element]);
    }
    out.raw("</tr>");
  }
  out.raw("</tbody></table></div>");
}

}  // namespace cpsaudit
