#include "mapping/verdict.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

/// A framework with one meaning, and a check that speaks to it.
struct World {
  Framework framework;
  Catalog catalog;
  ScanResult result;

  explicit World(Decidable decidable) {
    Meaning meaning;
    meaning.id = "peer-authentication";
    meaning.decidable = decidable;
    framework.meanings.push_back(meaning);
    Weakness weakness;
    weakness.rows = {{"L3_3_a_SYS.3", "CPS.AC-8", "peer-authentication"}};
    catalog.weaknesses.push_back(weakness);
    catalog.checks.emplace_back();
    SettingDetector detector;
    detector.syntaxes = {Syntax::kYaml};
    catalog.checks.back().detectors.push_back({detector, {}, {}, {}});
    result.examined.resize(1);
  }

  World& with_file(std::string path, Syntax syntax) {
    ScannedFile file;
    file.path = std::move(path);
    file.syntax = syntax;
    result.files.push_back(std::move(file));
    return *this;
  }

  World& with_file_of_its_kind() {
    result.examined[0].push_back(0);
    return with_file("b.yml", Syntax::kYaml);
  }

  World& with(Kind kind, bool suppressed = false) {
    Finding finding;
    finding.kind = kind;
    if (suppressed) finding.suppression.emplace();
    result.findings.push_back(finding);
    return *this;
  }

  Verdict verdict(const std::vector<std::size_t>& disabled = {}) const {
    return verdicts(result, catalog, framework, disabled).front();
  }
};

TEST(Verdict, WhatATestDoesRightIsNoEvidenceForTheProduct) {
  World world = World(Decidable::kAuto).with_file_of_its_kind().with(Kind::kPass);
  EXPECT_EQ(world.verdict().kind, VerdictKind::kPass);
  world.result.findings.back().place.path = "tests/tls.c";
  EXPECT_EQ(world.verdict().kind, VerdictKind::kOpen);
}

TEST(Verdict, AFindingSpeaksAgainstARequirementWhateverElseIsGood) {
  const Verdict verdict = World(Decidable::kAuto).with(Kind::kPass).with(Kind::kFail).verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kFail);
  EXPECT_EQ(verdict.against, std::vector<std::size_t>{1});
  EXPECT_EQ(verdict.in_favour, std::vector<std::size_t>{0});
}

TEST(Verdict, PassNeedsPositiveEvidence) {
  EXPECT_EQ(World(Decidable::kAuto).verdict().kind, VerdictKind::kNotApplicable);
  EXPECT_EQ(World(Decidable::kAuto).with(Kind::kPass).verdict().kind, VerdictKind::kPass);
}

TEST(Verdict, LookingWithoutAGoodPlaceIsNoPass) {
  const Verdict verdict = World(Decidable::kAuto).with_file_of_its_kind().verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kOpen);
  EXPECT_EQ(verdict.files, std::vector<std::uint32_t>{0});
}

TEST(Verdict, AnUnreadFileOfAnotherKindSaysNothing) {
  World world(Decidable::kAuto);
  world.with_file("main.c", Syntax::kC);
  world.result.notifications.push_back({"main.c", {Problem::Kind::kNotParsed, "broken", {}}});
  EXPECT_EQ(world.verdict().kind, VerdictKind::kNotApplicable);
}

TEST(Verdict, WhatPeopleMustLookAtIsNeverPassed) {
  EXPECT_EQ(World(Decidable::kManual).with(Kind::kPass).verdict().kind, VerdictKind::kManual);
}

TEST(Verdict, ASuppressedFindingTurnsNothingGreen) {
  const Verdict verdict = World(Decidable::kAuto).with(Kind::kPass).with(Kind::kFail, true).verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kOpen);
  EXPECT_EQ(verdict.suppressed, std::vector<std::size_t>{1});
}

TEST(Verdict, AnUnreadFileKeepsAnAbsenceOpen) {
  World world(Decidable::kAuto);
  world.result.notifications.push_back({"a.yml", {Problem::Kind::kNotParsed, "broken", {}}});
  EXPECT_EQ(world.verdict().kind, VerdictKind::kOpen);
}

TEST(Verdict, EachProductIsJudgedByItsOwnFindingsAndFiles) {
  World world(Decidable::kAuto);
  world.result.products = {{"", "tree", {}, 1}, {"server", "server", {}, 1}, {"docs", "server", {}, 0}};
  world.with(Kind::kPass).with(Kind::kFail);
  world.result.findings[1].product = 1;
  const auto by_product = verdicts_by_product(world.result, world.catalog, world.framework, {});
  ASSERT_EQ(by_product.size(), 2U);
  EXPECT_EQ(by_product[0].verdicts[0].kind, VerdictKind::kPass);
  EXPECT_EQ(by_product[1].product, 1U);
  EXPECT_EQ(by_product[1].verdicts[0].kind, VerdictKind::kFail);
}

TEST(Verdict, AFileThatWasNotReadKeepsOnlyItsOwnProductOpen) {
  World world(Decidable::kAuto);
  world.result.products = {{"", "tree", {}, 1}, {"server", "server", {}, 1}};
  ScannedFile file;
  file.path = "server/a.yml";
  file.product = 1;
  world.result.files.push_back(file);
  world.result.notifications.push_back({"server/a.yml", {Problem::Kind::kNotParsed, "broken", {}}});
  const auto by_product = verdicts_by_product(world.result, world.catalog, world.framework, {});
  EXPECT_EQ(by_product[0].verdicts[0].kind, VerdictKind::kNotApplicable);
  EXPECT_EQ(by_product[1].verdicts[0].kind, VerdictKind::kOpen);
  EXPECT_EQ(by_product[1].verdicts[0].unread, std::vector<std::size_t>{0});
}

TEST(Verdict, ADisabledCheckIsNoLook) {
  const Verdict verdict = World(Decidable::kPartial).verdict({0});
  EXPECT_EQ(verdict.kind, VerdictKind::kManual);
  EXPECT_TRUE(verdict.checks.empty());
}

}  // namespace
}  // namespace cpsaudit
