#include "formats/parsed.h"

namespace cpsaudit {
namespace {

Parsed json(std::string text, const ParseLimits& limits = {}) {
  return {Syntax::kJson, std::move(text), {}, limits};
}

TEST(Json, SpansCoverKeysAndValuesWithoutQuotes) {
  const Parsed parsed = json(
      "{\r\n  \"e\": \"😀\", \"user\": \"a\\u00e9\\n\\\"b\",\r\n  \"list\": [1, true, null, {\"x\": -1.5e3}]\r\n}\r\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("user"), "aé\n\"b");
  EXPECT_EQ(parsed.under("user"), "a\\u00e9\\n\\\"b");
  EXPECT_EQ(parsed.key_under("user"), "user");
  EXPECT_EQ(parsed.at("user").key_span.begin, (Position{2, 15}));
  EXPECT_EQ(parsed.under("list>[1]"), "true");
  EXPECT_EQ(parsed.value("list>[3]>x"), "-1.5e3");
  EXPECT_EQ(parsed.under("list>[3]"), "{\"x\": -1.5e3}");
  EXPECT_EQ(parsed.at("list>[0]").style, ScalarStyle::kPlain);
}

TEST(Json, SurrogatePairsBecomeOneCharacter) {
  EXPECT_EQ(json("{\"a\": \"\\ud83d\\ude00\"}").value("a"), "😀");
  EXPECT_EQ(json("{\"a\": \"\\ud83d\"}").value("a"), "\xEF\xBF\xBD");
}

TEST(Json, CommentsTrailingCommasAndJson5AreTolerated) {
  const Parsed parsed = json("// top\n{\n  a: 'x', /* mid */ 'b': 0x1F,\n  c: .5, // end\n  d: [1, 2,],\n}\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("a"), "x");
  EXPECT_EQ(parsed.key_under("b"), "b");
  EXPECT_EQ(parsed.value("b"), "0x1F");
  EXPECT_EQ(parsed.under("c"), ".5");
  EXPECT_EQ(parsed.at("c").tag, "");
  EXPECT_EQ(parsed.at("d").children.size(), 2U);
  ASSERT_EQ(parsed.comments().size(), 3U);
  EXPECT_EQ(parsed.comments()[1].text, " mid ");
  EXPECT_EQ(parsed.slice(parsed.comments()[1].span), "/* mid */");
}

TEST(Json, DuplicateKeysAreKeptInOrder) {
  const Parsed parsed = json("{\"a\": 1, \"a\": 2}");
  ASSERT_EQ(parsed.root().children.size(), 2U);
  EXPECT_EQ(parsed.root().children[1].value, "2");
}

TEST(Json, TheRootMayBeAnArray) {
  const Parsed parsed = json("[{\"type\": \"tab\"}, {\"type\": \"inject\"}]");
  EXPECT_EQ(parsed.root().kind, NodeKind::kSequence);
  EXPECT_EQ(parsed.value("[1]>type"), "inject");
}

TEST(Json, ABrokenFileSaysWhereAndKeepsTheRest) {
  const Parsed parsed = json("{\n  \"a\": 1,\n  \"b\" 2,\n  \"c\": \"open,\n  \"d\": 4\n");
  EXPECT_EQ(parsed.value("a"), "1");
  EXPECT_EQ(parsed.value("d"), "4");
  ASSERT_GE(parsed.problems().size(), 3U);
  EXPECT_EQ(parsed.problems()[0].where.line, 3U);
}

TEST(Json, TheObjectThatAScriptAssignsIsRead) {
  for (const char* start : {"var cfg = ", "// c\nconst X =\n", "window.APP_CONFIG = ", "export const c = "}) {
    const Parsed parsed = json(std::string(start) + "{ user: 'admin', pass: \"pw1\" };\nstart(cfg);\n");
    EXPECT_TRUE(parsed.problems().empty()) << start;
    EXPECT_EQ(parsed.under("pass"), "pw1") << start;
  }
}

TEST(Json, AModuleOfJavaScriptIsReadAsItsExports) {
  const Parsed parsed = json(
      "const fs = require('fs');\nmodule.exports = {\n  uiPort: process.env.PORT || 1880,\n  // adminAuth: {},\n"
      "  https: { key: fs.readFileSync('k.pem') },\n  cred: \"a\" + b,\n  f: function(req) { return {a: 1}; },\n"
      "  credentialSecret: \"s3cret\",\n  t: `x${y}`\n};\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("uiPort"), "process.env.PORT || 1880");
  EXPECT_EQ(parsed.at("uiPort").tag, "expression");
  EXPECT_EQ(parsed.under("https>key"), "fs.readFileSync('k.pem')");
  EXPECT_EQ(parsed.value("cred"), "\"a\" + b");
  EXPECT_EQ(parsed.under("credentialSecret"), "s3cret");
  EXPECT_EQ(parsed.at("credentialSecret").tag, "");
  EXPECT_EQ(parsed.at("t").tag, "expression");
  EXPECT_EQ(parsed.find("adminAuth"), nullptr);
}

TEST(Json, DeepNestingIsCutWithAProblem) {
  const Parsed parsed = json(std::string(300, '[') + std::string(300, ']'));
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_FALSE(json(std::string(200'000, '[')).problems().empty());
  EXPECT_FALSE(json(std::string(200'000, '}')).problems().empty());
}

TEST(Json, TooManySettingsAreCutWithAProblem) {
  std::string text = "[";
  for (int i = 0; i < 100; ++i) text += "1,";
  ParseLimits limits;
  limits.nodes = 10;
  const Parsed parsed = json(text + "1]", limits);
  EXPECT_EQ(parsed.root().children.size(), 10U);
  EXPECT_EQ(parsed.problems().size(), 1U);
}

TEST(Json, AnEmptyFileIsAnEmptyDocument) {
  EXPECT_TRUE(json("").root().children.empty());
  EXPECT_TRUE(json(" \n").problems().empty());
  EXPECT_FALSE(json("this is prose").problems().empty());
}

TEST(Json, WhatATemplateFillsInIsAReference) {
  const Parsed parsed = json(
      "{\n  \"port\": {{ port }},\n  {%- if tls %}\n  \"verify\": false,\n  {% endif %}\n"
      "  {{- if .Values.x }}\n  \"a\": {{ .Values.a | default(1, true) }},\n  {{- end }}\n"
      "  \"list\": [{{ b }}, 2]\n}\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("port"), "{{ port }}");
  EXPECT_EQ(parsed.value("verify"), "false");
  EXPECT_EQ(parsed.value("a"), "{{ .Values.a | default(1, true) }}");
  EXPECT_EQ(parsed.value("list>[1]"), "2");
}

}  // namespace
}  // namespace cpsaudit
