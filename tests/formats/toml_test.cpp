#include "formats/parsed.h"

namespace cpsaudit {
namespace {

Parsed toml(std::string text) {
  return {Syntax::kToml, std::move(text)};
}

TEST(Toml, SpansCoverKeysAndValuesWithoutQuotes) {
  const Parsed parsed =
      toml("# c\r\ne = \"😀\" # why\r\n\"q k\" = 'x'\r\nn = 0x1F\r\nf = 1.50\r\nd = 2020-01-01\r\nb = true\r\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("e"), "😀");
  EXPECT_EQ(parsed.at("e").style, ScalarStyle::kQuoted);
  EXPECT_EQ(parsed.key_under("q k"), "q k");
  EXPECT_EQ(parsed.under("q k"), "x");
  EXPECT_EQ(parsed.value("n"), "0x1F");
  EXPECT_EQ(parsed.value("f"), "1.50");
  EXPECT_EQ(parsed.under("d"), "2020-01-01");
  EXPECT_EQ(parsed.value("b"), "true");
  ASSERT_EQ(parsed.comments().size(), 2U);
  EXPECT_EQ(parsed.comments()[1].text, " why");
}

TEST(Toml, OrderIsThatOfTheFile) {
  const Parsed parsed = toml("z = 1\na = 2\n[t]\nq = 1\nb = 2\n");
  EXPECT_EQ(parsed.root().children[0].key, "z");
  EXPECT_EQ(parsed.at("t").children[0].key, "q");
}

TEST(Toml, TablesDottedKeysAndInlineTablesNest) {
  const Parsed parsed = toml("[a.b]\nc.d = 1\ni = {x = \"y\", n.m = 2}\narr = [1, \"t\", {k = 'v'}]\n");
  EXPECT_EQ(parsed.value("a>b>c>d"), "1");
  EXPECT_EQ(parsed.under("a>b>i>x"), "y");
  EXPECT_EQ(parsed.value("a>b>i>n>m"), "2");
  EXPECT_EQ(parsed.under("a>b>arr>[2]>k"), "v");
  EXPECT_EQ(parsed.key_under("a>b"), "b");
  EXPECT_EQ(parsed.at("a>b>arr").kind, NodeKind::kSequence);
}

TEST(Toml, AnArrayOfTablesIsASequenceOfSections) {
  const Parsed parsed =
      toml("[[inputs.mqtt]]\nservers = [\"tcp://h:1883\"]\n[[inputs.mqtt]]\ninsecure_skip_verify = true\n");
  ASSERT_EQ(parsed.at("inputs>mqtt").children.size(), 2U);
  EXPECT_EQ(parsed.at("inputs>mqtt").kind, NodeKind::kSequence);
  EXPECT_EQ(parsed.under("inputs>mqtt>[0]>servers>[0]"), "tcp://h:1883");
  EXPECT_EQ(parsed.under("inputs>mqtt>[1]>insecure_skip_verify"), "true");
}

TEST(Toml, MultilineStringsHaveTheirTextWithoutTheFirstNewline) {
  const Parsed parsed = toml("a = \"\"\"\none\ntwo # no comment\"\"\"\nb = '''x'''\n");
  EXPECT_EQ(parsed.value("a"), "one\ntwo # no comment");
  EXPECT_EQ(parsed.under("a"), "one\ntwo # no comment");
  EXPECT_EQ(parsed.at("a").style, ScalarStyle::kBlock);
  EXPECT_EQ(parsed.under("b"), "x");
  EXPECT_TRUE(parsed.comments().empty());
}

TEST(Toml, ABrokenFileSaysWhereAndKeepsWhatCameBefore) {
  const Parsed parsed = toml("a = 1\n[t]\nb = 2\nc = \nd = 4\n");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 4U);
  EXPECT_EQ(parsed.value("a"), "1");
  EXPECT_EQ(parsed.value("t>b"), "2");
  const Parsed open = toml("a = 1\n[t]\nb = \"\"\"\nc = 1\n");
  EXPECT_EQ(open.value("a"), "1");
}

TEST(Toml, KeysWithTooManyPartsAreRefused) {
  std::string key = "a";
  for (int i = 0; i < 100'000; ++i) key += ".a";
  EXPECT_EQ(toml(key + " = 1\n").problems().size(), 1U);
  EXPECT_EQ(toml("[" + key + "]\nb = 1\n").problems().size(), 1U);
  EXPECT_FALSE(toml("a = " + std::string(100'000, '[')).problems().empty());
}

TEST(Toml, WhatATemplateFillsInIsAReference) {
  const Parsed parsed =
      toml("port = {{ port }}\n{% if tls %}\nverify = false # {{ x }}\n{% endif %}\nname = \"{{ n }}\"\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("port"), "{{ port }}");
  EXPECT_EQ(parsed.under("port"), "{{ port }}");
  EXPECT_EQ(parsed.under("verify"), "false");
  EXPECT_EQ(parsed.value("name"), "{{ n }}");
}

TEST(Toml, ABrokenLineIsPassedOver) {
  const Parsed parsed = toml("a = 1\nb = 80{{ x }}\na = 2\n[t]\nc = 3\n");
  EXPECT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.value("a"), "1");
  EXPECT_EQ(parsed.value("t>c"), "3");
  EXPECT_EQ(parsed.find("b"), nullptr);
}

}  // namespace
}  // namespace cpsaudit
