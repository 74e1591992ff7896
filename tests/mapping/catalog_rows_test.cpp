#include <gtest/gtest.h>

#include <fmt/format.h>

#include <set>

#include "engine/catalog.h"
#include "mapping/check_links.h"
#include "mapping/framework_text.h"
#include "mapping/loaded.h"

namespace cpsaudit {
namespace {

const Catalog& shipped_catalog() {
  static const Catalog catalog = value_or_failures(load_catalog(embedded_catalog_files()));
  return catalog;
}

TEST(CatalogRows, EveryRowThatACheckNamesExists) {
  for (const Error& error : check_rows(shipped_catalog(), loaded_framework())) ADD_FAILURE() << error.to_string();
}

TEST(CatalogRows, NoWeaknessSpeaksToWhatNoFileCanShow) {
  for (const Weakness& weakness : shipped_catalog().weaknesses) {
    for (const RowReference& reference : weakness.rows) {
      const Meaning* meaning = loaded_framework().meaning(reference.meaning);
      ASSERT_NE(meaning, nullptr) << weakness.id;
      EXPECT_NE(meaning->decidable, Decidable::kManual) << weakness.id << ' ' << meaning->id;
    }
  }
}

TEST(CatalogRows, NoWeaknessCitesAnEntryThatCweDoesNotWantMapped) {
  // Categories, pillars and the classes that CWE 4.19 marks as discouraged or prohibited for mapping.
  std::set<int> unwanted = {16, 284, 287, 311, 330, 345, 693, 1125};
  for (const Crosswalk& crosswalk : loaded_reference().crosswalks) {
    for (const CrosswalkEntry& entry : crosswalk.entries) {
      const bool refused = entry.note == "Discouraged" || entry.note == "Prohibited";
      if (refused && entry.from.starts_with("CWE-")) unwanted.insert(std::stoi(entry.from.substr(4)));
    }
  }
  EXPECT_TRUE(unwanted.contains(269));
  for (const Weakness& weakness : shipped_catalog().weaknesses) {
    for (const int cwe : weakness.cwe) EXPECT_FALSE(unwanted.contains(cwe)) << weakness.id << " CWE-" << cwe;
  }
}

TEST(CatalogRows, ADecidableRequirementHasACheckOrIsListedAsAGap) {
  const CheckLinks links(shipped_catalog(), loaded_framework());
  const std::string text = coverage_text(loaded_framework(), shipped_catalog(), Language::kEnglish);
  const std::string gaps =
      text.substr(text.find("## Known gaps"), text.find("## What no file") - text.find("## Known gaps"));
  for (std::size_t i = 0; i < loaded_framework().meanings.size(); ++i) {
    const Meaning& meaning = loaded_framework().meanings[i];
    if (meaning.decidable != Decidable::kAuto) continue;
    const bool listed = gaps.find(fmt::format("`{}`", meaning.id)) != std::string::npos;
    EXPECT_NE(listed, !links.weaknesses_of_meaning(i).empty()) << meaning.id;
  }
}

}  // namespace
}  // namespace cpsaudit
