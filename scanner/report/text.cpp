#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "core/printable.h"
#include "report/code_frame.h"
#include "report/messages.h"
#include "report/problem_texts.h"
#include "report/region.h"
#include "report/summary.h"

namespace cpsaudit {
namespace {

/// What a piece of the output is, so that colour can tell it.
enum class Style { kPath, kError, kWarning, kNote, kUnderline, kFaint };

std::string_view escape_of(Style style) {
  switch (style) {
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

/// Texts of the report itself, in one language.
struct Words {
  Language language;

  std::string_view operator()(std::string_view en, std::string_view ja) const {
    return language == Language::kJapanese ? ja : en;
  }
  std::string_view level(Level level) const {
    switch (level) {
      case Level::kError:
        return (*this)("error", "エラー");
      case Level::kWarning:
        return (*this)("warning", "警告");
      case Level::kNote:
        return (*this)("note", "注意");
    }
    return {};
  }
  /// "2 errors", "エラー2件".
  std::string count(std::size_t n, Level which) const {
    if (language == Language::kJapanese) return fmt::format("{}{}件", level(which), n);
    return fmt::format("{} {}{}", n, level(which), n == 1 ? "" : "s");
  }
  /// "1 file", "1ファイル".
  std::string files(std::size_t n) const {
    if (language == Language::kJapanese) return fmt::format("{}ファイル", n);
    return fmt::format("{} file{}", n, n == 1 ? "" : "s");
  }
  std::string_view role(std::string_view lowered) const {
    if (lowered == "test") return (*this)("this is test code", "テスト用のコードのため");
    if (lowered == "sample") return (*this)("this is a sample", "サンプルのため");
    if (lowered == "vendored") return (*this)("this is code of somebody else", "外部から取り込んだコードのため");
    if (lowered == "documentation") return (*this)("this is documentation", "文書のため");
    if (lowered == "conditional") return (*this)("an option decides it", "オプションによって決まるため");
    if (lowered == "implementation") return (*this)("these are the API's own sources", "API自身の実装のため");
    if (lowered == "default") return (*this)("nothing is set and the default decides", "設定がなく、既定値によるため");
    if (lowered == "not-started")
      return (*this)("the device does not start this service", "起動されないサービスのため");
    if (lowered == "overridden") return (*this)("something else takes its place", "別の設定で置き換えられるため");
    if (lowered == "changed-by-script")
      return (*this)("a script changes it before use", "スクリプトが後で変更するため");
    if (lowered == "include-missing")
      return (*this)("a folder that it includes is not here", "取り込まれるフォルダがここにないため");
    return lowered;
  }
};

class FindingsWriter {
 public:
  FindingsWriter(const ScanResult& result, const Catalog& catalog, const SourceTexts& sources,
                 const TextOptions& options)
      : catalog_(catalog),
        sources_(sources),
        options_(options),
        say_{options.language},
        redactor_(result, catalog, sources) {}

  void write(const Finding& finding) {
    const Check& check = catalog_.checks[finding.check];
    if (options_.detail == TextDetail::kFull && !output_.empty()) output_ += '\n';
    headline(finding, check);
    if (options_.detail == TextDetail::kTerse) return;
    code(finding.place, redactor_.is_secret(finding), Style::kUnderline);
    explanation(finding, check);
    for (const RelatedPlace& related : finding.related) other_place(related, {});
    for (std::size_t i = 0; i < finding.flow.size(); ++i) other_place(finding.flow[i], fmt::format("({}) ", i + 1));
  }

  std::string finish() { return std::move(output_); }

 private:
  std::string painted(Style style, std::string_view text) const {
    if (options_.colour == Colour::kNever) return std::string(text);
    return fmt::format("{}{}\x1b[0m", escape_of(style), text);
  }

  /// A text that quotes the tree, safe for a terminal.
  std::string safe(const std::string& text) const { return printable(redactor_.scrubbed(text)); }

  static std::string location(const Place& place) {
    std::string text = printable(place.path);
    if (place.span.known()) text += fmt::format(":{}:{}", place.span.begin.line, place.span.begin.column);
    return text;
  }

  void headline(const Finding& finding, const Check& check) {
    output_ += fmt::format(
        "{}: {}: {} {}\n", painted(Style::kPath, location(finding.place)),
        painted(style_of(finding.level), say_.level(finding.level)), safe(finding.message.in(options_.language)),
        painted(Style::kFaint, fmt::format("[{} {}/{}]", check.id, catalog_.weakness_of(check).id, check.technology)));
  }

  void code(const Place& place, bool secret, Style underline) {
    const SourceText* source = sources_(place.path);
    if (source == nullptr || !place.span.known()) return;
    const Region region = region_of(source->text, place.span, secret ? EmptyRegion::kKept : EmptyRegion::kWidened);
    const CodeFrame frame = code_frame(redactor_, place.path, source->text, region, options_.width);
    output_ += painted(Style::kFaint, fmt::format("{:>5} | ", frame.line_number)) + frame.code + '\n';
    output_ += painted(Style::kFaint, "      | ") + std::string(frame.indent, ' ') +
               painted(underline, std::string(frame.length, '^'));
    if (frame.more_lines > 0) {
      output_ += fmt::format(" {}", fmt::format(fmt::runtime(say_("and {} more lines", "ほか{}行")), frame.more_lines));
    }
    output_ += '\n';
  }

  void line(std::string_view label, const std::string& text) {
    if (text.empty()) return;
    output_ += painted(Style::kFaint, "      = ") + fmt::format("{}: {}\n", label, text);
  }

  /// The reason once a weakness and the remedy once a check: who reads on has read them.
  void explanation(const Finding& finding, const Check& check) {
    const Weakness& weakness = catalog_.weakness_of(check);
    if (explained_.insert(weakness.id).second) line(say_("why", "理由"), weakness.why.in(options_.language));
    if (mended_.insert(check.id).second) line(say_("fix", "対処"), check.mend.in(options_.language));
    if (named_.insert(check.id).second) line("CPSF", requirements(weakness));
    if (!finding.lowered.empty()) {
      line(say_("note", "補足"),
           fmt::format(fmt::runtime(say_("{}, so the level is lower", "{}、レベルを下げています")),
                       say_.role(finding.lowered)));
    }
    if (!finding.guard.empty()) line(say_("only when", "条件"), safe(finding.guard));
    if (finding.suppression) {
      line(say_("suppressed here, not obeyed", "抑止の指定あり（適用せず）"), safe(finding.suppression->justification));
    }
    if (finding.confidence == Confidence::kToken || finding.confidence == Confidence::kHeuristic) {
      line(say_("confidence", "確度"),
           finding.confidence == Confidence::kToken
               ? std::string(say_("read from tokens, since the code does not parse here",
                                  "この箇所は構文解析できないため、字句から判断しています"))
               : std::string(say_("a name or a pattern suggests it", "名前や書式からの推定です")));
    }
  }

  /// "CPS.AC-8 (L3_3_a_SYS.3), CWE-295": the statement names layer, incident and element as well.
  static std::string requirements(const Weakness& weakness) {
    std::vector<std::string> parts;
    std::set<std::string> seen;
    for (const RowReference& row : weakness.rows) {
      std::string part = fmt::format("{} ({})", row.requirement, row.statement);
      if (seen.insert(part).second) parts.push_back(std::move(part));
    }
    for (const int cwe : std::set<int>(weakness.cwe.begin(), weakness.cwe.end())) {
      parts.push_back(fmt::format("CWE-{}", cwe));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  void other_place(const RelatedPlace& related, const std::string& mark) {
    output_ +=
        fmt::format("{}: {}: {}{}\n", painted(Style::kPath, location(related.place)),
                    painted(Style::kNote, say_("note", "補足")), mark, safe(related.message.in(options_.language)));
    code(related.place, false, Style::kNote);
  }

  const Catalog& catalog_;
  const SourceTexts& sources_;
  const TextOptions& options_;
  Words say_;
  Redactor redactor_;
  std::string output_;
  std::set<std::string> explained_;
  std::set<std::string> mended_;
  std::set<std::string> named_;
};

std::string counts_line(const LevelCounts& counts, const Words& say) {
  std::string text;
  const auto add = [&](std::size_t n, Level level) {
    if (n > 0) text += std::string(text.empty() ? "" : say(", ", "、")) + say.count(n, level);
  };
  add(counts.errors, Level::kError);
  add(counts.warnings, Level::kWarning);
  add(counts.notes, Level::kNote);
  return text;
}

std::string headline(const Summary& summary, const Words& say) {
  const bool ja = say.language == Language::kJapanese;
  if (summary.levels.total() == 0) {
    return ja ? fmt::format("{}を検査し、検出はありませんでした。\n", say.files(summary.files))
              : fmt::format("Nothing was found in {}.\n", say.files(summary.files));
  }
  const std::string counts = counts_line(summary.levels, say);
  return ja ? fmt::format("{}（{}中{}）。\n", counts, say.files(summary.files), say.files(summary.files_with_findings))
            : fmt::format("{} in {} of {}.\n", counts, summary.files_with_findings, say.files(summary.files));
}

std::string family_lines(const Summary& summary, const Words& say) {
  std::string text;
  std::size_t widest = 0;
  for (const auto& [family, counts] : summary.families) widest = std::max(widest, family.size());
  for (const auto& [family, counts] : summary.families) {
    text += fmt::format("  {:<{}}  {}\n", printable(family), widest, counts_line(counts, say));
  }
  return text;
}

/// "  could not be parsed: 3 files", then one line for each file that is named.
std::string problem_lines(const ProblemGroup& group, const TextOptions& options, const Words& say) {
  const std::string& phrase = text_of(group.kind).phrase.in(options.language);
  std::string text = fmt::format("  {}: {}\n", phrase, say.files(group.files));
  const std::size_t named = std::min(group.notifications.size(), options.named_problems);
  for (std::size_t i = 0; i < named; ++i) {
    const Notification& notification = *group.notifications[i];
    const Place place{notification.path, {notification.problem.where, notification.problem.where}};
    text += "    " + printable(place.path);
    if (place.span.known()) text += fmt::format(":{}:{}", place.span.begin.line, place.span.begin.column);
    text += fmt::format(": {}\n", printable(notification.problem.message));
  }
  if (const std::size_t more = group.notifications.size() - named; more > 0) {
    text += fmt::format(fmt::runtime(say("    and {} more\n", "    ほか{}件\n")), more);
  }
  return text;
}

std::string problems(const Summary& summary, const TextOptions& options, const Words& say) {
  std::string lost;
  std::string others;
  for (const ProblemGroup& group : summary.problems) {
    (loses_input(group.kind) ? lost : others) += problem_lines(group, options, say);
  }
  std::string text;
  if (!lost.empty()) text += std::string(say("Not analysed:\n", "解析できなかったもの:\n")) + lost;
  if (!others.empty()) text += std::string(say("To be looked at:\n", "確認していただきたいもの:\n")) + others;
  return text;
}

}  // namespace

std::string text_findings(const ScanResult& result, const Catalog& catalog, const SourceTexts& sources,
                          const TextOptions& options) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : result.findings) {
    if (counts(finding)) findings.push_back(&finding);
  }
  std::stable_sort(findings.begin(), findings.end(), [&](const Finding* a, const Finding* b) {
    return std::tie(a->place, catalog.checks[a->check].id) < std::tie(b->place, catalog.checks[b->check].id);
  });
  if (findings.empty()) return {};
  FindingsWriter writer(result, catalog, sources, options);
  for (const Finding* finding : findings) writer.write(*finding);
  return writer.finish();
}

std::string text_summary(const ScanResult& result, const Catalog& catalog, const TextOptions& options) {
  const Words say{options.language};
  const Summary summary = summarise(result, catalog);
  std::string text = headline(summary, say) + family_lines(summary, say);
  const auto add = [&](std::size_t n, std::string_view one, std::string_view many, std::string_view ja) {
    if (n == 0) return;
    text += fmt::format(fmt::runtime(options.language == Language::kJapanese ? ja : n == 1 ? one : many), n) + '\n';
  };
  add(summary.suppressed, "{} finding is suppressed.", "{} findings are suppressed.", "{}件の検出が抑止されています。");
  add(summary.known, "{} finding was there before and is not shown.",
      "{} findings were there before and are not shown.", "以前からある{}件の検出は表示していません。");
  add(summary.gone, "{} finding of the baseline is gone.", "{} findings of the baseline are gone.",
      "比較元にあった{}件の検出はなくなりました。");
  add(summary.undecided, "{} place needs a person to decide.", "{} places need a person to decide.",
      "人による判断が必要な箇所が{}件あります。");
  add(summary.left_out, "{} path was left out on purpose.", "{} paths were left out on purpose.",
      "指定により{}件のパスを対象から外しました。");
  add(summary.files_of_no_kind, "{} file is of no kind that cpsaudit reads.",
      "{} files are of no kind that cpsaudit reads.", "cpsauditが内容を読み取る種類でないファイルが{}件あります。");
  return text + problems(summary, options, say);
}

}  // namespace cpsaudit
