#include "formats/parsed.h"

namespace cpsaudit {
namespace {

TEST(Makefile, VariablesOfAllKindsAreSettings) {
  const Parsed parsed(
      Syntax::kMakefile,
      "# c\nA := x # why\nB ?= y\nexport C = z\nD += a \\\n  b\\\n\tc\noverride E ::= 1\nF = h\\#i # c\n"
      "t: H := t\nI != date\nJ =\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("A"), "x");
  EXPECT_EQ(parsed.value("B"), "y");
  EXPECT_EQ(parsed.value("C"), "z");
  EXPECT_EQ(parsed.value("D"), "a b c");
  EXPECT_EQ(parsed.value("E"), "1");
  EXPECT_EQ(parsed.value("F"), "h\\#i");
  EXPECT_EQ(parsed.value("H"), "t");
  EXPECT_EQ(parsed.key_under("I"), "I");
  EXPECT_EQ(parsed.at("J").style, ScalarStyle::kMissing);
  ASSERT_EQ(parsed.comments().size(), 1U);
}

TEST(Makefile, ToolsAreKnownByTheNamesOfTheirVariables) {
  const Parsed parsed(Syntax::kMakefile,
                      "GIT := /opt/git\nall:\n\t$(MAKE) -C a X=0\n\t${CURL} -k u\n\t$(GIT) x\n\t$(OTHER) y\n");
  ASSERT_EQ(parsed.commands().size(), 4U);
  EXPECT_EQ(parsed.words(0), "make|-C|a|X=0");
  EXPECT_EQ(parsed.words(1), "curl|-k|u");
  EXPECT_EQ(parsed.words(2), "/opt/git|x");
  EXPECT_EQ(parsed.words(3), "${make}|y");
}

TEST(Makefile, RecipesAreCommandsOfTheirTarget) {
  const Parsed parsed(Syntax::kMakefile,
                      "all: a b ; touch c\n\t@echo $$HOME\n\n# between\n\t-$(Q)curl -k \\\n\t  http://x/$@ | sh\n"
                      "X = 1\n\tnot a recipe any more\n");
  ASSERT_EQ(parsed.commands().size(), 4U);
  EXPECT_EQ(parsed.words_under(0), "touch|c");
  EXPECT_EQ(parsed.words(1), "echo|$HOME");
  EXPECT_EQ(parsed.words_under(2), "curl|-k|http://x/$@");
  EXPECT_EQ(parsed.words_under(3), "sh");
  EXPECT_EQ(parsed.commands()[2].inside, "all");
  EXPECT_EQ(parsed.problems().size(), 1U);
}

TEST(Makefile, AVariableThatIsSetOnceToALiteralIsPutIn) {
  const Parsed parsed(Syntax::kMakefile,
                      "GET := wget --no-check-certificate\nTWICE = a\nTWICE = b\nMORE = c\nMORE += d\n"
                      "all:\n\t$(GET) $(TWICE) ${MORE} $(call f,$(GET)) $(LATE)\nLATE = http://x\n");
  ASSERT_EQ(parsed.commands().size(), 1U);
  EXPECT_EQ(parsed.words(0), "wget|--no-check-certificate|${make}|${make}|${make}|http://x");
}

TEST(Makefile, TheLinesOfAValueKeepTheirPlaces) {
  const Parsed parsed(Syntax::kMakefile, "CFLAGS = -O2 \\\n  -DA=1 \\\n\t-g\nONE = -DA=1\n");
  const Node& flags = parsed.at("CFLAGS");
  EXPECT_EQ(flags.value, "-O2 -DA=1 -g");
  ASSERT_EQ(flags.words.size(), 3U);
  EXPECT_EQ(flags.words[1].text, "-DA=1");
  EXPECT_EQ(flags.words[1].span, (Span{{2, 3}, {2, 8}}));
  EXPECT_TRUE(parsed.at("ONE").words.empty());
}

TEST(Makefile, DefinitionsHoldSettingsRecipesOrAScript) {
  const Parsed parsed(
      Syntax::kMakefile,
      "define Package/foo\n  SECTION:=net\n  URL:=http://x\nendef\n"
      "define Package/foo/description\n  wget it\nendef\n"
      "define Package/foo/postinst\n#!/bin/sh\nif true; then\n  echo \"$${X}\" | passwd root\nfi\nendef\n"
      "define Build/Compile\n\tcp a b\nendef\nC = d\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("Package/foo>URL"), "http://x");
  EXPECT_EQ(parsed.value("C"), "d");
  ASSERT_EQ(parsed.commands().size(), 4U);
  EXPECT_EQ(parsed.words(1), "echo|${X}");
  EXPECT_EQ(parsed.words_under(2), "passwd|root");
  EXPECT_EQ(parsed.commands()[2].inside, "Package/foo/postinst");
  EXPECT_EQ(parsed.words_under(3), "cp|a|b");
}

TEST(Makefile, ATableThatNoShellReadsIsKeptAsItStands) {
  const Parsed parsed(Syntax::kMakefile, "define A_USERS\n\tsvc 1000 svc 1000 = / /bin/sh - x\nendef\nB = 1\n");
  EXPECT_TRUE(parsed.commands().empty());
  EXPECT_EQ(parsed.under("A_USERS>#text"), "\tsvc 1000 svc 1000 = / /bin/sh - x\n");
  EXPECT_EQ(parsed.value("B"), "1");
}

TEST(Makefile, WhatIsNeitherIsAProblemWithItsPlace) {
  const Parsed parsed(Syntax::kMakefile, "ifeq ($(A),b)\n$(eval $(call x))\nnonsense here\nendif\ndefine open\n");
  ASSERT_EQ(parsed.problems().size(), 2U);
  EXPECT_EQ(parsed.problems()[0].where.line, 3U);
  EXPECT_EQ(parsed.problems()[1].where.line, 5U);
}

}  // namespace
}  // namespace cpsaudit
