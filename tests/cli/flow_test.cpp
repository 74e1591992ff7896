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
