#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "mapping/check_links.h"
#include "mapping/framework_text.h"
#include "mapping/wording.h"

namespace cpsaudit {
namespace {

using Json = nlohmann::ordered_json;

class CoverageText {
 public:
  CoverageText(const Framework& framework, const Catalog& catalog, Language language)
      : framework_(framework), catalog_(catalog), links_(catalog, framework), language_(language) {}

  std::string text() && {
    summary();
    matrix();
    gaps();
    manual();
    table(Decidable::kAuto, {"Whether it is violated can be read from files", "違反をファイルから判定できる要件"});
    table(Decidable::kPartial, {"Files hold some evidence", "ファイルから一部の証拠が得られる要件"});
    line(say("More of each: `cpsaudit framework show ID`, with any id of this page.",
             "個々の詳細: `cpsaudit framework show ID --lang ja`（このページのどのIDでも指定できます）。"));
    return std::move(text_);
  }

  /// For programs: the same figures.
  std::string json() const {
    Json matrix = Json::array();
    for (std::size_t layer = 0; layer < framework_.layers.size(); ++layer) {
      for (std::size_t element = 0; element < framework_.elements.size(); ++element) {
        const Cell cell = cell_of(layer, element);
        matrix.push_back({{"layer", framework_.layers[layer].id},
                          {"element", framework_.elements[element].id},
                          {"withCheck", cell.covered},
                          {"fromFiles", cell.decidable},
                          {"requirements", cell.all}});
      }
    }
    Json list = Json::array();
    for (std::size_t i = 0; i < framework_.meanings.size(); ++i) {
      const Meaning& meaning = framework_.meanings[i];
      Json record{{"meaning", meaning.id},
                  {"requirements", Json::array()},
                  {"title", meaning.title.in(language_)},
                  {"decidable", name_of(meaning.decidable)},
                  {"why", meaning.why.in(language_)},
                  {"weaknesses", Json::array()},
                  {"checks", Json::array()}};
      for (const std::size_t index : meaning.requirements) {
        record["requirements"].push_back(framework_.requirements[index].id);
      }
      for (const std::size_t weakness : links_.weaknesses_of_meaning(i)) {
        record["weaknesses"].push_back(catalog_.weaknesses[weakness].id);
        for (const std::size_t check : links_.checks_of(weakness))
          record["checks"].push_back(catalog_.checks[check].id);
      }
      list.push_back(std::move(record));
    }
    return Json{{"edition", kFrameworkVersion}, {"matrix", matrix}, {"requirements", list}}.dump(2) + '\n';
  }

  std::string tsv() const {
    std::string text = "meaning\trequirements\tdecidable\tweaknesses\tchecks\ttitle\n";
    for (std::size_t i = 0; i < framework_.meanings.size(); ++i) {
      const Meaning& meaning = framework_.meanings[i];
      std::string weaknesses;
      std::size_t checks = 0;
      for (const std::size_t weakness : links_.weaknesses_of_meaning(i)) {
        weaknesses += (weaknesses.empty() ? "" : " ") + catalog_.weaknesses[weakness].id;
        checks += links_.checks_of(weakness).size();
      }
      fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\t{}\t{}\n", meaning.id, proper_ids(framework_, meaning),
                     name_of(meaning.decidable), weaknesses, checks, meaning.title.in(language_));
    }
    return text;
  }

 private:
  void line(std::string_view text) {
    text_ += text;
    text_ += '\n';
  }
  std::string_view say(std::string_view en, std::string_view ja) const { return Label{en, ja}.in(language_); }

  bool spoken_to(std::size_t meaning) const { return !links_.weaknesses_of_meaning(meaning).empty(); }

  void summary() {
    std::size_t counts[3] = {};
    std::size_t covered = 0;
    for (std::size_t i = 0; i < framework_.meanings.size(); ++i) {
      ++counts[static_cast<std::size_t>(framework_.meanings[i].decidable)];
      covered += spoken_to(i) ? 1 : 0;
    }
    line(fmt::format("# {}\n", say("What cpsaudit can and cannot say", "cpsauditで分かること・分からないこと")));
    line(fmt::format(
        fmt::runtime(say(
            "{} prints {} requirement ids, which have {} meanings. Whether {} of them are violated can be read from "
            "source and configuration, for {} there is some evidence, and {} no file can show.\n{} checks for {} "
            "weaknesses speak to {} of them. A finding relates to a requirement; no finding does not mean that a "
            "requirement is met.\n",
            "{}は{}の対策要件IDを印刷しており、意味は{}に分かれます。うち{}はソースと設定から違反を判定でき、"
            "{}は一部の証拠が得られ、{}はファイルでは確認できません。\n{}のチェック（弱点は{}種類）が、そのうち{}"
            "に関係します。"
            "検出は要件との関連を示すもので、検出がないことは要件を満たすことを意味しません。\n")),
        say(kFrameworkVersion, "2018年案 添付B"), framework_.requirements.size(), framework_.meanings.size(), counts[2],
        counts[1], counts[0], catalog_.checks.size(), catalog_.weaknesses.size(), covered));
  }

  /// The meanings asked for in one cell of the matrix.
  struct Cell {
    std::size_t covered = 0;
    std::size_t decidable = 0;
    std::size_t all = 0;
  };

  Cell cell_of(std::size_t layer, std::size_t element) const {
    std::set<std::size_t> meanings;
    for (const Row& row : framework_.rows) {
      const Vulnerability& vulnerability = framework_.vulnerability_of(framework_.statements[row.statement]);
      if (vulnerability.element == element &&
          framework_.function_of(framework_.incident_of(vulnerability)).layer == layer) {
        meanings.insert(row.meaning);
      }
    }
    Cell cell{0, 0, meanings.size()};
    for (const std::size_t meaning : meanings) {
      cell.covered += spoken_to(meaning) ? 1 : 0;
      cell.decidable += framework_.meanings[meaning].decidable != Decidable::kManual ? 1 : 0;
    }
    return cell;
  }

  std::string cell(std::size_t layer, std::size_t element) const {
    const Cell cell = cell_of(layer, element);
    return cell.all == 0 ? "-" : fmt::format("{} / {} / {}", cell.covered, cell.decidable, cell.all);
  }

  /// "`open-wifi` (5)": how many checks, for whoever wants to know how well a requirement is covered.
  std::string checks_in_short(std::size_t meaning) const {
    std::string text;
    for (const std::size_t weakness : links_.weaknesses_of_meaning(meaning)) {
      fmt::format_to(std::back_inserter(text), "{}`{}` ({})", text.empty() ? "" : ", ",
                     catalog_.weaknesses[weakness].id, links_.checks_of(weakness).size());
    }
    return text;
  }

  void matrix() {
    line(fmt::format("## {}\n", say("Layers and elements", "層と構成要素")));
    line(say("Requirements with a check / that files can speak to / in all.\n",
             "チェックのある要件 / ファイルから分かる要件 / 全要件\n"));
    std::string header = "| |";
    std::string rule = "|---|";
    for (const Element& element : framework_.elements) {
      fmt::format_to(std::back_inserter(header), " {} |", element.name.in(language_));
      rule += "---|";
    }
    line(header);
    line(rule);
    for (std::size_t layer = 0; layer < framework_.layers.size(); ++layer) {
      std::string cells =
          fmt::format("| {} {} |", framework_.layers[layer].id, framework_.layers[layer].name.in(language_));
      for (std::size_t element = 0; element < framework_.elements.size(); ++element) {
        fmt::format_to(std::back_inserter(cells), " {} |", cell(layer, element));
      }
      line(cells);
    }
    line("");
  }

  void table(Decidable decidable, Label title) {
    line(fmt::format("## {}\n", title.in(language_)));
    line(say("| printed as | requirement | what files show | checks |\n|---|---|---|---|",
             "| 印刷されたID | 要件 | ファイルから分かること | チェック |\n|---|---|---|---|"));
    for (std::size_t i = 0; i < framework_.meanings.size(); ++i) {
      const Meaning& meaning = framework_.meanings[i];
      if (meaning.decidable != decidable) continue;
      const std::string checks = checks_in_short(i);
      line(fmt::format("| {} | `{}` {} | {} | {} |", proper_ids(framework_, meaning), meaning.id,
                       markdown_cell(meaning.title.in(language_)), markdown_cell(meaning.why.in(language_)),
                       checks.empty() ? say("none yet", "未実装") : std::string_view(checks)));
    }
    line("");
  }

  void gaps() {
    line(fmt::format("## {}\n", say("Known gaps: files could speak to it, and no check does yet",
                                    "既知の不足: ファイルから分かるはずだがチェックがない要件")));
    bool any = false;
    for (const Decidable decidable : {Decidable::kAuto, Decidable::kPartial}) {
      for (std::size_t i = 0; i < framework_.meanings.size(); ++i) {
        const Meaning& meaning = framework_.meanings[i];
        if (meaning.decidable != decidable || spoken_to(i)) continue;
        any = true;
        line(fmt::format("- {} `{}` {} [{}]", proper_ids(framework_, meaning), meaning.id, meaning.title.in(language_),
                         decidable_word(decidable, language_)));
      }
    }
    if (!any) line(say("None.", "なし。"));
    line("");
  }

  void manual() {
    line(fmt::format("## {}\n", say("What no file can show: people must look",
                                    "ファイルでは確認できない要件（人による確認が必要）")));
    std::vector<std::string> reasons;
    for (const Meaning& meaning : framework_.meanings) {
      const std::string& why = meaning.why.in(language_);
      if (meaning.decidable != Decidable::kManual) continue;
      if (std::find(reasons.begin(), reasons.end(), why) == reasons.end()) reasons.push_back(why);
    }
    for (const std::string& reason : reasons) {
      line(fmt::format("### {}\n", reason));
      for (std::size_t i = 0; i < framework_.meanings.size(); ++i) {
        const Meaning& meaning = framework_.meanings[i];
        if (meaning.decidable != Decidable::kManual || meaning.why.in(language_) != reason) continue;
        const std::string checks = checks_in_short(i);
        line(fmt::format("- {} `{}` {}{}", proper_ids(framework_, meaning), meaning.id, meaning.title.in(language_),
                         checks.empty() ? "" : ": " + checks));
      }
      line("");
    }
  }

  const Framework& framework_;
  const Catalog& catalog_;
  CheckLinks links_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string coverage_text(const Framework& framework, const Catalog& catalog, Language language) {
  return CoverageText(framework, catalog, language).text();
}

std::string coverage_json(const Framework& framework, const Catalog& catalog, Language language) {
  return CoverageText(framework, catalog, language).json();
}

std::string coverage_tsv(const Framework& framework, const Catalog& catalog, Language language) {
  return CoverageText(framework, catalog, language).tsv();
}

}  // namespace cpsaudit
