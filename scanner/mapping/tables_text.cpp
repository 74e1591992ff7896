#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "mapping/framework_text.h"
#include "mapping/wording.h"

namespace cpsaudit {
namespace {

using Json = nlohmann::ordered_json;

/// What a row is made of, for tables.
struct RowView {
  const Row& row;
  const Statement& statement;
  const Vulnerability& vulnerability;
  const Incident& incident;
  const Function& function;
  const Layer& layer;
  const Element& element;
  const Requirement& requirement;
  const Meaning& meaning;
};

RowView view(const Framework& framework, const Row& row) {
  const Statement& statement = framework.statements[row.statement];
  const Vulnerability& vulnerability = framework.vulnerability_of(statement);
  const Incident& incident = framework.incident_of(vulnerability);
  return {row,
          statement,
          vulnerability,
          incident,
          framework.function_of(incident),
          framework.layer_of(vulnerability),
          framework.element_of(vulnerability),
          framework.requirements[row.requirement],
          framework.meanings[row.meaning]};
}

std::string printed_ids(const Framework& framework, const Meaning& meaning) {
  std::string ids;
  for (const std::size_t index : meaning.requirements) {
    if (!ids.empty()) ids += ' ';
    ids += framework.requirements[index].id;
  }
  return ids;
}

}  // namespace

std::string rows_tsv(const Framework& framework) {
  std::string text(kRowsHeader);
  text += '\n';
  for (const Row& row : framework.rows) {
    const RowView cells = view(framework, row);
    fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", cells.layer.id.substr(1),
                   cells.function.id, cells.incident.number, cells.vulnerability.id, cells.element.id,
                   cells.statement.number, row.sequence, cells.requirement.id);
  }
  return text;
}

std::string rows_json(const Framework& framework, Language language) {
  Json rows = Json::array();
  for (const Row& row : framework.rows) {
    const RowView cells = view(framework, row);
    rows.push_back({{"row", row.number},
                    {"layer", cells.layer.id},
                    {"function", cells.function.id},
                    {"incident", cells.incident.id},
                    {"incidentName", cells.incident.name.in(language)},
                    {"vulnerability", cells.vulnerability.id},
                    {"element", cells.element.id},
                    {"statement", cells.statement.id},
                    {"statementText", cells.statement.text.in(language)},
                    {"sequence", row.sequence},
                    {"requirement", cells.requirement.id},
                    {"meaning", cells.meaning.id},
                    {"title", cells.meaning.title.in(language)}});
  }
  return Json{{"edition", kFrameworkVersion}, {"rows", rows}}.dump(2) + '\n';
}

std::string rows_markdown(const Framework& framework, Language language) {
  std::string text(Label{"| row | statement | weakness | requirement | meaning | title |\n|---|---|---|---|---|---|\n",
                         "| 行 | 項目 | 脆弱性の内容 | 対策要件 | 意味 | 名称 |\n|---|---|---|---|---|---|\n"}
                       .in(language));
  for (const Row& row : framework.rows) {
    const RowView cells = view(framework, row);
    fmt::format_to(std::back_inserter(text), "| {} | {} | {} | {} | {} | {} |\n", row.number, cells.statement.id,
                   markdown_cell(cells.statement.text.in(language)), cells.requirement.id, cells.meaning.id,
                   markdown_cell(cells.meaning.title.in(language)));
  }
  return text;
}

std::string requirements_tsv(const Framework& framework, Language language) {
  std::string text = "meaning\trequirements\tcategory\tdecidable\tversion1\ttitle\ttext\n";
  for (const Meaning& meaning : framework.meanings) {
    fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\t{}\t{}\t{}\n", meaning.id,
                   printed_ids(framework, meaning), framework.categories[meaning.category].id,
                   name_of(meaning.decidable), meaning.version1_id, meaning.title.in(language),
                   meaning.text.in(language));
  }
  return text;
}

std::string requirements_json(const Framework& framework, const Reference& reference, Language language) {
  Json list = Json::array();
  for (const Meaning& meaning : framework.meanings) {
    Json record{{"id", meaning.id},
                {"guid", guid_of(meaning.id)},
                {"category", framework.categories[meaning.category].id},
                {"title", meaning.title.in(language)},
                {"text", meaning.text.in(language)},
                {"decidable", name_of(meaning.decidable)},
                {"why", meaning.why.in(language)},
                {"requirements", Json::array()},
                {"statements", Json::array()}};
    for (const std::size_t index : meaning.requirements) {
      record["requirements"].push_back(framework.requirements[index].id);
    }
    for (const std::size_t row : meaning.rows) {
      record["statements"].push_back(framework.statements[framework.rows[row].statement].id);
    }
    if (!meaning.version1_id.empty()) record["version1"] = {{"id", meaning.version1_id}, {"certainty", "proven"}};
    Json informative = Json::object();
    for (const Crosswalk& crosswalk : reference.crosswalks) {
      for (const CrosswalkEntry& entry : crosswalk.entries) {
        if (crosswalk.from == "meaning" && entry.from == meaning.id) informative[crosswalk.id].push_back(entry.to);
      }
    }
    if (!informative.empty()) record[std::string(kInformativeMark)] = informative;
    list.push_back(std::move(record));
  }
  return Json{{"edition", kFrameworkVersion}, {"requirements", list}}.dump(2) + '\n';
}

std::string requirements_markdown(const Framework& framework, Language language) {
  std::string text;
  const Label header{"| printed as | meaning | title | decidable | v1.0 |\n|---|---|---|---|---|\n",
                     "| 印刷されたID | 意味 | 名称 | 判定 | v1.0 |\n|---|---|---|---|---|\n"};
  for (std::size_t i = 0; i < framework.categories.size(); ++i) {
    const Category& category = framework.categories[i];
    fmt::format_to(std::back_inserter(text), "{}## CPS.{}: {}\n\n{}", i == 0 ? "" : "\n", category.id,
                   category.name.in(language), header.in(language));
    for (const Meaning& meaning : framework.meanings) {
      if (meaning.category != i) continue;
      fmt::format_to(std::back_inserter(text), "| {} | {} | {} | {} | {} |\n", proper_ids(framework, meaning),
                     meaning.id, markdown_cell(meaning.title.in(language)), decidable_word(meaning.decidable, language),
                     meaning.version1_id);
    }
  }
  return text;
}

}  // namespace cpsaudit
