#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "core/printable.h"
#include "mapping/framework.h"
#include "report/compare.h"

namespace cpsaudit {
namespace {

using Json = nlohmann::ordered_json;

/// How a requirement fares.
enum class Trend { kWorse, kBetter, kMixed, kSame };

/// What changed of one meaning of a requirement. Indices in the later report, and in the earlier one for `gone`.
struct RequirementChange {
  const Meaning* meaning = nullptr;
  VerdictKind before = VerdictKind::kManual;
  VerdictKind now = VerdictKind::kManual;
  std::vector<std::size_t> added;
  std::vector<std::size_t> raised;
  std::vector<std::size_t> lowered;
  std::vector<std::size_t> gone;

  Trend trend() const {
    const bool worse = !added.empty() || !raised.empty();
    const bool better = !lowered.empty() || !gone.empty();
    if (worse && better) return Trend::kMixed;
    return worse ? Trend::kWorse : better ? Trend::kBetter : Trend::kSame;
  }
};

/// Two logs side by side.
struct Difference {
  const Report& before;
  const Report& now;
  ReportComparison comparison;
  std::vector<std::size_t> added;
  std::vector<std::size_t> raised;
  std::vector<std::size_t> lowered;
  std::size_t unchanged = 0;
  std::vector<RequirementChange> requirements;
};

bool speaks_to(const Report& report, const ReportFinding& finding, const std::string& meaning) {
  const auto& rows = report.rules[finding.rule].rows;
  return std::any_of(rows.begin(), rows.end(), [&](const RowReference& row) { return row.meaning == meaning; });
}

VerdictKind verdict_of(const Report& report, const std::string& meaning) {
  for (const ReportVerdict& verdict : report.verdicts) {
    if (verdict.meaning == meaning) return verdict.kind;
  }
  return VerdictKind::kManual;
}

Difference difference(const Report& before, const Report& now, const Framework& framework) {
  Difference result{before, now, compare(before, now), {}, {}, {}, 0, {}};
  for (std::size_t i = 0; i < now.findings.size(); ++i) {
    const ReportFinding& finding = now.findings[i];
    const FindingChange& change = result.comparison.findings[i];
    if (!finding.holds()) continue;
    if (!change.before) {
      result.added.push_back(i);
    } else if (finding.level > before.findings[*change.before].level) {
      result.raised.push_back(i);
    } else if (finding.level < before.findings[*change.before].level) {
      result.lowered.push_back(i);
    } else {
      ++result.unchanged;
    }
  }
  for (const Meaning& meaning : framework.meanings) {
    RequirementChange change;
    change.meaning = &meaning;
    change.before = verdict_of(before, meaning.id);
    change.now = verdict_of(now, meaning.id);
    const auto keep = [&](const Report& report, const std::vector<std::size_t>& from, std::vector<std::size_t>& into) {
      for (const std::size_t index : from) {
        if (speaks_to(report, report.findings[index], meaning.id)) into.push_back(index);
      }
    };
    keep(now, result.added, change.added);
    keep(now, result.raised, change.raised);
    keep(now, result.lowered, change.lowered);
    keep(before, result.comparison.gone, change.gone);
    result.requirements.push_back(std::move(change));
  }
  return result;
}

/// Texts of the comparison, in one language.
struct Words {
  Language language;

  std::string_view operator()(std::string_view en, std::string_view ja) const {
    return language == Language::kJapanese ? ja : en;
  }
  std::string_view trend(Trend trend) const {
    switch (trend) {
      case Trend::kWorse:
        return (*this)("worse", "悪化");
      case Trend::kBetter:
        return (*this)("better", "改善");
      case Trend::kMixed:
        return (*this)("better and worse", "改善と悪化");
      case Trend::kSame:
        return (*this)("same", "変化なし");
    }
    return {};
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
};

std::string_view key_of(Trend trend) {
  switch (trend) {
    case Trend::kWorse:
      return "worse";
    case Trend::kBetter:
      return "better";
    case Trend::kMixed:
      return "mixed";
    case Trend::kSame:
      return "same";
  }
  return "same";
}

std::string ids_of(const Framework& framework, const Meaning& meaning) {
  std::string ids;
  for (const std::size_t index : meaning.requirements) {
    ids += (ids.empty() ? "" : ", ") + framework.requirements[index].id;
  }
  return ids;
}

std::string place_of(const ReportFinding& finding) {
  std::string place = finding.place.path;
  if (finding.place.span.known()) place += fmt::format(":{}", finding.place.span.begin.line);
  return place;
}

std::string headline(const Difference& difference, const Words& say) {
  return fmt::format(fmt::runtime(say("{} new, {} gone, {} graver, {} milder, {} as before.",
                                      "新規{}件、解消{}件、深刻化{}件、軽減{}件、変化なし{}件。")),
                     difference.added.size(), difference.comparison.gone.size(), difference.raised.size(),
                     difference.lowered.size(), difference.unchanged);
}

/// One line a finding: what became of it, where, what.
void each_finding(const Difference& difference, const RequirementChange& change,
                  const std::function<void(char, const Report&, const ReportFinding&)>& say) {
  for (const std::size_t index : change.added) say('+', difference.now, difference.now.findings[index]);
  for (const std::size_t index : change.raised) say('^', difference.now, difference.now.findings[index]);
  for (const std::size_t index : change.lowered) say('v', difference.now, difference.now.findings[index]);
  for (const std::size_t index : change.gone) say('-', difference.before, difference.before.findings[index]);
}

std::string text_of(const Difference& difference, const Framework& framework, const Words& say) {
  std::string text = headline(difference, say) + "\n";
  std::size_t same = 0;
  for (const RequirementChange& change : difference.requirements) {
    if (change.trend() == Trend::kSame) {
      ++same;
      continue;
    }
    text += fmt::format("\n{}: {} {} ({})\n", say.trend(change.trend()), ids_of(framework, *change.meaning),
                        change.meaning->title.in(say.language), change.meaning->id);
    each_finding(difference, change, [&](char mark, const Report& report, const ReportFinding& finding) {
      text += fmt::format("  {} {}: {}: {} [{}]\n", mark, printable(place_of(finding)), say.level(finding.level),
                          printable(finding.message.in(say.language)), report.rules[finding.rule].id);
    });
  }
  return text + fmt::format(fmt::runtime(say("\n{} requirements as before.\n", "\n変化のない要件{}件。\n")), same);
}

/// What Markdown, HTML and mentions would make something of.
std::string escaped(std::string_view text) {
  std::string output;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_{}[]<>#|@~&").find(c) != std::string_view::npos) output += '\\';
    output += c;
  }
  return output;
}

std::string markdown_of(const Difference& difference, const Framework& framework, const Words& say) {
  std::string text = fmt::format("## {}\n\n{}\n\n| | {} | {} | {} |\n|---|---|---|---|\n",
                                 say("cpsaudit: comparison", "cpsaudit: 比較結果"), headline(difference, say),
                                 say("Requirement", "要件"), say("New", "新規"), say("Gone", "解消"));
  std::string details;
  for (const RequirementChange& change : difference.requirements) {
    if (change.trend() == Trend::kSame) continue;
    text += fmt::format("| {} | {} {} | {} | {} |\n", say.trend(change.trend()), ids_of(framework, *change.meaning),
                        escaped(change.meaning->title.in(say.language)), change.added.size() + change.raised.size(),
                        change.gone.size() + change.lowered.size());
    details += fmt::format("\n### {} {}\n\n", ids_of(framework, *change.meaning),
                           escaped(change.meaning->title.in(say.language)));
    each_finding(difference, change, [&](char mark, const Report& report, const ReportFinding& finding) {
      const auto what = mark == '+'   ? say("new", "新規")
                        : mark == '^' ? say("graver", "深刻化")
                        : mark == 'v' ? say("milder", "軽減")
                                      : say("gone", "解消");
      details += fmt::format("- **{}** {} {}: {} ({})\n", what, say.level(finding.level), escaped(place_of(finding)),
                             escaped(finding.message.in(say.language)), report.rules[finding.rule].id);
    });
  }
  // A comment on GitHub holds 65,536 characters.
  constexpr std::size_t kLongest = 60000;
  const std::string tail = std::string(say("\n… cut; the text report has the rest.\n", "\n… 以降は省略しました。\n"));
  const bool fits = text.size() + details.size() + 200 < kLongest;
  if (!fits) {
    const std::size_t room = text.size() + 200 < kLongest ? kLongest - text.size() - 200 : 0;
    const std::size_t end = details.rfind('\n', room);
    details = (room == 0 || end == std::string::npos ? std::string() : details.substr(0, end + 1)) + tail;
  }
  return text +
         fmt::format("\n<details><summary>{}</summary>\n{}\n</details>\n", say("Findings", "検出の一覧"), details);
}

Json json_of(const Report& report, const ReportFinding& finding) {
  return {{"rule", report.rules[finding.rule].id},
          {"level", name_of(finding.level)},
          {"path", finding.place.path},
          {"line", finding.place.span.begin.line},
          {"fingerprint", finding.fingerprint},
          {"message", {{"en", finding.message.en}, {"ja", finding.message.ja}}}};
}

std::string json_of(const Difference& difference, const Framework& framework) {
  const auto list = [](const Report& report, const std::vector<std::size_t>& indices) {
    Json items = Json::array();
    for (const std::size_t index : indices) items.push_back(json_of(report, report.findings[index]));
    return items;
  };
  Json requirements = Json::array();
  for (const RequirementChange& change : difference.requirements) {
    if (change.trend() == Trend::kSame && change.before == change.now) continue;
    requirements.push_back({{"meaning", change.meaning->id},
                            {"ids", ids_of(framework, *change.meaning)},
                            {"change", key_of(change.trend())},
                            {"verdictBefore", name_of(change.before)},
                            {"verdictNow", name_of(change.now)},
                            {"new", list(difference.now, change.added)},
                            {"graver", list(difference.now, change.raised)},
                            {"milder", list(difference.now, change.lowered)},
                            {"gone", list(difference.before, change.gone)}});
  }
  const Json document = {
      {"old", {{"tool", difference.before.tool_version}, {"treeSha256", difference.before.tree_sha256}}},
      {"new", {{"tool", difference.now.tool_version}, {"treeSha256", difference.now.tree_sha256}}},
      {"summary",
       {{"new", difference.added.size()},
        {"gone", difference.comparison.gone.size()},
        {"graver", difference.raised.size()},
        {"milder", difference.lowered.size()},
        {"same", difference.unchanged}}},
      {"requirements", std::move(requirements)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool is_worse(const Difference& difference, const std::string& fail_on) {
  if (fail_on == "never") return false;
  const Level least = fail_on == "error" ? Level::kError : fail_on == "warning" ? Level::kWarning : Level::kNote;
  const auto grave = [&](std::size_t index) { return difference.now.findings[index].level >= least; };
  return std::any_of(difference.added.begin(), difference.added.end(), grave) ||
         std::any_of(difference.raised.begin(), difference.raised.end(), grave);
}

}  // namespace

int diff_command(const DiffArguments& arguments) {
  auto framework = load_framework(embedded_framework_files());
  if (!framework) return complain(framework.error().front().to_string(), kInternalError);
  const auto before = read_log(arguments.before, *framework);
  if (!before) return complain(before.error().to_string());
  const auto now = read_log(arguments.now, *framework);
  if (!now) return complain(now.error().to_string());
  const Difference found = difference(*before, *now, *framework);
  const Words say{language_or_default(arguments.language)};
  const auto write = [&](const std::string& file, const std::string& text) {
    if (file.empty()) return true;
    const auto written = write_output(file, text);
    if (!written) complain(written.error().to_string());
    return written.has_value();
  };
  if (!write(arguments.json, json_of(found, *framework))) return kUsage;
  if (!write(arguments.markdown, markdown_of(found, *framework, say))) return kUsage;
  if (arguments.json != "-" && arguments.markdown != "-") fmt::print("{}", text_of(found, *framework, say));
  return is_worse(found, arguments.fail_on) ? kFindings : kClean;
}

}  // namespace cpsaudit
