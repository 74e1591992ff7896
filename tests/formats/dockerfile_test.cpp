#include "formats/dump.h"
#include "formats/parsed.h"

namespace cpsaudit {
namespace {

Parsed dockerfile(std::string text) {
  return {Syntax::kDockerfile, std::move(text)};
}

TEST(Dockerfile, InstructionsAreNodesInTheirOrder) {
  const Parsed parsed = dockerfile("# c\r\nFROM alpine:3.18 AS build\r\nuser root\r\nEXPOSE 22 80\r\nFROM scratch\r\n");
  ASSERT_EQ(parsed.root().children.size(), 4U);
  EXPECT_EQ(parsed.under("FROM"), "alpine:3.18 AS build");
  EXPECT_EQ(parsed.at("FROM").words[0].text, "alpine:3.18");
  EXPECT_EQ(parsed.root().children[1].key, "USER");
  EXPECT_EQ(parsed.key_under("USER"), "user");
  EXPECT_EQ(parsed.at("EXPOSE").words.size(), 2U);
  EXPECT_EQ(parsed.comments().size(), 1U);
}

TEST(Dockerfile, VariablesAreSectionsInBothForms) {
  const Parsed parsed =
      dockerfile("ENV A=b C=\"d e\" \\\n    F=g\\ h\nENV OLD the rest\nARG TOKEN\nARG PW=x\nLABEL \"a.b\"=c\n");
  EXPECT_EQ(parsed.under("ENV>A"), "b");
  EXPECT_EQ(parsed.under("ENV>C"), "d e");
  EXPECT_EQ(parsed.value("ENV>F"), "g h");
  EXPECT_EQ(parsed.key_under("ENV>F"), "F");
  EXPECT_EQ(parsed.under("[1]>OLD"), "the rest");
  EXPECT_EQ(parsed.at("ARG>TOKEN").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.under("[3]>PW"), "x");
  EXPECT_EQ(parsed.under("LABEL>a.b"), "c");
}

TEST(Dockerfile, RunLinesAreCommands) {
  const Parsed parsed = dockerfile(
      "RUN --mount=type=cache,target=/x apt-get update \\\n  # why\n  && curl -k https://x | sh\nRUN [\"wget\", "
      "\"-q\", \"http://y\"]\n"
      "CMD [\"sh\", \"-c\", \"telnetd -F\"]\nHEALTHCHECK --interval=5s CMD curl -k http://z || exit 1\nONBUILD RUN "
      "make\n");
  EXPECT_EQ(parsed.words(0), "apt-get|update");
  EXPECT_EQ(parsed.words_under(1), "curl|-k|https://x");
  EXPECT_TRUE(parsed.commands()[1].conditional);
  EXPECT_EQ(parsed.pipes(), "1>2");
  EXPECT_EQ(parsed.words_under(3), "wget|-q|http://y");
  EXPECT_EQ(parsed.words_under(5), "telnetd|-F");
  EXPECT_EQ(parsed.words(6), "curl|-k|http://z");
  EXPECT_EQ(parsed.words(8), "make");
  EXPECT_EQ(parsed.commands()[0].context, "dockerfile");
  EXPECT_EQ(parsed.commands()[0].inside, "RUN");
  EXPECT_EQ(parsed.comments().size(), 1U);
}

TEST(Dockerfile, HereDocumentsBelongToTheirInstruction) {
  const Parsed parsed =
      dockerfile("RUN <<EOF\napk add x\ncurl -k https://y\nEOF\nCOPY <<E /etc/z\nFROM nothing\nE\nUSER app\n");
  EXPECT_EQ(parsed.words_under(0), "apk|add|x");
  EXPECT_EQ(parsed.words_under(1), "curl|-k|https://y");
  EXPECT_EQ(parsed.commands()[2].words.front().text, "cat");
  EXPECT_EQ(parsed.commands()[2].inside, "COPY");
  EXPECT_EQ(parsed.commands().size(), 3U);
  EXPECT_EQ(parsed.under("USER"), "app");
  EXPECT_EQ(parsed.find("FROM"), nullptr);
}

TEST(Dockerfile, TheEscapeCharacterMayBeChanged) {
  const Parsed parsed = dockerfile("# escape=`\nRUN dir `\n  c:\\x\\\nUSER a\n");
  EXPECT_EQ(parsed.value("USER"), "a");
  EXPECT_EQ(parsed.root().children.size(), 2U);
}

TEST(Dockerfile, ABrokenLineIsAProblem) {
  const Parsed parsed = dockerfile("FROM a\n%%%\nUSER b\n\\\n");
  EXPECT_EQ(parsed.problems().size(), 2U);
  EXPECT_EQ(parsed.value("USER"), "b");
}

TEST(Dump, ShowsEverySettingAndCommandWithItsPlace) {
  const Parsed parsed = dockerfile("ENV A=b\nRUN X=1 ls -l > y | wc\n");
  Document document;
  document.root = parsed.root();
  document.commands = parsed.commands();
  EXPECT_EQ(dump(document),
            "1:7      ENV/A = b\n"
            "2:5      RUN = X=1 ls -l > y | wc\n"
            "2:5      dockerfile: X=1 [ls] [-l] > [y] | \n"
            "2:21     dockerfile: [wc] \n");
}

}  // namespace
}  // namespace cpsaudit
