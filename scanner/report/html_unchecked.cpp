#include <fmt/format.h>

#include <algorithm>

#include "report/html_parts.h"

namespace cpsaudit {
namespace {

/// All notifications of one kind.
struct Group {
  const ReportNotification* first = nullptr;
  std::vector<const ReportNotification*> all;
};

std::vector<Group> groups_of(const Report& report) {
  std::map<std::string, Group> by_id;
  for (const ReportNotification& notification : report.notifications) {
    Group& group = by_id[notification.id];
    if (group.first == nullptr) group.first = &notification;
    group.all.push_back(&notification);
  }
  std::vector<Group> groups;
  for (auto& [id, group] : by_id) groups.push_back(std::move(group));
  std::stable_partition(groups.begin(), groups.end(), [](const Group& group) { return group.first->loses_input; });
  return groups;
}

void write_group(HtmlWriter& out, const Group& group) {
  out.raw(group.first->loses_input ? "<details class=\"gap lost\"" : "<details class=gap");
  out.raw(group.all.size() <= 20 ? " open><summary>" : "><summary>").both(group.first->title).raw(" (");
  out.raw(grouped(group.all.size())).raw(")</summary>").both(group.first->consequence, "p").raw("<ul>");
  for (const ReportNotification* notification : group.all) {
    out.raw("<li>");
    if (notification->where.line > 0) {
      out.raw("<code class=at>").text(notification->path);
      out.raw(fmt::format("<i>:{}:{}</i></code> ", notification->where.line, notification->where.column));
    }
    out.both(notification->message).raw("</li>");
  }
  out.raw("</ul></details>");
}

void write_rules_off(HtmlPage& page) {
  HtmlWriter& out = page.out;
  std::vector<const ReportRule*> off;
  for (const ReportRule& rule : page.report.rules) {
    if (!rule.enabled) off.push_back(&rule);
  }
  if (off.empty()) return;
  out.raw("<details class=gap><summary>")
      .both(fmt::format("Rules that were switched off ({})", off.size()),
            fmt::format("適用しなかったルール（{}件）", off.size()));
  out.raw("</summary><ul>");
  for (const ReportRule* rule : off) {
    out.raw("<li><code>").text(rule->id).raw("</code> ").both(rule->title).raw("</li>");
  }
  out.raw("</ul></details>");
}

void write_unread_files(HtmlPage& page) {
  const auto n = static_cast<std::size_t>(std::count_if(page.report.files.begin(), page.report.files.end(),
                                                        [](const ReportFile& file) { return !file.analysed; }));
  if (n == 0) return;
  page.out.raw("<p>").both(
      fmt::format("The content of {} of {} files was not analysed: binaries, formats that no check reads, and the "
                  "files named here. They are marked in the list of files.",
                  grouped(n), grouped(page.report.files.size())),
      fmt::format(
          "{}ファイル中{}ファイルの内容は解析していません（バイナリ、検査対象外の形式、及びここに挙げたファイル）。"
          "ファイル一覧に示しています。",
          grouped(page.report.files.size()), grouped(n)));
  page.out.raw("</p>");
}

}  // namespace

void write_unchecked(HtmlPage& page) {
  HtmlWriter& out = page.out;
  out.raw("<section id=unchecked>").both("What was not checked, and why", "検査していない事項とその理由", "h2");
  for (const Group& group : groups_of(page.report)) write_group(out, group);
  write_unread_files(page);
  write_rules_off(page);
  const auto manual = static_cast<std::size_t>(
      std::count_if(page.report.verdicts.begin(), page.report.verdicts.end(),
                    [](const ReportVerdict& verdict) { return verdict.kind == VerdictKind::kManual; }));
  if (manual > 0) {
    out.raw("<p>").both(
        fmt::format("{} requirements are for people to judge: no file shows them, or no rule looks.", manual),
        fmt::format("{}件の対策要件は、ファイルに現れない、又は該当するルールがないため、人が判断する必要があります。",
                    manual));
    out.raw("</p>");
  }
  out.raw("</section>");
}

void write_suppressions(HtmlPage& page) {
  HtmlWriter& out = page.out;
  const auto n = static_cast<std::size_t>(
      std::count_if(page.report.findings.begin(), page.report.findings.end(),
                    [](const ReportFinding& finding) { return finding.kind == Kind::kFail && finding.suppressed(); }));
  out.raw("<section id=suppressions>").both("Suppressions", "抑止された検出", "h2");
  if (n == 0) {
    out.both("No finding is suppressed.", "抑止された検出はありません。", "p").raw("</section>");
    return;
  }
  out.both("They are accepted by whoever wrote the reason, counted apart, and turn no verdict green.",
           "理由を記載した者が受容したものです。別に数え、判定を良くすることはありません。", "p");
  out.raw("<div class=scroll tabindex=0 role=region aria-label=\"Suppressions / 抑止\"><table><thead><tr>");
  out.both("Place", "箇所", "th", " scope=col").both("Finding", "検出", "th", " scope=col");
  out.both("Reason", "理由", "th", " scope=col").both("Until", "期限", "th", " scope=col");
  out.both("Where it is written", "記載箇所", "th", " scope=col").raw("</tr></thead><tbody>");
  for (const ReportFinding& finding : page.report.findings) {
    if (finding.kind != Kind::kFail || !finding.suppressed()) continue;
    const ReportRule& rule = page.report.rules[finding.rule];
    out.raw("<tr id=").raw(anchor_of(finding)).raw("><td>");
    write_location(out, finding.place);
    out.raw("</td><td>");
    write_chip(out, class_of(finding.level), word_for(finding.level));
    out.raw(" <code>").text(rule.id).raw("</code> ").both(finding.message).raw("</td><td>");
    out.text(finding.suppression->justification).raw("</td><td>").text(finding.suppression->until).raw("</td><td>");
    if (finding.suppression->source == Suppression::Source::kInline) {
      out.both("in the file", "ファイル内");
    } else {
      out.both("configuration", "設定ファイル");
    }
    out.raw("</td></tr>");
  }
  out.raw("</tbody></table></div></section>");
}

}  // namespace cpsaudit
