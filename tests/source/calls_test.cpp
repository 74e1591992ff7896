#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/name_hash.h"
#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Calls, OptionAndValueMayStandOnDifferentLines) {
  const auto a = analyze(
      "a.c", "#include <curl/curl.h>\nvoid f(CURL *h) {\n  curl_easy_setopt(h,\n    OPT_VERIFY,\n    0L);\n}\n");
  const Call call = a.call("curl_easy_setopt");
  ASSERT_EQ(call.arguments.size(), 3U);
  EXPECT_THAT(call.arguments[1].symbols, ElementsAre("OPT_VERIFY"));
  EXPECT_THAT(constants(call.arguments[2]), ElementsAre("0"));
  EXPECT_EQ(a.under(call.arguments[2].span), "0L");
  EXPECT_EQ(call.arguments[2].span.begin, (Position{5, 5}));
  EXPECT_EQ(call.place.function, "f");
  EXPECT_EQ(call.result, Call::Result::kIgnored);
}

TEST(Calls, BothArmsOfAConditionCount) {
  const auto a = analyze("a.c", "void f(int strict) { curl_easy_setopt(h, OPT, strict ? 2 : 0); }");
  EXPECT_THAT(constants(a.call("curl_easy_setopt").arguments.at(2)), ElementsAre("2", "0"));
  EXPECT_TRUE(a.call("curl_easy_setopt").arguments.at(2).exhaustive);
}

TEST(Calls, AMacroOfAHeaderOfTheTreeGivesItsValueAndItsPlace) {
  const auto a = analyze("src/a.c", "#include \"settings.h\"\nvoid f(void) { curl_easy_setopt(h, OPT, CHECK_PEER); }",
                         {{"include/settings.h", "#pragma once\n#define CHECK_PEER 0\n"}});
  const Value value = a.call("curl_easy_setopt").arguments.at(2);
  EXPECT_THAT(constants(value), ElementsAre("0"));
  EXPECT_THAT(value.symbols, ElementsAre("CHECK_PEER"));
  EXPECT_EQ(value.constants[0].file, "include/settings.h");
  EXPECT_EQ(value.constants[0].span.begin, (Position{2, 20}));
  EXPECT_EQ(a.under(value.span), "CHECK_PEER");
  EXPECT_THAT(a.problems, IsEmpty());
}

TEST(Calls, ConstantsThatNobodyDeclaredKeepTheirNames) {
  const auto a =
      analyze("a.c", "#include \"missing.h\"\nvoid f(void) { set_verify(ctx, VERIFY_NONE | VERIFY_ONCE, NULL); }");
  const Call call = a.call("set_verify");
  EXPECT_THAT(call.arguments.at(1).symbols, ElementsAre("VERIFY_NONE", "VERIFY_ONCE"));
  EXPECT_THAT(constants(call.arguments.at(2)), ElementsAre("null"));
  EXPECT_EQ(call.place.reach, Reach::kRecovered);
  EXPECT_THAT(a.facts.missing_includes, ElementsAre("missing.h"));
}

TEST(Calls, AMacroThatStandsForANumberKeepsItsName) {
  const auto a =
      analyze("a.c", "#define VERIFY_NONE 0\nvoid set_verify(int);\nvoid f(void) { set_verify(VERIFY_NONE); }");
  EXPECT_THAT(a.call("set_verify").arguments.at(0).symbols, ElementsAre("VERIFY_NONE"));
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(0)), ElementsAre("0"));
  EXPECT_EQ(a.call("set_verify").place.reach, Reach::kAst);
}

TEST(Calls, MethodsOfClassesThatNobodyDeclaredAreSeen) {
  const auto a = analyze("a.cpp", "#include <Secure.h>\nSecureClient client;\nvoid setup() { client.setInsecure(); }");
  const Call call = a.call("setInsecure");
  EXPECT_EQ(call.receiver_type, "SecureClient");
  EXPECT_EQ(call.callee, "SecureClient::setInsecure");
  ASSERT_TRUE(call.receiver.has_value());
  EXPECT_EQ(call.receiver->object, "client");
}

TEST(Calls, ASmartPointerIsWhatItPointsTo) {
  const auto a = analyze("a.cpp", "void f() { auto c = std::make_unique<net::SecureClient>(); c->setInsecure(); }");
  EXPECT_EQ(a.call("setInsecure").receiver_type, "SecureClient");
}

TEST(Calls, ChainedCallsKeepTheirReceiver) {
  const auto a = analyze("a.cpp", "void f() { factory().with(1).setInsecure(); }");
  ASSERT_TRUE(a.call("setInsecure").receiver.has_value());
  EXPECT_EQ(a.call("setInsecure").receiver->text, "factory().with(1)");
}

TEST(Calls, AMethodOfAClassWhoseHeaderIsMissingIsRead) {
  const auto a = analyze(
      "a.cpp",
      "#include \"link.h\"\nbool Link::open(const std::string& host) {\n  client_.setInsecure();\n  return true;\n}\n");
  EXPECT_EQ(a.call("setInsecure").place.function, "Link::open");
}

TEST(Calls, ABadArgumentElsewhereDoesNotLoseTheCall) {
  const auto a = analyze("a.cpp", "void begin(int, int);\nvoid f() { begin(\"wrong\", 2, 3); }");
  EXPECT_EQ(a.call("begin").arguments.size(), 3U);
}

TEST(Calls, AParameterThatIsHandedOnIsNamed) {
  const auto a = analyze("a.c", "void wrapper(void *h, long verify) { curl_easy_setopt(h, OPT, (long)verify); }");
  EXPECT_EQ(a.call("curl_easy_setopt").arguments.at(2).parameters.at(0).index, 1U);
  EXPECT_THAT(a.call("curl_easy_setopt").arguments.at(2).constants, IsEmpty());
}

TEST(Calls, AConstructionIsACallOfTheClass) {
  const auto a = analyze("a.cpp", "#include <WebServer.h>\nWebServer server(80);\n");
  const Call call = a.call("WebServer");
  ASSERT_EQ(call.arguments.size(), 1U);
  EXPECT_THAT(constants(call.arguments[0]), ElementsAre("80"));
  EXPECT_EQ(call.receiver->object, "server");
}

TEST(Calls, AConstructionFromAnotherInBracesIsACallOfTheClass) {
  const auto a = analyze("a.cpp", "void f() { std::WebServer server{net::Port{}()}; }\n");
  EXPECT_EQ(a.call("WebServer").receiver->object, "server");
}

TEST(Calls, WhatHappensToTheResultIsKnown) {
  const auto a = analyze("a.c",
                         "int pk_verify(int);\nint init(int);\nint f(int x) { pk_verify(x); if (init(x) != 0) return "
                         "1; return connect(x); }");
  EXPECT_EQ(a.call("pk_verify").result, Call::Result::kIgnored);
  EXPECT_EQ(a.call("init").result, Call::Result::kTested);
  EXPECT_EQ(a.call("connect").result, Call::Result::kReturned);
}

TEST(Calls, CommentsAndDeclarationsAreNoCalls) {
  const auto a = analyze("a.c",
                         "/* curl_easy_setopt(h, OPT, 0) */\n// set_verify(0)\nvoid set_verify(int mode);\nvoid "
                         "init(int mode) { (void)mode; }\n");
  EXPECT_THAT(a.facts.calls, IsEmpty());
  EXPECT_EQ(a.facts.comments.size(), 2U);
}

TEST(Calls, ABranchThatIsOffIsReadWithItsCondition) {
  const auto a = analyze(
      "a.c", "void f(void) {\n#ifdef DEBUG_BUILD\n  set_verify(ctx, 0);\n#else\n  set_verify(ctx, 1);\n#endif\n}\n");
  ASSERT_EQ(a.facts.calls.size(), 2U);
  EXPECT_EQ(a.facts.calls[0].place.guard, "defined(DEBUG_BUILD)");
  EXPECT_FALSE(a.facts.calls[0].place.active);
  EXPECT_NE(a.facts.calls[0].place.reach, Reach::kToken);
  EXPECT_EQ(a.facts.calls[1].place.guard, "!(defined(DEBUG_BUILD))");
  EXPECT_TRUE(a.facts.calls[1].place.active);
}

TEST(Calls, AHeaderWithTheSameConditionFollows) {
  const auto a = analyze("a.cpp", "#ifdef BOARD\n#include \"board.h\"\nvoid f() { set_verify(MODE); }\n#endif\n",
                         {{"board.h", "#ifdef BOARD\n#define MODE 7\n#endif\n"}});
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(0)), ElementsAre("7"));
}

TEST(Calls, AnIncludeGuardIsNoCondition) {
  const auto a =
      analyze("a.h", "#ifndef A_H\n#define A_H\nstatic inline void f(void) { set_verify(ctx, 0); }\n#endif\n");
  EXPECT_EQ(a.call("set_verify").place.guard, "");
}

TEST(Calls, TextForTheShellIsSplitIntoCommands) {
  const auto a = analyze("a.c", "void f(void) { system(\"iptables -P INPUT ACCEPT; telnetd -l /bin/sh &\"); }");
  ASSERT_EQ(a.facts.commands.size(), 2U);
  EXPECT_EQ(a.facts.commands[1].words.at(0).text, "telnetd");
  EXPECT_EQ(a.facts.commands[1].context, "source");
  EXPECT_EQ(a.under(a.facts.commands[0].span), "iptables -P INPUT ACCEPT; telnetd -l /bin/sh &");
}

TEST(Calls, WhatBecomesOfAnAnswerThatIsWrittenThroughAnArgumentIsKnown) {
  const auto use_in = [](const std::string& body) {
    const auto a = analyze("a.c", "int f(void) { int ok = 0; " + body + " }\n");
    const auto& answers = a.call("pk_verify").answers;
    return answers.size() == 1 ? answers[0].use : Call::Result::kArgument;
  };
  using Result = Call::Result;
  EXPECT_EQ(use_in("if (pk_verify(1, &ok) < 0) return -1; return 0;"), Result::kUnused);
  EXPECT_EQ(use_in("int rc = pk_verify(1, &ok); printf(\"%d\", ok); return rc;"), Result::kUnused);
  EXPECT_EQ(use_in("pk_verify(1, &ok); return ok == 1 ? 0 : -1;"), Result::kReturned);
  EXPECT_EQ(use_in("if (pk_verify(1, &ok) != 0 || !ok) return -1; return 0;"), Result::kTested);
  EXPECT_EQ(use_in("pk_verify(1, &ok); keep(ok); return 0;"), Result::kOther);
  EXPECT_EQ(use_in("pk_verify(1, &ok); other(&ok); return 0;"), Result::kOther);
}

TEST(Calls, TheNameThatAMacroDefinesIsNoCall) {
  const auto a = analyze("a.h", "#define connect(s) my_connect(s)\n#define GO(s) init(s)\n");
  EXPECT_TRUE(a.call("connect").name.empty());
  EXPECT_EQ(a.call("init").name, "init");
}

TEST(Calls, AResultThatIsComparedInWhatIsReturnedIsTested) {
  const auto tests_in = [](const std::string& body) {
    return analyze("a.c", "int f(void) { " + body + " }\n").call("pk_verify").tests;
  };
  EXPECT_THAT(tests_in("int rc = pk_verify(1); release(); return rc != 0;"), ElementsAre("!= 0"));
  EXPECT_THAT(tests_in("return pk_verify(1) <= 0;"), ElementsAre("<= 0"));
  EXPECT_THAT(tests_in("int rc = pk_verify(1); return rc;"), IsEmpty());
  const auto a = analyze("a.c", "int f(void) { int rc = pk_verify(1); return rc > 0; }\n");
  EXPECT_EQ(a.call("pk_verify").result, Call::Result::kReturned);
}

TEST(Calls, ANumberThatIsReturnedAsYesOrNoIsTestedForTruth) {
  const auto tests_in = [](const std::string& function) {
    return analyze("a.cpp", "int pk_verify(int);\n" + function + "\n").call("pk_verify").tests;
  };
  EXPECT_THAT(tests_in("bool f() { const int rc = pk_verify(1); release(); return rc; }"), ElementsAre("truth"));
  EXPECT_THAT(tests_in("bool f() { return pk_verify(1); }"), ElementsAre("truth"));
  EXPECT_THAT(tests_in("bool f() { const int rc = pk_verify(1); return rc == 1; }"), ElementsAre("== 1"));
  EXPECT_THAT(tests_in("int f() { const int rc = pk_verify(1); return rc; }"), IsEmpty());
}

TEST(Calls, AVariableOfAClassWithUnknownPartsIsConstructedWithWhatItIsGiven) {
  const auto a = analyze("a.cpp",
                         "struct WebServer { WebServer(int port, std::string name); std::string name_; };\n"
                         "void f() { WebServer server(8080, \"x\"); }\n");
  ASSERT_EQ(a.call("WebServer").arguments.size(), 2U);
  EXPECT_EQ(constants(a.call("WebServer").arguments[0]), std::vector<std::string>{"8080"});
}

/// What becomes of the result of pk_verify() in this body.
Call::Result result_in(const std::string& body) {
  return analyze("a.c", "int f(struct image *i) {\n  int rc;\n" + body + "\n}\n").call("pk_verify").result;
}

TEST(SourceResults, AVariableThatIsGivenSomethingElseFirstHasLostIt) {
  using Result = Call::Result;
  EXPECT_EQ(result_in("rc = pk_verify(i); rc = write_image(i); return rc;"), Result::kUnused);
  EXPECT_EQ(result_in("rc = pk_verify(i); if (!i) return -1; rc = write_image(i); return rc;"), Result::kUnused);
  EXPECT_EQ(result_in("rc = init(i); if (rc) return rc; rc = pk_verify(i); if (rc) printf(\"%d\", rc); return 0;"),
            Result::kUnused);
  EXPECT_EQ(result_in("while (i) { if (rc) break; rc = pk_verify(i); } return 0;"), Result::kAssigned);
  EXPECT_EQ(result_in("if (i) { rc = pk_verify(i); }\n  if (rc) return rc; rc = 0; return 0;"), Result::kAssigned);
  EXPECT_EQ(result_in("rc = pk_verify(i); if (rc) return rc; rc = write_image(i); return rc;"), Result::kAssigned);
  EXPECT_EQ(result_in("rc = pk_verify(i); rc = rc || write_image(i); return rc;"), Result::kAssigned);
  EXPECT_EQ(result_in("rc = pk_verify(i); if (!i) goto out; rc = write_image(i);\nout: return rc;"), Result::kReturned);
}

TEST(SourceResults, AMemberIsReadWhereItIsNeitherDeclaredNorGivenNorPrinted) {
  const auto unread = [](const std::string& code, const std::string& name) {
    const auto facts = analyze("a.c", "struct ctx { int state; };\n" + code).facts;
    return std::binary_search(facts.unread.begin(), facts.unread.end(), hash_of_name(name));
  };
  EXPECT_TRUE(unread("void f(struct ctx *c) { c->state = pk_verify(c); }\n", "state"));
  EXPECT_TRUE(unread("void f(struct ctx *c) { printf(\"%d\\n\", c->state); }\n", "state"));
  EXPECT_FALSE(unread("int f(struct ctx *c) { return c->state; }\n", "state"));
  EXPECT_FALSE(unread("void f(struct ctx *c) { if (c->state == 0) boot(c); }\n", "state"));
  EXPECT_FALSE(unread("void f(struct ctx *c) { report(c->state); }\n", "state"));
}

TEST(SourceNames, AFunctionThatIsOnlyDeclaredOrDefinedHereIsNotMentioned) {
  const auto mentioned = [](const std::string& code) {
    const auto facts = analyze("a.cpp", code).facts;
    return std::binary_search(facts.mentioned.begin(), facts.mentioned.end(), hash_of_name("send"));
  };
  EXPECT_FALSE(mentioned("API int send(struct pdu *p);\n"));
  EXPECT_FALSE(mentioned("extern \"C\" {\nstatic char *\nsend(int p);\n}\n"));
  EXPECT_FALSE(mentioned("int Client::send(int p) { return p; }\nclass Client { public: int send(int p); };\n"));
  EXPECT_TRUE(mentioned("int f(int p) { return send(p); }\n"));
  EXPECT_TRUE(mentioned("void f(int p) { Result send(p); }\n"));
  EXPECT_TRUE(mentioned("int result = send(1);\n"));
  EXPECT_TRUE(mentioned("struct ops o = {send};\n"));
  EXPECT_TRUE(mentioned("#define SEND send(1)\n"));
  EXPECT_TRUE(mentioned("int send(int p);\nvoid f() { use(send); }\n"));
}

TEST(SourceTables, ARowWithATextAndAFunctionIsACallOfNobody) {
  SourceOptions options;
  options.interests = interests();
  options.interests.functions.emplace_back(kTableRow);
  const auto found = analyze("a.c",
                             "static int on_reset(void *r) { return 0; }\n"
                             "static const struct route routes[] = {\n"
                             "  { \"POST\", \"/reset\", on_reset, 0 },\n"
                             "  { .uri = \"/x\", .handler = on_reset },\n"
                             "  { \"name\", \"value\" },\n"
                             "};\n"
                             "void f(void) { init(routes); }\n",
                             {}, options);
  std::vector<std::string> rows;
  for (const Call& call : found.facts.calls) {
    if (call.name == kTableRow) rows.push_back(found.under(call.callee_span));
  }
  EXPECT_THAT(rows, ::testing::ElementsAre("POST", "/x"));
}

TEST(SourceStubs, AFunctionThatOnlyAnswersIsToldFromOneThatDoesSomething) {
  const auto is_stub = [](const std::string& body) {
    const auto facts = analyze("a.c", "int verify_image(const char *i) {" + body + "}\n").facts;
    return facts.constant_returns.size() == 1 && facts.constant_returns.front().is_stub;
  };
  EXPECT_TRUE(is_stub("(void)i; return 1;"));
  EXPECT_TRUE(is_stub("log_info(\"not checked\"); return 1;"));
  EXPECT_FALSE(is_stub("erase(i); return 1;"));
}

}  // namespace
}  // namespace cpsaudit::testing
