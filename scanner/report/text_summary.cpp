#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/printable.h"
#include "mapping/wording.h"
#include "report/display.h"
#include "report/problem_texts.h"
#include "report/text.h"
#include "report/words.h"

namespace cpsaudit {
namespace {

/// What a scan leaves behind beside the findings that count.
struct Others {
  std::size_t suppressed = 0;
  /// Failing ones that were there before what the run is about.
  std::size_t known = 0;
  /// Of an earlier log, and there no more.
  std::size_t gone = 0;
  /// Places that could not be decided or that a person must look at.
  std::size_t undecided = 0;
  /// Paths that were left out on purpose.
  std::size_t left_out = 0;
  /// Files that nothing went wrong with, but that are of no kind that some parser reads.
  std::size_t of_no_kind = 0;
};

Others others_of(const Report& report) {
  Others others;
  for (const ReportFinding& finding : report.findings) {
    if (finding.baseline == BaselineState::kAbsent) {
      ++others.gone;
    } else if (finding.kind == Kind::kOpen || finding.kind == Kind::kReview) {
      ++others.undecided;
    } else if (finding.kind == Kind::kFail && finding.suppressed()) {
      ++others.suppressed;
    } else if (finding.kind == Kind::kFail && finding.known) {
      ++others.known;
    }
  }
  std::set<std::string_view> lost;
  for (const ReportNotification& notification : report.notifications) {
    if (notification.on_purpose) ++others.left_out;
    if (notification.loses_input) lost.insert(notification.path);
  }
  for (const ReportFile& file : report.files) {
    if (!file.analysed && !lost.contains(file.path)) ++others.of_no_kind;
  }
  return others;
}

std::string headline(const Report& report, Language language) {
  const LevelFigures figures = figures_of(report);
  const bool ja = language == Language::kJapanese;
  const std::string all = counted_files(report.files.size(), language);
  if (figures.total() == 0) {
    return ja ? fmt::format("{}を検査し、検出はありませんでした。\n", all)
              : fmt::format("Nothing was found in {}.\n", all);
  }
  std::set<std::string_view> files;
  for (const ReportFinding& finding : report.findings) {
    if (finding.counts()) files.insert(finding.place.path);
  }
  const std::string counts = counted(figures, language);
  return ja ? fmt::format("{}（{}中{}）。\n", counts, all, counted_files(files.size(), language))
            : fmt::format("{} in {} of {}.\n", counts, files.size(), all);
}

std::string family_lines(const Report& report, Language language) {
  std::map<std::string, LevelFigures> families;
  for (const ReportFinding& finding : report.findings) {
    if (finding.counts()) families[report.rules[finding.rule].family].add(finding);
  }
  std::vector<std::pair<std::string, std::string>> lines;
  std::size_t widest = 0;
  for (const auto& [family, figures] : families) {
    // The id is what --select takes.
    const std::string id = printable(family);
    const bool ja = language == Language::kJapanese;
    lines.emplace_back(ja ? fmt::format("{}（{}）", word_for_family(family).ja, id) : id, counted(figures, language));
    widest = std::max(widest, display_width(lines.back().first));
  }
  std::string text;
  for (const auto& [name, counts] : lines) {
    text += fmt::format("  {}{}  {}\n", name, std::string(widest - display_width(name), ' '), counts);
  }
  return text;
}

std::string lines_of(const Others& others, Language language) {
  std::string text;
  const auto add = [&](std::size_t n, std::string_view one, std::string_view many, std::string_view ja) {
    if (n == 0) return;
    text += fmt::format(fmt::runtime(language == Language::kJapanese ? ja : n == 1 ? one : many), n) + '\n';
  };
  add(others.suppressed, "{} finding is suppressed.", "{} findings are suppressed.", "{}件の検出が抑止されています。");
  add(others.known, "{} finding was there before and is not shown.", "{} findings were there before and are not shown.",
      "以前からある{}件の検出は表示していません。");
  add(others.gone, "{} finding of the baseline is gone.", "{} findings of the baseline are gone.",
      "比較元にあった{}件の検出はなくなりました。");
  add(others.undecided, "{} place needs a person to decide.", "{} places need a person to decide.",
      "人による判断が必要な箇所が{}件あります。");
  add(others.left_out, "{} path was left out on purpose.", "{} paths were left out on purpose.",
      "指定により{}件のパスを対象から外しました。");
  add(others.of_no_kind, "{} file is of no kind that cpsaudit reads.", "{} files are of no kind that cpsaudit reads.",
      "cpsauditが内容を読み取る種類でないファイルが{}件あります。");
  return text;
}

/// What a kind of problem is called in a count; in a log of a later version there may be kinds that we do not know.
std::string phrase_for(const ReportNotification& notification, Language language) {
  for (const ProblemText& text : problem_texts()) {
    if (text.id == notification.id) return text.phrase.in(language);
  }
  return printable(notification.title.in(language));
}

/// "  could not be parsed: 3 files", then one line for each file that is named.
std::string problem_lines(const std::vector<const ReportNotification*>& group, const TextOptions& options) {
  std::set<std::string_view> paths;
  for (const ReportNotification* notification : group) paths.insert(notification->path);
  std::string text = fmt::format("  {}: {}\n", phrase_for(*group.front(), options.language),
                                 counted_files(paths.size(), options.language));
  const std::size_t named = std::min(group.size(), options.named_problems);
  for (std::size_t i = 0; i < named; ++i) {
    const ReportNotification& notification = *group[i];
    text += "    " + printable(notification.path);
    if (notification.where.line > 0) text += fmt::format(":{}:{}", notification.where.line, notification.where.column);
    text += fmt::format(": {}\n", printable(notification.detail.in(options.language)));
  }
  if (const std::size_t more = group.size() - named; more > 0) {
    text += options.language == Language::kJapanese ? fmt::format("    ほか{}件\n", more)
                                                    : fmt::format("    and {} more\n", more);
  }
  return text;
}

std::string problems(const Report& report, const TextOptions& options) {
  std::map<std::string_view, std::vector<const ReportNotification*>> groups;
  for (const ReportNotification& notification : report.notifications) {
    if (!notification.on_purpose) groups[notification.id].push_back(&notification);
  }
  std::string lost;
  std::string others;
  for (const auto& [id, group] : groups) {
    (group.front()->loses_input ? lost : others) += problem_lines(group, options);
  }
  const auto headed = [&](const Label& heading, const std::string& lines) {
    return lines.empty() ? std::string() : fmt::format("{}\n{}", heading.in(options.language), lines);
  };
  return headed({"Not analysed:", "解析できなかったもの:"}, lost) +
         headed({"To be looked at:", "確認していただきたいもの:"}, others);
}

}  // namespace

std::string text_summary(const Report& report, const TextOptions& options) {
  return headline(report, options.language) + family_lines(report, options.language) +
         lines_of(others_of(report), options.language) + problems(report, options);
}

}  // namespace cpsaudit
