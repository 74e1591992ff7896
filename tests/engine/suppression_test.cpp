#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

Judgement judged(const std::string& comment, EngineOptions options = {}) {
  static const Catalog catalog = catalog_of(check_text("  - setting: {syntax: yaml, key: tls, bad: false}"));
  const std::vector<FileFacts> files = {
      DocumentBuilder("a.yaml", Syntax::kYaml).comment(comment).set("tls", "off").build()};
  return judge(catalog, files, options);
}

TEST(Suppression, NamesTheCheckAndGivesAReason) {
  const Judgement judgement = judged(" cpsaudit: ignore[CPSA2011] reason=\"lab only\" until=2027-03-31");
  ASSERT_EQ(judgement.findings.size(), 1U);
  ASSERT_TRUE(judgement.findings[0].suppression.has_value());
  EXPECT_EQ(judgement.findings[0].suppression->justification, "lab only");
  EXPECT_EQ(judgement.findings[0].suppression->until, "2027-03-31");
  EXPECT_TRUE(judgement.notifications.empty());
}

TEST(Suppression, WithoutAReasonOrWithErrorsDoesNothingAndIsTold) {
  for (const char* comment : {"cpsaudit: ignore[CPSA2011]", "cpsaudit: ignore[CPSA2011] reason=\"\"",
                              "cpsaudit: ignore[CPSA9999] reason=\"x\"", "cpsaudit: ignore CPSA2011",
                              "cpsaudit: ignore[CPSA2011] reason=\"x\" until=tomorrow",
                              "cpsaudit: ignore[CPSA2011] reason=\"x\" until=2027-3-1"}) {
    const Judgement judgement = judged(comment);
    EXPECT_FALSE(judgement.findings[0].suppression.has_value()) << comment;
    ASSERT_EQ(judgement.notifications.size(), 1U) << comment;
    EXPECT_EQ(judgement.notifications[0].problem.kind, Problem::Kind::kSuppressionMalformed);
  }
}

TEST(Suppression, ExpiresAndIsToldWhenItMatchesNothing) {
  EngineOptions later;
  later.today = "2027-04-01";
  const Judgement expired = judged("cpsaudit: ignore[CPSA2011] reason=\"x\" until=2027-03-31", later);
  EXPECT_FALSE(expired.findings[0].suppression.has_value());
  EXPECT_EQ(expired.notifications.at(0).problem.kind, Problem::Kind::kSuppressionUnused);
}

TEST(Suppression, TheAuditorIsNotBoundByIt) {
  EngineOptions auditor;
  auditor.obey_inline_suppressions = false;
  EXPECT_FALSE(judged("cpsaudit: ignore[CPSA2011] reason=\"x\"", auditor).findings[0].suppression.has_value());
}

}  // namespace
}  // namespace cpsaudit::test
