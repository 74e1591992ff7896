#include "intake/glob.h"

#include <gtest/gtest.h>

#include <chrono>

namespace cpsaudit {
namespace {

bool matches(const std::string& glob, std::string_view path) {
  return Glob(glob).matches(path);
}

TEST(Glob, AStarStaysInsideAName) {
  EXPECT_TRUE(matches("etc/*.conf", "etc/a.conf"));
  EXPECT_TRUE(matches("etc/*.conf", "etc/.conf"));
  EXPECT_FALSE(matches("etc/*.conf", "etc/x/a.conf"));
  EXPECT_FALSE(matches("etc/*.conf", "usr/etc/a.conf"));
}

TEST(Glob, AQuestionMarkIsOneCharacterOfAName) {
  EXPECT_TRUE(matches("a?c", "abc"));
  EXPECT_TRUE(matches("a?c",
                      "a\xE3\x81\x82"
                      "c"));
  EXPECT_FALSE(matches("x/a?c", "x/a/c"));
  EXPECT_FALSE(matches("a?c", "ac"));
}

TEST(Glob, TwoStarsCrossFolders) {
  EXPECT_TRUE(matches("**/conf.d/*.conf", "conf.d/a.conf"));
  EXPECT_TRUE(matches("**/conf.d/*.conf", "etc/mosquitto/conf.d/a.conf"));
  EXPECT_FALSE(matches("**/conf.d/*.conf", "etc/xconf.d/a.conf"));
  EXPECT_TRUE(matches("a/**/b", "a/b"));
  EXPECT_TRUE(matches("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(matches("a/**/b", "a/xb"));
  EXPECT_TRUE(matches("vendor/**", "vendor/x/y.c"));
  EXPECT_FALSE(matches("vendor/**", "vendor"));
}

TEST(Glob, WithoutASlashItIsHeldAgainstTheNameAlone) {
  EXPECT_TRUE(matches("sshd_config*", "etc/ssh/sshd_config.rpmnew"));
  EXPECT_FALSE(matches("sshd_config*", "etc/sshd_config.d/a.conf"));
}

TEST(Glob, ALeadingSlashTiesItToTheRoot) {
  EXPECT_TRUE(matches("/build", "build"));
  EXPECT_FALSE(matches("/build", "x/build"));
  EXPECT_TRUE(matches("./src/a.c", "src/a.c"));
}

TEST(Glob, ATrailingSlashIsAllBelowSuchAFolder) {
  EXPECT_TRUE(matches("third_party/", "x/third_party/a/b.c"));
  EXPECT_FALSE(matches("third_party/", "x/third_party"));
}

TEST(Glob, BracketsAreASetOfCharacters) {
  EXPECT_TRUE(matches("[a-c]x", "bx"));
  EXPECT_FALSE(matches("[a-c]x", "dx"));
  EXPECT_TRUE(matches("[!a-c]x", "dx"));
  EXPECT_FALSE(matches("[!a]", "/"));
  EXPECT_TRUE(matches("[]x]", "]"));
  EXPECT_TRUE(matches("[a-]", "-"));
  EXPECT_TRUE(matches("[.+]", "+"));
}

TEST(Glob, BracesAreAlternatives) {
  EXPECT_TRUE(matches("*.{yml,yaml}", "a/compose.yaml"));
  EXPECT_FALSE(matches("*.{yml,yaml}", "compose.json"));
  EXPECT_TRUE(matches("{a,b{c,d}}", "bd"));
  EXPECT_TRUE(matches("{a,}b", "b"));
}

TEST(Glob, WhatIsNeverClosedStandsForItself) {
  EXPECT_TRUE(matches("a[b", "a[b"));
  EXPECT_TRUE(matches("a{b,c", "a{b,c"));
  EXPECT_TRUE(matches("a}b", "a}b"));
}

TEST(Glob, MarksOfRegularExpressionsMeanNothing) {
  EXPECT_TRUE(matches("a.c+(1)|$^", "a.c+(1)|$^"));
  EXPECT_FALSE(matches("a.c", "abc"));
  EXPECT_TRUE(matches("a\\*b", "a*b"));
  EXPECT_FALSE(matches("a\\*b", "axb"));
}

TEST(Glob, NamesThatAreNoUtf8AreBytesLikeOthers) {
  EXPECT_TRUE(matches("*.c", "x/\xFF\xFE.c"));
  EXPECT_TRUE(matches("*", "line\nbreak"));
}

TEST(Glob, ManyStarsTakeNoLonger) {
  std::string glob;
  for (int i = 0; i < 100; ++i) glob += "*a";
  const std::string path(4000, 'a');
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(matches(glob + "b", path));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(GlobSet, SaysWhichOfThemMatch) {
  const GlobSet set({"*.c", "src/*", "*.h", "src/a.c"});
  EXPECT_EQ(set.matches("src/a.c"), (std::vector<std::size_t>{0, 1, 3}));
  EXPECT_TRUE(set.matches("README").empty());
  EXPECT_TRUE(GlobSet({}).matches("a").empty());
}

}  // namespace
}  // namespace cpsaudit
