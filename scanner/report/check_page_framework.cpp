#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "mapping/crosswalk_text.h"
#include "mapping/wording.h"
#include "report/check_page_parts.h"

namespace cpsaudit {
namespace {

std::string cell(std::string_view id, const LocalizedText& text, Language language) {
  return fmt::format("`{}` {}", id, escaped(text.in(language)));
}

/// "`L3_3_a_SYS.3` What is weak | `L3_3_a` What goes wrong | `L3` Where".
std::string whereabouts(const RowReference& row, const Framework& framework, Language language) {
  const Statement* statement = framework.statement(row.statement);
  if (statement == nullptr) return fmt::format("`{}` | | ", row.statement);
  const Vulnerability& vulnerability = framework.vulnerability_of(*statement);
  const Incident& incident = framework.incident_of(vulnerability);
  const Layer& layer = framework.layer_of(vulnerability);
  return fmt::format("{} | {} | {}", cell(statement->id, statement->text, language),
                     cell(incident.id, incident.name, language), cell(layer.id, layer.name, language));
}

/// Meanings that the rows name, each once, in the order of the rows.
std::vector<const Meaning*> meanings_of(const Weakness& weakness, const Framework& framework) {
  std::vector<const Meaning*> meanings;
  for (const RowReference& row : weakness.rows) {
    const Meaning* meaning = framework.meaning(row.meaning);
    if (meaning == nullptr || std::find(meanings.begin(), meanings.end(), meaning) != meanings.end()) continue;
    meanings.push_back(meaning);
  }
  return meanings;
}

std::string crosswalk_items(const Reference& reference, std::string_view from, const std::string& title,
                            Language language) {
  std::string items;
  for (const std::string& text : crosswalk_texts(reference, from, language)) {
    items += fmt::format("  - {}\n", escaped(text));
  }
  return items.empty() ? items : fmt::format("- {}\n{}", title, items);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string output;
  for (const char c : text) {
    if (c == '<') {
      output += "&lt;";
    } else if (c == '\n') {
      output += ' ';
    } else {
      if (c == '*' || c == '_' || c == '`' || c == '|' || c == '\\' || c == '[' || c == ']') output += '\\';
      output += c;
    }
  }
  return output;
}

std::string rows_section(const Weakness& weakness, const Framework& framework, Language language) {
  if (weakness.rows.empty()) return {};
  constexpr Label kHeading{"Rows of the framework", "フレームワークとの対応"};
  constexpr Label kCaveat{"What is found relates to these rows of Annex B; that nothing is found shows no conformity.",
                          "検出内容は添付Bの次の行に関連します。検出がないことは適合を示しません。"};
  constexpr Label kColumns{"| Requirement | Asks for | Risk source | Incident | Layer |",
                           "| 対策要件 | 内容 | リスク源 | インシデント | 層 |"};
  std::string table = fmt::format("## {}\n\n{}\n\n{}\n|---|---|---|---|---|\n", kHeading.in(language),
                                  kCaveat.in(language), kColumns.in(language));
  for (const RowReference& row : weakness.rows) {
    const Meaning* meaning = framework.meaning(row.meaning);
    table += fmt::format("| {} | {} | {} |\n", row.requirement,
                         meaning == nullptr ? escaped(row.meaning) : cell(meaning->id, meaning->title, language),
                         whereabouts(row, framework, language));
  }
  return table + "\n";
}

std::string crosswalks_section(const Weakness& weakness, const Framework& framework, const Reference& reference,
                               Language language) {
  constexpr Label kHeading{"In other schemes", "他の枠組みとの対応"};
  constexpr Label kCaveat{
      "Each line names its publisher and edition. Those that are marked as informative are a reading by cpsaudit.",
      "各行に公表元と版を示します。informativeとある行は、cpsauditによる参考の対応付けです。"};
  std::string items;
  for (const Meaning* meaning : meanings_of(weakness, framework)) {
    const std::string title =
        fmt::format("{} {}", proper_ids(framework, *meaning), cell(meaning->id, meaning->title, language));
    items += crosswalk_items(reference, meaning->id, title, language);
  }
  for (const int cwe : std::set<int>(weakness.cwe.begin(), weakness.cwe.end())) {
    const std::string id = fmt::format("CWE-{}", cwe);
    items += crosswalk_items(reference, id, id, language);
  }
  if (items.empty()) return {};
  return fmt::format("## {}\n\n{}\n\n{}\n", kHeading.in(language), kCaveat.in(language), items);
}

}  // namespace cpsaudit
