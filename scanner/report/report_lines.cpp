#include "report/report_lines.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "core/printable.h"

namespace cpsaudit {
namespace {

std::string_view word_for_level(Level level, Language language) {
  constexpr std::array<std::string_view, 3> kJapanese = {"注意", "警告", "エラー"};
  return language == Language::kJapanese ? kJapanese.at(static_cast<std::size_t>(level)) : name_of(level);
}

}  // namespace

std::string report_lines(const Report& report, Language language) {
  const bool ja = language == Language::kJapanese;
  std::string text;
  std::array<std::size_t, 3> levels{};
  std::set<std::string> files;
  for (const ReportFinding& finding : report.findings) {
    if (!finding.counts()) continue;
    ++levels.at(static_cast<std::size_t>(finding.level));
    files.insert(finding.place.path);
    const ReportRule& rule = report.rules[finding.rule];
    text += printable(finding.place.path);
    if (finding.place.span.known()) {
      text += fmt::format(":{}:{}", finding.place.span.begin.line, finding.place.span.begin.column);
    }
    text += fmt::format(": {}: {} [{} {}/{}]\n", word_for_level(finding.level, language),
                        printable(finding.message.in(language)), printable(rule.id), printable(rule.weakness),
                        printable(rule.technology));
  }
  const auto& [notes, warnings, errors] = levels;
  text += ja ? fmt::format("エラー{}件、警告{}件、注意{}件（{}ファイル中{}ファイル）。\n", errors, warnings, notes,
                           report.files.size(), files.size())
             : fmt::format("{} errors, {} warnings, {} notes in {} of {} files.\n", errors, warnings, notes,
                           files.size(), report.files.size());
  return text;
}

}  // namespace cpsaudit
