#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "mapping/wording.h"
#include "report/text.h"

namespace cpsaudit {
namespace {

struct VerdictLabel {
  VerdictKind kind;
  Label label;
};

constexpr VerdictLabel kLabels[] = {
    {VerdictKind::kFail, {"findings relate to a violation", "違反に関連する検出あり"}},
    {VerdictKind::kOpen, {"open: not to be decided from what was read", "未確定: 読み取れた範囲では判断できない"}},
    {VerdictKind::kPass,
     {"good places were found, and nothing against them", "望ましい状態の箇所あり、反する検出なし"}},
    {VerdictKind::kNotApplicable, {"nothing of the kind is in the tree", "該当するものがツリーにない"}},
    {VerdictKind::kManual,
     {"to be judged by people: no file shows it, or no check looked",
      "人による判断が必要: ファイルに現れない、又は検査していない"}},
};

std::string violated_line(const ReportVerdict& verdict, const Framework& framework, Language language) {
  const Meaning* meaning = framework.meaning(verdict.meaning);
  if (meaning == nullptr) return {};
  const std::size_t n = verdict.against.size();
  const std::string ids = proper_ids(framework, *meaning);
  if (language == Language::kJapanese) return fmt::format("      {} {}: {}件\n", ids, meaning->title.ja, n);
  return fmt::format("      {} {}: {} finding{}\n", ids, meaning->title.en, n, n == 1 ? "" : "s");
}

}  // namespace

std::string text_requirements(const Report& report, const Framework& framework, const TextOptions& options) {
  const auto& verdicts = report.verdicts;
  if (verdicts.empty()) return {};
  const bool ja = options.language == Language::kJapanese;
  std::string text = ja ? fmt::format("フレームワークの対策要件{}件（意味ごと）:\n", verdicts.size())
                        : fmt::format("Requirements of the framework, {} by meaning:\n", verdicts.size());
  for (const auto& [kind, label] : kLabels) {
    const auto count = std::count_if(verdicts.begin(), verdicts.end(),
                                     [kind = kind](const ReportVerdict& verdict) { return verdict.kind == kind; });
    text += fmt::format("  {:>3}  {}\n", count, label.in(options.language));
    if (kind != VerdictKind::kFail || !options.name_requirements) continue;
    for (const ReportVerdict& verdict : verdicts) {
      if (verdict.kind == VerdictKind::kFail) text += violated_line(verdict, framework, options.language);
    }
  }
  text += ja ? "検出は対策要件に関連することを示します。検出がないことは、満たしていることを示しません。\n"
             : "A finding relates to a requirement; no finding does not mean that it is met.\n";
  return text;
}

}  // namespace cpsaudit
