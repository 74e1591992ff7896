#include <gtest/gtest.h>

#include "facts/file_facts.h"

namespace cpsaudit {
namespace {

constexpr int kSyntaxes = static_cast<int>(Syntax::kText) + 1;
constexpr int kProblems = static_cast<int>(Problem::Kind::kLessIsolated) + 1;

TEST(Names, EverySyntaxHasANameThatLeadsBackToIt) {
  for (int i = 0; i < kSyntaxes; ++i) {
    const auto syntax = static_cast<Syntax>(i);
    EXPECT_FALSE(name_of(syntax).empty()) << i;
    EXPECT_EQ(syntax_named(name_of(syntax)), syntax) << name_of(syntax);
  }
}

TEST(Names, AreTheOnesThatCheckFilesUse) {
  EXPECT_EQ(name_of(Syntax::kKeyValue), "key-value");
  EXPECT_EQ(name_of(Syntax::kDirectives), "directives");
  EXPECT_EQ(syntax_named("dockerfile"), Syntax::kDockerfile);
}

TEST(Names, AWordThatNamesNoSyntaxIsUnknown) {
  EXPECT_EQ(syntax_named("YAML"), Syntax::kUnknown);
  EXPECT_EQ(syntax_named(""), Syntax::kUnknown);
}

TEST(Names, EveryKindOfProblemHasAName) {
  for (int i = 0; i < kProblems; ++i) EXPECT_FALSE(name_of(static_cast<Problem::Kind>(i)).empty()) << i;
}

}  // namespace
}  // namespace cpsaudit
