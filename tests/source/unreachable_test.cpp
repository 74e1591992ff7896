#include <gtest/gtest.h>

#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

std::vector<std::string> receivers(const Analysis& analysis) {
  std::vector<std::string> names;
  for (const Call& call : analysis.facts.calls) {
    if (call.receiver) names.push_back(call.receiver->text);
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(Unreachable, WhatStandsUnderAConditionThatNeverHoldsIsNoFact) {
  const auto analysis = analyze("a.cpp", R"(
    void f(Client &a, Client &b, Client &c) {
      if (false) a.setInsecure();
      bool debug = false;
      if (debug) b.setInsecure(); else c.setInsecure();
    }
  )");
  EXPECT_EQ(receivers(analysis), Names{"c"});
}

TEST(Unreachable, WhatFollowsAReturnThatAlwaysHappensIsNoFact) {
  const auto analysis = analyze("a.cpp", R"(
    void f(Client &a, Client &b) { bool test = false; a.setInsecure(); if (!test) return; b.setInsecure(); }
  )");
  EXPECT_EQ(receivers(analysis), Names{"a"});
}

TEST(Unreachable, AVariableThatSomethingMayChangeDecidesNothing) {
  const auto analysis = analyze("a.cpp", R"(
    void f(Client &a, Client &b, Client &c) {
      bool first = false; first = ask(); if (first) a.setInsecure();
      bool second = false; unknown(second); if (second) b.setInsecure();
      bool third = false; read(&third); if (third) c.setInsecure();
    }
  )");
  EXPECT_EQ(receivers(analysis), (Names{"a", "b", "c"}));
}

TEST(Unreachable, AnOptionOfTheBuildMayBeEither) {
  const auto analysis = analyze("a.cpp", R"(
    #define ALLOW_ANY 0
    static const bool kAllow = false;
    void f(Client &a, Client &b) { if (ALLOW_ANY) a.setInsecure(); if (kAllow) b.setInsecure(); }
  )");
  EXPECT_EQ(receivers(analysis), (Names{"a", "b"}));
}

TEST(Unreachable, ALabelBehindAReturnIsComeTo) {
  const auto analysis = analyze("a.c", R"(
    int f(int x) { switch (x) { case 1: return 0; case 2: connect(1); return 1; } goto out; return 2; out: return connect(2); }
  )");
  EXPECT_EQ(analysis.facts.calls.size(), 2U);
}

}  // namespace
}  // namespace cpsaudit::testing
