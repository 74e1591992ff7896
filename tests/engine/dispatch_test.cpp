#include "engine/dispatch.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(Dispatch, AConditionDecidesForTheTextThatMustHaveCome) {
  EXPECT_TRUE(decides_for("strcmp(path, \"/a\") == 0", "\"/a\""));
  EXPECT_TRUE(decides_for("!strcmp(path, \"/a\")", "\"/a\""));
  EXPECT_TRUE(decides_for("!(strcmp(path, \"/a\") != 0)", "\"/a\""));
  EXPECT_TRUE(decides_for("path == \"/a\" || path == \"/b\"", "\"/b\""));
  EXPECT_TRUE(decides_for("ready && mg_match(uri, \"/a\")", "\"/a\""));
  EXPECT_TRUE(decides_for("line.indexOf(\"/a\") >= 0", "\"/a\""));
  EXPECT_TRUE(decides_for("line.find(\"/a\") != std::string::npos", "\"/a\""));
}

TEST(Dispatch, AConditionOfAnotherTextDoesNot) {
  EXPECT_FALSE(decides_for("strcmp(path, \"/a\") != 0", "\"/a\""));
  EXPECT_FALSE(decides_for("strcmp(path, \"/a\")", "\"/a\""));
  EXPECT_FALSE(decides_for("path != Text(\"/a\")", "\"/a\""));
  EXPECT_FALSE(decides_for("!mg_match(uri, \"/a\")", "\"/a\""));
  EXPECT_FALSE(decides_for("!(path == \"/a\" && ready)", "\"/a\""));
  EXPECT_FALSE(decides_for("line.indexOf(\"/a\") < 0", "\"/a\""));
  EXPECT_FALSE(decides_for("path == \"/b\"", "\"/a\""));
}

TEST(Dispatch, WhatIsAskedInABranchIsAskedForItsTextAlone) {
  const std::vector<Condition> login = {{"path == \"/login\""}};
  EXPECT_TRUE(is_in_other_branch(login, {}));
  EXPECT_FALSE(is_in_other_branch(login, login));
  EXPECT_FALSE(is_in_other_branch(std::vector<Condition>{{"path != \"/login\""}}, {}));
  EXPECT_FALSE(is_in_other_branch(std::vector<Condition>{{"is_private(path)"}}, {}));
}

TEST(Dispatch, ArmsOfOneConditionExcludeEachOther) {
  const auto exclude = [](const char* one, const char* other) {
    return exclude_each_other(std::vector<Condition>{{"ready"}, {one}}, std::vector<Condition>{{other}});
  };
  EXPECT_TRUE(exclude("ca == NULL", "ca != NULL"));
  EXPECT_TRUE(exclude("insecure_", "!insecure_"));
  EXPECT_TRUE(exclude("!(a && b)", "a && b"));
  EXPECT_TRUE(exclude("level < 2", "level >= 2"));
  EXPECT_FALSE(exclude("ca == NULL", "ca == NULL"));
  EXPECT_FALSE(exclude("ca == NULL", "key != NULL"));
  EXPECT_FALSE(exclude("!ready(a) && b", "ready(a)"));
}

TEST(Dispatch, TheTextOfABranchSaysNothingOfWhoAsks) {
  const std::vector<Condition> conditions = {
      {"path != \"/login\""}, {"!(path == \"/a\" && logged_in(c))"}, {"logged_in(c)"}};
  const std::vector<Condition> left = without_branches(conditions);
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0].text, "path != \"\"");
  EXPECT_EQ(left[1].text, "logged_in(c)");
}

}  // namespace
}  // namespace cpsaudit
