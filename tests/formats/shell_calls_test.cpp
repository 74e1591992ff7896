#include <gtest/gtest.h>

#include "parsed.h"

namespace cpsaudit {
namespace {

/// The commands of a script, a line each.
std::string commands(const std::string& script) {
  const Parsed parsed(Syntax::kShell, script);
  std::string lines;
  for (std::size_t i = 0; i < parsed.commands().size(); ++i) lines += parsed.words(i) + "\n";
  return lines;
}

TEST(ShellCalls, ABodyRunsWithTheArgumentsOfEachCall) {
  EXPECT_EQ(commands("get() {\n  curl \"$@\"\n}\nget -k https://a\nget https://b\n"),
            "curl|$@\nget|-k|https://a\ncurl|-k|https://a\nget|https://b\ncurl|https://b\n");
}

TEST(ShellCalls, ArgumentsAreKnownByNumberAndByLocalName) {
  EXPECT_EQ(
      commands(
          "get() {\n  local url=\"$1\" opts=\"$2\"\n  curl $opts -o ${3:-out} \"$url\"\n}\nget https://a \"-k -f\"\n"),
      "local|url=$1|opts=$2\ncurl|$2|-o|${3:-out}|$1\nget|https://a|-k -f\nlocal|url=https://a|opts=-k -f\n"
      "curl|-k|-f|-o|out|https://a\n");
}

TEST(ShellCalls, AnArgumentStandsWhereTheCallerGivesIt) {
  const Parsed parsed(Syntax::kShell, "get() { curl $2 \"$1\"; }\nget https://a --insecure\n");
  ASSERT_EQ(parsed.words(2), "curl|--insecure|https://a");
  EXPECT_EQ(parsed.commands()[2].words[1].span.begin.line, 2U);
  EXPECT_EQ(parsed.slice(parsed.commands()[2].words[1].span), "--insecure");
}

TEST(ShellCalls, WhatIsShiftedAwayIsNotHandedOn) {
  EXPECT_EQ(commands("as() {\n  user=$1\n  shift\n  su-exec $user \"$@\"\n}\nas app wget -q x\n"),
            "shift\nsu-exec|$1|$@\nas|app|wget|-q|x\nsu-exec|app|wget|-q|x\n");
}

TEST(ShellCalls, ALineThatIsEvaluatedIsReadAsTheShellWill) {
  const std::string all = commands("step() { echo \"$1\"; eval \"$1\"; }\nstep \"wget -q x; tar xf x\"\n");
  EXPECT_NE(all.find("\nwget|-q|x\ntar|xf|x\n"), std::string::npos) << all;
}

TEST(ShellCalls, AFunctionThatCallsOneIsFollowedAndOneThatCallsItselfEnds) {
  EXPECT_EQ(commands("a() { curl \"$@\"; }\nb() { a -k \"$1\"; }\nb https://x\n"),
            "curl|$@\na|-k|$1\ncurl|-k|$1\nb|https://x\na|-k|https://x\ncurl|-k|https://x\n");
  EXPECT_FALSE(commands("a() { a \"$@\" x; b \"$@\"; }\nb() { a \"$@\"; }\na y\n").empty());
}

TEST(ShellCalls, PipesHoldAmongWhatACallRuns) {
  const Parsed parsed(Syntax::kShell, "setpw() { echo \"$1:$2\" | chpasswd; }\nsetpw root toor\n");
  ASSERT_EQ(parsed.words(3), "echo|root:toor");
  EXPECT_EQ(parsed.pipes(), "0>1 3>1");
}

}  // namespace
}  // namespace cpsaudit
