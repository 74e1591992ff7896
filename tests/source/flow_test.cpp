#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> functions_of(const Analysis& analysis) {
  std::vector<std::string> names;
  for (const FunctionDefinition& function : analysis.facts.functions) names.push_back(function.name);
  return names;
}

TEST(Flow, AFunctionThatHandsAParameterOnIsKnownAndSoAreItsCalls) {
  const auto a =
      analyze("a.c",
              "static void set_check(CURL *h, long on) { curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, on); }\n"
              "void start(CURL *h) { set_check(h, 0L); }\n");
  EXPECT_THAT(functions_of(a), ElementsAre("set_check", "start"));
  EXPECT_TRUE(a.facts.functions.front().internal);
  EXPECT_THAT(constants(a.call("set_check").arguments.at(1)), ElementsAre("0"));
  EXPECT_EQ(a.call("curl_easy_setopt").arguments.at(2).parameters.at(0).index, 1U);
}

TEST(Flow, SeveralLevelsInOneFileAreFollowed) {
  const auto a = analyze("a.c",
                         "static void low(CURL *h, long on) { curl_easy_setopt(h, X, on); }\n"
                         "static void middle(CURL *h, long on) { low(h, on); }\n"
                         "void high(CURL *h) { middle(h, 0L); }\n");
  EXPECT_THAT(constants(a.call("middle").arguments.at(1)), ElementsAre("0"));
}

TEST(Flow, ADefaultArgumentIsKept) {
  const auto a = analyze("a.cpp", "void link(CURL* h, long on = 0) { curl_easy_setopt(h, X, on); }\n");
  ASSERT_EQ(a.facts.functions.size(), 1U);
  ASSERT_TRUE(a.facts.functions.front().parameters.at(1).fallback.has_value());
  EXPECT_THAT(constants(*a.facts.functions.front().parameters.at(1).fallback), ElementsAre("0"));
}

TEST(Flow, AMemberThatTheConstructorSetsIsAParameterOfTheConstructor) {
  const auto a = analyze("a.cpp",
                         "class Point {\n"
                         " public:\n"
                         "  Point(const char* key) : key_(key) {}\n"
                         "  void up() { WiFi.softAP(\"x\", key_); }\n"
                         " private:\n"
                         "  const char* key_;\n"
                         "};\n"
                         "Point point(\"Hakusan77\");\n");
  const Value key = a.call("softAP").arguments.at(1);
  ASSERT_EQ(key.parameters.size(), 1U);
  EXPECT_EQ(key.parameters.at(0).function, "Point::Point");
  EXPECT_THAT(functions_of(a), Contains("Point::Point"));
  const auto& calls = a.facts.calls;
  EXPECT_TRUE(std::any_of(calls.begin(), calls.end(), [](const Call& call) {
    return call.name == "Point" && constants(call.arguments.at(0)) == std::vector<std::string>{"\"Hakusan77\""};
  }));
}

TEST(Flow, AFieldThatPointsToAFunctionIsKnown) {
  const auto a = analyze("a.c",
                         "struct ops { int (*open)(CURL *, long); };\n"
                         "static int my_open(CURL *h, long on) { curl_easy_setopt(h, X, on); return 0; }\n"
                         "static const struct ops kOps = { .open = my_open };\n"
                         "void start(CURL *h) { kOps.open(h, 0L); }\n");
  ASSERT_EQ(a.facts.pointers.size(), 1U);
  EXPECT_EQ(a.facts.pointers.front().field, "open");
  EXPECT_EQ(a.facts.pointers.front().function, "my_open");
  EXPECT_THAT(constants(a.call("open").arguments.at(1)), ElementsAre("0"));
}

TEST(Result, WhatIsOnlyPrintedIsUnused) {
  EXPECT_EQ(
      analyze("a.c", "int f(void) { int rc = pk_verify(1); printf(\"%d\", rc); return 1; }").call("pk_verify").result,
      Call::Result::kUnused);
  EXPECT_EQ(analyze("a.c", "int f(void) { int rc = pk_verify(1); return rc; }").call("pk_verify").result,
            Call::Result::kReturned);
  EXPECT_EQ(analyze("a.c", "int f(void) { int rc = pk_verify(1); handle(rc); return 1; }").call("pk_verify").result,
            Call::Result::kAssigned);
}

TEST(Result, TheWayItIsTestedIsKept) {
  const auto tests = [](const std::string& body) {
    return analyze("a.c", "int f(int x) {" + body + "}").call("pk_verify").tests;
  };
  EXPECT_THAT(tests("if (pk_verify(1)) return 0; return 1;"), ElementsAre("truth"));
  EXPECT_THAT(tests("if (!pk_verify(1)) return 0; return 1;"), ElementsAre("not"));
  EXPECT_THAT(tests("int rc = pk_verify(1); if (rc != 1) return 0; return 1;"), ElementsAre("!= 1"));
  EXPECT_THAT(tests("if (0 > pk_verify(1)) return 0; return 1;"), ElementsAre("< 0"));
  EXPECT_THAT(tests("int rc; if ((rc = pk_verify(1)) != 0) return 0; return 1;"), ElementsAre("!= 0"));
  EXPECT_THAT(tests("pk_verify(1); return 1;"), IsEmpty());
}

TEST(Result, WhatTakesItIsNamed) {
  EXPECT_EQ(analyze("a.c", "void f(void) { int *c = init(pk_verify(1)); }").call("pk_verify").target, "c");
}

TEST(Callback, AFunctionThatIsHandedOverAndAlwaysAnswersTheSameIsKnown) {
  const auto a = analyze("a.c",
                         "static int accept_all(void *c, int depth, unsigned *flags) { *flags = 0; return 0; }\n"
                         "void f(void *c) { init(c, accept_all); }\n");
  ASSERT_EQ(a.facts.constant_returns.size(), 1U);
  EXPECT_EQ(a.facts.constant_returns.front().function, "accept_all");
  EXPECT_THAT(a.facts.constant_returns.front().clears, ElementsAre(2U));
  const auto lambda = analyze("a.cpp", "void f(C& c) { init(c, [](bool, X&) { return true; }); }");
  ASSERT_EQ(lambda.facts.constant_returns.size(), 1U);
  EXPECT_EQ(lambda.facts.constant_returns.front().function, lambda.call("init").arguments.at(1).object);
}

TEST(Values, ATextThatAFormatBuildsKeepsItsKnownParts) {
  const auto a =
      analyze("a.c",
              "#define HOST \"x.example\"\n"
              "void f(int id) { char url[64]; snprintf(url, sizeof url, \"http://%s/%d\", HOST, id); init(url); }\n");
  const Value url = a.call("init").arguments.at(0);
  ASSERT_EQ(url.constants.size(), 1U);
  EXPECT_EQ(url.constants.front().string, "http://x.example/{}");
  EXPECT_FALSE(url.constants.front().complete);
}

TEST(Values, ATextThatIsCopiedIntoAFieldIsGivenToIt) {
  const auto a = analyze("a.c", "void f(client_config_t *c) { strcpy((char *)c->url, \"http://a\"); }");
  EXPECT_THAT(constants(a.field("url").value), ElementsAre("\"http://a\""));
}

TEST(Values, AFieldThatWasSetBeforeIsReadBack) {
  const auto a = analyze("a.c", "void f(void) { client_config_t c; c.port = 23; init(c.port); }");
  EXPECT_THAT(constants(a.call("init").arguments.at(0)), ElementsAre("23"));
}

TEST(Values, ADefaultArgumentIsOneOfTheThingsThatAParameterMayBe) {
  const auto a = analyze("a.cpp", "void f(int port = 1883) { init(port); }");
  EXPECT_THAT(constants(a.call("init").arguments.at(0)), ElementsAre("1883"));
  EXPECT_FALSE(a.call("init").arguments.at(0).exhaustive);
}

TEST(Values, NothingYetIsNoValueWhereSomethingComesLater) {
  const auto a = analyze("a.c", "void f(void) { const char *p = NULL; p = load(); init(p); }");
  EXPECT_THAT(constants(a.call("init").arguments.at(0)), IsEmpty());
}

TEST(Values, EachArmKnowsItsCondition) {
  const auto a = analyze("a.c", "void f(int lan) { init(lan ? 0 : 2); }");
  const Value value = a.call("init").arguments.at(0);
  ASSERT_EQ(value.constants.size(), 2U);
  EXPECT_EQ(value.constants.at(0).condition.text, "lan");
  EXPECT_EQ(value.constants.at(1).condition.text, "!(lan)");
}

TEST(Values, TheOneOfTwoEnumeratorsIsTheQuestionWhetherTheParameterIsZero) {
  const auto arms = [](const std::string& enumerators, const std::string& condition) {
    return analyze("a.c",
                   "enum mode { " + enumerators + " };\nvoid f(enum mode m) { init(" + condition + " ? 0 : 2); }")
        .call("init")
        .arguments.at(0)
        .constants;
  };
  const auto lax = arms("STRICT, LAX", "m == LAX");
  ASSERT_EQ(lax.size(), 2U);
  EXPECT_EQ(lax.at(0).condition.parameter, 0U);
  EXPECT_FALSE(lax.at(0).condition.when_zero);
  EXPECT_TRUE(lax.at(1).condition.when_zero);
  const auto strict = arms("STRICT, ASK, LAX", "m != STRICT");
  EXPECT_EQ(strict.at(0).condition.parameter, 0U);
  EXPECT_FALSE(strict.at(0).condition.when_zero);
  // One of three says nothing about the other two.
  EXPECT_FALSE(arms("STRICT, ASK, LAX", "m == LAX").at(0).condition.parameter.has_value());
}

TEST(Results, ATestThatOnlyLeadsToALogIsNone) {
  const auto result = [](const std::string& body) {
    return analyze("a.c", "int f(void *k) { " + body + " return 0; }").call("pk_verify").result;
  };
  EXPECT_EQ(result("if (pk_verify(k) != 0) { log_warn(\"bad\"); }"), Call::Result::kUnused);
  EXPECT_EQ(result("int rc = pk_verify(k); if (rc) printf(\"bad %d\", rc);"), Call::Result::kUnused);
  EXPECT_EQ(result("int rc = pk_verify(k); if (rc) printf(\"bad %s\", error_string(rc));"), Call::Result::kUnused);
  EXPECT_NE(result("int rc = pk_verify(k); if (rc) printf(\"bad %s\", handle(rc));"), Call::Result::kUnused);
  EXPECT_EQ(result("if (pk_verify(k) != 0) { log_warn(\"bad\"); return 1; }"), Call::Result::kTested);
  EXPECT_EQ(result("if (pk_verify(k) != 0) log_fatal(\"bad\");"), Call::Result::kTested);
  EXPECT_EQ(result("if (pk_verify(k) != 0) { log_warn(\"bad\"); state = 1; }"), Call::Result::kTested);
}

TEST(Calls, AMemberThatIsConstructedIsACallOfItsType) {
  const auto a = analyze("a.cpp", R"(
    #include <missing.h>
    struct Bus { Bus() : server_(8080, "hub") {} WebServer server_; };
    void f() { send(net::WebServer{"http://h.example/x"}, other::WebServer{2}); }
  )");
  std::vector<std::string> calls;
  for (const Call& call : a.facts.calls) {
    calls.push_back(call.callee + "/" + std::to_string(call.arguments.size()) +
                    (call.receiver ? call.receiver->text : ""));
  }
  EXPECT_THAT(calls, ElementsAre("WebServer/2server_", "WebServer/1", "WebServer/1"));
}

TEST(Values, ATableOfNamesAndValuesIsRead) {
  SourceOptions options;
  options.interests = interests();
  options.interests.pairs = {"_enable$"};
  const auto a = analyze("a.c",
                         "struct kv { const char *k, *v; };\nstatic struct kv defaults[] = { {\"telnet_enable\", "
                         "\"1\"}, {\"name\", \"x\"} };",
                         {}, options);
  ASSERT_EQ(a.facts.pairs.size(), 1U);
  EXPECT_EQ(a.facts.pairs.front().table, "defaults");
  EXPECT_THAT(constants(a.facts.pairs.front().value), ElementsAre("\"1\""));
}

TEST(Values, NamesSideBySideAreNoRows) {
  SourceOptions options;
  options.interests = interests();
  options.interests.pairs = {"^password$"};
  const auto rows = [&](const char* file, const char* text) {
    return analyze(file, text, {}, options).facts.pairs.size();
  };
  EXPECT_EQ(rows("a.c", "static const char *columns[] = {\"password\", \"uid\", \"gid\"};"), 0U);
  EXPECT_EQ(rows("a.cpp", "std::vector<std::string> columns = {\"password\", \"uid\"};"), 0U);
  EXPECT_EQ(rows("a.c", "struct kv { const char *k, *v; };\nstruct kv one = {\"password\", \"x\"};"), 1U);
  EXPECT_EQ(rows("a.c", "static const char *users[][2] = { {\"password\", \"x\"} };"), 1U);
}

}  // namespace
}  // namespace cpsaudit::testing
