#include "mapping/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "mapping/crosswalk_text.h"

namespace cpsaudit {

void Page::rows_of(const Weakness& weakness) {
  section("Relates to", "関連する対策要件");
  for (const RowReference& reference : weakness.rows) {
    const Row* row = framework_.row(reference);
    if (row == nullptr) continue;
    line(fmt::format("- {} `{}` {}", reference.requirement, reference.meaning,
                     say(framework_.meanings[row->meaning].title)));
    const Statement& statement = framework_.statements[row->statement];
    line(fmt::format("  {} {}", statement.id, say(statement.text)));
    line(fmt::format("  {}", whereabouts(statement)));
  }
}

void Page::neighbours(const Weakness& weakness) {
  section("The same incidents are also touched by", "同じインシデントに関係する他の弱点");
  for (const std::string& id : incidents_of(weakness)) {
    std::vector<std::size_t> weaknesses;
    for (std::size_t i = 0; i < framework_.statements.size(); ++i) {
      if (framework_.incident_of(framework_.vulnerability_of(framework_.statements[i])).id == id) {
        add_weaknesses(i, weaknesses);
      }
    }
    std::erase_if(weaknesses, [&](std::size_t other) { return &catalog_.weaknesses[other] == &weakness; });
    std::sort(weaknesses.begin(), weaknesses.end());
    const std::string found = links_.list(weaknesses);
    line(fmt::format("- {} {}: {}", id, say(framework_.incident(id)->name),
                     found.empty() ? say("nothing else", "なし") : std::string_view(found)));
  }
}

void Page::cwes_of(const Weakness& weakness) {
  if (weakness.cwe.empty()) return;
  section("In other schemes", "他の枠組みとの対応");
  for (const int cwe : weakness.cwe) {
    const std::string id = fmt::format("CWE-{}", cwe);
    line(fmt::format("- {}", id));
    crosswalk_lines(id);
  }
}

void Page::write_weakness(const Weakness& weakness) {
  line(say(weakness.why));
  line("");
  field("Family", "分類", weakness.family);
  field("Grade of measures", "対策レベル", grade_text(reference_, weakness.grade, language_));
  if (!weakness.grade_why.empty()) field("Why this grade", "このレベルとする理由", say(weakness.grade_why));
  rows_of(weakness);
  neighbours(weakness);
  cwes_of(weakness);
}

bool Page::write_catalog_thing(std::string_view id) {
  for (const Check& check : catalog_.checks) {
    const Weakness& weakness = catalog_.weaknesses[check.weakness];
    if (id != check.id && id != check.name && id != fmt::format("{}/{}", weakness.id, check.technology)) continue;
    heading(check.id, say(check.title));
    field("Weakness", "弱点", fmt::format("`{}` {}", weakness.id, say(weakness.name)));
    field("Technology", "技術", check.technology);
    line("");
    write_weakness(weakness);
    return true;
  }
  for (std::size_t i = 0; i < catalog_.weaknesses.size(); ++i) {
    const Weakness& weakness = catalog_.weaknesses[i];
    if (id != weakness.id) continue;
    heading(weakness.id, say(weakness.name));
    write_weakness(weakness);
    checks({i});
    return true;
  }
  return false;
}

bool Page::write_foreign(std::string_view id) {
  std::vector<std::size_t> weaknesses;
  for (std::size_t i = 0; i < catalog_.weaknesses.size(); ++i) {
    for (const int cwe : catalog_.weaknesses[i].cwe) {
      if (id == fmt::format("CWE-{}", cwe)) weaknesses.push_back(i);
    }
  }
  std::string backwards;
  for (const Crosswalk& crosswalk : reference_.crosswalks) {
    if (crosswalk.from != "meaning") continue;
    for (const CrosswalkEntry& entry : crosswalk.entries) {
      if (entry.to != id) continue;
      const Meaning& meaning = *framework_.meaning(entry.from);
      fmt::format_to(std::back_inserter(backwards), "- {} `{}` {} [{}; {}]\n", proper_ids(framework_, meaning),
                     meaning.id, say(meaning.title), kInformativeMark, crosswalk.edition);
    }
  }
  if (weaknesses.empty() && backwards.empty() && crosswalks_from(reference_, id).empty()) return false;
  line(fmt::format("# {}", id));
  if (!backwards.empty()) {
    section("Requirements", "対策要件");
    text_ += backwards;
  }
  checks(weaknesses);
  crosswalks(id);
  return true;
}

}  // namespace cpsaudit
