#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "core/printable.h"
#include "mapping/wording.h"
#include "report/code_frame.h"
#include "report/words.h"

namespace cpsaudit {
namespace {

/// What a piece of the output is, so that colour can tell it.
enum class Style { kHeading, kPath, kError, kWarning, kNote, kUnderline, kFaint };

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::kHeading:
      return "\x1b[1;4m";
    case Style::kPath:
      return "\x1b[1m";
    case Style::kError:
      return "\x1b[1;31m";
    case Style::kWarning:
      return "\x1b[1;33m";
    case Style::kNote:
      return "\x1b[1;36m";
    case Style::kUnderline:
      return "\x1b[1;32m";
    case Style::kFaint:
      return "\x1b[2m";
  }
  return {};
}

Style style_of(Level level) {
  switch (level) {
    case Level::kError:
      return Style::kError;
    case Level::kWarning:
      return Style::kWarning;
    case Level::kNote:
      return Style::kNote;
  }
  return Style::kNote;
}

std::string location(const ReportPlace& place) {
  // What is about no file is about all of it.
  std::string text = place.path.empty() ? "." : printable(place.path);
  if (place.span.known()) text += fmt::format(":{}:{}", place.span.begin.line, place.span.begin.column);
  return text;
}

class FindingsWriter {
 public:
  FindingsWriter(const Report& report, const TextOptions& options) : report_(report), options_(options) {}

  /// Of one file, in the order of their places.
  void write_file(const std::vector<const ReportFinding*>& findings) {
    if (options_.detail == TextDetail::kFull) heading(findings);
    for (const ReportFinding* finding : findings) write(*finding);
  }

  std::string finish() { return std::move(output_); }

 private:
  std::string_view say(std::string_view en, std::string_view ja) const { return Label{en, ja}.in(options_.language); }

  std::string in_language(const LocalizedText& text) const { return printable(text.in(options_.language)); }

  std::string painted(Style style, std::string_view text) const {
    if (options_.colour == Colour::kNever) return std::string(text);
    return fmt::format("{}{}\x1b[0m", escape_of(style), text);
  }

  void heading(const std::vector<const ReportFinding*>& findings) {
    LevelFigures figures;
    for (const ReportFinding* finding : findings) figures.add(*finding);
    const std::string& path = findings.front()->place.path;
    output_ += fmt::format(fmt::runtime(say("{} ({})\n\n", "{}（{}）\n\n")),
                           painted(Style::kHeading, path.empty() ? "." : printable(path)),
                           counted(figures, options_.language));
  }

  void write(const ReportFinding& finding) {
    const ReportRule& rule = report_.rules[finding.rule];
    headline(finding, rule);
    if (options_.detail == TextDetail::kTerse) return;
    code(finding.place, Style::kUnderline);
    explanation(finding, rule);
    for (const ReportPlace& related : finding.related) other_place(related, {});
    for (std::size_t i = 0; i < finding.flow.size(); ++i) other_place(finding.flow[i], fmt::format("({}) ", i + 1));
    output_ += '\n';
  }

  void headline(const ReportFinding& finding, const ReportRule& rule) {
    output_ += fmt::format(
        "{}: {}: {} {}\n", painted(Style::kPath, location(finding.place)),
        painted(style_of(finding.level), in_language(word_for(finding.level))), in_language(finding.message),
        painted(Style::kFaint, printable(fmt::format("[{} {}/{}]", rule.id, rule.weakness, rule.technology))));
  }

  void code(const ReportPlace& place, Style underline) {
    const auto frame = code_frame(place, options_.width);
    if (!frame) return;
    output_ += painted(Style::kFaint, fmt::format("{:>5} | ", frame->line_number)) + frame->code + '\n';
    output_ += painted(Style::kFaint, "      | ") + std::string(frame->indent, ' ') +
               painted(underline, std::string(frame->length, '^'));
    if (frame->more_lines > 0) {
      output_ += fmt::format(fmt::runtime(say(" and {} more lines", " ほか{}行")), frame->more_lines);
    }
    output_ += '\n';
  }

  void line(std::string_view label, const std::string& text) {
    if (text.empty()) return;
    output_ += painted(Style::kFaint, "      = ") + fmt::format("{}: {}\n", label, text);
  }

  /// The reason once a weakness and the remedy once a rule: who reads on has read them.
  void explanation(const ReportFinding& finding, const ReportRule& rule) {
    if (explained_.insert(rule.weakness).second) line(say("why", "理由"), in_language(rule.why));
    if (mended_.insert(rule.id).second) {
      line(say("fix", "対処"), in_language(rule.mend));
      line("CPSF", requirements(rule));
    }
    if (!finding.lowered.empty()) {
      const std::string reason = in_language(word_for_lowered(finding.lowered));
      line(say("note", "補足"),
           fmt::format(fmt::runtime(say("the level is lower: {}", "{}のため、レベルを下げています")), reason));
    }
    if (!finding.guard.empty()) line(say("only when", "条件"), printable(finding.guard));
    if (finding.suppression) {
      line(say("suppressed here, not obeyed", "抑止の指定あり（適用せず）"),
           printable(finding.suppression->justification));
    }
    if (finding.confidence == Confidence::kToken) {
      line(say("confidence", "確度"), std::string(say("read from tokens, since the code does not parse here",
                                                      "この箇所は構文解析できないため、字句から判断しています")));
    }
    if (finding.confidence == Confidence::kHeuristic) {
      line(say("confidence", "確度"), std::string(say("a name or a pattern suggests it", "名前や書式からの推定です")));
    }
  }

  /// "CPS.AC-8 (L3_3_a_SYS.3), CWE-295": the statement names layer, incident and element as well.
  static std::string requirements(const ReportRule& rule) {
    std::vector<std::string> parts;
    std::set<std::string> seen;
    for (const RowReference& row : rule.rows) {
      std::string part = fmt::format("{} ({})", row.requirement, row.statement);
      if (seen.insert(part).second) parts.push_back(std::move(part));
    }
    for (const int cwe : rule.cwe) parts.push_back(fmt::format("CWE-{}", cwe));
    return printable(fmt::format("{}", fmt::join(parts, ", ")));
  }

  void other_place(const ReportPlace& place, const std::string& mark) {
    output_ += fmt::format("{}: {}: {}{}\n", painted(Style::kPath, location(place)),
                           painted(Style::kNote, say("note", "補足")), mark, in_language(place.message));
    code(place, Style::kNote);
  }

  const Report& report_;
  const TextOptions& options_;
  std::string output_;
  std::set<std::string> explained_;
  std::set<std::string> mended_;
};

}  // namespace

std::string text_findings(const Report& report, const TextOptions& options) {
  std::vector<const ReportFinding*> findings;
  for (const ReportFinding& finding : report.findings) {
    if (finding.counts()) findings.push_back(&finding);
  }
  std::stable_sort(findings.begin(), findings.end(), [&](const ReportFinding* a, const ReportFinding* b) {
    return std::tie(a->place.path, a->place.span, report.rules[a->rule].id) <
           std::tie(b->place.path, b->place.span, report.rules[b->rule].id);
  });
  FindingsWriter writer(report, options);
  for (auto file = findings.begin(); file != findings.end();) {
    const auto end = std::find_if(
        file, findings.end(), [&](const ReportFinding* finding) { return finding->place.path != (*file)->place.path; });
    writer.write_file({file, end});
    file = end;
  }
  return writer.finish();
}

}  // namespace cpsaudit
