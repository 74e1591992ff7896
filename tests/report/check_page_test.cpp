#include "report/check_page.h"

#include <gmock/gmock.h>

#include "report/cwe_names.h"
#include "report/problem_texts.h"
#include "report/tree.h"

namespace cpsaudit {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string page_of(const Tree& tree, std::size_t check, Language language = Language::kEnglish) {
  return check_page(tree.catalog, tree.catalog.checks[check], Tree::framework(), Tree::reference(), language);
}

TEST(CheckPage, SaysWhyAndHowToMendItWithAnExampleOfEachKind) {
  const Tree tree;
  const std::string page = page_of(tree, Tree::kPeer);
  EXPECT_THAT(page, HasSubstr("# CPSA2011: Something is open."));
  EXPECT_THAT(page, HasSubstr("| Severity | 8.1 (error) |"));
  EXPECT_THAT(page, HasSubstr("## How to mend it\n\nClose it.\n"));
  EXPECT_THAT(page, HasSubstr("## Reported\n\n`a.c`\n\n```c\nopen(0);\n```\n"));
  EXPECT_THAT(page, HasSubstr("## Not reported\n\n`a.c` – it is closed\n\n```c\nopen(1);\n```\n"));
  EXPECT_TRUE(page.ends_with("\n"));
  EXPECT_FALSE(page.ends_with("\n\n"));
}

TEST(CheckPage, NamesTheRequirementTheRiskSourceTheIncidentAndTheLayerOfEachRow) {
  const Tree tree;
  const std::string page = page_of(tree, Tree::kAnonymous);
  EXPECT_THAT(page, HasSubstr("| CPS.AC-8 | `peer-authentication` Both ends identify and authenticate each other | "
                              "`L3_3_a_SYS.3` "));
  EXPECT_THAT(page, HasSubstr(" | `L3_3_a` "));
  EXPECT_THAT(page, HasSubstr(" | `L3` Connections in cyberspace |\n"));
}

TEST(CheckPage, SaysInWordsWhichGradeAsksForIt) {
  const Tree tree;
  EXPECT_THAT(page_of(tree, Tree::kPeer), HasSubstr("| Grade of measures | Grade 1: the least. What every product "));
  EXPECT_THAT(page_of(tree, Tree::kPeer, Language::kJapanese), HasSubstr("| 対策レベル | レベル1: 最低限。どの製品"));
}

TEST(CheckPage, CrosswalksNameTheirPublisherAndOursAreMarkedAsInformative) {
  const Tree tree;
  const std::string page = page_of(tree, Tree::kPeer);
  const std::size_t schemes = page.find("## In other schemes\n");
  ASSERT_NE(schemes, std::string::npos);
  EXPECT_THAT(page.substr(schemes), HasSubstr("- CPS.DS-2 `channel-encryption` "));
  EXPECT_THAT(page.substr(schemes), HasSubstr("\\[cpsaudit mapping (informative); "));
  EXPECT_THAT(page_of(tree, Tree::kPassword), HasSubstr("- CWE-798\n  - CWE to ISA/IEC 62443 \\[MITRE; "));
}

TEST(CheckPage, IsThereInJapanese) {
  const Tree tree;
  const std::string page = page_of(tree, Tree::kPeer, Language::kJapanese);
  EXPECT_THAT(page, HasSubstr("# CPSA2011: 開放されています。"));
  EXPECT_THAT(page, HasSubstr("## 対処\n\n閉じてください。\n"));
  EXPECT_THAT(page, Not(HasSubstr("it is closed")));
}

TEST(CheckPage, AnExampleCannotEndItsOwnFence) {
  Tree tree;
  tree.catalog.checks[Tree::kPeer].bad.front().text = "x ``` y\n";
  EXPECT_THAT(page_of(tree, Tree::kPeer), HasSubstr("````c\nx ``` y\n````\n"));
}

TEST(CheckPage, TheIndexLinksEveryCheckByFamily) {
  const Tree tree;
  const std::string index = check_index(tree.catalog, Language::kEnglish);
  EXPECT_THAT(index, HasSubstr("3 checks in 3 families."));
  EXPECT_THAT(
      index,
      HasSubstr("| [CPSA4001](CPSA4001.md) | Something is open. | `anonymous-access/mosquitto` | 6.5 warning |"));
  EXPECT_LT(index.find("## Credentials"), index.find("## Exposure"));
}

TEST(CheckPage, TheAddressOfAPageIsTheSameInLogsAndInTheIndex) {
  const Tree tree;
  EXPECT_EQ(check_page_url(tree.catalog.checks[Tree::kPeer], Language::kEnglish),
            std::string(kProjectUrl) + "/blob/main/docs/checks/CPSA2011.md");
  EXPECT_EQ(check_page_url(tree.catalog.checks[Tree::kPeer], Language::kJapanese),
            std::string(kProjectUrl) + "/blob/main/docs/ja/checks/CPSA2011.md");
}

TEST(CweNames, EveryWeaknessThatTheBuiltInChecksNameIsInTheTable) {
  const auto catalog = load_catalog(embedded_catalog_files());
  if (!catalog) GTEST_SKIP() << "the catalogue does not load; its own tests say why";
  for (const Weakness& weakness : catalog->weaknesses) {
    for (const int cwe : weakness.cwe) EXPECT_FALSE(cwe_name(cwe).empty()) << "CWE-" << cwe << " of " << weakness.id;
  }
}

TEST(ProblemTexts, EveryKindOfProblemHasItsOwnInTheOrderOfTheIds) {
  int expected = 0;
  for (const ProblemText& text : problem_texts()) {
    EXPECT_EQ(static_cast<int>(text.kind), expected++);
    EXPECT_EQ(text.id, "CPSN" + std::string(expected < 10 ? "000" : "00") + std::to_string(expected));
    EXPECT_THAT(text.message.en, HasSubstr("'{1}'"));
    EXPECT_THAT(text.message.ja, HasSubstr("'{1}'"));
  }
  EXPECT_EQ(static_cast<int>(Problem::Kind::kLessIsolated) + 1, expected);
}

}  // namespace
}  // namespace cpsaudit
