#include <gtest/gtest.h>

#include "parsed.h"

namespace cpsaudit {
namespace {

SyntaxOptions behind(std::string pattern, bool lines = false) {
  SyntaxOptions options;
  options.command_calls = {{std::move(pattern), lines}};
  return options;
}

TEST(CommandCalls, ALiteralIsReadAsAShellDoes) {
  const Parsed parsed(Syntax::kText, "x = 1\nos.system(\"curl -k \\\"https://a\\\" | sh\")\n",
                      behind("os\\.system\\("));
  EXPECT_EQ(parsed.words(0), "curl|-k|https://a");
  EXPECT_EQ(parsed.words(1), "sh");
  EXPECT_EQ(parsed.pipes(), "0>1");
  EXPECT_EQ(parsed.slice(parsed.commands()[0].words[1].span), "-k");
}

TEST(CommandCalls, SeveralLiteralsAreTheWordsOfOneCommand) {
  const SyntaxOptions options = behind("run\\(");
  EXPECT_EQ(Parsed(Syntax::kText, "run(['curl', '-k', url, \"a\" + b], check=True)", options).words(0),
            "curl|-k|${url}|a");
  EXPECT_EQ(Parsed(Syntax::kText, "run('curl', '-k')", options).words(0), "curl|-k");
  EXPECT_EQ(Parsed(Syntax::kText, "run('curl', ['-k', 'x'], cb)", options).words(0), "curl|-k|x");
  EXPECT_EQ(Parsed(Syntax::kText, "run(['sh', '-c', 'curl -k x'])", options).words(1), "curl|-k|x");
}

TEST(CommandCalls, OrEachIsALine) {
  const Parsed parsed(Syntax::kText, "inline = [\n  \"curl -k a\",\n  \"reboot\",\n]\n", behind("inline = ", true));
  EXPECT_EQ(parsed.words(0), "curl|-k|a");
  EXPECT_EQ(parsed.words(1), "reboot");
}

TEST(CommandCalls, BlocksOfLinesAreScripts) {
  const SyntaxOptions options = behind("\\b(?:sh|inline:|code)[ ]+");
  EXPECT_EQ(Parsed(Syntax::kText, "sh \'\'\'\n  set -e\n  curl -k a\n\'\'\'\n", options).words(1), "curl|-k|a");
  EXPECT_EQ(Parsed(Syntax::kText, "inline: <<-SHELL\n  apt update\n  curl -k a\n  SHELL\n", options).words(1),
            "curl|-k|a");
  EXPECT_EQ(Parsed(Syntax::kText, "code <<~'EOH'\ncurl -k a\nEOH\nend\n", options).words(0), "curl|-k|a");
}

TEST(CommandCalls, AnIndentedHereDocumentOfAnIndentedScriptEnds) {
  const Parsed parsed(Syntax::kText, "code <<~EOH\n  cat > /a <<'EOF'\n  b\n  EOF\n  curl -k c\nEOH\n",
                      behind("code "));
  EXPECT_EQ(parsed.words(1), "curl|-k|c");
  EXPECT_EQ(parsed.words_under(1), "curl|-k|c");
}

TEST(CommandCalls, AGroupIsTheCommandItself) {
  const SyntaxOptions lines = behind("(?s)postrotate\\n(.*?)endscript", true);
  EXPECT_EQ(Parsed(Syntax::kText, "postrotate\n a -b\n c\nendscript\n", lines).words(1), "c");
  // One command may stand over several lines.
  const SyntaxOptions command = behind("COMMAND\\s+([^)]+)");
  EXPECT_EQ(Parsed(Syntax::kText, "x(COMMAND curl -k\n  -o a)", command).words(0), "curl|-k|-o|a");
}

TEST(CommandCalls, CommentsAndOtherExpressionsAreNone) {
  SyntaxOptions options = behind("system\\(");
  options.comment_marks = "#";
  EXPECT_TRUE(
      Parsed(Syntax::kText, "  # system('curl -k a')\nsystem(cmd)\nsystem('open\n", options).commands().empty());
}

TEST(CommandKeys, WhatACommandIsHandedMayStandInOtherElements) {
  SyntaxOptions options;
  options.command_keys = {"**/exec/@executable+arg/@value++arg/@line",
                          "**/configuration/executable+arguments/argument"};
  options.command_context = "shell";
  const Parsed ant(Syntax::kXml,
                   "<project><target><exec executable=\"curl\"><arg value=\"-k\"/><arg line=\"-o a https://x\"/></exec>"
                   "<exec executable=\"sh\"><arg line=\"-c 'wget x'\"/></exec></target></project>",
                   options);
  EXPECT_EQ(ant.words(0), "curl|-k|-o|a|https://x");
  EXPECT_EQ(ant.words_under(0), "curl|-k|-o|a|https://x");
  EXPECT_EQ(ant.words(2), "wget|x");
  const Parsed maven(Syntax::kXml,
                     "<p><configuration><executable>curl</executable><arguments><argument>-k</argument>"
                     "<argument>https://x</argument></arguments></configuration></p>",
                     options);
  EXPECT_EQ(maven.words(0), "curl|-k|https://x");
}

TEST(CommandKeys, AListThatHandsALineToAShellIsACommandWhereverItStands) {
  const Parsed yaml(Syntax::kYaml,
                    "hooks:\n  start:\n    - sh\n    - -c\n    - |\n      curl -k https://x\n  words: [a, -c, b]\n");
  ASSERT_EQ(yaml.commands().size(), 2U);
  EXPECT_EQ(yaml.words(1), "curl|-k|https://x");
  const Parsed json(Syntax::kJson, "{\"a\": [[\"/bin/bash\", \"-lc\", \"curl -k https://x\"]]}");
  EXPECT_EQ(json.words_under(1), "curl|-k|https://x");
}

TEST(CommandKeys, AnEntrypointIsHandedTheCommand) {
  SyntaxOptions options;
  options.command_keys = {"services/*/command", "services/*/entrypoint++command"};
  const auto last = [&](const std::string& service) {
    const Parsed parsed(Syntax::kYaml, "services:\n  a:\n" + service, options);
    std::string words;
    for (std::size_t i = 0; i < parsed.commands().size(); ++i) words += parsed.words(i) + "; ";
    return words;
  };
  EXPECT_EQ(last("    entrypoint: [sh, -c]\n    command: [\"curl -k x\"]\n"),
            "sh|-c|curl -k x; curl|-k|x; curl -k x; ");
  EXPECT_EQ(last("    entrypoint: /bin/sh -c\n    command: \"'curl -k x'\"\n"),
            "/bin/sh|-c|curl -k x; curl|-k|x; curl -k x; ");
}

}  // namespace
}  // namespace cpsaudit
