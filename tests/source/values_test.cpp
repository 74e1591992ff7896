#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(Values, DesignatorsOfUnknownTypesKeepTheirPath) {
  const auto a = analyze(
      "a.c",
      "#include \"sdk.h\"\nvoid f(void) {\n  client_config_t config = {\n    .broker = { .url = \"mqtt://b\", },\n"
      "    .broker.check.skip_check = true,\n  };\n  init(&config);\n}\n");
  const FieldInit url = a.field("broker.url");
  EXPECT_EQ(url.type, "client_config_t");
  EXPECT_EQ(url.variable, "config");
  EXPECT_THAT(constants(url.value), ElementsAre("\"mqtt://b\""));
  EXPECT_EQ(a.under(url.value.constants.at(0).span), "mqtt://b");
  EXPECT_THAT(constants(a.field("broker.check.skip_check").value), ElementsAre("true"));
  ASSERT_EQ(a.facts.records.size(), 1U);
  EXPECT_THAT(a.facts.records[0].fields, Contains("broker.check.skip_check"));
}

TEST(Values, PositionalValuesFindTheirFieldWhenTheTypeIsKnown) {
  const auto a = analyze(
      "a.c",
      "typedef struct { const char *name; _Bool enabled; int port; } server_t;\nserver_t s = { \"x\", 0, 1883 };\n");
  EXPECT_THAT(constants(a.field("enabled").value), ElementsAre("0"));
  EXPECT_THAT(constants(a.field("port").value), ElementsAre("1883"));
  EXPECT_EQ(a.field("port").type, "server_t");
}

TEST(Values, FieldsGivenOneByOneBelongToTheRecord) {
  const auto a =
      analyze("a.c", "void f(void) {\n  client_config_t c;\n  c.broker.url = \"http://x\";\n  c.port = 80;\n}\n");
  EXPECT_EQ(a.field("broker.url").how, FieldInit::How::kAssignment);
  EXPECT_EQ(a.field("broker.url").type, "client_config_t");
  ASSERT_EQ(a.facts.records.size(), 1U);
  EXPECT_THAT(a.facts.records[0].fields, ElementsAre("broker.url", "port"));
}

TEST(Values, ThePathStartsAtTheRecordThatChecksSpeakOf) {
  SourceOptions options;
  options.interests = interests();
  options.interests.types = {"http_config_t"};
  const auto a = analyze("a.c",
                         "typedef struct { const char *url; int port; } http_config_t;\n"
                         "typedef struct { int id; http_config_t http; } app_t;\n"
                         "app_t one = { .http = { .url = \"http://a\" } };\n"
                         "void f(app_t *two) { two->http.port = 80; }\n",
                         {}, options);
  EXPECT_EQ(a.field("url").type, "http_config_t");
  EXPECT_EQ(a.field("port").type, "http_config_t");
}

TEST(Values, TextIsJoinedOverMacrosAndOperators) {
  const auto a =
      analyze("a.cpp",
              "#define HOST \"example.com\"\nvoid f() {\n  http.begin(\"http://\" HOST \"/a\");\n"
              "  std::string url = std::string(\"http://\") + host() + \"/b\";\n  http.connect(url.c_str());\n}\n");
  EXPECT_THAT(constants(a.call("begin").arguments.at(0)), ElementsAre("\"http://example.com/a\""));
  const Value joined = a.call("connect").arguments.at(0);
  EXPECT_THAT(constants(joined), ElementsAre("\"http://{}/b\""));
  EXPECT_FALSE(joined.constants[0].complete);
}

TEST(Values, MembersOfTypesThatNobodyDeclaredAreAssignedAndJoined) {
  const auto a = analyze("a.cpp",
                         "class Portal {\n  String password_;\n  String host_;\n public:\n  void go() {\n"
                         "    password_ = \"abcd1234\";\n    net.connect(\"http://\" + host_ + \"/x\");\n  }\n};\n");
  EXPECT_THAT(constants(a.field("password_").value), ElementsAre("\"abcd1234\""));
  EXPECT_THAT(constants(a.call("connect").arguments.at(0)), ElementsAre("\"http://{}/x\""));
  EXPECT_NE(a.call("connect").place.reach, Reach::kToken);
  EXPECT_NE(a.field("password_").place.reach, Reach::kToken);
}

TEST(Values, TextAroundAMacroThatNobodyDefinedIsKept) {
  const auto a =
      analyze("a.c", "#include \"sdkconfig.h\"\nvoid f(void) { connect(\"mqtt://\" CONFIG_HOST \":1883\"); }\n");
  const Value value = a.call("connect").arguments.at(0);
  EXPECT_THAT(constants(value), ElementsAre("\"mqtt://{}:1883\""));
  EXPECT_FALSE(value.constants[0].complete);
  EXPECT_NE(a.call("connect").place.reach, Reach::kToken);
}

TEST(Values, AVariableIsEverythingThatItIsGiven) {
  const auto a = analyze("a.c", "void f(int x) { int mode = 1; if (x) mode = 0; set_verify(mode); }");
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(0)), ElementsAre("1", "0"));
}

TEST(Values, AVariableWhoseAddressIsTakenMayBeMore) {
  const auto a = analyze("a.c", "void f(void) { int mode = 1; read_mode(&mode); set_verify(mode); }");
  EXPECT_FALSE(a.call("set_verify").arguments.at(0).exhaustive);
}

TEST(Values, MacrosVariablesAndMembersAreFoundByName) {
  const auto a =
      analyze("a.cpp",
              "#define AP_PASSWORD \"secret12\"\n#define OTHER 1\nstatic const char *wifi_password = \"geheim12\";\n"
              "class Portal {\n  const char* password_ = \"abcd1234\";\n  std::string other_;\n};\n");
  ASSERT_EQ(a.facts.macros.size(), 1U);
  EXPECT_EQ(a.facts.macros[0].name, "AP_PASSWORD");
  EXPECT_THAT(constants(a.facts.macros[0].value), ElementsAre("\"secret12\""));
  EXPECT_EQ(a.under(a.facts.macros[0].value.constants.at(0).span), "secret12");
  EXPECT_THAT(constants(a.variable("wifi_password").value), ElementsAre("\"geheim12\""));
  EXPECT_THAT(constants(a.field("password_").value), ElementsAre("\"abcd1234\""));
}

TEST(Values, BytesAndCharactersAreAText) {
  const auto a = analyze("a.c", "static const unsigned char password[] = { 'a', 'b', 0x63, 0 };\n");
  EXPECT_THAT(constants(a.variable("password").value), ElementsAre("\"abc\""));
}

TEST(Values, ColumnsCountUtf16Units) {
  const auto a = analyze("a.c", "/* 鍵🔑 */ static const char *password = \"x1y2\";\n");
  EXPECT_EQ(a.variable("password").name_span.begin, (Position{1, 30}));
  EXPECT_EQ(a.under(a.variable("password").value.constants.at(0).span), "x1y2");
}

TEST(Values, ATextThatIsComparedSaysWithWhat) {
  const auto a = analyze("a.c", "int check(const char *input) { return strcmp(input, \"letmein\") == 0; }");
  ASSERT_EQ(a.facts.strings.size(), 1U);
  EXPECT_EQ(a.facts.strings[0].role, StringUse::Role::kCompared);
  EXPECT_EQ(a.facts.strings[0].context, "input");
}

TEST(Values, WhatOnlyWrapsATextIsComparedWithIt) {
  auto options = SourceOptions{};
  options.interests = interests();
  options.interests.contexts = {"passw"};
  options.interests.functions.push_back("QLatin1String");
  for (const char* text : {"QLatin1String(\"sesame1\")", "QStringLiteral(\"sesame1\")", "\"sesame1\"s",
                           "std::string_view{\"sesame1\"}", "std::string(\"sesame1\")"}) {
    const auto a =
        analyze("a.cpp", std::string("bool f(Text &passwd) { return passwd == ") + text + "; }\n", {}, options);
    ASSERT_EQ(a.facts.strings.size(), 1U) << text;
    EXPECT_EQ(a.facts.strings[0].role, StringUse::Role::kCompared) << text;
    EXPECT_EQ(a.facts.strings[0].context, "passwd") << text;
    EXPECT_EQ(a.under(a.facts.strings[0].constant.span), "sesame1") << text;
  }
}

TEST(Values, TextsThatLibrariesPutTogether) {
  const std::pair<const char*, const char*> cases[] = {
      {R"(begin(fmt::format("scp {} root@{}:/x", a, 5).c_str());)", "scp {} root@5:/x"},
      {R"(const auto c = std::format("{{}} {0:>4} y", a); begin(c.c_str());)", "{} {} y"},
      {R"(begin(absl::StrCat("scp ", a, " x ", 7).c_str());)", "scp {} x 7"},
      {R"(begin(absl::StrFormat("scp %s", a).c_str());)", "scp {}"},
      {R"(begin(QString("scp %2 %1").arg("b").arg(a).toStdString().c_str());)", "scp {} b"},
      {R"(begin((boost::format("scp %1% %2%") % a % b).str().c_str());)", "scp {} {}"},
      {R"(std::ostringstream os; os << "scp " << a << " x"; begin(os.str().c_str());)", "scp {} x"},
      {R"(String s = "scp "; s += a; s.append(" -k"); s += '!'; begin(s.c_str());)", "scp {} -k!"},
      {R"(char c[40] = "scp "; strcat(c, a); strcat(c, " -k"); begin(c);)", "scp {} -k"},
      {R"(begin(g_strconcat("scp ", a, " -k", NULL));)", "scp {} -k"},
  };
  for (const auto& [code, text] : cases) {
    const auto a = analyze("a.cpp", "void f(const char* a, Text b) { " + std::string(code) + " }\n");
    const Call call = a.call("begin");
    ASSERT_EQ(call.arguments.size(), 1U) << code;
    ASSERT_EQ(call.arguments[0].constants.size(), 1U) << code;
    EXPECT_EQ(call.arguments[0].constants[0].string, text) << code;
  }
}

TEST(Values, WhatIsAddedToSomethingElseIsNoText) {
  for (const char* code : {R"(std::vector<Text> v; v.push_back("scp "); v.push_back("-k"); begin(v);)",
                           R"(const char* p = "scp x"; p += 4; begin(p);)", R"(int n = 1; n += 2; begin(n);)"}) {
    const auto a = analyze("a.cpp", "void f() { " + std::string(code) + " }\n");
    const Call call = a.call("begin");
    ASSERT_EQ(call.arguments.size(), 1U) << code;
    for (const Constant& constant : call.arguments[0].constants) {
      EXPECT_THAT(constant.string, AnyOf("", "scp x")) << code;
    }
  }
}

TEST(Values, AKeyOverSeveralLinesIsOneText) {
  const auto a = analyze("a.c", "const char *k = \"-----BEGIN RSA PRIVATE KEY-----\\n\"\n  \"MIIE\\n\";\n");
  ASSERT_EQ(a.facts.strings.size(), 1U);
  EXPECT_EQ(a.facts.strings[0].constant.string, "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n");
}

TEST(Values, WhatAFunctionOfTheFileReturnsIsItsValue) {
  const auto a = analyze("a.cpp", R"(
    static const char *secret() { return "hunter2x"; }
    static const char *pick(const char *given) { if (given) return given; return NULL; }
    static int mode() { if (strict) return 1; return 0; }
    void f() { net.begin(secret(), pick("chosen12"), mode()); }
  )");
  const Call call = a.call("begin");
  ASSERT_EQ(call.arguments.size(), 3U);
  EXPECT_THAT(constants(call.arguments[0]), ElementsAre("\"hunter2x\""));
  EXPECT_THAT(constants(call.arguments[1]), ElementsAre("\"chosen12\""));
  EXPECT_THAT(constants(call.arguments[2]), IsEmpty());
}

TEST(Values, BytesSetOneByOneAreOneValueAndOneFact) {
  const auto a = analyze("a.c", R"(
    void f(void) {
      unsigned char passwd_key[5];
      passwd_key[0] = 0x2b; passwd_key[1] = 0x7e; passwd_key[2] = 0x15; passwd_key[3] = 0x16; passwd_key[4] = 1;
      init(passwd_key);
      passwd_other[0] = 0x2b;
    }
  )");
  EXPECT_THAT(constants(a.call("init").arguments.at(0)), ElementsAre("\"\x2b\x7e\x15\x16\x01\""));
  ASSERT_EQ(a.facts.fields.size(), 1U);
  EXPECT_THAT(constants(a.facts.fields[0].value), ElementsAre("\"\x2b\x7e\x15\x16\x01\""));
  EXPECT_EQ(a.facts.fields[0].place.reach, Reach::kAst);
}

TEST(Values, AMemberOfATypeThatNobodyKnowsIsWhatItsObjectIsGiven) {
  const auto a = analyze("a.cpp", R"(
    #include <Missing.h>
    struct Config { String pass = "default12"; };
    class Portal : public Base { String pass_; void set() { pass_ = "assigned1"; } void go() { net.begin(pass_); } };
    void f() { Config c; c.pass = "changed12"; softAP("x", c.pass.c_str()); }
  )");
  EXPECT_THAT(constants(a.call("begin").arguments.at(0)), ElementsAre("\"assigned1\""));
  EXPECT_THAT(constants(a.call("softAP").arguments.at(1)), ElementsAre("\"default12\"", "\"changed12\""));
}

TEST(Values, ANegatedParameterIsTheOtherWayRoundUnderEitherCondition) {
  const auto a = analyze("a.cpp", R"(
    class Client { bool skip_check; public: Client(bool verify) : skip_check(!verify) {} };
    struct Other { bool enabled; Other() : enabled(!true) {} };
  )");
  const Value skip = a.field("skip_check").value;
  ASSERT_THAT(constants(skip), ElementsAre("false", "true"));
  EXPECT_EQ(skip.constants[0].condition.parameter, 0U);
  EXPECT_FALSE(skip.constants[0].condition.when_zero);
  EXPECT_TRUE(skip.constants[1].condition.when_zero);
  EXPECT_THAT(constants(a.field("enabled").value), ElementsAre("0"));
}

TEST(Values, ADefaultBehindABarIsOneOfTheValues) {
  const auto a = analyze("a.cpp", "void f(Doc &doc) { net.begin(doc[\"pass\"] | \"factory1\", MODE_A | MODE_B); }");
  EXPECT_THAT(constants(a.call("begin").arguments.at(0)), ElementsAre("\"factory1\""));
  EXPECT_FALSE(a.call("begin").arguments.at(0).exhaustive);
  EXPECT_THAT(a.call("begin").arguments.at(1).symbols, ElementsAre("MODE_A", "MODE_B"));
}

TEST(Values, ArithmeticInMacrosIsANumber) {
  const auto a = analyze("a.h",
                         "#define BASE 1800\n#define MQTT_PORT (BASE + 83)\n#define MQTT_PORT_FLAG (1 << 7 | 0x1)\n"
                         "#define MQTT_PORT_OTHER (ELSEWHERE + 1)\n");
  std::vector<std::string> values;
  for (const MacroDefinition& macro : a.facts.macros) {
    for (const std::string& constant : constants(macro.value)) values.push_back(macro.name + "=" + constant);
  }
  EXPECT_THAT(values, ElementsAre("MQTT_PORT=1883", "MQTT_PORT_FLAG=129"));
}

TEST(Values, NamesAndValuesInTurnAreSettings) {
  SourceOptions options;
  options.interests = interests();
  options.interests.pairs = {"^(listening_ports|enable_directory_listing|password)$"};
  const auto a = analyze("a.c", R"(
    const char *options[] = {"listening_ports", "8080", "enable_directory_listing", "yes", NULL};
    const char *columns[] = {"user", "password", NULL};
    const char *names[] = {"password", "shell", "home", "mail"};
  )",
                         {}, options);
  ASSERT_EQ(a.facts.pairs.size(), 2U);
  EXPECT_EQ(a.facts.pairs[0].name.string, "listening_ports");
  EXPECT_THAT(constants(a.facts.pairs[1].value), ElementsAre("\"yes\""));
}

TEST(Values, AStreamIsTheReceiverOfWhatIsWrittenToItWhereThatIsAskedFor) {
  const char* code = "const char *passwd = get();\nvoid f() { std::cout << \"psk=\" << passwd << 7; int x = 1 << 3; }";
  EXPECT_TRUE(analyze("a.cpp", code).facts.calls.empty());
  SourceOptions options;
  options.interests = interests();
  options.interests.functions.push_back("operator<<");
  const auto a = analyze("a.cpp", code, {}, options);
  const Call call = a.call("operator<<");
  ASSERT_EQ(call.arguments.size(), 3U);
  ASSERT_TRUE(call.receiver.has_value());
  EXPECT_EQ(call.receiver->text, "std::cout");
  EXPECT_EQ(call.arguments[1].object, "passwd");
}

TEST(Values, AFunctionThatOnlySaysYesIsFound) {
  const auto a = analyze(
      "a.c",
      "int verify_image(const void *p) { (void)p; return 0; }\nint verify_sum(int a) { if (a) return 1; return 0; }\n");
  ASSERT_EQ(a.facts.constant_returns.size(), 1U);
  EXPECT_EQ(a.facts.constant_returns[0].function, "verify_image");
  EXPECT_EQ(a.facts.constant_returns[0].value, 0);
}

TEST(Values, AnOptionOfTheCompileCommandDefinesMacros) {
  SourceOptions options;
  options.compile_commands = {
      {"src/a.c", "src", {"gcc", "-DPEER=0", "-I../inc", "-mlongcalls", "--weird", "-c", "a.c"}}};
  const auto a = analyze("src/a.c", "#include \"opt.h\"\nvoid f(void) { set_verify(PEER, MODE); }",
                         {{"inc/opt.h", "#define MODE 2\n"}}, options);
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(0)), ElementsAre("0"));
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(1)), ElementsAre("2"));
  ASSERT_EQ(a.problems.size(), 1U);
  EXPECT_EQ(a.problems[0].kind, Problem::Kind::kFlagsDropped);
}

TEST(Values, AModelGivesTheNumbersOfAnSdkThatIsNotThere) {
  SourceOptions options;
  options.models = {
      {"net/tls.h", "enum { TLS_VERIFY_NONE = 0, TLS_VERIFY_PEER = 1 };\nvoid set_verify(void *, int);\n"}};
  const auto a = analyze("a.c", "#include <net/tls.h>\nvoid f(void) { set_verify(0, TLS_VERIFY_NONE); }", {}, options);
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(1)), ElementsAre("0"));
  EXPECT_THAT(a.call("set_verify").arguments.at(1).symbols, ElementsAre("TLS_VERIFY_NONE"));
  EXPECT_THAT(a.facts.missing_includes, IsEmpty());
}

TEST(Values, BytesOverSeveralLinesBeginBesideTheirName) {
  const auto a = analyze("a.c",
                         "void f(void) {\n"
                         "  static const unsigned char key[4] = {\n"
                         "    0x9b, 0x02,\n"
                         "    0xfe, 0x81};\n"
                         "  static const unsigned char other[4] = {0x9b, 0x02,\n"
                         "    0xfe, 0x81};\n"
                         "  init(key);\n"
                         "  init(other);\n"
                         "}\n");
  const auto under = [&](std::size_t i) { return a.under(a.facts.calls.at(i).arguments.at(0).constants.at(0).span); };
  EXPECT_EQ(under(0), "{\n    0x9b, 0x02,\n    0xfe, 0x81");
  EXPECT_EQ(under(1), "0x9b, 0x02,\n    0xfe, 0x81");
}

TEST(Values, AnArrayThatIsFilledWithOneByteHoldsThatUntilSomebodyWritesToIt) {
  const std::string code = R"(
    void plain(void) { unsigned char iv[16]; memset(iv, 0, sizeof iv); init(iv); }
    void drawn(void) { unsigned char iv[16] = {0}; get_random(iv, 16); set_verify(iv); }
    void text(const char *given) { char password[32]; memset(password, 0, 32); read_it(password); softAP(password); }
  )";
  const auto a = analyze("a.c", code);
  EXPECT_THAT(constants(a.call("init").arguments.at(0)), ElementsAre('"' + std::string(16, '\0') + '"'));
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(0)), IsEmpty());
  EXPECT_THAT(constants(a.call("softAP").arguments.at(0)), IsEmpty());
}

TEST(Values, AnArrayOfTheFileThatIsFilledSomewhereIsNotKnown) {
  const auto a = analyze("a.c", R"(
    static unsigned char fixed[16] = {0};
    static unsigned char drawn[16] = {0};
    void start(void) { get_random(drawn, 16); }
    void f(void) { init(fixed); set_verify(drawn); }
  )");
  EXPECT_EQ(constants(a.call("init").arguments.at(0)).size(), 1U);
  EXPECT_THAT(constants(a.call("set_verify").arguments.at(0)), IsEmpty());
}

TEST(Values, ATextInARecordThatKnowsItsLengthIsTheValueOfTheRecord) {
  const auto a = analyze("a.c", R"C(
    void f(void) {
      struct text password = {.data = (unsigned char *)"tracker-7", .size = 9};
      struct text passwd = { STRING("tracker-8"), 9 };
      struct field password_field = {.name = "one", .label = "two"};
    }
  )C");
  EXPECT_THAT(constants(a.variable("password").value), ElementsAre("\"tracker-7\""));
  EXPECT_THAT(constants(a.variable("passwd").value), ElementsAre("\"tracker-8\""));
  EXPECT_THAT(constants(a.variable("password_field").value), IsEmpty());
}

TEST(Values, AWrappedTextStandsAtThePlaceOfItsField) {
  const auto a = analyze("a.c", R"(
    struct text { unsigned long length; char *data; };
    typedef struct { struct text name; struct text url; } server_t;
    static server_t servers[] = { { TEXT_OF("one"), TEXT_OF("http://x") } };
  )");
  EXPECT_THAT(constants(a.field("url").value), ElementsAre("\"http://x\""));
}

TEST(Values, WhatAMacroIsInAnotherBranchCountsWithItsCondition) {
  const auto a = analyze("a.c", R"(
#ifdef LAB
#define HOST "http://lab"
#else
#define HOST "https://plant"
#endif
    void f(void) { curl_easy_setopt(h, 1, HOST); }
  )");
  const Value url = a.call("curl_easy_setopt").arguments.at(2);
  ASSERT_THAT(constants(url), ElementsAre("\"https://plant\"", "\"http://lab\""));
  EXPECT_EQ(url.constants[0].condition.text, "!(defined(LAB))");
  EXPECT_FALSE(url.constants[0].condition.inactive);
  EXPECT_EQ(url.constants[1].condition.text, "defined(LAB)");
  EXPECT_TRUE(url.constants[1].condition.inactive);
}

TEST(Values, MembersOfAClassThatNobodyDeclaredAreGivenTheirValues) {
  const auto a = analyze("a.cpp", "Client::Client(int p) : Base(p), password_(WRAP(\"panel-7\")), enabled{false} {}\n");
  EXPECT_THAT(constants(a.field("enabled").value), ElementsAre("false"));
  EXPECT_EQ(a.field("enabled").type, "Client");
  EXPECT_EQ(a.field("enabled").place.function, "Client::Client");
}

TEST(Values, FlagsThatAreAddedAreGiven) {
  const auto a = analyze("a.c", "void f(struct options *o) { o->enabled |= ALLOW_ALL; }\n");
  EXPECT_THAT(a.field("enabled").value.symbols, ElementsAre("ALLOW_ALL"));
}

TEST(Values, AWrappedTextIsCompared) {
  SourceOptions options;
  options.interests = interests();
  options.interests.contexts = {"pin"};
  const auto a = analyze("a.cpp", "void f(Text pin) { if (pin == WrappedText(\"4711\")) init(); }\n", {}, options);
  ASSERT_EQ(a.facts.strings.size(), 1U);
  EXPECT_EQ(a.facts.strings[0].context, "pin");
}

TEST(Values, WhatIsAddedToATextIsAPartOfIt) {
  const auto a = analyze("a.cpp", "void f(Text &password) { password += \"tail\"; }\n");
  const Value& value = a.variable("password").value;
  ASSERT_THAT(constants(value), ElementsAre("\"{}tail\""));
  EXPECT_FALSE(value.constants[0].complete);
}

TEST(Values, ANumberThatStandsInForAMissingKeyIsADefault) {
  const auto a = analyze("a.cpp", "void f(server_t &s) { s.port = document[\"mqtt\"][\"port\"] | 1883; }\n");
  EXPECT_THAT(constants(a.field("port").value), ElementsAre("1883"));
}

TEST(Values, WhatNoBuildHoldsIsNoFact) {
  const auto a = analyze("a.h", "#if 0\n#define WIFI_PASSWORD \"one\"\n#endif\n#define LAN_PASSWORD \"two\"\n");
  ASSERT_EQ(a.facts.macros.size(), 1U);
  EXPECT_EQ(a.facts.macros[0].name, "LAN_PASSWORD");
}

TEST(Values, FieldsOfATableSayWhichRowTheyStandIn) {
  const auto a = analyze("a.c",
                         "struct options { const char *url; int port; };\n"
                         "struct options all[] = {{.port = 1, .url = \"a\"}, {.port = 2}, {\"b\", 3}};\n"
                         "struct options one = {.port = 4};\n");
  std::vector<std::pair<std::string, unsigned>> rows;
  for (const FieldInit& field : a.facts.fields) rows.emplace_back(field.field, field.row);
  EXPECT_THAT(rows, ElementsAre(Pair("port", 1U), Pair("url", 1U), Pair("port", 2U), Pair("url", 3U), Pair("port", 3U),
                                Pair("port", 0U)));
}

TEST(Values, NamesThatNobodyDeclaredInATableLeaveTheRestOfItsRows) {
  const auto a = analyze("a.c",
                         "struct link { int port; int enabled; };\n"
                         "struct options { struct { int mode; } control; struct link link; };\n"
                         "static const struct options all[IDX_COUNT] = {\n"
                         "  [IDX_A] = {{MODE_AUTO}, {(int)&PORT_OF_A, 1}},\n"
                         "  [IDX_B] = {{MODE_AUTO}, {8883, 0}},\n"
                         "};\n");
  std::vector<std::pair<std::string, unsigned>> rows;
  for (const FieldInit& field : a.facts.fields) rows.emplace_back(field.field, field.row);
  EXPECT_THAT(rows, ElementsAre(Pair("link.port", 1U), Pair("link.enabled", 1U), Pair("link.port", 2U),
                                Pair("link.enabled", 2U)));
}

}  // namespace
}  // namespace cpsaudit::testing
