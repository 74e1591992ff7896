#include <fmt/format.h>

#include <set>

#include "report/html_parts.h"

namespace cpsaudit {
namespace {

LocalizedText outcome(const LevelFigures& figures, std::size_t files_with, std::size_t files) {
  if (figures.total() == 0) {
    return {fmt::format("Nothing was found in {} files.", grouped(files)),
            fmt::format("{}ファイルを検査し、検出はありませんでした。", grouped(files))};
  }
  const auto plural = [](std::size_t n, const char* word) {
    return fmt::format("{} {}{}", grouped(n), word, n == 1 ? "" : "s");
  };
  return {
      fmt::format("{}, {} and {} in {} of {}.", plural(figures.errors, "error"), plural(figures.warnings, "warning"),
                  plural(figures.notes, "note"), grouped(files_with), plural(files, "file")),
      fmt::format("エラー{}件、警告{}件、注意{}件（{}ファイル中{}ファイル）。", grouped(figures.errors),
                  grouped(figures.warnings), grouped(figures.notes), grouped(files), grouped(files_with))};
}

void fact(HtmlWriter& out, std::string_view en, std::string_view ja, const std::string& value, bool code = false) {
  out.raw("<div><dt>").both(en, ja).raw("</dt><dd>");
  if (code) {
    out.raw("<code>").text(value).raw("</code>");
  } else {
    out.text(value);
  }
  out.raw("</dd></div>");
}

std::string size_of(std::uint64_t bytes) {
  if (bytes < 10240) return fmt::format("{} B", grouped(bytes));
  if (bytes < (10U << 20U)) return fmt::format("{} KiB", grouped(bytes >> 10U));
  return fmt::format("{} MiB", grouped(bytes >> 20U));
}

}  // namespace

void write_subject(HtmlPage& page) {
  const Report& report = page.report;
  HtmlWriter& out = page.out;
  std::set<std::string> files_with;
  for (const ReportFinding& finding : report.findings) {
    if (finding.counts()) files_with.insert(finding.place.path);
  }
  std::uint64_t bytes = 0;
  std::size_t analysed = 0;
  std::size_t rules = 0;
  for (const ReportFile& file : report.files) {
    bytes += file.size;
    analysed += file.analysed ? 1 : 0;
  }
  for (const ReportRule& rule : report.rules) rules += rule.enabled ? 1 : 0;

  const LevelFigures figures = figures_of(report);
  out.raw("<section id=subject>");
  out.both(outcome(figures, files_with.size(), report.files.size()), "p", " class=outcome");
  const auto lost = static_cast<std::size_t>(
      std::count_if(report.notifications.begin(), report.notifications.end(),
                    [](const ReportNotification& notification) { return notification.loses_input; }));
  if (lost > 0) {
    out.raw("<p class=alert><a href=\"#unchecked\">");
    out.both(fmt::format("The look was incomplete: {} inputs could not be analysed, or not wholly.", grouped(lost)),
             fmt::format("検査は完全ではありません。解析できなかった、又は一部しか解析できなかった入力が{}件あります。",
                         grouped(lost)));
    out.raw("</a></p>");
  }
  out.raw("<dl class=facts>");
  if (!report.subject.empty()) fact(out, "Subject", "検査対象", report.subject);
  fact(out, "SHA-256 of the tree", "ツリーのSHA-256", report.tree_sha256, true);
  if (report.revision) {
    fact(out, "Revision", "リビジョン",
         report.revision->id + (report.revision->branch.empty() ? "" : " (" + report.revision->branch + ")"), true);
    if (!report.revision->repository.empty()) fact(out, "Repository", "リポジトリ", report.revision->repository);
  }
  out.raw("<div><dt>").both("Files", "ファイル").raw("</dt><dd>");
  out.both(
      fmt::format("{} ({}), the content of {} was analysed", grouped(report.files.size()), size_of(bytes),
                  grouped(analysed)),
      fmt::format("{}件（{}）。うち{}件の内容を解析", grouped(report.files.size()), size_of(bytes), grouped(analysed)));
  out.raw("</dd></div>");
  out.raw("<div><dt>").both("Tool", "検査ツール").raw("</dt><dd>");
  out.both(
      fmt::format("cpsaudit {}, {} of {} rules", report.tool_version, grouped(rules), grouped(report.rules.size())),
      fmt::format("cpsaudit {}（{}ルール中{}ルールを適用）", report.tool_version, grouped(report.rules.size()),
                  grouped(rules)));
  out.raw("</dd></div>");
  out.raw("<div><dt>").both("Held against", "照合した基準").raw("</dt><dd>");
  out.both("Cyber/Physical Security Framework (CPSF), 2018 draft, Annex B",
           "サイバー・フィジカル・セキュリティ対策フレームワーク（CPSF）2018年案 添付B");
  out.raw("</dd></div></dl></section>");
}

}  // namespace cpsaudit
