#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Survival, AMemberThatIsInitialisedInItsClassIsConstructed) {
  const Analysis a = analyze("a.cpp", "class Core {\n  WebServer web_{80};\n  int size_{5};\n};\n");
  ASSERT_EQ(a.facts.calls.size(), 1U);
  EXPECT_EQ(a.facts.calls[0].callee, "WebServer");
  ASSERT_TRUE(a.facts.calls[0].receiver);
  EXPECT_EQ(a.facts.calls[0].receiver->text, "web_");
  ASSERT_EQ(a.facts.calls[0].arguments.size(), 1U);
}

TEST(Survival, AConstantInASectionOfItsOwnIsNoAttribute) {
  const Analysis a =
      analyze("a.c", "#include \"board.h\"\nconst uint32_t MQTT_PORT __attribute__((section(\".fix\"))) = 7;\n");
  ASSERT_EQ(a.facts.fields.size(), 1U);
  EXPECT_EQ(a.facts.fields[0].variable, "MQTT_PORT");
  EXPECT_EQ(a.facts.fields[0].place.reach, Reach::kAst);
}

TEST(Survival, ARawLiteralStandsBetweenItsDelimiters) {
  const Analysis a = analyze("a.cpp", "void f() { begin(R\"page(one\ntwo)page\"); }\n");
  const Call call = a.call("begin");
  ASSERT_EQ(call.arguments.size(), 1U);
  ASSERT_EQ(call.arguments[0].constants.size(), 1U);
  EXPECT_EQ(a.under(call.arguments[0].constants[0].span), "one\ntwo");
}

TEST(Survival, LiteralsWithSuffixesThatNobodyDeclares) {
  const Analysis a = analyze("a.cpp",
                             "int main() {\n"
                             "  route(app, \"/x\").methods(\"POST\"_method)([](const Request& r) {\n"
                             "    wait(100ms);\n"
                             "    system(r.body);\n"
                             "  });\n"
                             "  begin(5_kB, \"a\"s);\n"
                             "}\n");
  EXPECT_NE(a.call("system").place.reach, Reach::kToken);
  EXPECT_NE(a.call("begin").place.reach, Reach::kToken);
}

TEST(Survival, AFileWithoutAnythingOfInterestIsNotParsed) {
  const auto a = analyze("a.c", "/* cpsaudit: ignore[X] */\nint main(void) { return 0; }\n");
  EXPECT_TRUE(a.facts.skipped);
  EXPECT_EQ(a.facts.comments.size(), 1U);
}

TEST(SourceSurvival, WhatAnyNameFitsIsNoReasonToParse) {
  SourceOptions options;
  options.interests = interests();
  options.interests.contexts = {".", "(?i)pin$"};
  options.interests.pairs = {"."};
  const auto skipped = [&](const std::string& code) { return analyze("a.cpp", code, {}, options).facts.skipped; };
  EXPECT_TRUE(skipped("extern \"C\" { int count(int a) { return a == 4711; } }\nconst char *s[] = {\"a\", \"b\"};\n"));
  EXPECT_FALSE(skipped("bool f(String a) { return a == \"4711\"; }\n"));
  EXPECT_FALSE(skipped("bool f(int pin) { return pin == 4711; }\n"));
  EXPECT_FALSE(skipped("bool f(const char *a) { return !strcmp(a, \"4711\"); }\n"));
}

TEST(SourceSurvival, AnEverydayFieldIsAReasonOnlyBesideARecordThatChecksKnow) {
  EXPECT_TRUE(analyze("a.c", "void f(struct shape *s) { s->port = 1; }\n").facts.skipped);
  EXPECT_FALSE(analyze("a.c", "void f(struct server_t *s) { s->port = 1; }\n").facts.skipped);
  EXPECT_FALSE(analyze("a.c", "void f(struct shape *s) { s->skip_check = 1; }\n").facts.skipped);
}

TEST(SourceSurvival, ABranchThatOnlyAnswersIsParsedWhereTheAnswerMatters) {
  const auto answer = analyze("a.c",
                              "int verify_image(const char *a) {\n#ifdef DEVELOPMENT\n  return 1;\n#else\n"
                              "  return check(a);\n#endif\n}\n");
  ASSERT_EQ(answer.facts.constant_returns.size(), 1U);
  EXPECT_EQ(answer.facts.constant_returns.front().value, 1);
}

TEST(SourceSurvival, OfAPictureAsNumbersOnlyTheBeginningIsParsedAndPlacesStay) {
  std::string code = "const unsigned char picture[] = {\n";
  for (int i = 0; i < 60'000; ++i) code += i % 16 == 15 ? "7,\n" : "7, ";
  code += "};\nvoid f(void) { set_verify(1); }\n";
  const auto a = analyze("a.c", code);
  EXPECT_NE(a.call("set_verify").place.reach, Reach::kToken);
  EXPECT_EQ(a.under(a.call("set_verify").span), "set_verify(1)");
}

TEST(Survival, ASketchMayUseFunctionsBeforeTheyAreDefined) {
  const auto a = analyze(
      "blink.ino",
      "void setup() { connectWifi(); }\nvoid connectWifi() { WiFi.begin(\"net\", \"secret12\"); }\nvoid loop() {}\n");
  EXPECT_THAT(constants(a.call("begin").arguments.at(1)), ElementsAre("\"secret12\""));
  EXPECT_EQ(a.call("begin").place.function, "connectWifi");
}

TEST(Survival, FunctionsOfTheSeventiesAreRead) {
  const auto a =
      analyze("a.c", "int login(user, pass)\n  char *user; char *pass;\n{\n  return set_verify(user, 0);\n}\n");
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(1)), ElementsAre("0"));
  EXPECT_EQ(a.call("set_verify").place.function, "login");
}

TEST(Survival, AttributesThatNobodyDefinedDoNotHideAFunction) {
  const auto a = analyze(
      "a.c",
      "#include \"hal.h\"\nvoid HOT_ATTR isr(void *arg) { set_verify(arg, 0); }\nconst char t[] IN_FLASH = \"x\";\n");
  EXPECT_NE(a.call("set_verify").place.reach, Reach::kToken);
  EXPECT_EQ(a.call("set_verify").place.function, "isr");
}

TEST(Survival, AttributesInHeadersDoNotHideWhatFollows) {
  const auto a =
      analyze("a.cpp", "#include \"texts.h\"\nvoid f() { connect(kUrl, kMode); }\n",
              {{"texts.h", "const char kUrl[] IN_FLASH = \"http://x\";\nEXPORTED int g();\nconst int kMode = 3;\n"}});
  EXPECT_THAT(constants(a.call("connect").arguments.at(0)), ElementsAre("\"http://x\""));
  EXPECT_THAT(constants(a.call("connect").arguments.at(1)), ElementsAre("3"));
}

TEST(Survival, RecordsWithPartsOfUnknownTypesHaveNoSize) {
  const auto a = analyze("a.cpp",
                         "#include \"x.h\"\nextern \"C\" { struct plain { foreign_t f; uint8_t b[LENGTH]; }; }\n"
                         "class App : public Base<Part> {\n  std::string name_; std::vector<Item> items_; Foreign f_;\n"
                         " public:\n  void go() { helper(sizeof(*this)); other(); client_.setInsecure(); }\n  void "
                         "other();\n  Secure client_;\n};\n"
                         "int n = sizeof(App) + sizeof(struct plain);\nvoid f() { App* a = new App(); a->go(); }\n");
  EXPECT_EQ(a.facts.calls.size(), 1U);
  for (const Problem& problem : a.problems) EXPECT_NE(problem.kind, Problem::Kind::kPartlyParsed);
}

TEST(Survival, ConstructorsOfClassesWithUnknownPartsAreRead) {
  const auto a =
      analyze("a.cpp",
              "#include \"x.h\"\nclass App : public Base<Part>, Other {\n  std::string name_;\n  int id_;\n public:\n"
              "  App() {}\n  App(int id) : id_(compute()), name_(\"n\") { client_.setInsecure(); }\n"
              "  int compute() { return 1; }\n  constexpr int twice() { return compute() * 2; }\n  Secure "
              "client_;\n};\nApp app(1);\n");
  EXPECT_EQ(a.facts.calls.size(), 1U);
  for (const Problem& problem : a.problems) EXPECT_NE(problem.kind, Problem::Kind::kPartlyParsed);
}

TEST(Survival, TypedefsOfUnknownTypesMayBeFields) {
  const auto a = analyze(
      "a.c",
      "typedef foreign_t mine_t;\ntypedef uint8_t key_t[KEY_LENGTH];\nstruct s { mine_t m; key_t k; int x : BITS; };\n"
      "void f(void) { struct s v; set_verify(v.k, sizeof(v)); }\n");
  EXPECT_EQ(a.facts.calls.size(), 1U);
  for (const Problem& problem : a.problems) EXPECT_NE(problem.kind, Problem::Kind::kPartlyParsed);
}

TEST(Survival, CallbacksOfUnknownTypesMayBeLeftOutOfAnInitialiser) {
  const std::string declared =
      "typedef void (*notify_t)(const event_t *event, void *context);\n"
      "struct hooks { int port; notify_t notify; int (*filter)(request_t *request); const char *url; };\n";
  const std::string used =
      "static struct hooks first = {0};\n"
      "static struct hooks second = {.port = 23, .url = \"http://x\"};\n"
      "static int refuse(request_t *request) { return 0; }\n"
      "void f(void) { struct hooks local = {.port = 80, .filter = refuse}; connect(&local, local.filter(0)); }\n";
  for (const char* name : {"a.c", "a.cpp"}) {
    const auto found = analyze(name, declared + used);
    EXPECT_TRUE(found.problems.empty()) << name;
    EXPECT_NE(found.call("connect").place.reach, Reach::kToken) << name;
    EXPECT_EQ(constants(found.field("url").value), std::vector<std::string>{"\"http://x\""}) << name;
    EXPECT_EQ(found.field("url").place.reach, Reach::kAst) << name;
  }
  const auto pointer = analyze("a.cpp",
                               "struct link { int port; Peer *peer; };\nstatic link l = {.port = 23};\n"
                               "void f() { connect(l.peer->name()); }\n");
  EXPECT_TRUE(pointer.problems.empty());
  EXPECT_NE(pointer.call("connect").place.reach, Reach::kToken);
}

TEST(Survival, GarbageIsRead) {
  for (const char* text :
       {"set_verify(", "))}}]] set_verify(x) {{{", "#if\n#else\n#else\n#endif\n#endif set_verify(1)", "\"set_verify(1)",
        "'", "/* set_verify(", "#define\n#define set_verify\n#include\nset_verify(1);", "R\"x(set_verify(1))",
        "<<<>>> set_verify", "#if 1 + (\nset_verify(1);\n#elif\n", "template <class T set_verify(1) ;",
        "struct struct struct { set_verify(1)"}) {
    analyze("a.c", text);
    analyze("a.cpp", text);
  }
}

TEST(Survival, DeepNestingCostsThePartThatIsNested) {
  for (const std::string& deep :
       {repeated("(", 20000), repeated("{", 20000), repeated("[", 20000), repeated("-", 20000),
        repeated("if (x) ", 20000), repeated("a ? ", 12000), repeated("x + ", 20000),
        repeated("else if (x) y(); ", 12000), repeated("f<", 12000), repeated("a::", 20000), repeated("#if X\n", 12000),
        repeated("{ .a = ", 12000), repeated("->x", 12000), repeated("int(*", 20000), repeated("namespace a {", 20000),
        repeated("= ", 12000)}) {
    analyze("a.c", "void f(void) { set_verify(1); int y = " + deep + "1; }");
    analyze("a.cpp", "void f() { set_verify(1); int y = " + deep + "1; }");
  }
}

TEST(Survival, AnIncludeNeverLeavesTheTree) {
  std::vector<std::string> asked;
  SourceOptions options;
  options.interests = interests();
  options.read_file = [&](std::string_view path) -> std::optional<std::string> {
    asked.emplace_back(path);
    return std::nullopt;
  };
  SourceAnalyzer analyzer(std::move(options));
  std::vector<Problem> problems;
  const Text text = Text::from_utf8(
      "#include \"../../etc/passwd\"\n#include \"/etc/passwd\"\n#include </etc/shadow>\n#include "
      "\"x/../../../etc/hosts.h\"\nvoid f() { set_verify(1); }\n");
  analyzer.analyze("src/a.c", text, Syntax::kC, problems);
  for (const std::string& path : asked) {
    EXPECT_FALSE(path.starts_with('/') || path.starts_with("..") || path.find("/../") != std::string::npos) << path;
  }
}

TEST(Survival, HeadersThatIncludeThemselvesWithoutEndEnd) {
  const auto a =
      analyze("a.c", "#include \"a.h\"\nvoid f(void) { set_verify(1); }\n",
              {{"a.h", "#include \"b.h\"\n#include \"b.h\"\n"}, {"b.h", "#include \"a.h\"\n#include \"a.h\"\n"}});
  EXPECT_EQ(a.facts.calls.size(), 1U);
}

TEST(Survival, TheNearestOfSeveralHeadersIsTaken) {
  const auto a =
      analyze("app/one/src/a.c", "#include \"conf/mode.h\"\nvoid f(void) { set_verify(MODE); }\n",
              {{"app/one/inc/conf/mode.h", "#define MODE 1\n"}, {"app/two/conf/mode.h", "#define MODE 2\n"}});
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(0)), ElementsAre("1"));
}

TEST(Survival, TheSameFileGivesTheSameFactsTwice) {
  SourceOptions options;
  options.interests = interests();
  SourceAnalyzer analyzer(std::move(options));
  std::vector<Problem> problems;
  const Text text = Text::from_utf8("void f() { set_verify(1); }\n");
  const auto first = analyzer.analyze("a.cpp", text, Syntax::kCpp, problems);
  const auto second = analyzer.analyze("a.cpp", text, Syntax::kCpp, problems);
  ASSERT_EQ(first.calls.size(), 1U);
  ASSERT_EQ(second.calls.size(), 1U);
  EXPECT_EQ(first.calls[0].span, second.calls[0].span);
}

}  // namespace
}  // namespace cpsaudit::testing
