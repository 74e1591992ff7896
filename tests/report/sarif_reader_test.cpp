#include "report/sarif_reader.h"

#include <gmock/gmock.h>

#include "report/described.h"
#include "report/report_of_scan.h"
#include "report/sarif.h"
#include "report/tree.h"

namespace cpsaudit {
namespace {

using testing::HasSubstr;

/// A tree with one of everything that a report shows.
Tree rich_tree() {
  Tree tree;
  tree.file("src/日本 語.c", "int x;\n\tset(VERIFY, 0L); /* 😀 */ set(HOST, 1L);\nint y;\n");
  tree.file("etc/login.conf", "user = admin\npassword = hunter2hunter2\nport = 1\n", Syntax::kIni);
  tree.file("etc/mqtt.conf", "listener 1883\n", Syntax::kDirectives);
  tree.file("firmware.bin", std::string("\x7F\x00\x01", 3), Syntax::kBinary);
  Finding& peer = tree.finding(Tree::kPeer, "src/日本 語.c", "0L");
  peer.guard = "defined(DEBUG)";
  peer.related = {
      {{"etc/mqtt.conf", tree.span_of("etc/mqtt.conf", "1883")}, {"It listens here.", "ここで待ち受けます。"}}};
  peer.flow = {
      {{"src/日本 語.c", tree.span_of("src/日本 語.c", "x")}, {"handlers[i](0) is made", "handlers[i](0) を作成"}},
      {{"src/日本 語.c", tree.span_of("src/日本 語.c", "0L")}, {}}};
  peer.fix = Replacement{peer.place, "1L", {}};
  tree.finding(Tree::kPassword, "etc/login.conf", "hunter2hunter2");
  Finding& absent = tree.finding(Tree::kAnonymous, "etc/mqtt.conf", "");
  absent.message = {"Whatever [x](1) this says.", "何か [x](1) を言う。"};
  absent.lowered = "default";
  absent.level = Level::kNote;
  absent.security_severity = 3.5;
  Finding& accepted = tree.finding(Tree::kPeer, "src/日本 語.c", "1L");
  accepted.suppression = Suppression{Suppression::Source::kInline,
                                     Suppression::State::kAccepted,
                                     "Only in the laboratory.",
                                     "2030-01-01",
                                     {"src/日本 語.c", {}}};
  Finding& good = tree.finding(Tree::kAnonymous, "etc/mqtt.conf", "1883");
  good.kind = Kind::kPass;
  good.message = {"The good state was found: 'x'.", "適切な状態を確認しました: 'x'。"};
  tree.result.notifications = {{"etc/mqtt.conf", {Problem::Kind::kPartlyParsed, "what is this", {1, 3}}},
                               {"old", {Problem::Kind::kLinkOutside, "../../x", {}}}};
  tree.result.left_out = {{".git", "version control"}};
  return tree;
}

SarifOptions options_of(Language language) {
  SarifOptions options;
  options.language = language;
  options.subject = "gateway 1.2";
  options.exit_code = 1;
  options.revision = Revision{"https://example.com/a.git", "0123456789abcdef0123456789abcdef01234567", "main"};
  options.disabled_checks = {2};
  return options;
}

TEST(SarifReader, ALogSaysAllThatTheReportOfTheScanSays) {
  const Tree tree = rich_tree();
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const SarifOptions options = options_of(language);
    const std::string log = sarif_log(tree.result, tree.catalog, Tree::framework(), tree.sources(), options);
    const auto read = read_sarif(log, "x.sarif", Tree::framework());
    ASSERT_TRUE(read.has_value()) << read.error().to_string();
    const Report report = report_of_scan(tree.result, tree.catalog, Tree::framework(), tree.sources(), options);
    EXPECT_EQ(described(*read), described(report));
  }
}

TEST(SarifReader, ALogForGithubIsReadAsFarAsItGoes) {
  const Tree tree = rich_tree();
  SarifOptions options;
  options.profile = SarifProfile::kGithub;
  const std::string log = sarif_log(tree.result, tree.catalog, Tree::framework(), tree.sources(), options);
  const auto read = read_sarif(log, "x.sarif", Tree::framework());
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  EXPECT_FALSE(read->complete);
  EXPECT_EQ(read->findings.size(), 3U);
  EXPECT_TRUE(read->verdicts.empty());
  EXPECT_EQ(read->findings[0].message.ja, read->findings[0].message.en);
}

TEST(SarifReader, WhatIsNoLogOfOursIsRefusedWithAReason) {
  const auto error = [](std::string_view text) {
    const auto read = read_sarif(text, "x.sarif", Tree::framework());
    return read ? std::string() : read.error().to_string();
  };
  EXPECT_THAT(error("{"), HasSubstr("x.sarif: this is no JSON"));
  EXPECT_THAT(error("[1, 2]"), HasSubstr("no SARIF 2.1.0 log"));
  EXPECT_THAT(error(R"({"version": "2.1.0", "runs": []})"), HasSubstr("has 0 runs"));
  EXPECT_THAT(error(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Other\u001b"}}}]})"),
              HasSubstr("a log of 'Other\\x1b'"));
  EXPECT_THAT(error(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "cpsaudit"}},
                        "results": [{"ruleId": "CPSA9"}]}]})"),
              HasSubstr("results[0] is of rule 'CPSA9'"));
}

TEST(SarifReader, NonsenseInPlaceOfValuesIsTakenForNothing) {
  const auto read = read_sarif(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "cpsaudit", "rules":
      [{"id": "CPSA1", "properties": [], "relationships": {"a": 1}, "messageStrings": 7}]}},
      "artifacts": [{"location": 3}], "invocations": {}, "translations": [null], "taxonomies": [{"taxa": 5}],
      "results": [{"ruleId": "CPSA1", "level": 4, "locations": [{"physicalLocation": {"region":
      {"startLine": 99999999999999, "endLine": -1, "startColumn": "x"}}}], "suppressions": [[]], "fixes": [1]}]}]})",
                               "x.sarif", Tree::framework());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->findings.size(), 1U);
}

}  // namespace
}  // namespace cpsaudit
