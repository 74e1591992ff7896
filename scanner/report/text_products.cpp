#include "report/text_products.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/printable.h"
#include "report/summary.h"

namespace cpsaudit {
namespace {

/// A terminal's worth; the log has all of them.
constexpr std::size_t kMostProducts = 20;

std::size_t count_of(const ProductVerdicts& product, VerdictKind kind) {
  return static_cast<std::size_t>(std::count_if(product.verdicts.begin(), product.verdicts.end(),
                                                [&](const Verdict& verdict) { return verdict.kind == kind; }));
}

std::string line_of(const ScanResult& result, const ProductVerdicts& verdicts, Language language) {
  const Product& product = result.products[verdicts.product];
  LevelCounts levels;
  for (const Finding& finding : result.findings) {
    if (counts(finding) && finding.product == verdicts.product) levels.add(finding.level);
  }
  const std::string folder = product.folder.empty() ? "." : printable(product.folder);
  const std::size_t against = count_of(verdicts, VerdictKind::kFail);
  const std::size_t open = count_of(verdicts, VerdictKind::kOpen);
  const std::size_t good = count_of(verdicts, VerdictKind::kPass);
  if (language == Language::kJapanese) {
    const std::string title = product.title.ja.empty() ? "" : fmt::format("（{}）", product.title.ja);
    return fmt::format("  {}{}: エラー{}件、警告{}件、注意{}件。対策要件: 検出あり{}、未確定{}、望ましい状態のみ{}\n",
                       folder, title, levels.errors, levels.warnings, levels.notes, against, open, good);
  }
  const std::string title = product.title.en.empty() ? "" : fmt::format(" ({})", product.title.en);
  return fmt::format("  {}{}: errors {}, warnings {}, notes {}; requirements: {} with findings, {} open, {} good\n",
                     folder, title, levels.errors, levels.warnings, levels.notes, against, open, good);
}

}  // namespace

std::string text_products(const ScanResult& result, const std::vector<ProductVerdicts>& verdicts, Language language) {
  if (verdicts.size() < 2) return {};
  const bool ja = language == Language::kJapanese;
  std::string text = ja ? fmt::format("製品{}件:\n", verdicts.size()) : fmt::format("{} products:\n", verdicts.size());
  for (std::size_t i = 0; i < std::min(verdicts.size(), kMostProducts); ++i) {
    text += line_of(result, verdicts[i], language);
  }
  if (verdicts.size() > kMostProducts) {
    text += fmt::format(fmt::runtime(ja ? "  ほか{}件\n" : "  and {} more\n"), verdicts.size() - kMostProducts);
  }
  return text;
}

}  // namespace cpsaudit
