#include <gtest/gtest.h>

#include "analyze.h"

namespace cpsaudit::testing {
namespace {

// A header that is not there is missed when a file is parsed, and only then.
TEST(SourceReach, WhatOnlyDeclaresIsNotParsedAndHoldsNoCall) {
  const std::string prototypes =
      "#include <sdk.h>\n"
      "#ifdef __cplusplus\nextern \"C\" {\n#endif\n"
      "enum mode { OFF = 0, ON = 1 };\n"
      "struct link { char url[64]; int port; };\n"
      "int set_verify(struct link *link, enum mode mode);\n"
      "void connect(const char *passwd);\n"
      "#ifdef __cplusplus\n}\n#endif\n";
  const auto declared = analyze("api.h", prototypes);
  EXPECT_TRUE(declared.facts.missing_includes.empty());
  EXPECT_TRUE(declared.facts.calls.empty());
  EXPECT_FALSE(declared.facts.skipped);
  for (const std::string code : {"static inline void f(void) { set_verify(0, OFF); }\n", "char passwd[] = \"x\";\n",
                                 "#define PASSWD \"x\"\n", "int mqtt_port = 1883;\n"}) {
    EXPECT_EQ(analyze("api.h", prototypes + code).facts.missing_includes, std::vector<std::string>{"sdk.h"}) << code;
  }
}

TEST(SourceReach, AMacroThatChecksKnowAsAFunctionStaysACall) {
  const auto found =
      analyze("a.c",
              "#include \"api.h\"\n"
              "void f(void *c) { set_verify(c, 0); }\n",
              {{"api.h", "#define set_verify(c, m) control(c, 92, m)\nint control(void *, int, int);\n"}});
  const Call call = found.call("set_verify");
  ASSERT_EQ(call.arguments.size(), 2U);
  EXPECT_EQ(constants(call.arguments[1]), std::vector<std::string>{"0"});
  EXPECT_NE(call.place.reach, Reach::kToken);
}

TEST(SourceReach, WhatTheFileItselfMakesOfAMacroCounts) {
  const auto found = analyze("a.c",
                             "#define init(c, m) set_verify(c, m)\n"
                             "int set_verify(void *, int);\n"
                             "void f(void *c) { init(c, 0); }\n");
  const Call call = found.call("set_verify");
  ASSERT_EQ(call.arguments.size(), 2U);
  EXPECT_EQ(call.place.reach, Reach::kAst);
}

TEST(SourceReach, TwoNamespacesThatNobodyDeclaredLeaveNoChoice) {
  const auto found = analyze("a.cpp",
                             "using namespace vendor::tls;\n"
                             "using namespace httpsserver;\n"
                             "using namespace flash_fs;\n"
                             "void f(Request *request) {\n"
                             "  const char *path = \"/x\";\n"
                             "  WiFi.softAP(path, \"b\");\n"
                             "  httpsserver::curl_easy_setopt(h, 64, httpsserver::text(0));\n"
                             "}\n");
  EXPECT_NE(found.call("softAP").place.reach, Reach::kToken);
  EXPECT_EQ(constants(found.call("softAP").arguments[0]), std::vector<std::string>{"\"/x\""});
  EXPECT_NE(found.call("curl_easy_setopt").place.reach, Reach::kToken);
}

TEST(SourceReach, WhatIsDeclaredStandsInNoNamespaceThatIsMadeUp) {
  const auto found = analyze("a.cpp",
                             "#include \"radio.h\"\n"
                             "using namespace radio;\n"
                             "using namespace httpsserver;\n"
                             "void f() {\n"
                             "  Mode mode = kFast;\n"
                             "  WiFi.softAP(\"a\", \"b\");\n"
                             "}\n",
                             {{"radio.h",
                               "namespace radio { enum Mode { kSlow, kFast }; }\n"
                               "struct Wireless { bool softAP(const char *ssid, const char *key); };\n"
                               "extern Wireless WiFi;\n"}});
  EXPECT_EQ(found.call("softAP").place.reach, Reach::kAst);
}

TEST(SourceReach, ATestCaseOfAnUnknownFrameworkIsAFunction) {
  const auto found = analyze("a.cpp",
                             "#include <doctest.h>\n"
                             "TEST_CASE(\"it: works\") { WiFi.softAP(\"a\", \"b\"); }\n"
                             "TEST(Suite, Name) { CHECK(curl_easy_setopt(h, 64, 0L)); }\n");
  EXPECT_NE(found.call("softAP").place.reach, Reach::kToken);
  EXPECT_NE(found.call("curl_easy_setopt").place.reach, Reach::kToken);
}

TEST(SourceReach, AStructThatNobodyDeclaredHasAnyFields) {
  for (const std::string path : {"a.c", "a.cpp"}) {
    const auto found = analyze(path,
                               "#include <mongoose.h>\n"
                               "void f(void *c) {\n"
                               "  struct tls_opts opts = {.url = mg_str(\"x\"), .skip_check = 1};\n"
                               "  opts.port = 1883;\n"
                               "}\n");
    EXPECT_EQ(found.field("skip_check").place.reach, Reach::kAst) << path;
    EXPECT_EQ(found.field("skip_check").type, "tls_opts") << path;
    EXPECT_EQ(constants(found.field("skip_check").value), std::vector<std::string>{"1"}) << path;
    EXPECT_EQ(found.field("port").place.reach, Reach::kAst) << path;
  }
}

TEST(SourceReach, AStructThatIsDefinedLaterKeepsItsFields) {
  const auto found = analyze("a.c",
                             "struct options;\n"
                             "void use(struct options *o);\n"
                             "struct options { int port; int enabled; };\n"
                             "void f(void) { struct options o = {1883, 1}; use(&o); }\n");
  EXPECT_EQ(constants(found.field("port").value), std::vector<std::string>{"1883"});
}

TEST(SourceReach, DeclarationsAreNoCallsAndEnumeratorsNoVariables) {
  const auto found = analyze("a.cpp",
                             "#include <unknown.h>\n"
                             "class WebServer : public Base {\n"
                             " public:\n"
                             "  WebServer(int port, UnknownThing &thing);\n"
                             "  WebServer();\n"
                             " private:\n"
                             "  int port_;\n"
                             "};\n"
                             "enum Reason { PASSWORD_EXPIRED = 16, PASSWORD_WRONG };\n");
  EXPECT_TRUE(found.facts.calls.empty());
  EXPECT_TRUE(found.facts.fields.empty());
}

TEST(SourceReach, ANameOfTheGlobalScopeThatNobodyDeclaredIsACall) {
  const auto found =
      analyze("a.cpp",
              "class Link { bool open() { return ::connect(fd_, 23) == 0 && ::init(fd_) == 0; } int fd_; };\n"
              "namespace net { void start() { ::begin(8); } }\n");
  EXPECT_NE(found.call("connect").place.reach, Reach::kToken);
  EXPECT_EQ(found.call("connect").place.function, "Link::open");
  EXPECT_NE(found.call("init").place.reach, Reach::kToken);
  EXPECT_NE(found.call("begin").place.reach, Reach::kToken);
}

TEST(SourceReach, WhatIsDeclaredLaterIsWhatTheGlobalScopeMeans) {
  const auto found = analyze("a.cpp",
                             "void f() { ::begin(8); }\n"
                             "int begin(int port);\n"
                             "class Guest { friend int begin(int port); };\n"
                             "void g() { ::init(begin(9)); }\n");
  EXPECT_EQ(found.facts.calls.size(), 3U);
}

TEST(SourceReach, NobodyCompilesWhatStandsBesideAnError) {
  const auto found = analyze("a.c",
                             "void f(void) {\n"
                             "#if defined(HAVE_ONE)\n"
                             "  begin(1);\n"
                             "#else\n"
                             "#error \"none\"\n"
                             "  init(2);\n"
                             "#endif\n"
                             "}\n");
  EXPECT_EQ(found.call("begin").name, "begin");
  EXPECT_TRUE(found.call("init").name.empty());
}

TEST(SourceReach, MethodsOfAClassThatNobodyDeclaredCallEachOther) {
  for (const std::string space : {"", "namespace net { "}) {
    const auto found = analyze("a.cpp", space +
                                            "void Web::set(CURL *h, long on) { curl_easy_setopt(h, 64, on); }\n"
                                            "void Web::run(CURL *h) { if (!ready_) return; set(h, 0L); }\n" +
                                            (space.empty() ? "" : "}\n"));
    const Call call = found.call("set");
    ASSERT_EQ(call.arguments.size(), 2U) << space;
    EXPECT_EQ(constants(call.arguments[1]), std::vector<std::string>{"0"}) << space;
    EXPECT_TRUE(call.place.function.ends_with("Web::run")) << call.place.function;
  }
}

TEST(SourceReach, WhatAHeaderSwitchesOffIsKnownToBeOff) {
  const auto found = analyze("a.c",
                             "#include \"config.h\"\n"
                             "void f(void) {\n"
                             "#if LOG_LEVEL > 2\n"
                             "  begin(1);\n"
                             "#endif\n"
                             "#if USE_TLS\n"
                             "  init(2);\n"
                             "#else\n"
                             "  connect(3);\n"
                             "#endif\n"
                             "#ifdef OTHER\n"
                             "  softAP(4);\n"
                             "#elif LOG_LEVEL\n"
                             "  setServer(5);\n"
                             "#endif\n"
                             "#ifdef __linux__\n"
                             "#else\n"
                             "  set_verify(6);\n"
                             "#endif\n"
                             "}\n",
                             {{"config.h", "#define LOG_LEVEL 1\n#define USE_TLS 1\n"}});
  const auto is_off = [&](const char* name) {
    const Call call = found.call(name);
    EXPECT_EQ(call.name, name);
    return call.place.switched_off;
  };
  EXPECT_TRUE(is_off("begin"));
  EXPECT_FALSE(is_off("init"));
  EXPECT_TRUE(is_off("connect"));
  EXPECT_FALSE(is_off("softAP"));
  EXPECT_FALSE(found.call("softAP").place.active);
  EXPECT_FALSE(is_off("setServer"));
  EXPECT_FALSE(is_off("set_verify"));
}

TEST(SourceReach, APartOfUnknownSizeHasFieldsAllTheSame) {
  const auto found = analyze("a.cpp",
                             "#include <string>\n"
                             "struct Tls { std::string ca; bool check = true; };\n"
                             "struct All { Tls tls; Tls more[2]; };\n"
                             "class Client { All all_; std::map<std::string, Tls> named_; void start(); };\n"
                             "void Client::start() {\n"
                             "  set_verify(handle, all_.tls.check ? 1 : 0);\n"
                             "  curl_easy_setopt(handle, all_.more[1].check);\n"
                             "  softAP(named_[\"a\"].ca);\n"
                             "}\n");
  const Call call = found.call("set_verify");
  EXPECT_NE(call.place.reach, Reach::kToken);
  ASSERT_EQ(call.arguments.size(), 2U);
  ASSERT_EQ(call.arguments[1].constants.size(), 2U);
  EXPECT_EQ(call.arguments[1].constants[0].condition.text, "all_.tls.check");
  EXPECT_EQ(call.arguments[1].constants[1].condition.text, "!(all_.tls.check)");
  EXPECT_NE(found.call("curl_easy_setopt").place.reach, Reach::kToken);
  EXPECT_NE(found.call("softAP").place.reach, Reach::kToken);
}

TEST(SourceReach, TheSidesOfAChoiceHaveItsConditionAlsoInTokens) {
  const auto found = analyze("a.cpp", "void f() { set_verify(handle, all[].check ? 1 : 0); }\n");
  const Call call = found.call("set_verify");
  EXPECT_EQ(call.place.reach, Reach::kToken);
  ASSERT_EQ(call.arguments.size(), 2U);
  ASSERT_EQ(call.arguments[1].constants.size(), 2U);
  EXPECT_EQ(call.arguments[1].constants[0].condition.text, "all[].check");
  EXPECT_EQ(call.arguments[1].constants[1].condition.text, "!(all[].check)");
}

TEST(SourceReach, ASecondNameOfAClassStandsForIt) {
  const auto found = analyze("a.cpp",
                             "typedef Esp8266Server Server;\n"
                             "using Updater = Server;\n"
                             "typedef unsigned char byte_t;\n"
                             "static Updater updater(80);\n"
                             "void f() { updater.begin(1); }\n");
  EXPECT_EQ(found.call("begin").receiver_type, "Esp8266Server");
}

TEST(SourceReach, AVariableMayBeCalledIn) {
  const auto found = analyze("a.cpp", "void f(const Text &name) { std::WebServer in(\"/log/\" + name); use(in); }\n");
  EXPECT_NE(found.call("WebServer").place.reach, Reach::kToken);
}

TEST(SourceReach, WhatAHeaderOfTheTreeDefinesIsNoCondition) {
  const std::string code =
      "#ifdef ESP32\n"
      "#include \"a.h\"\n"
      "void f() {\n"
      "#ifdef APP_DEBUG\n"
      "  begin(1);\n"
      "#endif\n"
      "}\n"
      "#endif\n";
  const std::map<std::string, std::string> on{{"a.h", "#ifdef ESP32\n#define APP_DEBUG 1\n#endif\n"}};
  EXPECT_EQ(analyze("a.cpp", code, on).call("begin").place.guard, "defined(ESP32)");
  EXPECT_EQ(analyze("a.cpp", code, {{"a.h", "\n"}}).call("begin").place.guard, "defined(ESP32) && defined(APP_DEBUG)");
  // Parsing with APP_DEBUG hides that the header defines it by default.
  const std::map<std::string, std::string> by_default{{"a.h", "#ifndef APP_DEBUG\n#define APP_DEBUG 1\n#endif\n"}};
  EXPECT_EQ(analyze("a.cpp", code, by_default).call("begin").place.guard, "defined(ESP32)");
  const std::map<std::string, std::string> another{{"a.h", "#ifndef APP_DEBUG\n#define APP_DEBUGS 1\n#endif\n"}};
  EXPECT_EQ(analyze("a.cpp", code, another).call("begin").place.guard, "defined(ESP32) && defined(APP_DEBUG)");
}

}  // namespace
}  // namespace cpsaudit::testing
