// What is made of one small report: the whole of each file, so that a change of any of it is seen.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/utf8.h"
#include "report/csv.h"
#include "report/gitlab.h"
#include "report/html.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/report_of_scan.h"
#include "report/tree.h"

namespace cpsaudit {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Two files, an error and a suppressed warning, and a file that could not be read.
Tree small_tree() {
  Tree tree;
  tree.file("src/a.c", "set(VERIFY, 0L);\n");
  tree.file("=cmd|x.conf", "allow all\n", Syntax::kDirectives);
  tree.finding(Tree::kPeer, "src/a.c", "0L");
  Finding& accepted = tree.finding(Tree::kAnonymous, "=cmd|x.conf", "all");
  accepted.suppression = Suppression{
      Suppression::Source::kConfiguration, Suppression::State::kAccepted, "Only in the laboratory, \"we\" say", "", {}};
  tree.result.notifications = {{"b.yaml", {Problem::Kind::kNotParsed, "the list does not end", {1, 2}}}};
  return tree;
}

Report report_of(const Tree& tree) {
  return report_of_scan(tree.result, tree.catalog, Tree::framework(), tree.sources(), {});
}

std::size_t occurrences(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(Junit, AFindingFailsARuleWithoutOnePassesAndALostFileIsAnError) {
  EXPECT_EQ(junit_report(report_of(small_tree()), Language::kEnglish),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cpsaudit" tests="4" failures="1" errors="1" skipped="0">
  <testsuite name="cpsaudit" tests="4" failures="1" errors="1" skipped="0">
    <testcase classname="CPSA1001" name="Something is open."/>
    <testcase classname="CPSA2011" name="src/a.c: Something is open." file="src/a.c">
      <failure type="error" message="'option' is set to '0L'.">src/a.c:1:13: 'option' is set to '0L'.
Close it.</failure>
    </testcase>
    <testcase classname="CPSA4001" name="Something is open."/>
    <testcase classname="CPSN0003" name="b.yaml #1">
      <error type="CPSN0003" message="'b.yaml' could not be parsed: 'the list does not end'."/>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST(Junit, WhatXmlCannotHoldIsShownAsAnEscape) {
  Tree tree;
  tree.file("a\x01\xFF\xEF\xBF\xBF.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a\x01\xFF\xEF\xBF\xBF.c", "0L");
  const std::string xml = junit_report(report_of(tree), Language::kJapanese);
  EXPECT_THAT(xml, HasSubstr("a\\x01\\xff\xEF\xBF\xBD.c"));
  EXPECT_THAT(xml, HasSubstr("開放されています。"));
}

TEST(Gitlab, EachFindingThatCountsIsOneEntry) {
  const auto entries = nlohmann::json::parse(gitlab_report(report_of(small_tree()), Language::kEnglish));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0]["description"], "'option' is set to '0L'.");
  EXPECT_EQ(entries[0]["check_name"], "CPSA2011");
  EXPECT_EQ(entries[0]["severity"], "critical");
  EXPECT_EQ(entries[0]["fingerprint"].get<std::string>().size(), 32U);
  EXPECT_EQ(entries[0]["location"], nlohmann::json::parse(R"({"path": "src/a.c", "lines": {"begin": 1}})"));
}

TEST(Gitlab, NothingFoundIsAnEmptyArray) {
  const Tree tree;
  EXPECT_EQ(gitlab_report(report_of(tree), Language::kEnglish), "[]\n");
}

TEST(Csv, CellsAreQuotedAndNoneIsAFormula) {
  EXPECT_EQ(csv_cell("plain"), "plain");
  EXPECT_EQ(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
  for (const char* formula : {"=1+1", "+1", "-1", "@x", "＝1"})
    EXPECT_EQ(csv_cell(formula), std::string("'") + formula);
  EXPECT_EQ(csv_cell("\t=1"), "\\x09=1");
  EXPECT_EQ(csv_cell("a\r\nb"), "a\\x0d\\x0ab");
}

TEST(Csv, TheFindingsAreATableWithAByteOrderMark) {
  const std::string csv = csv_findings(report_of(small_tree()), Tree::framework(), Language::kJapanese);
  EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBFルール,区分,レベル,深刻度,"));
  EXPECT_THAT(csv,
              HasSubstr("\r\nCPSA2011,fail,error,8.1,transport,src/a.c,1,13,'option' is set to '0L'.,"
                        "'option' が '0L' に設定されています。,Close it.,閉じてください。,CPS.DS-2,L1_1_b_DAT.1,L1,"
                        "CWE-295,ast,,,,,"));
  EXPECT_THAT(csv, HasSubstr(",'=cmd|x.conf,"));
  EXPECT_THAT(csv, HasSubstr(",configuration,\"Only in the laboratory, \"\"we\"\" say\",,,"));
}

TEST(Csv, TheChecklistHasEveryRequirementOnce) {
  const std::string csv = csv_requirements(report_of(small_tree()), Tree::framework(), Language::kEnglish);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), static_cast<long>(Tree::framework().meanings.size()) + 1);
  EXPECT_THAT(csv, HasSubstr(",channel-encryption,"));
}

TEST(Csv, WhatWasNotCheckedAndTheFilesAreTables) {
  const Report report = report_of(small_tree());
  EXPECT_THAT(csv_not_checked(report, Language::kEnglish), HasSubstr("\r\nCPSN0003,b.yaml,1,'b.yaml' could not be"));
  EXPECT_THAT(csv_files(report, Language::kEnglish), HasSubstr("\r\nsrc/a.c,17,"));
}

TEST(Markdown, TheOutcomeComesFirst) {
  MarkdownOptions options;
  options.link_prefix = "https://example.com/blob/1/";
  const std::string text = markdown_report(report_of(small_tree()), Tree::framework(), options);
  EXPECT_THAT(text, StartsWith("### cpsaudit: 1 error in 1 file\n"));
  EXPECT_THAT(text, HasSubstr("| error | [src/a.c:1](https://example.com/blob/1/src/a.c#L1) | 'option' is set to '0L'. "
                              "`CPSA2011` | CPS.DS-2 |\n"));
  EXPECT_THAT(text, HasSubstr("> **The look was incomplete.**\n"));
}

TEST(Markdown, NothingInTheTreeIsMarkup) {
  EXPECT_EQ(markdown_escaped("@all #1 `x` | <b> *a* [x](y) http://z \n"),
            "&#64;all &#35;1 &#96;x&#96; &#124; &lt;b&gt; \\*a\\* \\[x\\](y) http&#58;//z \\\\x0a");
}

TEST(Markdown, WhatDoesNotFitIsPutTogetherAloud) {
  Tree tree;
  for (int i = 0; i < 300; ++i) {
    const std::string path = "file" + std::to_string(i) + ".c";
    tree.file(path, "set(VERIFY, 0L);\n");
    tree.finding(Tree::kPeer, path, "0L");
  }
  const Report report = report_of(tree);
  MarkdownOptions options;
  const std::string all = markdown_report(report, Tree::framework(), options);
  EXPECT_THAT(all, HasSubstr("file299.c:1: 'option'"));
  EXPECT_THAT(all, Not(HasSubstr("put together")));
  options.limit = 8000;
  const std::string grouped = markdown_report(report, Tree::framework(), options);
  EXPECT_LE(grouped.size(), 8000U);
  EXPECT_THAT(grouped, HasSubstr("put together"));
  EXPECT_THAT(grouped, HasSubstr("- `CPSA2011` Something is open.: 300 errors\n"));
}

TEST(Markdown, FitsExactlyOrIsPutTogetherAndIsNeverCut) {
  Tree tree;
  for (int i = 0; i < 120; ++i) {
    const std::string path = "設定/ファイル" + std::to_string(i) + ".c";
    tree.file(path, "set(VERIFY, 0L);\n");
    tree.finding(Tree::kPeer, path, "0L");
  }
  const Report report = report_of(tree);
  MarkdownOptions options;
  options.language = Language::kJapanese;
  const std::string whole = markdown_report(report, Tree::framework(), options);
  options.limit = whole.size();
  EXPECT_EQ(markdown_report(report, Tree::framework(), options), whole) << "what just fits is left as it is";
  for (std::size_t limit = 600; limit < whole.size(); limit += 97) {
    options.limit = limit;
    const std::string text = markdown_report(report, Tree::framework(), options);
    EXPECT_LE(text.size(), limit);
    EXPECT_TRUE(is_utf8(text)) << limit;
    EXPECT_THAT(text, testing::EndsWith("</sub>\n")) << limit;
    EXPECT_EQ(occurrences(text, "<details>"), occurrences(text, "</details>")) << limit;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("|")) EXPECT_TRUE(line.ends_with("|")) << limit << ": " << line;
    }
  }
}

TEST(Markdown, SaysWhatOtherSchemesAskFor) {
  MarkdownOptions options;
  options.reference = &Tree::reference();
  const std::string text = markdown_report(report_of(small_tree()), Tree::framework(), options);
  EXPECT_THAT(text, HasSubstr("<details><summary>What other schemes say of them</summary>\n\n- CPS.DS-2 "));
  EXPECT_THAT(markdown_report(report_of(small_tree()), Tree::framework(), {}), Not(HasSubstr("other schemes")));
}

TEST(Markdown, BesideABaselineOnlyWhatIsNewIsShown) {
  Tree tree = small_tree();
  Report report = report_of(tree);
  for (ReportFinding& finding : report.findings) finding.baseline = BaselineState::kUnchanged;
  EXPECT_THAT(markdown_report(report, Tree::framework(), {}), StartsWith("### cpsaudit: nothing new was found\n"));
}

std::string html_of(const Tree& tree, Language language = Language::kEnglish) {
  return html_report(report_of(tree), Tree::framework(), Tree::reference(), language);
}

TEST(Html, IsOneFileThatAsksForNothing) {
  const std::string html = html_of(small_tree());
  EXPECT_THAT(html, StartsWith("<!doctype html>\n<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  for (const char* outside : {" src=", "@import", "url(", "<link", "<iframe", "fetch(", "http-equiv=\"refresh"}) {
    EXPECT_THAT(html, Not(HasSubstr(outside)));
  }
  EXPECT_THAT(html_of(small_tree(), Language::kJapanese), StartsWith("<!doctype html>\n<html lang=\"ja\">"));
}

TEST(Html, OnPaperALongListIsCountedByFile) {
  Tree tree;
  for (int i = 0; i < 60; ++i) {
    const std::string path = "src/" + std::to_string(i % 3) + ".c";
    if (i < 3) tree.file(path, "set(VERIFY, 0L);\n");
    tree.finding(Tree::kPeer, path, "0L");
  }
  const std::string html = html_of(tree);
  EXPECT_EQ(occurrences(html, "<article class=f id="), 40U);
  EXPECT_EQ(occurrences(html, "<article class=\"f x\" id="), 20U) << "there on screen, and not on paper";
  EXPECT_THAT(html, HasSubstr("20 more places in "));
  EXPECT_THAT(html, HasSubstr("<div class=paper>"));
  EXPECT_EQ(occurrences(html_of(small_tree()), "class=paper"), 0U);
}

TEST(Html, ProductsOfATreeAreATable) {
  Tree tree = small_tree();
  Product device;
  device.folder = "src";
  device.kind = "firmware";
  device.title = {"Firmware", "ファームウェア"};
  device.files = 1;
  tree.result.products = {Product{}, device};
  for (Finding& finding : tree.result.findings) finding.product = finding.place.path.starts_with("src") ? 1 : 0;
  const std::string html = html_of(tree);
  EXPECT_THAT(html, HasSubstr("<th scope=row><code>src</code> <span lang=en>Firmware</span>"));
  EXPECT_THAT(html_of(small_tree()), Not(HasSubstr("class=products")));
}

TEST(Html, WhatTheTreeSaysIsNeverMarkup) {
  Tree tree;
  const std::string path = "<script>alert(1)</script>\x1b\xE2\x80\xAE\xFF.c";
  tree.file(path, "set(\"</pre><img src=x onerror=alert(1)>{{body}}\", 0L);\n");
  Finding& finding = tree.finding(Tree::kPeer, path, "0L");
  finding.guard = "<b onclick='x'>";
  finding.suppression = Suppression{Suppression::Source::kInline, Suppression::State::kAccepted, "\"><script>", "", {}};
  tree.finding(Tree::kPeer, path, "0L");
  const std::string html = html_of(tree);
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("\"><script>")));
  EXPECT_THAT(html, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;\\x1b\\u202e\\xff.c"));
  EXPECT_THAT(html, HasSubstr("{{body}}&quot;"));
}

TEST(Html, EveryIdStandsOnceAndEveryLinkLeadsSomewhere) {
  const std::string html = html_of(small_tree());
  std::multiset<std::string> ids;
  for (std::size_t at = html.find(" id="); at != std::string::npos; at = html.find(" id=", at + 1)) {
    std::size_t begin = at + 4;
    if (html[begin] == '"') ++begin;
    ids.insert(html.substr(begin, html.find_first_of("\" >", begin) - begin));
  }
  for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
  for (std::size_t at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1)) {
    const std::string id = html.substr(at + 7, html.find('"', at + 7) - at - 7);
    EXPECT_EQ(ids.count(id), 1U) << id;
  }
}

}  // namespace
}  // namespace cpsaudit
