#include "mapping/reference.h"

#include <gmock/gmock.h>

#include <set>

#include "mapping/loaded.h"

namespace cpsaudit {
namespace {

using ::testing::ElementsAre;

const Crosswalk& crosswalk(std::string_view id) {
  for (const Crosswalk& one : loaded_reference().crosswalks) {
    if (one.id == id) return one;
  }
  static const Crosswalk kNone;
  ADD_FAILURE() << "no crosswalk " << id;
  return kNone;
}

TEST(Reference, HasAllThatTheReviewOf2018Lists) {
  const Reference& reference = loaded_reference();
  EXPECT_EQ(reference.parts.size(), 3U);
  EXPECT_EQ(reference.grades.size(), 3U);
  EXPECT_EQ(reference.terms.size(), 4U);
  EXPECT_EQ(reference.asset_groups.size(), 8U);
  EXPECT_EQ(reference.threat_classes.size(), 7U);
  std::size_t categories = 0;
  for (const Entry& function : reference.csf) categories += function.parts.size();
  EXPECT_EQ(categories, 23U);
}

TEST(Reference, HasTheEightySevenAnomalies) {
  EXPECT_EQ(loaded_reference().anomalies.size(), 87U);
}

TEST(Reference, AnAnomalySaysWhichRowPrintsWhichText) {
  const std::vector<const Anomaly*> found = anomalies_of(loaded_reference(), "CPS.AC-8");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front()->id, "A1");
  ASSERT_EQ(found.front()->variants.size(), 2U);
  EXPECT_EQ(found.front()->variants[1].meaning, "peer-authentication");
  EXPECT_THAT(found.front()->variants[1].places, ElementsAre("L3_3_a_SYS.3"));
}

TEST(Reference, EveryIdWithSeveralMeaningsHasAnAnomaly) {
  for (const Requirement& requirement : loaded_framework().requirements) {
    if (requirement.meanings.size() > 1) {
      EXPECT_FALSE(anomalies_of(loaded_reference(), requirement.id).empty()) << requirement.id;
    }
  }
}

TEST(Reference, OurOwnMappingsAreMarkedAndOthersAreNot) {
  for (const Crosswalk& one : loaded_reference().crosswalks) {
    EXPECT_EQ(one.informative, one.from == "meaning") << one.id;
    EXPECT_FALSE(one.publisher == "METI") << one.id;
  }
}

TEST(Reference, WhatIsPlainlyWrongAtMitreIsLeftOut) {
  std::set<std::pair<std::string, std::string>> lines;
  for (const CrosswalkEntry& entry : crosswalk("cwe-to-iec62443").entries) lines.emplace(entry.from, entry.to);
  EXPECT_EQ(lines.count({"CWE-1391", "Part 4-2 CR 7.5"}), 0U);
  EXPECT_EQ(lines.count({"CWE-321", "Part 4-2 CR 7.3"}), 0U);
  EXPECT_EQ(lines.count({"CWE-250", "Part 4-2 CCSC 3"}), 1U);
}

TEST(Reference, NoBareComponentRequirementWhereOnlyDeviceTypesExist) {
  for (const Crosswalk& one : loaded_reference().crosswalks) {
    for (const CrosswalkEntry& entry : one.entries) {
      for (const char* bare : {"CR 2.13", "CR 3.10", "CR 3.11", "CR 3.12", "CR 3.13", "CR 3.14"}) {
        EXPECT_EQ(entry.to.find(bare), std::string::npos) << one.id << ' ' << entry.from;
      }
    }
  }
}

TEST(Reference, MultiFactorLoginHasNoMappingTo62443) {
  for (const CrosswalkEntry& entry : crosswalk("meaning-to-iec62443-4-2").entries) {
    EXPECT_NE(entry.from, "multi-factor-login");
  }
}

TEST(Reference, LeastFunctionalityDoesNotDragTwentySystemRequirementsIn) {
  for (const CrosswalkEntry& entry : crosswalk("csf-to-iec62443-3-3").entries) EXPECT_NE(entry.from, "PR.PT-3");
}

TEST(Reference, ProvisionsThatAreMappedToHaveATitle) {
  std::set<std::string> provisions;
  for (const Entry& scheme : loaded_reference().schemes) {
    for (const Entry& part : scheme.parts) provisions.insert(scheme.id + ' ' + part.id);
  }
  for (const char* scheme : {"en-303-645", "cra", "owasp-iot"}) {
    for (const CrosswalkEntry& entry : crosswalk(std::string("meaning-to-") + scheme).entries) {
      EXPECT_EQ(provisions.count(std::string(scheme) + ' ' + entry.to), 1U) << scheme << ' ' << entry.to;
    }
  }
}

}  // namespace
}  // namespace cpsaudit
