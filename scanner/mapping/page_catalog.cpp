#include "mapping/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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
  std::set<std::string> incidents;
  for (const RowReference& reference : weakness.rows) {
    if (const Row* row = framework_.row(reference)) {
      incidents.insert(framework_.incident_of(framework_.vulnerability_of(framework_.statements[row->statement])).id);
    }
  }
  for (const std::string& id : incidents) {
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
    for (const Crosswalk& one : reference_.crosswalks) {
      if (one.from == "cwe") crosswalk(one, id);
    }
  }
}

void Page::write_weakness(const Weakness& weakness) {
  line(say(weakness.why));
  line("");
  field("Family", "分類", weakness.family);
  field("Grade of measures", "対策レベル", std::to_string(weakness.grade));
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

bool Page::write_cwe(std::string_view id) {
  if (!id.starts_with("CWE-")) return false;
  std::vector<std::size_t> weaknesses;
  for (std::size_t i = 0; i < catalog_.weaknesses.size(); ++i) {
    for (const int cwe : catalog_.weaknesses[i].cwe) {
      if (id == fmt::format("CWE-{}", cwe)) weaknesses.push_back(i);
    }
  }
  std::vector<std::string> meanings;
  bool mapped = false;
  for (const Crosswalk& one : reference_.crosswalks) {
    for (const CrosswalkEntry& entry : one.entries) {
      mapped |= one.from == "cwe" && entry.from == id;
      if (one.id == "meaning-to-cwe" && entry.to == id) meanings.push_back(entry.from);
    }
  }
  if (weaknesses.empty() && meanings.empty() && !mapped) return false;
  line(fmt::format("# {}\n", id));
  if (!meanings.empty()) {
    line(fmt::format("- {} [{}]: {}", say("Requirements it speaks against", "反する対策要件"), kInformativeMark,
                     fmt::join(meanings, ", ")));
  }
  checks(weaknesses);
  crosswalks("cwe", id);
  return true;
}

}  // namespace cpsaudit
