#include "facts/serialize.h"

#include <gtest/gtest.h>

#include <random>

namespace cpsaudit {
namespace {

Span span(std::uint32_t line, std::uint32_t from, std::uint32_t to) {
  return {{line, from}, {line, to}};
}

Command command() {
  Command command;
  command.words = {{"curl", span(3, 1, 5), true}, {"$URL", span(3, 6, 10), false}};
  command.environment = {{{"A", span(3, 1, 2), true}, {"b", span(3, 3, 4), true}}};
  command.redirections = {{"<<", {"text\nof it", span(4, 1, 9), true}}};
  command.span = span(3, 1, 10);
  command.piped_into = 7;
  command.context = "shell";
  command.inside = "start";
  command.conditional = true;
  return command;
}

Document document() {
  Node scalar{NodeKind::kScalar, "port",         "1883", ScalarStyle::kQuoted, "!int", {{"1883", span(2, 7, 11), true}},
              span(2, 1, 5),     span(2, 7, 11), {}};
  Node root{NodeKind::kSection, "", "", ScalarStyle::kPlain, "", {}, {}, span(1, 1, 4), {scalar, scalar}};
  return {root, {{"a comment", span(1, 1, 12)}}, {command()}};
}

Value value() {
  Constant number{Constant::Kind::kInteger, -42, "", true, span(9, 1, 4), ""};
  Constant text{Constant::Kind::kString, 0, std::string("a\0b", 3), false, span(1, 1, 2), "other.h", "debug"};
  return {"A | B", span(9, 1, 6), {number, text}, true, {"A", "B"}, {{"Session::Session", 3U}}, "config.cert", 2U};
}

SourceFacts source_facts() {
  const CodePlace place{"Class::method", "defined(DEBUG)", false, Reach::kToken};
  SourceFacts facts;
  facts.calls = {{"WiFi::begin",
                  "begin",
                  value(),
                  "WiFiClass",
                  {value(), value()},
                  span(5, 1, 20),
                  span(5, 1, 6),
                  Call::Result::kTested,
                  {"== 1", "truth"},
                  "rc",
                  place}};
  facts.fields = {
      {FieldInit::How::kAssignment, "config_t", "a.b", "config", value(), span(6, 1, 9), span(6, 1, 3), place}};
  facts.records = {{"config_t", "config", {"a", "a.b"}, span(7, 1, 2), place}};
  facts.macros = {{"PASSWORD", value(), span(8, 9, 17), place}};
  facts.strings = {{value().constants[1], "strcmp", StringUse::Role::kReturned, place}};
  facts.constant_returns = {{"verify", std::numeric_limits<std::int64_t>::min(), span(10, 1, 2), place, {1U, 2U}}};
  facts.functions = {{"set_check", true, true, {{"handle", std::nullopt}, {"mode", value()}}, span(12, 1, 9), place}};
  facts.pointers = {{"driver_ops", "open", "my_open", span(13, 1, 5)}};
  facts.pairs = {{"defaults", value().constants[1], value(), place}};
  facts.comments = {{" why", span(11, 1, 5)}};
  facts.commands = {command()};
  facts.skipped = true;
  facts.missing_includes = {"esp_wifi.h"};
  facts.mentioned = {1U, 4'000'000'000U};
  return facts;
}

FileFacts facts() {
  FileFacts facts;
  facts.path = "src/\xFF\xFE.c";
  facts.syntax = Syntax::kKconfig;
  facts.software = "sshd";
  facts.size = 1ULL << 40U;
  facts.sha256 = "abc";
  facts.encoding = "shift_jis";
  facts.document = document();
  facts.source = source_facts();
  facts.problems = {{Problem::Kind::kPartlyParsed, "line 3 makes no sense", {3, 1}}};
  return facts;
}

TEST(Serialize, EveryFieldSurvivesTheWayThereAndBack) {
  const auto read = from_bytes(to_bytes(facts()));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->path, "src/\xFF\xFE.c");
  EXPECT_EQ(read->syntax, Syntax::kKconfig);
  EXPECT_EQ(read->software, "sshd");
  EXPECT_EQ(read->size, 1ULL << 40U);
  EXPECT_EQ(read->sha256, "abc");
  EXPECT_EQ(read->encoding, "shift_jis");
  ASSERT_EQ(read->problems.size(), 1U);
  EXPECT_EQ(read->problems[0].kind, Problem::Kind::kPartlyParsed);
  EXPECT_EQ(read->problems[0].message, "line 3 makes no sense");
  EXPECT_EQ(read->problems[0].where, (Position{3, 1}));

  const Node& root = read->document->root;
  ASSERT_EQ(root.children.size(), 2U);
  const Node& port = root.children[1];
  EXPECT_EQ(port.key, "port");
  EXPECT_EQ(port.value, "1883");
  EXPECT_EQ(port.style, ScalarStyle::kQuoted);
  EXPECT_EQ(port.tag, "!int");
  EXPECT_EQ(port.key_span, span(2, 1, 5));
  EXPECT_EQ(port.value_span, span(2, 7, 11));
  EXPECT_EQ(port.words[0].text, "1883");

  const Command& first = read->document->commands[0];
  EXPECT_EQ(first.words[1].text, "$URL");
  EXPECT_FALSE(first.words[1].literal);
  EXPECT_EQ(first.environment[0].value.text, "b");
  EXPECT_EQ(first.redirections[0].target.text, "text\nof it");
  EXPECT_EQ(first.piped_into, 7U);
  EXPECT_TRUE(first.conditional);

  const Call& call = read->source->calls[0];
  EXPECT_EQ(call.receiver->object, "config.cert");
  EXPECT_EQ(call.arguments[0].constants[0].integer, -42);
  EXPECT_EQ(call.arguments[0].constants[1].string, std::string("a\0b", 3));
  EXPECT_EQ(call.arguments[1].parameters.at(0).index, 3U);
  EXPECT_EQ(call.result, Call::Result::kTested);
  EXPECT_EQ(call.place.reach, Reach::kToken);
  EXPECT_EQ(read->source->constant_returns[0].value, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read->source->missing_includes, std::vector<std::string>{"esp_wifi.h"});
}

TEST(Serialize, WhatWasReadIsWrittenAsTheSameBytes) {
  const std::string bytes = to_bytes(facts());
  EXPECT_EQ(to_bytes(*from_bytes(bytes)), bytes);
}

TEST(Serialize, AFileOfWhichNothingIsKnownStaysEmpty) {
  const auto read = from_bytes(to_bytes({}));
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->document.has_value());
  EXPECT_FALSE(read->source.has_value());
}

TEST(Serialize, EveryPrefixIsRefused) {
  const std::string bytes = to_bytes(facts());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(from_bytes(std::string_view(bytes).substr(0, length)).has_value()) << length;
  }
}

TEST(Serialize, SomethingBehindTheFactsIsRefused) {
  EXPECT_FALSE(from_bytes(to_bytes(facts()) + "x").has_value());
}

TEST(Serialize, ChangedBytesNeverCrashTheReader) {
  const std::string bytes = to_bytes(facts());
  std::mt19937 random(1);  // NOLINT: the same bytes on every run
  for (int round = 0; round < 20000; ++round) {
    std::string broken = bytes;
    for (int change = 0; change < 3; ++change) broken[random() % broken.size()] = static_cast<char>(random());
    if (const auto read = from_bytes(broken)) to_bytes(*read);
  }
}

TEST(Serialize, AListLongerThanItsBytesIsRefusedWithoutAllocatingIt) {
  // Path, syntax, software, size, mode, hash, encoding, no document, no source, no words; then 2^56 texts within.
  const std::string bytes = std::string(10, '\0') + "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F";
  EXPECT_FALSE(from_bytes(bytes).has_value());
}

TEST(Serialize, NodesNestedWithoutEndAreRefused) {
  std::string bytes = to_bytes({});
  ASSERT_EQ(bytes.size(), 13U);
  // A document whose root has one child, which has one child …: kind, key, value, style, tag, words, two spans, count.
  const std::string level = std::string(14, '\0') + '\1';
  std::string nested = bytes.substr(0, 7) + '\1';
  for (int depth = 0; depth < 1'000'000; ++depth) nested += level;
  EXPECT_FALSE(from_bytes(nested).has_value());
}

TEST(Serialize, ATreeAsDeepAsParsersAllowSurvives) {
  FileFacts deep;
  deep.document.emplace();
  Node* node = &deep.document->root;
  for (int depth = 0; depth < 500; ++depth) node = &node->children.emplace_back();
  node->value = "bottom";
  const auto read = from_bytes(to_bytes(deep));
  ASSERT_TRUE(read.has_value());
  const Node* reached = &read->document->root;
  while (!reached->children.empty()) reached = &reached->children[0];
  EXPECT_EQ(reached->value, "bottom");
}

}  // namespace
}  // namespace cpsaudit
