#include "report/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/printable.h"
#include "mapping/crosswalk_text.h"
#include "mapping/wording.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

/// How much the list of all findings puts together.
enum class Grouping {
  kNone,           ///< a line a finding
  kByRuleAndFile,  ///< a line for each rule in each file, with the line numbers
  kByRule,         ///< a line a rule, with figures
  kByFamily,       ///< a line a family, with figures
};

/// What is said of the requirements with findings against them.
enum class Requirements { kWithOtherSchemes, kNamed, kCounted };

struct Layout {
  Grouping grouping = Grouping::kNone;
  Requirements requirements = Requirements::kWithOtherSchemes;
  /// Findings in the table that is not folded.
  std::size_t shown = 20;
};

/// Each fits in less room than the one before; nothing is ever cut in the middle.
constexpr Layout kLayouts[] = {
    {Grouping::kNone, Requirements::kWithOtherSchemes, 20}, {Grouping::kNone, Requirements::kNamed, 20},
    {Grouping::kByRuleAndFile, Requirements::kNamed, 20},   {Grouping::kByRule, Requirements::kNamed, 20},
    {Grouping::kByFamily, Requirements::kNamed, 20},        {Grouping::kByFamily, Requirements::kCounted, 5},
    {Grouping::kByFamily, Requirements::kCounted, 0}};

class Writer {
 public:
  Writer(const Report& report, const Framework& framework, const MarkdownOptions& options)
      : report_(report), framework_(framework), options_(options) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      if (report.findings[i].counts()) failing_.push_back(i);
    }
    compared_ = std::any_of(report.findings.begin(), report.findings.end(), [](const ReportFinding& finding) {
      return finding.baseline != BaselineState::kNotCompared;
    });
    if (compared_) {
      std::erase_if(failing_, [&](std::size_t i) { return report.findings[i].baseline == BaselineState::kUnchanged; });
    }
    std::stable_sort(failing_.begin(), failing_.end(), [&](std::size_t a, std::size_t b) {
      return report.findings[a].severity > report.findings[b].severity;
    });
  }

  std::string write(const Layout& layout) {
    text_.clear();
    outcome();
    table(layout.shown);
    verdicts(layout.requirements);
    gaps();
    all(layout);
    text_ +=
        fmt::format("\n<sub>cpsaudit {}, tree `{}`</sub>\n", report_.tool_version, report_.tree_sha256.substr(0, 16));
    return text_;
  }

 private:
  std::string_view say(std::string_view en, std::string_view ja) const { return Label{en, ja}.in(options_.language); }
  std::string escaped(const LocalizedText& text) const { return markdown_escaped(text.in(options_.language)); }

  std::string_view word(Level level) const {
    switch (level) {
      case Level::kError:
        return say("error", "エラー");
      case Level::kWarning:
        return say("warning", "警告");
      case Level::kNote:
        return say("note", "注意");
    }
    return {};
  }

  std::string counts(const std::vector<std::size_t>& findings) const {
    std::array<std::size_t, 3> by_level{};
    for (const std::size_t i : findings) ++by_level.at(static_cast<std::size_t>(report_.findings[i].level));
    std::string text;
    for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
      const std::size_t n = by_level.at(static_cast<std::size_t>(level));
      if (n == 0) continue;
      if (!text.empty()) text += say(", ", "、");
      text += options_.language == Language::kJapanese ? fmt::format("{}{}件", word(level), n)
                                                       : fmt::format("{} {}{}", n, word(level), n == 1 ? "" : "s");
    }
    return text;
  }

  void outcome() {
    text_ += "### cpsaudit: ";
    if (failing_.empty()) {
      text_ += compared_ ? say("nothing new was found", "新たな検出はありません")
                         : say("nothing was found", "検出はありません");
    } else {
      std::set<std::string> files;
      for (const std::size_t i : failing_) files.insert(report_.findings[i].place.path);
      text_ += options_.language == Language::kJapanese
                   ? fmt::format("{}{}（{}ファイル）", compared_ ? "新規 " : "", counts(failing_), files.size())
                   : fmt::format("{}{} in {} file{}", compared_ ? "new: " : "", counts(failing_), files.size(),
                                 files.size() == 1 ? "" : "s");
    }
    text_ += "\n\n";
    if (!report_.subject.empty()) text_ += fmt::format("{}\n\n", markdown_escaped(report_.subject));
  }

  std::string place(const ReportPlace& place) const {
    std::string shown = markdown_escaped(place.path);
    std::string anchor;
    if (place.span.known()) {
      shown += fmt::format(":{}", place.span.begin.line);
      anchor = fmt::format("#L{}", place.span.begin.line);
    }
    if (options_.link_prefix.empty() || place.path.empty()) return shown;
    return fmt::format("[{}]({}{}{})", shown, options_.link_prefix, uri_of_path(place.path), anchor);
  }

  std::string requirements_of(const ReportRule& rule) const {
    std::set<std::string> ids;
    for (const RowReference& row : rule.rows) ids.insert(row.requirement);
    return fmt::format("{}", fmt::join(ids, ", "));
  }

  void table(std::size_t shown) {
    if (failing_.empty() || shown == 0) return;
    text_ += fmt::format("| {} | {} | {} | {} |\n|---|---|---|---|\n", say("Level", "レベル"), say("Place", "箇所"),
                         say("Finding", "検出"), say("Requirement", "対策要件"));
    for (std::size_t k = 0; k < std::min(failing_.size(), shown); ++k) {
      const ReportFinding& finding = report_.findings[failing_[k]];
      const ReportRule& rule = report_.rules[finding.rule];
      text_ += fmt::format("| {} | {} | {} `{}` | {} |\n", word(finding.level), place(finding.place),
                           escaped(finding.message), rule.id, requirements_of(rule));
    }
    text_ += '\n';
    if (failing_.size() > shown) {
      text_ += fmt::format(fmt::runtime(say("The {} gravest of {}; all of them are below.\n\n",
                                            "深刻度の高い{}件（全{}件。すべては下に記載）。\n\n")),
                           shown, failing_.size());
    }
  }

  /// What other schemes call it: a line each.
  void other_schemes(const Meaning& meaning, std::string& text) const {
    if (options_.reference == nullptr) return;
    const auto lines = crosswalk_texts(*options_.reference, meaning.id, options_.language);
    if (lines.empty()) return;
    text += fmt::format("- {} {}\n", proper_ids(framework_, meaning), escaped(meaning.title));
    for (const std::string& line : lines) text += fmt::format("  - {}\n", markdown_escaped(line));
  }

  void verdicts(Requirements detail) {
    if (report_.verdicts.empty()) return;
    std::map<VerdictKind, std::size_t> kinds;
    std::string violated;
    std::string schemes;
    for (const ReportVerdict& verdict : report_.verdicts) {
      ++kinds[verdict.kind];
      const Meaning* meaning = framework_.meaning(verdict.meaning);
      if (verdict.kind != VerdictKind::kFail || meaning == nullptr) continue;
      violated += fmt::format("| {} | {} | {} |\n", proper_ids(framework_, *meaning), escaped(meaning->title),
                              verdict.against.size());
      if (detail == Requirements::kWithOtherSchemes) other_schemes(*meaning, schemes);
    }
    text_ += fmt::format(
        fmt::runtime(
            say("**Requirements:** findings against {}, open {}, good places only {}, for people to judge {}, "
                "not applicable {}.\n\n",
                "**対策要件:** 反する検出あり {}、未確定 {}、適切な箇所のみ {}、人による判断 {}、該当なし {}。\n\n")),
        kinds[VerdictKind::kFail], kinds[VerdictKind::kOpen], kinds[VerdictKind::kPass], kinds[VerdictKind::kManual],
        kinds[VerdictKind::kNotApplicable]);
    if (violated.empty() || detail == Requirements::kCounted) return;
    text_ += fmt::format("<details><summary>{}</summary>\n\n| {} | {} | {} |\n|---|---|--:|\n{}\n</details>\n\n",
                         say("Requirements with findings against them", "反する検出のある対策要件"),
                         say("Requirement", "対策要件"), say("Title", "名称"), say("Findings", "検出"), violated);
    if (schemes.empty()) return;
    text_ += fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n\n",
                         say("What other schemes say of them", "他の基準との対応"), schemes);
  }

  void gaps() {
    std::map<std::string, std::pair<const ReportNotification*, std::size_t>> lost;
    for (const ReportNotification& notification : report_.notifications) {
      if (!notification.loses_input) continue;
      auto& [first, n] = lost[notification.id];
      if (first == nullptr) first = &notification;
      ++n;
    }
    if (lost.empty()) return;
    text_ += fmt::format("> **{}**\n", say("The look was incomplete.", "検査は完全ではありません。"));
    for (const auto& [id, group] : lost) {
      text_ += fmt::format("> {} ({})\n", escaped(group.first->title), group.second);
    }
    text_ += '\n';
  }

  void all(const Layout& layout) {
    if (failing_.size() <= layout.shown) return;
    const Grouping grouping = layout.grouping;
    text_ +=
        fmt::format("<details><summary>{} ({})</summary>\n\n", say("All findings", "すべての検出"), failing_.size());
    if (grouping != Grouping::kNone) {
      text_ += fmt::format(
          "{}\n\n",
          say("They are put together so that they fit; the SARIF log and the HTML report list each.",
              "文字数の上限に収めるため、まとめて示しています。個々の検出はSARIFログとHTML報告書にあります。"));
    }
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>> groups;
    for (std::size_t k = 0; k < failing_.size(); ++k) groups[key(failing_[k], grouping, k)].push_back(failing_[k]);
    for (const auto& [key, findings] : groups) line(findings, grouping);
    text_ += "\n</details>\n";
  }

  /// What finding `i`, the `rank`th in the list, is put together with.
  std::tuple<std::string, std::string, std::string> key(std::size_t i, Grouping grouping, std::size_t rank) const {
    const ReportFinding& finding = report_.findings[i];
    const ReportRule& rule = report_.rules[finding.rule];
    switch (grouping) {
      case Grouping::kNone:
        return {finding.place.path, fmt::format("{:08}", i), fmt::format("{:08}", rank)};
      case Grouping::kByRuleAndFile:
        return {finding.place.path, rule.id, {}};
      case Grouping::kByRule:
        return {rule.family, rule.id, {}};
      case Grouping::kByFamily:
        return {rule.family, {}, {}};
    }
    return {};
  }

  void line(const std::vector<std::size_t>& findings, Grouping grouping) {
    const ReportFinding& first = report_.findings[findings.front()];
    const ReportRule& rule = report_.rules[first.rule];
    switch (grouping) {
      case Grouping::kNone:
        text_ +=
            fmt::format("- {} {}: {} `{}`\n", word(first.level), place(first.place), escaped(first.message), rule.id);
        return;
      case Grouping::kByRuleAndFile: {
        std::string lines;
        for (const std::size_t i : findings) {
          lines += fmt::format("{}{}", lines.empty() ? "" : " ", report_.findings[i].place.span.begin.line);
        }
        text_ += fmt::format("- {} `{}` {} ({}: {})\n", markdown_escaped(first.place.path), rule.id, counts(findings),
                             say("lines", "行"), lines);
        return;
      }
      case Grouping::kByRule:
        text_ += fmt::format("- `{}` {}: {}\n", rule.id, escaped(rule.title), counts(findings));
        return;
      case Grouping::kByFamily:
        text_ += fmt::format("- {}: {}\n", markdown_escaped(rule.family), counts(findings));
        return;
    }
  }

  const Report& report_;
  const Framework& framework_;
  const MarkdownOptions& options_;
  /// The gravest first.
  std::vector<std::size_t> failing_;
  bool compared_ = false;
  std::string text_;
};

}  // namespace

std::string markdown_escaped(std::string_view text) {
  std::string output;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        output += "&amp;";
        break;
      case '<':
        output += "&lt;";
        break;
      case '>':
        output += "&gt;";
        break;
      // As numbers, because a mention or a reference to an issue works behind a backslash too.
      case '@':
        output += "&#64;";
        break;
      case '#':
        output += "&#35;";
        break;
      case '|':
        output += "&#124;";
        break;
      case '`':
        output += "&#96;";
        break;
      case '\\':
      case '*':
      case '_':
      case '[':
      case ']':
      case '~':
      case '!':
        output += '\\';
        output += c;
        break;
      default:
        output += c;
    }
  }
  // Addresses in the tree are not to become links.
  for (std::size_t at = output.find("://"); at != std::string::npos; at = output.find("://", at)) {
    output.replace(at, 3, "&#58;//");
  }
  return output;
}

std::string markdown_report(const Report& report, const Framework& framework, const MarkdownOptions& options) {
  Writer writer(report, framework, options);
  std::string text;
  for (const Layout& layout : kLayouts) {
    text = writer.write(layout);
    if (text.size() <= options.limit) return text;
  }
  return text;
}

}  // namespace cpsaudit
