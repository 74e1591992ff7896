#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"
#include "engine/suppression_comment.h"

namespace cpsaudit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The catalogue that is compiled in: it has the checks of suppressions and CPSA2011.
const Catalog& catalog() {
  static const Catalog loaded = load_catalog(embedded_catalog_files()).value();
  return loaded;
}

/// The ids of what is said about a comment above a server with an empty password in a broker's configuration.
std::vector<std::string> told_about(const std::string& comment, EngineOptions options = {}) {
  const std::vector<FileFacts> files = {DocumentBuilder("mosquitto.conf", Syntax::kDirectives, "mosquitto")
                                            .comment(comment)
                                            .set("allow_anonymous", "true")
                                            .build()};
  std::vector<std::string> told;
  for (const Finding& finding : judge(catalog(), files, options).findings) {
    if (finding.kind != Kind::kFail) continue;
    const std::string& id = catalog().checks[finding.check].id;
    if (id.starts_with("CPSA0")) told.push_back(id);
    if (id == "CPSA4011" && finding.suppressed()) told.push_back("obeyed");
    if (id == "CPSA4011" && finding.suppression && !finding.suppressed()) told.push_back("listed");
  }
  return told;
}

TEST(Suppression, NamesTheCheckAndGivesAReason) {
  EXPECT_THAT(told_about(" cpsaudit: ignore[CPSA4011] reason=\"lab only\" until=2027-03-31"), ElementsAre("obeyed"));
  EXPECT_THAT(told_about("cpsaudit:ignore[CPSA4011] reason=\"lab only\""), ElementsAre("obeyed"));
  EXPECT_THAT(told_about(" cpsaudit: ignore[CPSA4011] reason=\"lab only\" -->"), ElementsAre("obeyed"));
}

TEST(Suppression, TakesNamesAndListsOfChecks) {
  EXPECT_THAT(told_about("cpsaudit: ignore[anonymous-access/mosquitto] reason=\"x\""), ElementsAre("obeyed"));
  EXPECT_THAT(told_about("cpsaudit: ignore[CPSA2011, CPSA4011] reason=\"x\""), ElementsAre("CPSA0005", "obeyed"));
}

TEST(Suppression, ThatBreaksTheGrammarDoesNothingAndIsAFinding) {
  for (const char* comment :
       {"cpsaudit: ignore CPSA4011", "cpsaudit: ignore", "cpsaudit: ignore[] reason=\"x\"",
        "cpsaudit: ignore[CPSA4011 reason=\"x\"", "cpsaudit: ignore[CPSA4011] because=\"x\"",
        "cpsaudit: ignore[CPSA4011] reason=x", "cpsaudit: ignore[CPSA4011] reason=\"x",
        "cpsaudit: ignore[CPSA4011]reason=\"x\"", "cpsaudit: ignore[CPSA4011] reason=\"x\" until=tomorrow",
        "cpsaudit: ignore[CPSA4011] reason=\"x\" until=2027-3-1",
        "cpsaudit: ignore[CPSA4011] reason=\"x\" until=2027-02-29",
        "cpsaudit: ignore[CPSA4011] reason=\"x\" until=2027-03-01 please",
        "cpsaudit: ignore[CPSA4011] reason=\"x\"until=2027-03-01", "cpsaudit: ingore[CPSA4011] reason=\"x\"",
        "cpsaudit: IGNORE[CPSA4011] reason=\"x\""}) {
    EXPECT_THAT(told_about(comment), ElementsAre("CPSA0001")) << comment;
  }
}

TEST(Suppression, WithoutAReasonDoesNothingAndIsAFinding) {
  for (const char* comment :
       {"cpsaudit: ignore[CPSA4011]", "cpsaudit: ignore[CPSA4011] reason=\"\"",
        "cpsaudit: ignore[CPSA4011] reason=\" \"", "cpsaudit: ignore[CPSA4011] until=2027-03-01"}) {
    EXPECT_THAT(told_about(comment), ElementsAre("CPSA0002")) << comment;
  }
}

TEST(Suppression, OfACheckThatDoesNotExistIsAFinding) {
  EXPECT_THAT(told_about("cpsaudit: ignore[CPSA0000] reason=\"x\""), ElementsAre("CPSA0003"));
  EXPECT_THAT(told_about("cpsaudit: ignore[*] reason=\"x\""), ElementsAre("CPSA0003"));
}

TEST(Suppression, HoldsOnItsLastDayAndNotAfterIt) {
  const std::string comment = "cpsaudit: ignore[CPSA4011] reason=\"x\" until=2027-03-31";
  EngineOptions options;
  options.today = "2027-03-31";
  EXPECT_THAT(told_about(comment, options), ElementsAre("obeyed"));
  options.today = "2027-04-01";
  EXPECT_THAT(told_about(comment, options), ElementsAre("CPSA0004"));
}

TEST(Suppression, ThatMatchesNothingIsAFinding) {
  EXPECT_THAT(told_about("cpsaudit: ignore[CPSA2011] reason=\"x\""), ElementsAre("CPSA0005"));
}

TEST(Suppression, OfACheckThatDidNotRunIsLeftAlone) {
  EngineOptions options;
  for (std::size_t i = 0; i < catalog().checks.size(); ++i) {
    if (catalog().checks[i].id != "CPSA2011") options.checks.push_back(i);
  }
  EXPECT_THAT(told_about("cpsaudit: ignore[CPSA2011] reason=\"x\"", options), IsEmpty());
}

TEST(Suppression, InProseIsNone) {
  EXPECT_THAT(told_about("cpsaudit: see the audit report of May"), IsEmpty());
  EXPECT_THAT(told_about("found by cpsaudit, ignore for now"), IsEmpty());
}

TEST(Suppression, IsListedButNotObeyedForTheAuditor) {
  EngineOptions auditor;
  auditor.obey_inline_suppressions = false;
  EXPECT_THAT(told_about("cpsaudit: ignore[CPSA4011] reason=\"x\"", auditor), ElementsAre("listed"));
}

PathSuppression path_suppression(std::string check, std::string until = {}) {
  PathSuppression suppression;
  suppression.check = std::move(check);
  suppression.path = "*.conf";
  suppression.covers = [](std::string_view path) { return path.ends_with(".conf"); };
  suppression.reason = "lab only";
  suppression.until = std::move(until);
  suppression.place = {"cpsaudit.toml", {{2, 9}, {2, 20}}};
  return suppression;
}

std::vector<std::string> told_about(const PathSuppression& suppression) {
  EngineOptions options;
  options.today = "2026-06-01";
  options.path_suppressions = {suppression};
  return told_about("no request", options);
}

TEST(PathSuppression, CoversAFamilyOrACheckAndMustBeUsed) {
  EXPECT_THAT(told_about(path_suppression("exposure")), ElementsAre("obeyed"));
  EXPECT_THAT(told_about(path_suppression("anonymous-access/mosquitto", "2026-06-01")), ElementsAre("obeyed"));
  EXPECT_THAT(told_about(path_suppression("transport/none")), ElementsAre("CPSA0003"));
  EXPECT_THAT(told_about(path_suppression("exposure", "2026-05-31")), ElementsAre("CPSA0004"));
  EXPECT_THAT(told_about(path_suppression("CPSA2011")), ElementsAre("CPSA0005"));
}

TEST(PathSuppression, OutsideOfTheTreeIsToldAsANotification) {
  EngineOptions options;
  options.path_suppressions = {path_suppression("CPSA2011")};
  options.path_suppressions[0].place.path.clear();
  const std::vector<FileFacts> files;
  const Judgement judgement = judge(catalog(), files, options);
  for (const Finding& finding : judgement.findings) EXPECT_NE(finding.kind, Kind::kFail);
  ASSERT_EQ(judgement.notifications.size(), 1U);
  EXPECT_EQ(judgement.notifications[0].problem.kind, Problem::Kind::kSuppressionUnused);
}

TEST(IsoDate, IsADayOfTheCalendar) {
  for (const char* day : {"2027-01-31", "2028-02-29", "2000-02-29", "2027-12-01"}) EXPECT_TRUE(is_iso_date(day)) << day;
  for (const char* day : {"2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10", "2027-04-31", "2027-1-01", "27-01-01",
                          "2027-01-01 ", "2027/01/01", ""}) {
    EXPECT_FALSE(is_iso_date(day)) << day;
  }
}

}  // namespace
}  // namespace cpsaudit::test
