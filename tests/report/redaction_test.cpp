#include "report/redaction.h"

#include <gmock/gmock.h>

#include "report/region.h"
#include "report/tree.h"

namespace cpsaudit {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Redactor redactor(const Tree& tree) {
  return Redactor(tree.result, tree.catalog, tree.sources());
}

TEST(SecretValues, AreWhatAReaderWouldTakeForTheSecret) {
  EXPECT_THAT(secret_values("\"hunter2-x\""), Contains("hunter2-x"));
  EXPECT_THAT(secret_values("option key 'hunter2-x'"), Contains("hunter2-x"));
  EXPECT_THAT(secret_values("password = hunter2-x;"), Contains("hunter2-x"));
  EXPECT_THAT(secret_values("password: hunter2-x"), Contains("hunter2-x"));
  EXPECT_THAT(secret_values("<Password>hunter2-x</Password>"), Contains("hunter2-x"));
  EXPECT_THAT(secret_values("root:$1$abc$def:0:0:root:/root:/bin/sh"), Contains("$1$abc$def"));
  EXPECT_THAT(secret_values("-----BEGIN KEY-----\r\nMC4CAQAwBQYDK2VwBCIEIJDY\r\nqSnF\r\n-----END KEY-----"),
              ElementsAre("MC4CAQAwBQYDK2VwBCIEIJDY"));
}

TEST(Redactor, ASecretIsHiddenInEveryFileItStandsIn) {
  Tree tree;
  tree.file("a.c", "pw(\"hunter2-x\");\n");
  tree.file("b.c", "// hunter2-x\n");
  tree.finding(Tree::kPassword, "a.c", "\"hunter2-x\"");
  EXPECT_EQ(redactor(tree).shown("b.c", "// hunter2-x\n", {0, 12}), "// [REDACTED]");
  EXPECT_EQ(redactor(tree).scrubbed("it is hunter2-x."), "it is [REDACTED].");
}

TEST(Redactor, EverydayWordsAreHiddenWhereTheyAreASecretAndNowhereElse) {
  Tree tree;
  const std::string text = "password password\n";
  tree.file("a.conf", text, Syntax::kDirectives);
  tree.finding(Tree::kPassword, "a.conf", "password").place.span = {{1, 10}, {1, 18}};
  EXPECT_EQ(redactor(tree).shown("a.conf", text, {0, 17}), "password [REDACTED]");
  EXPECT_EQ(redactor(tree).scrubbed("the password"), "the password");
  const Place line{"a.conf", {{1, 1}, {1, 18}}};
  EXPECT_EQ(redactor(tree).scrubbed("password", line), "[REDACTED]");
  EXPECT_EQ(redactor(tree).scrubbed("web/password", line), "web/password");
}

TEST(Redactor, OnlyThePartThatIsShownIsHidden) {
  Tree tree;
  const std::string text = "abc hunter2-xyz def\n";
  tree.file("a.conf", text, Syntax::kDirectives);
  tree.finding(Tree::kPassword, "a.conf", "hunter2-xyz");
  EXPECT_THAT(redactor(tree).hidden("a.conf", text, {0, 4}), IsEmpty());
  EXPECT_THAT(redactor(tree).hidden("a.conf", text, {6, 19}), ElementsAre(Range{6, 15}));
}

TEST(Redactor, AMessageThatQuotesItsPlaceHidesEvenAShortSecretThere) {
  Tree tree;
  tree.file("hosts.ini", "host user=toor_ pass=toor opts='-o x'\n", Syntax::kIni);
  tree.finding(Tree::kPassword, "hosts.ini", "toor").place.span = {{1, 22}, {1, 26}};
  const Place line{"hosts.ini", {{1, 6}, {1, 38}}};
  EXPECT_EQ(redactor(tree).scrubbed("'user=notoor pass=toor opts=…'", line), "'user=notoor pass=[REDACTED] opts=…'");
  EXPECT_EQ(redactor(tree).scrubbed("'user=a pass=to…'", line), "'user=a pass=[REDACTED]…'");
  EXPECT_EQ(redactor(tree).scrubbed("pass=toor", Place{"hosts.ini", {{1, 1}, {1, 5}}}), "pass=toor");
}

TEST(Redactor, WhatPassedHasNoSecret) {
  Tree tree;
  tree.file("a.conf", "password ${PASSWORD}\n", Syntax::kDirectives);
  tree.finding(Tree::kPassword, "a.conf", "${PASSWORD}").kind = Kind::kPass;
  EXPECT_EQ(redactor(tree).scrubbed("${PASSWORD}"), "${PASSWORD}");
}

TEST(Region, AFindingAboutAWholeFilePointsAtItsFirstWord) {
  const Text text = Text::from_utf8("\n\n  listener 1883\n");
  EXPECT_EQ(text.slice(region_of(text, {}, EmptyRegion::kWidened).span), "listener");
}

TEST(Region, NothingPointsBehindTheLastNewline) {
  const Text text = Text::from_utf8("a = 1\nb = 2\n");
  const Region region = region_of(text, {{3, 1}, {3, 1}}, EmptyRegion::kKept);
  EXPECT_EQ(text.slice(region.span), "2");
}

TEST(Region, ContextProperlyContainsItsRegion) {
  for (const char* source : {"all\n", "x\nall", "x\r\nall\r\n", "\nall", "all of it"}) {
    const Text text = Text::from_utf8(source);
    const std::size_t at = text.utf8().find("all");
    const Region region{text.span(at, at + 3), {at, at + 3}};
    for (const std::size_t margin : {0U, 1U, 3U}) {
      const auto context = context_of(text, region, margin);
      ASSERT_TRUE(context) << source;
      EXPECT_TRUE(context->span.contains(region.span)) << source;
      EXPECT_FALSE(context->span == region.span) << source;
    }
  }
  const Text alone = Text::from_utf8("all");
  EXPECT_FALSE(context_of(alone, {alone.span(0, 3), {0, 3}}, 1));
}

TEST(Region, AMinifiedFileIsShownInPart) {
  const Text text = Text::from_utf8(std::string(300000, 'x') + "設" + std::string(300000, 'y'));
  const Region region{text.span(300000, 300003), {300000, 300003}};
  const auto context = context_of(text, region, 1);
  ASSERT_TRUE(context);
  EXPECT_LT(context->range.end - context->range.begin, 1000U);
  EXPECT_EQ(region_of(text, text.span(10, 10), EmptyRegion::kWidened).range, (Range{9, 10}));
}

}  // namespace
}  // namespace cpsaudit
