#include "report/sarif_merge.h"

#include <gmock/gmock.h>

#include "report/sarif.h"
#include "report/sarif_reader.h"
#include "report/tree.h"

namespace cpsaudit {
namespace {

using testing::HasSubstr;

std::string log_of(const Tree& tree, SarifProfile profile = SarifProfile::kAudit) {
  SarifOptions options;
  options.profile = profile;
  return sarif_log(tree.result, tree.catalog, Tree::framework(), tree.sources(), options);
}

/// A file with one finding.
Tree tree_with(const std::string& path, const std::string& text = "set(VERIFY, 0L);\n") {
  Tree tree;
  tree.file(path, text);
  tree.finding(Tree::kPeer, path, "0L");
  return tree;
}

Report read(const std::string& log) {
  auto report = read_sarif(log, "merged", Tree::framework());
  EXPECT_TRUE(report.has_value()) << report.error().to_string();
  return std::move(*report);
}

TEST(SarifMerge, FilesAndFindingsOfAllLogsAreInOneAndEachIsThereOnce) {
  const std::string a = log_of(tree_with("a.c"));
  const std::string b = log_of(tree_with("b.c"));
  const auto merged = merged_sarif({{"b.sarif", "", b}, {"a.sarif", "", a}, {"again.sarif", "", a}}, "gateway");
  ASSERT_TRUE(merged.has_value()) << merged.error().to_string();
  EXPECT_EQ(*merged, *merged_sarif({{"a.sarif", "", a}, {"b.sarif", "", b}}, "gateway"));
  const Report report = read(*merged);
  EXPECT_EQ(report.subject, "gateway");
  ASSERT_EQ(report.files.size(), 2U);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].place.path, "a.c");
  EXPECT_EQ(report.findings[1].place.path, "b.c");
  const auto violated = std::find_if(report.verdicts.begin(), report.verdicts.end(),
                                     [](const ReportVerdict& v) { return v.meaning == "channel-encryption"; });
  ASSERT_NE(violated, report.verdicts.end());
  EXPECT_EQ(violated->kind, VerdictKind::kFail);
  EXPECT_EQ(violated->against.size(), 2U);
}

TEST(SarifMerge, OneLogAloneStaysTheSameBytes) {
  const std::string log = log_of(tree_with("a.c"));
  const auto merged = merged_sarif({{"a.sarif", "", log}}, "");
  ASSERT_TRUE(merged.has_value());
  EXPECT_EQ(*merged, log);
}

TEST(SarifMerge, DifferentFilesUnderOnePathNeedNames) {
  const std::string a = log_of(tree_with("x.c"));
  const std::string b = log_of(tree_with("x.c", "set(VERIFY, 0L); // another\n"));
  const auto refused = merged_sarif({{"a.sarif", "", a}, {"b.sarif", "", b}}, "");
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().to_string(), HasSubstr("give the logs names"));
  const auto merged = merged_sarif({{"a.sarif", "sensor", a}, {"b.sarif", "server", b}}, "");
  ASSERT_TRUE(merged.has_value()) << merged.error().to_string();
  const Report report = read(*merged);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].place.path, "sensor/x.c");
  EXPECT_EQ(report.findings[1].place.path, "server/x.c");
  EXPECT_NE(report.findings[0].fingerprint, report.findings[1].fingerprint);
}

TEST(SarifMerge, LogsOfDifferentKindsAreNotPutTogether) {
  const Tree tree = tree_with("a.c");
  const auto refused =
      merged_sarif({{"a.sarif", "", log_of(tree)}, {"b.sarif", "", log_of(tree, SarifProfile::kGithub)}}, "");
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().to_string(), HasSubstr("profile"));
}

}  // namespace
}  // namespace cpsaudit
