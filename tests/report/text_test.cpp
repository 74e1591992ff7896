#include "report/text.h"

#include <gmock/gmock.h>

#include "report/display.h"
#include "report/report_of_scan.h"
#include "report/summary.h"
#include "report/tree.h"

namespace cpsaudit {
namespace {

using testing::HasSubstr;
using testing::Not;

Report report_of(const Tree& tree) {
  return report_of_scan(tree.result, tree.catalog, Tree::framework(), tree.sources(), {});
}

std::string findings(const Tree& tree, const TextOptions& options = {}) {
  return text_findings(report_of(tree), options);
}

std::string summary(const Tree& tree, const TextOptions& options = {}) {
  return text_summary(report_of(tree), options);
}

TEST(Text, AFindingReadsLikeThatOfACompiler) {
  Tree tree;
  tree.file("src/a.c", "void f(void) {\n\tset(VERIFY, 0L);\n}\n");
  Finding& finding = tree.finding(Tree::kPeer, "src/a.c", "0L");
  finding.guard = "defined(DEBUG)";
  EXPECT_EQ(findings(tree),
            "src/a.c (1 error)\n"
            "\n"
            "src/a.c:2:14: error: 'option' is set to '0L'. [CPSA2011 peer-not-verified/libcurl]\n"
            "    2 |     set(VERIFY, 0L);\n"
            "      |                 ^^\n"
            "      = why: Anybody can come in.\n"
            "      = fix: Close it.\n"
            "      = CPSF: CPS.DS-2 (L1_1_b_DAT.1), CWE-295\n"
            "      = only when: defined(DEBUG)\n"
            "\n");
}

TEST(Text, JapaneseIsSpokenThroughout) {
  Tree tree;
  tree.file("src/a.c", "set(VERIFY, 0L);\n");
  Finding& finding = tree.finding(Tree::kPeer, "src/a.c", "0L");
  finding.lowered = "test";
  finding.level = Level::kWarning;
  TextOptions options;
  options.language = Language::kJapanese;
  EXPECT_EQ(findings(tree, options),
            "src/a.c（警告1件）\n"
            "\n"
            "src/a.c:1:13: 警告: 'option' が '0L' に設定されています。 [CPSA2011 peer-not-verified/libcurl]\n"
            "    1 | set(VERIFY, 0L);\n"
            "      |             ^^\n"
            "      = 理由: 誰でも侵入できます。\n"
            "      = 対処: 閉じてください。\n"
            "      = CPSF: CPS.DS-2 (L1_1_b_DAT.1), CWE-295\n"
            "      = 補足: テスト用のコードのため、レベルを下げています\n"
            "\n");
  EXPECT_EQ(summary(tree, options), "警告1件（1ファイル中1ファイル）。\n  通信（transport）  警告1件\n");
}

TEST(Text, ReasonAndRemedyAreSaidOnce) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\nset(VERIFY, 0l);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  tree.finding(Tree::kPeer, "a.c", "0l");
  const std::string text = findings(tree);
  EXPECT_EQ(text.find("= why"), text.rfind("= why"));
  EXPECT_EQ(text.find("= fix"), text.rfind("= fix"));
}

TEST(Text, FindingsStandUnderTheirFile) {
  Tree tree;
  tree.file("b.c", "set(VERIFY, 0L);\nset(VERIFY, 0l);\n");
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "b.c", "0L");
  tree.finding(Tree::kAnonymous, "a.c", "0L");
  tree.finding(Tree::kPeer, "b.c", "0l").level = Level::kNote;
  const std::string text = findings(tree);
  EXPECT_THAT(text, testing::StartsWith("a.c (1 warning)\n\na.c:1:13: warning: "));
  EXPECT_THAT(text, HasSubstr("\n\nb.c (1 error, 1 note)\n\nb.c:1:13: error: "));
  EXPECT_THAT(text, HasSubstr("\n\nb.c:2:13: note: "));
}

TEST(Text, TerseIsALineAFinding) {
  Tree tree;
  tree.file("b.c", "set(VERIFY, 0L);\n");
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "b.c", "0L");
  tree.finding(Tree::kPeer, "a.c", "0L");
  TextOptions options;
  options.detail = TextDetail::kTerse;
  EXPECT_EQ(findings(tree, options),
            "a.c:1:13: error: 'option' is set to '0L'. [CPSA2011 peer-not-verified/libcurl]\n"
            "b.c:1:13: error: 'option' is set to '0L'. [CPSA2011 peer-not-verified/libcurl]\n");
}

TEST(Text, RelatedPlacesAndStepsAreShownWithTheirCode) {
  Tree tree;
  tree.file("a.c", "int v = 0;\nset(VERIFY, v);\n");
  Finding& finding = tree.finding(Tree::kPeer, "a.c", "v)");
  finding.related = {{{"a.c", tree.span_of("a.c", "0")}, {"It becomes 0 here.", "ここで0になります。"}}};
  finding.flow = {{{"a.c", tree.span_of("a.c", "int")}, {"It begins.", "始まり。"}}};
  EXPECT_THAT(findings(tree), HasSubstr("a.c:1:9: note: It becomes 0 here.\n"
                                        "    1 | int v = 0;\n"
                                        "      |         ^\n"
                                        "a.c:1:1: note: (1) It begins.\n"));
}

TEST(Text, NoScannedFileCanSpeakToTheTerminal) {
  Tree tree;
  tree.file("a\x1b[2J.c", "/* \x1b]0;owned\a */ set(VERIFY, 0L); // \xE2\x80\xAE txt\n");
  Finding& finding = tree.finding(Tree::kPeer, "a\x1b[2J.c", "0L");
  finding.message = {"'x' is set to '\x1b[31m\r\n'.", "'x' が '\x1b[31m\r\n' に設定されています。"};
  finding.guard = "\x1b[1m";
  tree.result.notifications = {{"\x1b[2Jb", {Problem::Kind::kNotParsed, "\x1b[2J", {}}}};
  const std::string text = findings(tree) + summary(tree);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\a")));
  EXPECT_THAT(text, Not(HasSubstr("\r")));
  EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(text, HasSubstr("a\\x1b[2J.c:1:"));
}

TEST(Text, ColourIsThereOnRequestOnly) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  EXPECT_THAT(findings(tree), Not(HasSubstr("\x1b")));
  TextOptions options;
  options.colour = Colour::kAlways;
  EXPECT_THAT(findings(tree, options), HasSubstr("\x1b[1;31merror\x1b[0m"));
}

TEST(Text, SecretsAreMaskedWhereverTheyStand) {
  Tree tree;
  tree.file("a.c", "login(\"hunter2-and-more\", 0L); // hunter2-and-more\n");
  tree.finding(Tree::kPassword, "a.c", "\"hunter2-and-more\"");
  tree.finding(Tree::kPeer, "a.c", "0L");
  const std::string text = findings(tree);
  EXPECT_THAT(text, Not(HasSubstr("hunter2")));
  EXPECT_THAT(text, HasSubstr("    1 | login([REDACTED], 0L); // [REDACTED]\n"
                              "      |       ^^^^^^^^^^\n"));
  // What stands beside it is quoted up to the secrets on either side.
  EXPECT_THAT(text, HasSubstr("    1 | …, 0L); //\n      |    ^^\n"));
}

TEST(Text, CaretsStandUnderWideCharactersAndEmoji) {
  Tree tree;
  tree.file("a.c", "/* 設定 \U0001F512 e\u0301 */ set(\"鍵\");\n");
  tree.finding(Tree::kPeer, "a.c", "\"鍵\"");
  EXPECT_THAT(findings(tree), HasSubstr("    1 | /* 設定 \U0001F512 e\u0301 */ set(\"鍵\");\n"
                                        "      |                     ^^^^\n"));
  EXPECT_EQ(display_width("設定 \U0001F512 e\u0301"), 9U);
}

TEST(Text, ALongLineIsCutAroundTheFinding) {
  Tree tree;
  tree.file("a.js", std::string(100000, 'x') + " set(0L) " + std::string(100000, 'y') + "\n", Syntax::kUnknown);
  tree.finding(Tree::kPeer, "a.js", "0L");
  TextOptions options;
  options.width = 30;
  EXPECT_THAT(findings(tree, options), HasSubstr("    1 | …xxxxx set(0L) yyyyyyyyyyyyyyyy…\n"
                                                 "      |            ^^\n"));
}

TEST(Text, OfSeveralLinesTheFirstIsShown) {
  Tree tree;
  tree.file("key.pem", "-----BEGIN KEY-----\nMC4CAQAwBQYDK2VwBCIEIJDYvh6SEqVTm50DFtMD\n-----END KEY-----\n",
            Syntax::kPem);
  Finding& finding = tree.finding(Tree::kPassword, "key.pem", "-----BEGIN KEY-----");
  finding.place.span.end = {3, 18};
  EXPECT_THAT(findings(tree), HasSubstr("    1 | [REDACTED]\n      | ^^^^^^^^^^ and 2 more lines\n"));
}

TEST(Text, AnEmptyPlaceIsMarkedWithTheLineAroundIt) {
  Tree tree;
  tree.file("a.conf", "user\npassword \n", Syntax::kDirectives);
  tree.finding(Tree::kPeer, "a.conf", "").place.span = {{2, 10}, {2, 10}};
  EXPECT_THAT(findings(tree), HasSubstr("    2 | password\n      | ^^^^^^^^\n"));
}

TEST(Text, WhatIsSuppressedOrPassedIsCountedAndNotListed) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L").suppression =
      Suppression{Suppression::Source::kInline, Suppression::State::kAccepted, "Only in the laboratory", "", {}};
  tree.finding(Tree::kPeer, "a.c", "0L").kind = Kind::kPass;
  EXPECT_EQ(findings(tree), "");
  EXPECT_EQ(summary(tree), "Nothing was found in 1 file.\n1 finding is suppressed.\n");
}

TEST(Text, TheSummaryCountsLevelsFamiliesAndWhatWasNotAnalysed) {
  Tree tree;
  for (const char* path : {"a.c", "b.c", "c.c", "d.yaml"}) tree.file(path, "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  tree.finding(Tree::kPeer, "b.c", "0L");
  tree.finding(Tree::kAnonymous, "b.c", "set");
  tree.file("firmware.bin", std::string("\0", 1), Syntax::kBinary);
  for (const char* path : {"d.yaml", "e.yaml", "f.yaml"}) {
    tree.result.notifications.push_back({path, {Problem::Kind::kNotParsed, "the list does not end", {1, 2}}});
  }
  tree.result.notifications.push_back({"a.c", {Problem::Kind::kSuppressionUnused, "matches nothing", {1, 1}}});
  tree.result.left_out = {{".git", "version control"}};
  TextOptions options;
  options.named_problems = 2;
  EXPECT_EQ(summary(tree, options),
            "2 errors, 1 warning in 2 of 5 files.\n"
            "  exposure   1 warning\n"
            "  transport  2 errors\n"
            "1 path was left out on purpose.\n"
            "1 file is of no kind that cpsaudit reads.\n"
            "Not analysed:\n"
            "  could not be parsed: 3 files\n"
            "    d.yaml:1:2: the list does not end\n"
            "    e.yaml:1:2: the list does not end\n"
            "    and 1 more\n"
            "To be looked at:\n"
            "  suppressions that do nothing: 1 file\n"
            "    a.c:1:1: matches nothing\n");
}

std::string requirements(const Tree& tree, Language language, bool name_violated) {
  TextOptions options;
  options.language = language;
  options.name_requirements = name_violated;
  return text_requirements(report_of(tree), Tree::framework(), options);
}

TEST(TextRequirements, CountEveryMeaningOnce) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  tree.finding(Tree::kAnonymous, "a.c", "set").kind = Kind::kPass;
  EXPECT_EQ(requirements(tree, Language::kEnglish, false),
            "Requirements of the framework, 114 by meaning:\n"
            "    1  findings relate to a violation\n"
            "    0  open: not to be decided from what was read\n"
            "    1  good places were found, and nothing against them\n"
            "    0  nothing of the kind is in the tree\n"
            "  112  to be judged by people: no file shows it, or no check looked\n"
            "A finding relates to a requirement; no finding does not mean that it is met.\n");
}

TEST(TextRequirements, TheViolatedOnesAreNamedOnRequestWithTheirFindings) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  tree.finding(Tree::kPeer, "a.c", "set");
  EXPECT_THAT(requirements(tree, Language::kEnglish, true),
              HasSubstr("      CPS.DS-2 Communication channels encrypted: 2 findings\n"));
  EXPECT_THAT(requirements(tree, Language::kEnglish, false), Not(HasSubstr("CPS.DS-2")));
  EXPECT_THAT(requirements(tree, Language::kJapanese, true), HasSubstr(": 2件\n"));
}

TEST(TextRequirements, NothingReadsLikeConformity) {
  const Tree tree;
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string text = requirements(tree, language, true);
    for (const char* word : {"compl", "conform", "適合", "準拠"}) EXPECT_THAT(text, Not(HasSubstr(word)));
  }
}

TEST(Summary, AnUnreadableInputCostsAResultButAMissingHeaderDoesNot) {
  EXPECT_TRUE(loses_input(Problem::Kind::kCrashed));
  EXPECT_FALSE(loses_input(Problem::Kind::kMissingHeader));
  EXPECT_FALSE(loses_input(Problem::Kind::kLinkOutside));
}

}  // namespace
}  // namespace cpsaudit
