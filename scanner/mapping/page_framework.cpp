#include "mapping/page.h"

#include <fmt/format.h>

#include <algorithm>

namespace cpsaudit {

bool Page::write(std::string_view id) {
  if (!write_thing(id)) return false;
  findings(id);
  return true;
}

bool Page::write_thing(std::string_view id) {
  if (const Requirement* found = framework_.requirement(id)) return write_requirement(*found);
  if (const Meaning* found = framework_.meaning(id)) return write_meaning_page(*found);
  if (const Vulnerability* found = framework_.vulnerability(id)) return write_vulnerability(*found);
  if (const Statement* found = framework_.statement(id)) return write_statement_page(*found);
  if (const Incident* found = framework_.incident(id)) return write_incident(*found);
  if (const Layer* found = framework_.layer(id)) return write_layer(*found);
  if (const Element* found = framework_.element(id)) return write_element(*found);
  if (const Function* found = framework_.function(id)) return write_function(*found);
  if (const Category* found = framework_.category(id)) return write_category(*found);
  return write_catalog_thing(id) || write_foreign(id) || write_threat(id) || write_characteristic(id) ||
         write_term(id) || write_anomaly(id);
}

bool Page::write_characteristic(std::string_view id) {
  for (const Layer& layer : framework_.layers) {
    for (const Characteristic& one : layer.characteristics) {
      if (one.id != id) continue;
      heading(id, say(one.text));
      field("Layer", "層", fmt::format("{} {}", layer.id, say(layer.name)));
      field("What must be trusted", "信頼を確保すべき対象", say(layer.trusted));
      return true;
    }
  }
  return false;
}

bool Page::write_term(std::string_view id) {
  for (const Entry& term : reference_.terms) {
    if (term.id != id) continue;
    heading(id, say(term.name));
    line(say(term.text));
    line("");
    field("Defined in", "定義の出典", term.source);
    return true;
  }
  return false;
}

bool Page::write_anomaly(std::string_view id) {
  for (const Anomaly& anomaly : reference_.anomalies) {
    if (anomaly.id != id) continue;
    heading(id, say("A slip or contradiction of the draft", "原案の誤記・矛盾"));
    line(say(anomaly.text));
    line("");
    field("Judged", "本データでの扱い", say(anomaly.judged));
    field("Requirements", "対策要件", fmt::format("{}", fmt::join(anomaly.requirements, ", ")));
    field("Places", "箇所", fmt::format("{}", fmt::join(anomaly.places, ", ")));
    for (const Variant& variant : anomaly.variants) {
      line(fmt::format("- {} `{}` {}: {}", variant.requirement, variant.meaning, say(variant.text),
                       fmt::join(variant.places, ", ")));
    }
    return true;
  }
  return false;
}

void Page::meaning_facts(const Meaning& meaning) {
  line(say(meaning.text));
  line("");
  field("Printed as", "印刷されたID", printed_ids(meaning));
  field("From files", "ファイルからの判定", decidable(meaning));
  field("Id in version 1.0", "v1.0でのID",
        meaning.version1_id.empty() ? std::string(say("not proven, so not shown", "未確認のため表示しない"))
                                    : fmt::format("{} ({})", meaning.version1_id, say("proven", "確認済み")));
}

void Page::statements_of(const Meaning& meaning, const Requirement* requirement) {
  for (const std::size_t index : meaning.rows) {
    const Row& row = framework_.rows[index];
    if (requirement != nullptr && &framework_.requirements[row.requirement] != requirement) continue;
    statement_line(framework_.statements[row.statement]);
  }
}

bool Page::write_meaning_page(const Meaning& meaning) {
  heading(meaning.id, say(meaning.title));
  meaning_facts(meaning);
  section("Asked for by", "この要件を求める項目");
  statements_of(meaning, nullptr);
  const auto index = static_cast<std::size_t>(&meaning - framework_.meanings.data());
  checks(links_.weaknesses_of_meaning(index));
  crosswalks(meaning.id);
  anomalies(meaning.id);
  return true;
}

bool Page::write_requirement(const Requirement& requirement) {
  heading(requirement.id, say(requirement.title));
  const Category& category = framework_.categories[requirement.category];
  field("Series", "系列", fmt::format("{} {}", category.id, say(category.name)));
  field("Edition", "版", say(kFrameworkVersion, "2018年案 添付B"));
  if (requirement.meanings.size() > 1) {
    line(fmt::format(
        fmt::runtime(
            say("\nThe draft prints {} different requirements under this id. Which one is meant "
                "depends on the statement.",
                "\n原案では、このIDに{}つの異なる要件が付いています。どちらを指すかは項目によって決まります。")),
        requirement.meanings.size()));
  }
  std::vector<std::size_t> weaknesses;
  for (const std::size_t index : requirement.meanings) {
    const Meaning& meaning = framework_.meanings[index];
    line(fmt::format("\n## `{}` {}\n", meaning.id, say(meaning.title)));
    meaning_facts(meaning);
    line(fmt::format("\n{}\n", say("Asked for under this id by:", "このIDで求める項目:")));
    statements_of(meaning, &requirement);
    line(fmt::format("\n{}\n", say("In other schemes:", "他の枠組みとの対応:")));
    crosswalk_lines(meaning.id);
    const std::vector<std::size_t>& more = links_.weaknesses_of_meaning(index);
    weaknesses.insert(weaknesses.end(), more.begin(), more.end());
  }
  std::sort(weaknesses.begin(), weaknesses.end());
  weaknesses.erase(std::unique(weaknesses.begin(), weaknesses.end()), weaknesses.end());
  checks(weaknesses);
  anomalies(requirement.id);
  return true;
}

bool Page::write_vulnerability(const Vulnerability& vulnerability) {
  heading(vulnerability.id, say(vulnerability.name));
  location(vulnerability);
  threats(framework_.incident_of(vulnerability));
  section("What is weak, and what is asked for", "脆弱性の内容と対策要件");
  std::vector<std::size_t> weaknesses;
  for (const std::size_t index : vulnerability.statements) {
    const Statement& statement = framework_.statements[index];
    line(fmt::format("- {} {}", statement.id, say(statement.text)));
    requirements_of(statement);
    add_weaknesses(index, weaknesses);
  }
  checks(weaknesses);
  anomalies(vulnerability.id);
  return true;
}

bool Page::write_statement_page(const Statement& statement) {
  heading(statement.id, say(statement.text));
  location(framework_.vulnerability_of(statement));
  section("Asks for", "対策要件");
  requirements_of(statement);
  checks(links_.weaknesses_of_statement(static_cast<std::size_t>(&statement - framework_.statements.data())));
  anomalies(statement.id);
  return true;
}

bool Page::write_incident(const Incident& incident) {
  heading(incident.id, say(incident.name));
  const Function& function = framework_.function_of(incident);
  const Layer& layer = framework_.layers[function.layer];
  field("Layer", "層", fmt::format("{} {}", layer.id, say(layer.name)));
  field("Function", "機能", fmt::format("{} {}", function.id, say(function.name)));
  threats(incident);
  section("Risk sources", "リスク源（脆弱性）");
  std::vector<std::size_t> weaknesses;
  for (const Vulnerability& vulnerability : framework_.vulnerabilities) {
    if (&framework_.incident_of(vulnerability) != &incident) continue;
    for (const std::size_t index : vulnerability.statements) {
      const Statement& statement = framework_.statements[index];
      line(fmt::format("- {} {}: {}", statement.id, say(framework_.element_of(vulnerability).name),
                       say(statement.text)));
      requirements_of(statement);
      add_weaknesses(index, weaknesses);
    }
  }
  std::sort(weaknesses.begin(), weaknesses.end());
  checks(weaknesses);
  anomalies(incident.id);
  return true;
}

void Page::incidents_in(std::size_t function) {
  for (const Incident& incident : framework_.incidents) {
    if (incident.function != function) continue;
    std::vector<std::size_t> weaknesses;
    for (const Vulnerability& vulnerability : framework_.vulnerabilities) {
      if (&framework_.incident_of(vulnerability) != &incident) continue;
      for (const std::size_t index : vulnerability.statements) add_weaknesses(index, weaknesses);
    }
    std::sort(weaknesses.begin(), weaknesses.end());
    const std::string found = links_.list(weaknesses);
    line(fmt::format("  - {} {}{}", incident.id, say(incident.name), found.empty() ? "" : ": " + found));
  }
}

bool Page::write_layer(const Layer& layer) {
  heading(layer.id, say(layer.name));
  line(say(layer.trait));
  line("");
  field("What must be trusted", "信頼を確保すべき対象", say(layer.trusted));
  field("What is protected", "守るべきもの", say(layer.protects));
  field("For example", "セキュリティ事象の例", say(layer.event));
  section("Characteristics", "特性");
  for (const Characteristic& one : layer.characteristics) line(fmt::format("- {} {}", one.id, say(one.text)));
  section("Functions and incidents, with the checks that touch them", "機能とインシデント、関係するチェック");
  const auto own = static_cast<std::size_t>(&layer - framework_.layers.data());
  for (std::size_t i = 0; i < framework_.functions.size(); ++i) {
    if (framework_.functions[i].layer != own) continue;
    line(fmt::format("- {} {}", framework_.functions[i].id, say(framework_.functions[i].name)));
    incidents_in(i);
  }
  return true;
}

bool Page::write_function(const Function& function) {
  heading(function.id, say(function.name));
  const Layer& layer = framework_.layers[function.layer];
  field("Layer", "層", fmt::format("{} {}", layer.id, say(layer.name)));
  section("Incidents, with the checks that touch them", "インシデントと関係するチェック");
  incidents_in(static_cast<std::size_t>(&function - framework_.functions.data()));
  anomalies(function.id);
  return true;
}

bool Page::write_element(const Element& element) {
  heading(element.id, say(element.name));
  field("Definition", "定義", say(element.definition));
  field("Examples", "具体例", say(element.examples));
  section("Risk sources", "リスク源（脆弱性）");
  for (const Statement& statement : framework_.statements) {
    if (&framework_.element_of(framework_.vulnerability_of(statement)) == &element) statement_line(statement);
  }
  return true;
}

bool Page::write_category(const Category& category) {
  heading("CPS." + category.id, say(category.name));
  field("Letters in NIST CSF 1.1 (numbers differ)", "NIST CSF 1.1の対応カテゴリ（番号は異なる）",
        fmt::format("{}", fmt::join(category.csf, ", ")));
  section("Requirements", "対策要件");
  const auto own = static_cast<std::size_t>(&category - framework_.categories.data());
  for (const Requirement& requirement : framework_.requirements) {
    if (requirement.category == own) {
      line(fmt::format("- {} {} [{}]", requirement.id, say(requirement.title),
                       decidable_word(requirement.decidable, language_)));
    }
  }
  return true;
}

bool Page::write_threat(std::string_view id) {
  for (std::size_t i = 0; i < framework_.threats.size(); ++i) {
    if (framework_.threats[i].id != id) continue;
    heading(id, say(framework_.threats[i].name));
    section("Incidents", "インシデント");
    for (const Incident& incident : framework_.incidents) {
      if (std::find(incident.threats.begin(), incident.threats.end(), i) != incident.threats.end()) {
        line(fmt::format("- {} {}", incident.id, say(incident.name)));
      }
    }
    return true;
  }
  return false;
}

}  // namespace cpsaudit
