#include "mapping/framework.h"

#include <gmock/gmock.h>

#include <chrono>
#include <set>

#include "mapping/loaded.h"

namespace cpsaudit {
namespace {

using ::testing::ElementsAre;

TEST(Framework, HasTheCountsOfAnnexB) {
  const Framework& framework = loaded_framework();
  EXPECT_EQ(framework.layers.size(), 3U);
  EXPECT_EQ(framework.elements.size(), 6U);
  EXPECT_EQ(framework.functions.size(), 10U);
  EXPECT_EQ(framework.incidents.size(), 27U);
  EXPECT_EQ(framework.vulnerabilities.size(), 89U);
  EXPECT_EQ(framework.statements.size(), 123U);
  EXPECT_EQ(framework.rows.size(), 417U);
  EXPECT_EQ(framework.categories.size(), 20U);
  EXPECT_EQ(framework.requirements.size(), 103U);
  EXPECT_EQ(framework.meanings.size(), 114U);
}

TEST(Framework, AnIncidentIsUnderItsFunctionHoweverItIsNumbered) {
  const Framework& framework = loaded_framework();
  const Incident* incident = framework.incident("L1_1_d");
  ASSERT_NE(incident, nullptr);
  EXPECT_EQ(framework.function_of(*incident).id, "1_3");
  EXPECT_EQ(incident->number, 1U);
}

TEST(Framework, AFunctionWithAJapaneseIdIsFoundByAnEnglishOne) {
  const Framework& framework = loaded_framework();
  ASSERT_NE(framework.function("2_common"), nullptr);
  EXPECT_EQ(framework.function("2_common"), framework.function("2_共通"));
}

TEST(Framework, ARowIsFoundByStatementIdAndMeaning) {
  const Framework& framework = loaded_framework();
  const Row* row = framework.row({"L3_3_a_SYS.3", "CPS.AC-8", "peer-authentication"});
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(framework.layer_of(framework.vulnerability_of(framework.statements[row->statement])).id, "L3");
  EXPECT_EQ(framework.row({"L3_3_a_SYS.3", "CPS.AC-8", "deny-by-default"}), nullptr);
}

TEST(Framework, OneStatementMayPrintOneIdForTwoMeanings) {
  const Framework& framework = loaded_framework();
  EXPECT_NE(framework.row({"L2_1_a_ORG.2", "CPS.MA-1", "security-updates"}), nullptr);
  EXPECT_NE(framework.row({"L2_1_a_ORG.2", "CPS.MA-1", "remote-update"}), nullptr);
}

TEST(Framework, OneMeaningMayStandUnderTwoIds) {
  const Framework& framework = loaded_framework();
  const Meaning* meaning = framework.meaning("boot-integrity");
  ASSERT_NE(meaning, nullptr);
  std::vector<std::string> ids;
  for (const std::size_t index : meaning->requirements) ids.push_back(framework.requirements[index].id);
  EXPECT_THAT(ids, ElementsAre("CPS.DS-9", "CPS.DS-10"));
}

TEST(Framework, ASlipOfThePenDoesNotNameARequirement) {
  const Framework& framework = loaded_framework();
  const Requirement* requirement = framework.requirement("CPS.DS-2");
  ASSERT_NE(requirement, nullptr);
  ASSERT_EQ(requirement->meanings.size(), 2U);
  EXPECT_EQ(framework.meanings[requirement->meanings.front()].id, "channel-encryption");
  EXPECT_EQ(requirement->title.en, framework.meaning("channel-encryption")->title.en);
}

TEST(Framework, RequirementsAreInTheOrderOfTheFrameworkAndTheirNumbers) {
  const Framework& framework = loaded_framework();
  EXPECT_EQ(framework.requirements.front().id, "CPS.AM-1");
  EXPECT_EQ(framework.requirements.back().id, "CPS.IM-2");
  EXPECT_LT(framework.requirement("CPS.DS-9"), framework.requirement("CPS.DS-10"));
}

TEST(Framework, EveryMeaningHasARow) {
  for (const Meaning& meaning : loaded_framework().meanings) EXPECT_FALSE(meaning.rows.empty()) << meaning.id;
}

TEST(Framework, OnlyFifteenIdsOfVersionOneAreProven) {
  std::set<std::string> ids;
  for (const Meaning& meaning : loaded_framework().meanings) {
    if (!meaning.version1_id.empty()) ids.insert(meaning.version1_id);
  }
  EXPECT_EQ(ids.size(), 15U);
  EXPECT_EQ(loaded_framework().meaning("data-exchange-agreement")->version1_id, "CPS.DS-1");
}

TEST(Framework, JapaneseTextsAreInJapanese) {
  const auto japanese = [](const std::string& text) {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) >= 0xE3U) return true;
    }
    return false;
  };
  const Framework& framework = loaded_framework();
  for (const Meaning& meaning : framework.meanings) {
    EXPECT_TRUE(japanese(meaning.title.ja) && japanese(meaning.text.ja) && japanese(meaning.why.ja)) << meaning.id;
    EXPECT_FALSE(japanese(meaning.title.en) || japanese(meaning.text.en) || japanese(meaning.why.en)) << meaning.id;
  }
  for (const Statement& statement : framework.statements) {
    EXPECT_TRUE(japanese(statement.text.ja) && !japanese(statement.text.en)) << statement.id;
  }
  for (const Incident& incident : framework.incidents) {
    EXPECT_TRUE(japanese(incident.name.ja) && !japanese(incident.name.en)) << incident.id;
  }
}

TEST(Framework, LoadsInAFewMilliseconds) {
  const auto start = std::chrono::steady_clock::now();
  const auto result = load_framework(embedded_framework_files());
  const auto took = std::chrono::steady_clock::now() - start;
  ASSERT_TRUE(result.has_value());
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  RecordProperty("milliseconds", std::to_string(milliseconds));
  EXPECT_LT(milliseconds, 500) << "far above what it takes; something has become quadratic";
}

}  // namespace
}  // namespace cpsaudit
