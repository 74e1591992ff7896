#include <gtest/gtest.h>

#include "parsed.h"

namespace cpsaudit {
namespace {

std::string last_command(const std::string& script, Syntax syntax = Syntax::kShell) {
  const Parsed parsed(syntax, script);
  return parsed.words(parsed.commands().size() - 1);
}

TEST(ShellVariables, AValueThatTheFileGivesOnceStandsInTheWord) {
  EXPECT_EQ(last_command("URL=http://a.example/v2\nBASE=\"${URL}/fw\"\ncurl -o x ${BASE}/x.tgz\n"),
            "curl|-o|x|http://a.example/v2/fw/x.tgz");
}

TEST(ShellVariables, OptionsWithoutQuotesAreSeveralWords) {
  EXPECT_EQ(last_command("OPTS=\"-k --silent\"\ncurl $OPTS https://a\n"), "curl|-k|--silent|https://a");
  EXPECT_EQ(last_command("OPTS=\"-k --silent\"\ncurl \"$OPTS\" https://a\n"), "curl|-k --silent|https://a");
}

TEST(ShellVariables, ADefaultCountsWhereNobodySaysOtherwise) {
  EXPECT_EQ(last_command("HOST=${HOST:-a.example}\nping $HOST\n"), "ping|a.example");
  EXPECT_EQ(last_command(": ${HOST:=a.example}\nping $HOST\n"), "ping|a.example");
  EXPECT_EQ(last_command("ping ${HOST:-b.example}\n"), "ping|b.example");
}

TEST(ShellVariables, AnArgumentThatIsLeftOutHasItsDefault) {
  EXPECT_EQ(last_command("URL=${1:-http://a.example/fw}\nwget -q \"$URL\"\n"), "wget|-q|http://a.example/fw");
  EXPECT_EQ(last_command("wget \"${1:-http://a.example/fw}\"\n"), "wget|http://a.example/fw");
  EXPECT_EQ(last_command("URL=$1\nwget \"$URL\"\n"), "wget|$1");
  EXPECT_EQ(last_command("get() {\n  local url=${1:-http://a.example/fw}\n  wget \"$url\"\n}\nls\n"), "ls");
  EXPECT_EQ(last_command("X=a\nX=${1:-b}\nping $X\n"), "ping|$X");
}

TEST(ShellVariables, WhatRunsATextRunsWhatACommandWrote) {
  const auto runs = [](const std::string& script, const std::string& words) {
    const Parsed parsed(Syntax::kShell, script);
    for (std::size_t i = 0; i < parsed.commands().size(); ++i) {
      if (parsed.words(i) == words) return true;
    }
    return false;
  };
  const std::string fetch = "C=$(curl -s https://a.example/c)\n";
  EXPECT_TRUE(runs(fetch + "eval \"$C\"\n", "eval|$(curl -s https://a.example/c)"));
  EXPECT_TRUE(runs(fetch + "sh -c \"$C\"\n", "sh|-c|$(curl -s https://a.example/c)"));
  EXPECT_TRUE(runs(fetch + "echo \"$C\" | sh\n", "echo|$(curl -s https://a.example/c)"));
  EXPECT_TRUE(runs(fetch + "test -n \"$C\"\n", "test|-n|$C")) << "it is only looked at";
  EXPECT_TRUE(runs(fetch + "C=true\neval \"$C\"\n", "eval|$C")) << "one of two";
  EXPECT_TRUE(runs("C=$((1 + 2))\neval \"$C\"\n", "eval|$C"));
}

TEST(ShellVariables, WhatARunDecidesStaysAsItIsWritten) {
  EXPECT_EQ(last_command("X=a\nX=b\nping $X\n"), "ping|$X");
  EXPECT_EQ(last_command("X=a\nread X\nping $X\n"), "ping|$X");
  EXPECT_EQ(last_command("X=$(hostname)\nping $X\n"), "ping|$X");
  EXPECT_EQ(last_command("X=\"$X -k\"\ncurl $X\n"), "curl|$X|-k");
  EXPECT_EQ(last_command("ping $1 $Y\n"), "ping|$1|$Y");
}

TEST(ShellVariables, ElementsOfAListAreWordsOfTheCommandThatUsesIt) {
  EXPECT_EQ(last_command("args=(-f -s)\nargs+=(\"--insecure\")\ncurl \"${args[@]}\" https://a\n"),
            "curl|-f|-s|--insecure|https://a");
  EXPECT_EQ(last_command("cmd=(wget --no-check-certificate)\n\"${cmd[@]}\" https://a\n"),
            "wget|--no-check-certificate|https://a");
  EXPECT_EQ(last_command("f() {\n  local -a opts=(-k)\n  curl ${opts[*]} https://a\n}\n"), "curl|-k|https://a");
}

TEST(ShellVariables, AListHoldsWhatWasPutInLastInFrontOfItsUse) {
  EXPECT_EQ(last_command("a=(-k)\na=(-s)\ncurl ${a[@]} x\n"), "curl|-s|x");
  EXPECT_EQ(last_command("a=(-s)\ncurl ${a[@]} x\na=(-k)\n"), "curl|-s|x");
}

TEST(ShellVariables, ATextThatGrowsIsThatOfAllItsParts) {
  EXPECT_EQ(last_command("O=\"-s\"\nO=\"$O --retry 3\"\nO+=\" -k\"\ncurl $O x\n"), "curl|-s|--retry|3|-k|x");
}

TEST(ShellVariables, AnElementStandsWhereItIsGiven) {
  const Parsed parsed(Syntax::kShell, "a=(-s)\na+=(-k)\ncurl ${a[@]}\n");
  EXPECT_EQ(parsed.words_under(0), "curl|-s|-k");
  EXPECT_EQ(parsed.commands().back().words.back().span.begin.line, 2U);
}

TEST(ShellVariables, TheWordStaysAtItsPlaceAndNamesTheOther) {
  const Parsed parsed(Syntax::kShell, "X=abc\nping $X\n");
  const Word& word = parsed.commands().back().words.at(1);
  EXPECT_EQ(parsed.slice(word.span), "$X");
  EXPECT_EQ(parsed.slice(word.given_at), "abc");
  EXPECT_TRUE(word.literal);
}

TEST(ShellVariables, ADockerfileGivesItsCommandsArgAndEnv) {
  EXPECT_EQ(last_command("FROM x\nARG URL=http://a/b\nRUN curl -O $URL/x\n", Syntax::kDockerfile),
            "curl|-O|http://a/b/x");
}

TEST(ShellVariables, ValuesThatGrowEndlesslyAreLeftAlone) {
  EXPECT_EQ(last_command("A=$B$B\nB=$A$A\necho $A\n").substr(0, 4), "echo");
}

TEST(ShellVariables, AnOptionThatIsNotSetHasTheDefaultOfTheCall) {
  EXPECT_EQ(last_command("config_get host main host http://a.example\nping $host\n"), "ping|http://a.example");
  EXPECT_EQ(last_command("config_get host main host\nping $host\n"), "ping|$host");
  EXPECT_EQ(last_command("host=a\nconfig_get_bool host main host 1\nping $host\n"), "ping|$host");
}

TEST(ShellVariables, AFunctionFurtherDownMayAddToAList) {
  EXPECT_EQ(last_command("f() {\n  a=(-s)\n  g\n  \"$BIN\" pull \"${a[@]}\"\n}\ng() {\n  a+=(-k)\n}\n"),
            "$BIN|pull|-s|-k");
  EXPECT_EQ(last_command("a=(-s)\ncurl \"${a[@]}\"\na+=(-k)\n"), "curl|-s");
}

}  // namespace
}  // namespace cpsaudit
