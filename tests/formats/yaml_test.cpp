#include "formats/parsed.h"

namespace cpsaudit {
namespace {

Parsed yaml(std::string text, const SyntaxOptions& options = {}, const ParseLimits& limits = {}) {
  return {Syntax::kYaml, std::move(text), options, limits};
}

TEST(Yaml, SpansCoverKeysAndValuesWithoutQuotes) {
  const Parsed parsed =
      yaml("plain: value # why\n\"quoted key\": \"a\\tb\"\nsingle: 'it''s'\nlist:\n  - one\n  - \"two\"\n");
  EXPECT_EQ(parsed.under("plain"), "value");
  EXPECT_EQ(parsed.key_under("quoted key"), "quoted key");
  EXPECT_EQ(parsed.value("quoted key"), "a\tb");
  EXPECT_EQ(parsed.under("quoted key"), "a\\tb");
  EXPECT_EQ(parsed.value("single"), "it's");
  EXPECT_EQ(parsed.under("single"), "it''s");
  EXPECT_EQ(parsed.at("single").style, ScalarStyle::kQuoted);
  EXPECT_EQ(parsed.under("list>[1]"), "two");
  EXPECT_EQ(parsed.at("list").kind, NodeKind::kSequence);
  EXPECT_EQ(parsed.under("list"), "- one\n  - \"two\"");
}

TEST(Yaml, ColumnsCountUtf16BehindAnEmoji) {
  const Parsed parsed = yaml("a: {b: \"😀\", c: secret}\r\nd: 😀x\r\n");
  EXPECT_EQ(parsed.under("a>c"), "secret");
  EXPECT_EQ(parsed.at("a>c").value_span.begin.column, 17U);
  EXPECT_EQ(parsed.under("d"), "😀x");
  EXPECT_EQ(parsed.at("d").value_span.end, (Position{2, 7}));
  EXPECT_EQ(parsed.under("a"), "{b: \"😀\", c: secret}");
}

TEST(Yaml, BlockScalarsAndFoldedLinesHaveTheirWholeText) {
  const Parsed parsed =
      yaml("a: |  # c\n  one\n   two\n\n  three\n\nb: >-\n  x\n  y\nc: first\n  second\nd: \"p\n  q\"\n");
  EXPECT_EQ(parsed.value("a"), "one\n two\n\nthree\n");
  EXPECT_EQ(parsed.under("a"), "one\n   two\n\n  three");
  EXPECT_EQ(parsed.at("a").style, ScalarStyle::kBlock);
  EXPECT_EQ(parsed.value("b"), "x y");
  EXPECT_EQ(parsed.under("b"), "x\n  y");
  EXPECT_EQ(parsed.value("c"), "first second");
  EXPECT_EQ(parsed.under("c"), "first\n  second");
  EXPECT_EQ(parsed.under("d"), "p\n  q");
  ASSERT_EQ(parsed.comments().size(), 1U);
  EXPECT_EQ(parsed.comments()[0].text, " c");
}

TEST(Yaml, AMissingValueIsNotAnEmptyOne) {
  const Parsed parsed = yaml("a:\nb: \"\"\nc: null\nd: ~\n");
  EXPECT_EQ(parsed.at("a").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.at("a").value_span.begin, (Position{1, 3}));
  EXPECT_EQ(parsed.at("b").style, ScalarStyle::kQuoted);
  EXPECT_EQ(parsed.value("b"), "");
  EXPECT_EQ(parsed.at("b").value_span.begin, (Position{2, 5}));
  EXPECT_EQ(parsed.under("c"), "null");
  EXPECT_EQ(parsed.at("d").style, ScalarStyle::kPlain);
}

TEST(Yaml, TagsOfTheSoftwareAreKept) {
  const Parsed parsed = yaml("password: !secret wifi_password\nport: !!str 80\nlambda: !lambda |-\n  return 1;\n");
  EXPECT_EQ(parsed.at("password").tag, "!secret");
  EXPECT_EQ(parsed.under("password"), "wifi_password");
  EXPECT_EQ(parsed.at("port").tag, "");
  EXPECT_EQ(parsed.under("port"), "80");
  EXPECT_EQ(parsed.at("lambda").tag, "!lambda");
  EXPECT_EQ(parsed.under("lambda"), "return 1;");
}

TEST(Yaml, AnAliasRepeatsTheTextOfItsAnchor) {
  const Parsed parsed = yaml("base: &base {user: admin, port: 1}\ncopy: *base\n");
  EXPECT_EQ(parsed.value("copy>user"), "admin");
  EXPECT_EQ(parsed.at("copy>user").value_span.begin.line, 1U);
  EXPECT_EQ(parsed.key_under("copy"), "copy");
}

TEST(Yaml, MergeKeysAreResolvedAndTheMappingsOwnKeysWin) {
  const Parsed parsed = yaml(
      "d: &d\n  image: a\n  user: root\ne: &e {user: other, tty: true}\n"
      "s:\n  <<: *d\n  image: b\nt:\n  <<: [*d, *e]\n");
  EXPECT_EQ(parsed.value("s>image"), "b");
  EXPECT_EQ(parsed.value("s>user"), "root");
  EXPECT_EQ(parsed.at("s").children.size(), 2U);
  EXPECT_EQ(parsed.value("t>user"), "root");
  EXPECT_EQ(parsed.value("t>tty"), "true");
  EXPECT_EQ(parsed.find("s><<"), nullptr);
}

TEST(Yaml, EachOfSeveralDocumentsIsASection) {
  const Parsed parsed = yaml("# top\na: 1\n---\nb: 2\n---\n");
  EXPECT_EQ(parsed.root().kind, NodeKind::kSequence);
  ASSERT_EQ(parsed.root().children.size(), 2U);
  EXPECT_EQ(parsed.root().children[1].key, "---");
  EXPECT_EQ(parsed.value("[1]>b"), "2");
  EXPECT_EQ(yaml("---\na: 1\n").value("a"), "1");
}

TEST(Yaml, CommentsAreFoundOutsideOfScalarsOnly) {
  const Parsed parsed = yaml("# one\nurl: http://x/#frag # two\nq: \"# no\"\nb: |\n  # no\n#three\n");
  ASSERT_EQ(parsed.comments().size(), 3U);
  EXPECT_EQ(parsed.slice(parsed.comments()[1].span), "# two");
  EXPECT_EQ(parsed.comments()[2].text, "three");
  EXPECT_EQ(parsed.under("url"), "http://x/#frag");
}

TEST(Yaml, ABrokenFileSaysWhereAndKeepsWhatCameBefore) {
  const Parsed parsed = yaml("a: 1\n---\nb: 2\nc: [web,\nports: }\n");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 5U);
  EXPECT_EQ(parsed.value("[0]>a"), "1");
  EXPECT_EQ(parsed.value("[1]>b"), "2");
}

TEST(Yaml, TemplateExpressionsAreKeptAsText) {
  const Parsed parsed = yaml(
      "password: {{ vault_password }}\nurl: {{ host }}/api\n{%- if tls %}\ntls: on\n{%- endif %}\n"
      "quoted: \"{{ x }}\"\nname: @NAME@\n  {{- include \"labels\" . | nindent 4 }}\nport: 80\n");
  EXPECT_EQ(parsed.value("password"), "{{ vault_password }}");
  EXPECT_EQ(parsed.under("password"), "{{ vault_password }}");
  EXPECT_EQ(parsed.value("url"), "{{ host }}/api");
  EXPECT_EQ(parsed.value("tls"), "on");
  EXPECT_EQ(parsed.value("quoted"), "{{ x }}");
  EXPECT_EQ(parsed.value("name"), "@NAME@");
  EXPECT_EQ(parsed.value("port"), "80");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].kind, Problem::Kind::kPartlyParsed);
}

TEST(Yaml, ATextOfSeveralLinesWithExpressionsLosesItsIndentation) {
  const Parsed parsed = yaml("name: {{ x }}\ndata:\n  a.yaml: |\n    host: {{ h }}\n    tls:\n\n      verify: no\n");
  EXPECT_EQ(parsed.value("data>a.yaml"), "host: {{ h }}\ntls:\n\n  verify: no");
}

TEST(Yaml, AQuotedTemplateNeedsNoProblem) {
  const Parsed parsed = yaml("password: \"{{ vault_password }}\"\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("password"), "{{ vault_password }}");
}

TEST(Yaml, AliasesThatMultiplyStopAtTheLimit) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) text += (k > 0 ? ", *a" : "*a") + std::to_string(i - 1);
    text += "]\n";
  }
  ParseLimits limits;
  limits.nodes = 20'000;
  const Parsed parsed = yaml(text, {}, limits);
  ASSERT_FALSE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("a0>[0]"), "x");
}

TEST(Yaml, AliasesCannotNestDeeperThanTheLimit) {
  std::string text = "a0: &a0 {k: v}\n";
  for (int i = 1; i < 1000; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " {k: *a" + std::to_string(i - 1) + "}\n";
  }
  const Parsed parsed = yaml(text);
  EXPECT_EQ(parsed.problems().size(), 1U);
}

TEST(Yaml, DeepNestingIsCutWithAProblem) {
  const Parsed parsed = yaml("a: " + std::string(300, '[') + std::string(300, ']') + "\nb: 1\n");
  EXPECT_FALSE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("b"), "1");
  EXPECT_FALSE(yaml(std::string(100'000, '[')).problems().empty());
}

TEST(Yaml, TheArgumentsOfAContainerGoOnWhereItsCommandEnds) {
  SyntaxOptions options;
  options.command_keys = {"**/containers/[]/command+args"};
  const Parsed parsed = yaml(
      "containers:\n  - command: [sh, -c]\n    args: [\"curl -k https://x\"]\n  - args: [--insecure, a]\n  - other: "
      "[b]\n",
      options);
  ASSERT_EQ(parsed.commands().size(), 3U);
  EXPECT_EQ(parsed.words(0), "sh|-c|curl -k https://x");
  EXPECT_EQ(parsed.words_under(1), "curl|-k|https://x");
  ASSERT_EQ(parsed.commands()[2].words.size(), 3U) << "the program is told nowhere";
  EXPECT_EQ(parsed.commands()[2].words[0].text, "");
}

TEST(Yaml, AComposeCommandIsSplitIntoWords) {
  SyntaxOptions options;
  options.command_keys = {"services/*/command", "services/*/healthcheck/test"};
  const Parsed parsed = yaml(
      "services:\n  db:\n    command: redis-server --requirepass \"a b\" --port 0\n"
      "  web:\n    command: [\"sh\", \"-c\", \"curl -k https://x | sh\"]\n"
      "    healthcheck:\n      test: [CMD-SHELL, \"curl -k http://x || exit 1\"]\n",
      options);
  ASSERT_EQ(parsed.commands().size(), 6U);
  EXPECT_EQ(parsed.words(0), "redis-server|--requirepass|a b|--port|0");
  EXPECT_EQ(parsed.words_under(0), "redis-server|--requirepass|a b|--port|0");
  EXPECT_EQ(parsed.commands()[0].context, "compose");
  EXPECT_EQ(parsed.commands()[0].inside, "command");
  EXPECT_EQ(parsed.words_under(2), "curl|-k|https://x");
  EXPECT_EQ(parsed.pipes(), "2>3");
  EXPECT_EQ(parsed.words_under(4), "curl|-k|http://x");
  EXPECT_TRUE(parsed.commands()[5].conditional);
}

TEST(Yaml, WordsMayStandInPlaceOfAMapping) {
  SyntaxOptions options;
  options.word_maps = {"lineinfile", "user"};
  const Parsed parsed(Syntax::kYaml,
                      "- lineinfile: dest=/etc/ssh/sshd_config\n              line='PermitRootLogin yes'\n"
                      "- user: \"name=root password={{ root | hash }}\"\n- user: some text, a=b\n- line: a=b\n"
                      "- user:\n    user: a=b\n",
                      options);
  EXPECT_EQ(parsed.value("[0]>lineinfile>dest"), "/etc/ssh/sshd_config");
  EXPECT_EQ(parsed.value("[0]>lineinfile>line"), "PermitRootLogin yes");
  EXPECT_EQ(parsed.under("[0]>lineinfile>line"), "PermitRootLogin yes");
  EXPECT_EQ(parsed.under("[1]>user>password"), "{{ root | hash }}");
  EXPECT_EQ(parsed.value("[2]>user"), "some text, a=b");
  EXPECT_EQ(parsed.value("[3]>line"), "a=b");
  EXPECT_EQ(parsed.value("[4]>user>user"), "a=b");
}

}  // namespace
}  // namespace cpsaudit
