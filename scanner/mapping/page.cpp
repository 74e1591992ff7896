#include "mapping/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "mapping/check_links.h"
#include "mapping/crosswalk_text.h"

namespace cpsaudit {

void Page::line(std::string_view text) {
  text_ += text;
  text_ += '\n';
}

void Page::heading(std::string_view id, std::string_view name) {
  line(fmt::format("# {}: {}\n", id, name));
}

void Page::section(std::string_view en, std::string_view ja) {
  line(fmt::format("\n## {}\n", say(en, ja)));
}

void Page::field(std::string_view en, std::string_view ja, std::string_view value) {
  if (!value.empty()) line(fmt::format("- {}: {}", say(en, ja), value));
}

std::string Page::printed_ids(const Meaning& meaning) const {
  std::string ids;
  for (const std::size_t index : meaning.requirements) {
    const std::vector<std::size_t>& slips = meaning.misprinted_under;
    const bool slip = std::find(slips.begin(), slips.end(), index) != slips.end();
    if (!ids.empty()) ids += ", ";
    ids += framework_.requirements[index].id;
    if (slip) ids += say(" (a slip)", "（誤記）");
  }
  return ids;
}

std::string Page::decidable(const Meaning& meaning) const {
  return fmt::format("{} — {}", decidable_word(meaning.decidable, language_), say(meaning.why));
}

std::string Page::whereabouts(const Statement& statement) const {
  const Vulnerability& vulnerability = framework_.vulnerability_of(statement);
  const Incident& incident = framework_.incident_of(vulnerability);
  return fmt::format("{} {} · {} · {}", incident.id, say(incident.name), framework_.layer_of(vulnerability).id,
                     say(framework_.element_of(vulnerability).name));
}

void Page::statement_line(const Statement& statement) {
  line(fmt::format("- {} {}", statement.id, say(statement.text)));
  line(fmt::format("  {}", whereabouts(statement)));
}

void Page::checks(const std::vector<std::size_t>& weaknesses) {
  section("Checks", "チェック");
  if (weaknesses.empty()) line(say("None.", "なし。"));
  for (const std::size_t index : weaknesses) {
    const Weakness& weakness = catalog_.weaknesses[index];
    line(fmt::format("- `{}` {}", weakness.id, say(weakness.name)));
    for (const std::size_t check : links_.checks_of(index)) {
      const Check& shown = catalog_.checks[check];
      line(fmt::format("  - {} {}: {}", shown.id, shown.technology, say(shown.title)));
    }
  }
}

std::set<std::string> Page::incidents_of(const Weakness& weakness) const {
  std::set<std::string> incidents;
  for (const RowReference& reference : weakness.rows) {
    if (const Row* row = framework_.row(reference)) {
      incidents.insert(framework_.incident_of(framework_.vulnerability_of(framework_.statements[row->statement])).id);
    }
  }
  return incidents;
}

void Page::findings(std::string_view id) {
  const auto speaks = [&](const Weakness& weakness) { return weakness.id == id || relates_to(weakness, id); };
  const Check* check = catalog_.find(id);
  const bool any = check != nullptr || std::any_of(catalog_.weaknesses.begin(), catalog_.weaknesses.end(), speaks);
  const std::string_view lang = say("", " --lang ja");
  if (any) {
    section("Findings in a tree", "ツリー内の検出");
    line(fmt::format("- `cpsaudit scan PATH --select {}{}`", check == nullptr ? id : check->id, lang));
  }
  const auto named = std::find_if(catalog_.weaknesses.begin(), catalog_.weaknesses.end(),
                                  [&](const Weakness& weakness) { return weakness.id == id; });
  const Weakness* weakness = check != nullptr                     ? &catalog_.weakness_of(*check)
                             : named != catalog_.weaknesses.end() ? &*named
                                                                  : nullptr;
  if (weakness != nullptr) {
    for (const std::string& incident : incidents_of(*weakness)) {
      line(fmt::format("- `cpsaudit scan PATH --select {}{}`{}", incident, lang,
                       say(": all that touches this incident", ": このインシデントに関係するすべての検出")));
    }
  }
  section("Next", "次に見る");
  line(fmt::format("- `cpsaudit framework show ID{}`{}", lang,
                   say(": any id of this page", ": このページにあるIDを指定します")));
}

void Page::crosswalk_lines(std::string_view from) {
  for (const std::string& text : crosswalk_texts(reference_, from, language_)) line("- " + text);
}

void Page::crosswalks(std::string_view from) {
  section("In other schemes", "他の枠組みとの対応");
  const std::size_t before = text_.size();
  crosswalk_lines(from);
  if (text_.size() == before) line(say("None.", "なし。"));
}

void Page::anomalies(std::string_view id) {
  const std::vector<const Anomaly*> found = anomalies_of(reference_, id);
  if (found.empty()) return;
  section("Slips and contradictions of the draft", "原案の誤記・矛盾");
  for (const Anomaly* anomaly : found) {
    line(fmt::format("- {}: {} {}", anomaly->id, say(anomaly->text), say(anomaly->judged)));
    for (const Variant& variant : anomaly->variants) {
      line(fmt::format("  - {} `{}` {}: {}", variant.requirement, variant.meaning, say(variant.text),
                       fmt::join(variant.places, ", ")));
    }
  }
}

void Page::requirements_of(const Statement& statement) {
  for (const std::size_t index : statement.rows) {
    const Row& row = framework_.rows[index];
    const Meaning& meaning = framework_.meanings[row.meaning];
    const std::string found = links_.list(links_.weaknesses_of_meaning(row.meaning));
    line(fmt::format("  - {} `{}` {} [{}]{}", framework_.requirements[row.requirement].id, meaning.id,
                     say(meaning.title), decidable_word(meaning.decidable, language_),
                     found.empty() ? "" : ": " + found));
  }
}

void Page::location(const Vulnerability& vulnerability) {
  const Incident& incident = framework_.incident_of(vulnerability);
  const Function& function = framework_.function_of(incident);
  const Layer& layer = framework_.layer_of(vulnerability);
  const Element& element = framework_.element_of(vulnerability);
  field("Layer", "層", fmt::format("{} {}", layer.id, say(layer.name)));
  field("Function", "機能", fmt::format("{} {}", function.id, say(function.name)));
  field("Incident", "想定されるインシデント", fmt::format("{} {}", incident.id, say(incident.name)));
  field("Element", "構成要素", fmt::format("{} {}", element.id, say(element.name)));
}

void Page::threats(const Incident& incident) {
  std::string list;
  for (const std::size_t threat : incident.threats) {
    if (!list.empty()) list += "; ";
    list += say(framework_.threats[threat].name);
  }
  field("Threats", "脅威", list);
}

void Page::add_weaknesses(std::size_t statement, std::vector<std::size_t>& weaknesses) const {
  for (const std::size_t weakness : links_.weaknesses_of_statement(statement)) {
    if (std::find(weaknesses.begin(), weaknesses.end(), weakness) == weaknesses.end()) weaknesses.push_back(weakness);
  }
}

}  // namespace cpsaudit
