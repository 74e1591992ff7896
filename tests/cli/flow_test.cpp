#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const char* const kCheck =
    "id: CPSA2999\nname: Probe\ntitle: {en: A., ja: あ。}\nsecurity-severity: 8.1\nprecision: high\n"
    "message: {en: \"'{what}' is off.\", ja: \"'{what}' がオフです。\"}\nmend: {en: Do., ja: する。}\n"
    "detect:\n"
    "  - call: {function: probe_verify, argument: 2, bad: 0}\n"
    "  - call: {function: probe_insecure, unless-called-later: [probe_trust], unless-object: true}\n"
    "  - call: {function: probe_check, result: ignored}\n"
    "  - field: {type: [probe_address], field: [any], bad: 1, when-called: [probe_listen], handed-to: [probe_bind]}\n"
    "  - call: {function: probe_role, argument: 2, bad: 0, unless-made-by: [probe_server]}\n"
    "  - call: {function: probe_callback, argument: 2, callback: {returns: 1}}\n"
    "  - call: {function: probe_tristate, tested: [truth, not]}\n"
    "  - missing-call: {function: probe_begin, needs: [probe_password], reach: product}\n"
    "  - call: {function: probe_run, argument: 1, from: [{function: probe_read, gives: 2}, {function: probe_query}], "
    "unless-through: 'is_valid|isalnum|escape'}\n"
    "  - call: {function: probe_callback, argument: 2, callback: {returns: 1, under: 'EXPIRED|^!ok$'}}\n"
    "  - call: {function: probe_ciphers, argument: 2, bad: {matches: SECLEVEL=0}}\n"
    "  - call: {function: probe_url, argument: 1, bad: {matches: '^http:'}}\n"
    "  - command: {program: [opkg], has: [--force-checksum], contexts: [source]}\n"
    "  - string: {bad: {matches: '.'}, roles: [compared], context: probe_code}\n"
    "  - pair: {name: '^probe_telnet$', bad: '1'}\n"
    "examples:\n  bad: [{file: a.c, text: x, at: x}]\n  good: [{file: a.c, text: y}]\n";

/// "path:line", sorted.
std::vector<std::string> found_in(Folder& folder, std::string* log = nullptr) {
  Folder checks;
  checks.with("transport/peer-not-verified/probe.yaml", kCheck);
  const Outcome outcome =
      run("scan . --sarif - --fail-on never --no-config --select CPSA2999 --checks " + checks.path(), folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  std::set<std::string> places;
  const auto sarif = nlohmann::json::parse(outcome.out);
  for (const auto& result : sarif["runs"][0]["results"]) {
    if (result.value("kind", "fail") != "fail") continue;
    const auto& place = result["locations"][0]["physicalLocation"];
    places.insert(place["artifactLocation"]["uri"].get<std::string>() + ":" +
                  std::to_string(place["region"]["startLine"].get<int>()));
  }
  if (log != nullptr) *log = outcome.out;
  return {places.begin(), places.end()};
}

TEST(Flow, AValueIsFollowedThroughWrappersOfOtherFiles) {
  Folder tree;
  tree.with("low.h", "void low(struct c *c, int mode);\n")
      .with("low.c", "#include \"low.h\"\nvoid low(struct c *c, int mode) { probe_verify(c, mode); }\n")
      .with("middle.c", "#include \"low.h\"\nvoid middle(struct c *c, int mode) {\n  low(c, mode);\n}\n")
      .with("app.c", "void good(struct c *c) { middle(c, 2); }\nvoid bad(struct c *c) {\n  middle(c, 0);\n}\n");
  std::string log;
  EXPECT_THAT(found_in(tree, &log), ElementsAre("app.c:3"));
  const auto sarif = nlohmann::json::parse(log);
  const auto& flow = sarif["runs"][0]["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"];
  std::vector<std::string> files;
  for (const auto& step : flow) {
    files.push_back(step["location"]["physicalLocation"]["artifactLocation"]["uri"].get<std::string>());
  }
  EXPECT_THAT(files, ElementsAre("app.c", "middle.c", "low.c"));
}

TEST(Flow, AMethodIsFollowedAndItsDefaultArgumentIsSaidOnce) {
  Folder tree;
  tree.with("link.h", "class Link {\n public:\n  void open(int mode = 0) { probe_verify(c_, mode); }\n  C c_;\n};\n")
      .with("app.cpp",
            "#include \"link.h\"\nvoid f(Link& link) {\n  link.open();\n  link.open(2);\n  link.open(0);\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("app.cpp:5", "link.h:3"));
}

TEST(Flow, AStaticFunctionIsNotThatOfAnotherFile) {
  Folder tree;
  tree.with("a.c",
            "static void low(struct c *c, int mode) { probe_verify(c, mode); }\nvoid a(struct c *c) { low(c, 2); }\n")
      .with("b.c", "static void low(struct c *c, int mode) { draw(c, mode); }\nvoid b(struct c *c) { low(c, 0); }\n");
  EXPECT_THAT(found_in(tree), IsEmpty());
}

TEST(Flow, TwoConnectionsOfWhichOneIsVerifiedAreToldApart) {
  Folder tree;
  tree.with("a.c",
            "static void open_link(struct c *c) { probe_insecure(c); }\n"
            "static void trust(struct c *c) { probe_trust(c); }\n"
            "void f(struct c *a, struct c *b) {\n"
            "  probe_insecure(a);\n"
            "  probe_insecure(b);\n"
            "  trust(b);\n"
            "}\n"
            "void g(struct c *d) { open_link(d); trust(d); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:4"));
}

TEST(Flow, AResultThatAWrapperForwardsIsLostByItsCaller) {
  Folder tree;
  tree.with("a.c",
            "int check_image(void *i) {\n  int rc = probe_check(i);\n  return rc == 0;\n}\n"
            "void f(void *i) {\n  check_image(i);\n}\n"
            "int g(void *i) { return check_image(i); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:6"));
}

TEST(Flow, AnAddressIsAListenersWhenAFunctionThatListensTakesIt) {
  Folder tree;
  tree.with("a.c",
            "static int open_listener(const probe_address *a) { probe_bind(1, a, 4); return probe_listen(1); }\n"
            "int server(void) {\n  probe_address a;\n  a.any = 1;\n  return open_listener(&a);\n}\n"
            "int client(void) { probe_address a; a.any = 1; return probe_connect(1, &a); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:4"));
}

TEST(Flow, TheRoleOfAnObjectIsThatOfWhatItWasMadeOf) {
  Folder tree;
  tree.with("a.c",
            "static void relax(struct c *c) { probe_role(c, 0); }\n"
            "void server(void) { struct c *c = probe_new(probe_server()); probe_role(c, 0); }\n"
            "void client(void) {\n  struct c *c = probe_new(probe_client());\n  probe_role(c, 0);\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:1", "a.c:5"));
}

TEST(Flow, ACallbackThatCanOnlySayYesIsFoundWhereItIsDefined) {
  Folder tree;
  tree.with("a.cpp",
            "static int yes(int ok) {\n  (void)ok;\n  return 1;\n}\n"
            "static int honest(int ok) { return ok; }\n"
            "void f(C& c) { probe_callback(c, yes); probe_callback(c, honest); }\n"
            "void g(C& c) {\n  probe_callback(c, [](int) { return 1; });\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.cpp:1", "a.cpp:8"));
}

TEST(Flow, AResultOfThreeKindsThatIsTestedForTruthIsWrong) {
  Folder tree;
  tree.with("a.c",
            "int f(void *c) {\n  if (!probe_tristate(c)) return -1;\n  return 0;\n}\n"
            "int g(void *c) { if (probe_tristate(c) != 1) return -1; return 0; }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:2"));
}

TEST(Flow, InputThatReachesACommandIsFoundWhereTheCommandIsPutTogether) {
  Folder tree;
  tree.with("a.c",
            "void f(int s) {\n  char name[64], line[128];\n  probe_read(s, name, sizeof name);\n"
            "  snprintf(line, sizeof line, \"ping %s\", name);\n  probe_run(line);\n}\n"
            "void number(int s) { char t[9], line[64]; probe_read(s, t, 9); sprintf(line, \"kill %d\", atoi(t)); "
            "probe_run(line); }\n"
            "void checked(int s) { char t[9]; probe_read(s, t, 9); if (!is_valid(t)) return; probe_run(t); }\n"
            "void looked(int s) { char t[9]; probe_read(s, t, 9); for (char *p = t; *p; ++p) if (!isalnum(*p)) return; "
            "probe_run(t); }\n"
            "void other(int s) { char t[9], u[9] = \"ls\"; probe_read(s, t, 9); probe_run(u); }\n"
            "void write_to(int s) { char t[9]; probe_write(s, t, 9); probe_run(t); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:5"));
}

TEST(Flow, InputIsFollowedThroughFunctionsOfOtherFiles) {
  Folder tree;
  tree.with("run.h", "int run_line(const char *line);\nint ping(const char *host);\n")
      .with("run.c",
            "#include \"run.h\"\nint run_line(const char *line) { return probe_run(line); }\n"
            "int ping(const char *host) {\n  char line[99];\n  snprintf(line, 99, \"ping %s\", host);\n"
            "  return run_line(line);\n}\n")
      .with("web.cpp",
            "#include \"run.h\"\nvoid one(const Request &request) {\n"
            "  std::string line = \"reboot \" + request.probe_query(\"when\");\n  run_line(line.c_str());\n}\n"
            "void two(const Request &request) { ping(request.probe_query(\"host\").c_str()); }\n"
            "void good(const Request &request) { ping(escape(request.probe_query(\"host\"))); run_line(\"sync\"); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("run.c:6", "web.cpp:4"));
}

TEST(Flow, ACallbackThatAnswersYesUnderAConditionIsFoundAtTheAnswer) {
  Folder tree;
  tree.with(
      "a.c",
      "static int lenient(int ok, struct store *s) {\n  if (!ok) {\n    return 1;\n  }\n  return ok;\n}\n"
      "static int expired(int ok, struct store *s) {\n  if (error_of(s) == ERR_EXPIRED)\n    ok = 1;\n"
      "  return ok;\n}\n"
      "static int strict(int ok, struct store *s) { if (depth(s) > 4) return 0; return ok; }\n"
      "void f(struct c *c) { probe_callback(c, lenient); probe_callback(c, expired); probe_callback(c, strict); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:10", "a.c:3"));
}

TEST(Flow, AFieldOfARecordIsFollowedToWhereItsPointerIsUsed) {
  Folder tree;
  tree.with("apply.h",
            "struct policy { int mode; const char *ciphers; };\nvoid apply(struct c *c, const struct policy *p);\n")
      .with("apply.c",
            "#include \"apply.h\"\nvoid apply(struct c *c, const struct policy *p) { probe_ciphers(c, p->ciphers); }\n")
      .with("app.c",
            "#include \"apply.h\"\nvoid bad(struct c *c) {\n  const struct policy p = {\n    .mode = 1,\n"
            "    .ciphers = \"DEFAULT@SECLEVEL=0\",\n  };\n  apply(c, &p);\n}\n"
            "void good(struct c *c) {\n  struct policy p = {0};\n  p.ciphers = \"HIGH\";\n  apply(c, &p);\n}\n")
      .with("one.c",
            "struct own { const char *list; };\nstatic void fill(struct own *o) { o->list = \"LOW@SECLEVEL=0\"; }\n"
            "static void use(struct c *c, struct own *o) {\n  probe_ciphers(c, o->list);\n}\n"
            "void f(struct c *c) { struct own o; fill(&o); use(c, &o); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("app.c:5", "one.c:4"));
}

TEST(Flow, ConstantsOfOtherFilesAreKnownByName) {
  Folder tree;
  tree.with("urls.cpp",
            "namespace net {\nextern const char *const kPlain;\nconst char *const kPlain = \"http://a.example/\";\n"
            "const char kSafe[] = \"https://a.example/\";\n}\n")
      .with("codes.h",
            "#define CODE_OF_OLD \"19700101\"\n#define KEY_TELNET \"probe_telnet\"\n#define ON \"1\"\n"
            "#define UPDATE \"opkg install --force-checksum x.ipk\"\n")
      .with("a.cpp",
            "namespace net {\nextern const char *const kPlain;\nextern const char kSafe[];\nvoid f() {\n"
            "  probe_url(kPlain);\n  probe_url(kSafe);\n}\n}\n")
      .with("b.c",
            "#include \"codes.h\"\nstatic const char *const kCode = \"4711\";\n"
            "int old(const char *probe_code) {\n  return strcmp(probe_code, CODE_OF_OLD) == 0;\n}\n"
            "int own(const char *probe_code) {\n  return strcmp(probe_code, kCode) == 0;\n}\n"
            "int set(const char *probe_code, const char *stored) { return strcmp(probe_code, stored) == 0; }\n"
            "const struct row rows[] = {\n  {KEY_TELNET, ON},\n};\n"
            "void update(void) {\n  system(UPDATE);\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("b.c:11", "b.c:14", "b.c:4", "b.c:7", "urls.cpp:3"));
}

TEST(Flow, AMacroOfTheBuildIsToldWhereTheBuildGivesIt) {
  Folder tree;
  tree.with("CMakeLists.txt",
            "project(gate C)\nset(BASE \"http://b.example.net\")\nadd_executable(gate main.c)\n"
            "target_compile_definitions(gate PRIVATE\n  GATE_A=\"http://a.example.net\"\n  GATE_B=\"${BASE}\"\n"
            "  GATE_GOOD=\"https://a.example.net\"\n  GATE_VERIFY=0)\n")
      .with("lib/Makefile",
            "CFLAGS += -Wall \\\n\t-DGATE_C=\\\"http://c.example.net\\\"\nlib.o: lib.c\n\tcc -c lib.c\n")
      .with("node/platformio.ini", "[env:a]\nboard = x\nbuild_flags =\n  -O2\n  '-DGATE_D=\"http://d.example.net\"'\n")
      .with("app/Kconfig.projbuild",
            "config GATE_E\n    string \"Server\"\n    default \"http://e.example.net\"\n"
            "config GATE_F\n    string \"Server\"\n    default \"http://f.example.net\"\n")
      .with("app/sdkconfig.defaults", "CONFIG_GATE_F=\"https://f.example.net\"\n")
      .with("main.c",
            "void f(struct c *c) {\n  probe_url(GATE_A);\n  probe_url(GATE_B);\n  probe_url(GATE_GOOD);\n  "
            "probe_url(GATE_C);\n"
            "  probe_url(GATE_D);\n  probe_url(CONFIG_GATE_E);\n  probe_url(CONFIG_GATE_F);\n  probe_url(GATE_A "
            "\"/v1\");\n"
            "  probe_url(NOBODYS);\n  probe_verify(c, GATE_VERIFY);\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("CMakeLists.txt:2", "CMakeLists.txt:5", "app/Kconfig.projbuild:3",
                                          "lib/Makefile:2", "main.c:11", "main.c:9", "node/platformio.ini:5"));
}

TEST(Flow, ADefaultOfAHeaderCountsForNothingWhereTheBuildGivesTheMacro) {
  Folder tree;
  tree.with("Makefile", "CFLAGS += -DGATE_A=\\\"https://a.example.net\\\"\n")
      .with("config.h",
            "#ifndef GATE_A\n#define GATE_A \"http://a.example.net\"\n#endif\n"
            "#ifndef GATE_B\n#define GATE_B \"http://b.example.net\"\n#endif\n")
      .with("main.c", "#include \"config.h\"\nvoid f(void) {\n  probe_url(GATE_A);\n  probe_url(GATE_B);\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("config.h:5"));
}

TEST(Flow, OfTwoProjectsThatSetAnOptionDifferentlyTheNearestCounts) {
  const std::string source = "void f(void) {\n  probe_url(CONFIG_SERVER);\n}\n";
  Folder tree;
  tree.with("bad/sdkconfig.defaults", "CONFIG_SERVER=\"http://a.example.net\"\n")
      .with("bad/main/a.c", source)
      .with("good/sdkconfig.defaults", "CONFIG_SERVER=\"https://a.example.net\"\n")
      .with("good/main/b.c", source)
      .with("common/c.c", source);
  EXPECT_THAT(found_in(tree), ElementsAre("bad/sdkconfig.defaults:1"));
}

TEST(Flow, ATextOfAnotherFileIsToldWhereItStands) {
  Folder tree;
  tree.with("config.h",
            "#define SERVER \"http://a.example.net\"\n#define OTHER \"https://b.example.net\"\n#define VERIFY 0\n")
      .with("third_party/lib/lib.h", "#define LIB_SERVER \"http://c.example.net\"\n")
      .with("main.c",
            "#include \"config.h\"\n#include \"third_party/lib/lib.h\"\nvoid f(struct c *c) {\n  probe_url(SERVER);\n"
            "  probe_url(OTHER);\n  probe_url(LIB_SERVER);\n  probe_verify(c, VERIFY);\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("config.h:1", "main.c:6", "main.c:7"));
}

TEST(Flow, ACommandIsReadWhereAFunctionOfAnotherFileIsGivenIt) {
  Folder tree;
  tree.with("launch.h",
            "int launch_now(int wait, const char *format, ...);\nclass Launcher {\n public:\n  int go(const char "
            "*);\n};\n")
      .with("launch.c",
            "int launch_now(int wait, const char *format, ...) {\n  char line[99];\n  va_list list;\n"
            "  va_start(list, format);\n  vsnprintf(line, 99, format, list);\n  return system(line);\n}\n")
      .with("launcher.cpp", "#include \"launch.h\"\nint Launcher::go(const char *line) { return system(line); }\n")
      .with("again.c", "#include \"launch.h\"\nint launch_quietly(const char *line) { return launch_now(0, line); }\n")
      .with("a.c",
            "void f(void) {\n  launch_now(1, \"opkg --force-checksum install %s\", \"x.ipk\");\n"
            "  launch_quietly(\"opkg --force-checksum install x.ipk\");\n  launch_now(1, \"opkg install x.ipk\");\n}\n")
      .with("a.cpp",
            "#include \"launch.h\"\nvoid f(Launcher &l) {\n  l.go(\"opkg --force-checksum install x.ipk\");\n}\n")
      .with("b.c",
            "static int launch_now(int wait, const char *text) { return draw(text); }\n"
            "void g(void) { launch_now(1, \"opkg --force-checksum install x.ipk\"); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.c:2", "a.c:3", "a.cpp:3"));
}

TEST(Flow, MethodsOfAClassThatNobodyDeclaresAreFollowedInTheirNamespace) {
  Folder tree;
  tree.with("a.cpp",
            "#include \"link.h\"\nnamespace fw::net {\nnamespace {\n"
            "void put(Handle *h, int mode) { probe_verify(h, mode); }\n}\n"
            "Link::Link(int x) : x_(x) {\n  put(h_, 0);\n}\n"
            "Link::~Link() {\n  put(h_, 0);\n}\n"
            "void Link::open(const std::string &host) {\n  put(h_, 0);\n  put(h_, 2);\n}\n"
            "class Link::Impl {\n  void start() {\n    put(h_, 0);\n  }\n};\n}\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.cpp:10", "a.cpp:13", "a.cpp:18", "a.cpp:7"));
}

TEST(Flow, AResultThatIsOnlyWrittenToAStreamIsLost) {
  Folder tree;
  tree.with("a.cpp",
            "void f(void *i) {\n  if (probe_check(i) != 0) std::cerr << \"bad image\" << std::endl;\n  install(i);\n}\n"
            "void g(void *i) {\n  if (probe_check(i) != 0) qWarning() << \"bad image\";\n  install(i);\n}\n"
            "int h(void *i) {\n  if (probe_check(i) != 0) {\n    std::cerr << \"bad\";\n    return -1;\n  }\n"
            "  return install(i);\n}\n"
            "void k(void *i) { if (probe_check(i) != 0) LOG(FATAL) << \"bad\"; install(i); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("a.cpp:2", "a.cpp:6"));
}

TEST(Flow, WhatOneProductDoesSaysNothingOfItsNeighbour) {
  Folder tree;
  tree.with("one/platformio.ini", "[env]\n")
      .with("one/a.cpp", "void f() { probe_begin(); }\n")
      .with("two/platformio.ini", "[env]\n")
      .with("two/a.cpp", "void f() { probe_begin(); }\n")
      .with("two/b.cpp", "void g() { probe_password(); }\n");
  EXPECT_THAT(found_in(tree), ElementsAre("one/a.cpp:1"));
}

}  // namespace
}  // namespace cpsaudit::test
