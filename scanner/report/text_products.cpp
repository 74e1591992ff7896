#include <fmt/format.h>

#include <algorithm>

#include "core/printable.h"
#include "report/text.h"
#include "report/words.h"

namespace cpsaudit {
namespace {

/// A terminal's worth; the other reports have all of them.
constexpr std::size_t kMostProducts = 20;

std::string line_of(const Report& report, const ReportProduct& product, Language language) {
  LevelFigures figures;
  for (const ReportFinding& finding : report.findings) {
    if (finding.product == product.folder) figures.add(finding);
  }
  const std::string folder = printable(product.folder);
  const std::string title = printable(product.title.in(language));
  const std::string counts = counted(figures, language);
  if (language == Language::kJapanese) {
    return fmt::format("  {}{}: {}。対策要件: 検出あり{}、未確定{}、望ましい状態のみ{}\n", folder,
                       title.empty() ? "" : fmt::format("（{}）", title), counts.empty() ? "検出なし" : counts,
                       product.against, product.open, product.good);
  }
  return fmt::format("  {}{}: {}; requirements: {} with findings, {} open, {} good\n", folder,
                     title.empty() ? "" : fmt::format(" ({})", title), counts.empty() ? "nothing found" : counts,
                     product.against, product.open, product.good);
}

}  // namespace

std::string text_products(const Report& report, const TextOptions& options) {
  const auto& products = report.products;
  if (products.size() < 2) return {};
  const bool ja = options.language == Language::kJapanese;
  std::string text = ja ? fmt::format("製品{}件:\n", products.size()) : fmt::format("{} products:\n", products.size());
  for (std::size_t i = 0; i < std::min(products.size(), kMostProducts); ++i) {
    text += line_of(report, products[i], options.language);
  }
  if (products.size() > kMostProducts) {
    text += fmt::format(fmt::runtime(ja ? "  ほか{}件\n" : "  and {} more\n"), products.size() - kMostProducts);
  }
  return text;
}

}  // namespace cpsaudit
