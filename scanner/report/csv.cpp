#include "report/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "core/printable.h"
#include "mapping/wording.h"

namespace cpsaudit {
namespace {

/// Excel needs it to read UTF-8.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Table {
 public:
  Table(Language language, std::initializer_list<Label> headings) : text_(kByteOrderMark) {
    std::vector<std::string> cells;
    for (const Label& heading : headings) cells.emplace_back(heading.in(language));
    row(cells);
  }

  void row(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text_ += ',';
      text_ += csv_cell(cells[i]);
    }
    text_ += "\r\n";
  }

  std::string finish() { return std::move(text_); }

 private:
  std::string text_;
};

std::string joined(const std::set<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, " "));
}

std::string requirements_of(const ReportRule& rule) {
  std::set<std::string> ids;
  for (const RowReference& row : rule.rows) ids.insert(row.requirement);
  return joined(ids);
}

std::string statements_of(const ReportRule& rule) {
  std::set<std::string> ids;
  for (const RowReference& row : rule.rows) ids.insert(row.statement);
  return joined(ids);
}

std::string layers_of(const ReportRule& rule, const Framework& framework) {
  std::set<std::string> ids;
  for (const RowReference& row : rule.rows) {
    if (const Statement* statement = framework.statement(row.statement)) {
      ids.insert(framework.layer_of(framework.vulnerability_of(*statement)).id);
    }
  }
  return joined(ids);
}

std::string cwes_of(const ReportRule& rule) {
  std::string text;
  for (const int cwe : rule.cwe) text += fmt::format("{}CWE-{}", text.empty() ? "" : " ", cwe);
  return text;
}

std::string number(std::size_t n) {
  return std::to_string(n);
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string plain = printable(text);
  // What spreadsheets take for the start of a formula; Japanese ones take the full-width forms too.
  for (const std::string_view start : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}) {
    if (plain.starts_with(start)) {
      plain.insert(0, "'");
      break;
    }
  }
  if (plain.find_first_of("\",\r\n") == std::string::npos) return plain;
  std::string quoted = "\"";
  for (const char c : plain) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_findings(const Report& report, const Framework& framework, Language language) {
  Table table(language, {{"rule", "ルール"},
                         {"state", "区分"},
                         {"level", "レベル"},
                         {"severity", "深刻度"},
                         {"family", "分野"},
                         {"path", "パス"},
                         {"line", "行"},
                         {"column", "桁"},
                         {"message (en)", "内容（英語）"},
                         {"message (ja)", "内容（日本語）"},
                         {"mend (en)", "対処（英語）"},
                         {"mend (ja)", "対処（日本語）"},
                         {"requirements", "対策要件"},
                         {"statements", "リスク源"},
                         {"layers", "層"},
                         {"CWE", "CWE"},
                         {"confidence", "確度"},
                         {"suppressed by", "抑止"},
                         {"reason", "抑止の理由"},
                         {"until", "抑止の期限"},
                         {"baseline", "前回との比較"},
                         {"fingerprint", "フィンガープリント"},
                         {"owner", "担当者"},
                         {"comment", "備考"}});
  for (const ReportFinding& finding : report.findings) {
    const ReportRule& rule = report.rules[finding.rule];
    const bool fails = finding.kind == Kind::kFail;
    const bool lines = finding.place.span.known();
    const auto suppressed = [&]() -> std::string {
      if (!finding.suppression) return {};
      if (!finding.suppressed()) return "rejected";
      return finding.suppression->source == Suppression::Source::kInline ? "comment" : "configuration";
    };
    table.row({rule.id,
               std::string(name_of(finding.kind)),
               fails ? std::string(name_of(finding.level)) : std::string(),
               fails ? fmt::format("{:.1f}", finding.severity) : std::string(),
               rule.family,
               finding.place.path,
               lines ? number(finding.place.span.begin.line) : std::string(),
               lines ? number(finding.place.span.begin.column) : std::string(),
               finding.message.en,
               finding.message.ja,
               fails ? rule.mend.en : std::string(),
               fails ? rule.mend.ja : std::string(),
               requirements_of(rule),
               statements_of(rule),
               layers_of(rule, framework),
               cwes_of(rule),
               std::string(name_of(finding.confidence)),
               suppressed(),
               finding.suppression ? finding.suppression->justification : std::string(),
               finding.suppression ? finding.suppression->until : std::string(),
               std::string(name_of(finding.baseline)),
               finding.fingerprint,
               {},
               {}});
  }
  return table.finish();
}

std::string csv_requirements(const Report& report, const Framework& framework, Language language) {
  Table table(language, {{"requirement", "対策要件"},
                         {"meaning", "意味"},
                         {"title (en)", "名称（英語）"},
                         {"title (ja)", "名称（日本語）"},
                         {"layers", "層"},
                         {"elements", "構成要素"},
                         {"verdict", "判定"},
                         {"findings against it", "反する検出"},
                         {"suppressed", "抑止"},
                         {"undecided", "要確認"},
                         {"good places", "適切な箇所"},
                         {"rules that looked", "検査したルール"},
                         {"files of the kind", "該当ファイル"},
                         {"files not read", "読めなかったファイル"},
                         {"why", "判定の理由"},
                         {"judged by", "判断者"},
                         {"comment", "備考"}});
  for (const ReportVerdict& verdict : report.verdicts) {
    const Meaning* meaning = framework.meaning(verdict.meaning);
    if (meaning == nullptr) continue;
    std::set<std::string> layers;
    std::set<std::string> elements;
    for (const std::size_t row : meaning->rows) {
      const Vulnerability& vulnerability =
          framework.vulnerability_of(framework.statements[framework.rows[row].statement]);
      layers.insert(framework.layer_of(vulnerability).id);
      elements.insert(framework.element_of(vulnerability).id);
    }
    table.row({proper_ids(framework, *meaning),
               meaning->id,
               meaning->title.en,
               meaning->title.ja,
               joined(layers),
               joined(elements),
               std::string(name_of(verdict.kind)),
               number(verdict.against.size()),
               number(verdict.suppressed.size()),
               number(verdict.undecided.size()),
               number(verdict.in_favour.size()),
               number(verdict.rules.size()),
               number(verdict.files),
               number(verdict.unread),
               meaning->why.in(language),
               {},
               {}});
  }
  return table.finish();
}

std::string csv_not_checked(const Report& report, Language language) {
  Table table(language, {{"kind", "種類"},
                         {"path", "パス"},
                         {"line", "行"},
                         {"what happened (en)", "内容（英語）"},
                         {"what happened (ja)", "内容（日本語）"},
                         {"consequence", "影響"},
                         {"comment", "備考"}});
  for (const ReportNotification& notification : report.notifications) {
    table.row({notification.id,
               notification.path,
               notification.where.line > 0 ? number(notification.where.line) : std::string(),
               notification.message.en,
               notification.message.ja,
               notification.consequence.in(language),
               {}});
  }
  for (const ReportRule& rule : report.rules) {
    if (rule.enabled) continue;
    table.row({rule.id, {}, {}, "Switched off: " + rule.title.en, "適用しなかったルール: " + rule.title.ja, {}, {}});
  }
  return table.finish();
}

std::string csv_files(const Report& report, Language language) {
  Table table(language, {{"path", "パス"},
                         {"bytes", "バイト数"},
                         {"SHA-256", "SHA-256"},
                         {"role", "役割"},
                         {"software", "ソフトウェア"},
                         {"analysed", "解析"}});
  for (const ReportFile& file : report.files) {
    table.row({file.path, number(file.size), file.sha256, file.role, file.software, file.analysed ? "yes" : "no"});
  }
  return table.finish();
}

}  // namespace cpsaudit
