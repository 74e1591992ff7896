#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "path:line level" of what one detector finds, in order; `condition` takes what the last one hangs on.
std::vector<std::string> found_by(const std::string& detector, Folder& tree, std::string* condition = nullptr) {
  Folder checks;
  checks.with("transport/peer-not-verified/probe.yaml",
              "id: CPSA2999\nname: Probe\ntitle: {en: A., ja: あ。}\nsecurity-severity: 8.1\nprecision: high\n"
              "message: {en: \"'{what}' is off.\", ja: \"'{what}' がオフです。\"}\nmend: {en: Do., ja: する。}\n"
              "detect:\n  - " +
                  detector + "\nexamples:\n  bad: [{file: a.c, text: x, at: x}]\n  good: [{file: a.c, text: y}]\n");
  const Outcome outcome =
      run("scan . --sarif - --fail-on never --no-config --select CPSA2999 --checks " + checks.path(), tree.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  std::vector<std::string> found;
  for (const auto& result : results_of(nlohmann::json::parse(outcome.out), "CPSA2999")) {
    const auto& place = result["locations"][0]["physicalLocation"];
    found.push_back(place["artifactLocation"]["uri"].get<std::string>() + ":" +
                    std::to_string(place["region"]["startLine"].get<int>()) + " " + result.value("level", "warning"));
    if (condition != nullptr) *condition = result["properties"].value("cpsaudit/guard", "");
  }
  return found;
}

const char* const kVerify = "call: {function: probe_verify, argument: 2, bad: 0}";

TEST(Surroundings, AParameterThatDecidesIsTheCallersMatter) {
  Folder tree;
  tree.with("link.c",
            "void open_link(struct c *c, int insecure) {\n  if (insecure) {\n    probe_verify(c, 0);\n  }\n}\n")
      .with("app.c",
            "void open_link(struct c *c, int insecure);\nvoid good(struct c *c) { open_link(c, 0); }\n"
            "void bad(struct c *c) {\n  open_link(c, 1);\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("app.c:4 error"));
}

TEST(Surroundings, AnArmThatTheCallerChoosesIsTheCallersMatter) {
  Folder tree;
  tree.with("link.c", "void open_link(struct c *c, int verify) { probe_verify(c, verify ? 2 : 0); }\n")
      .with("app.c",
            "void open_link(struct c *c, int verify);\nvoid good(struct c *c) { open_link(c, 1); }\n"
            "void bad(struct c *c) {\n  open_link(c, 0);\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("app.c:4 error"));
}

TEST(Surroundings, AnOptionIsAGradeLowerAndSaysWhich) {
  Folder tree;
  tree.with("a.c", "void f(struct c *c, struct cfg *cfg) {\n  probe_verify(c, cfg->verify_peer ? 2 : 0);\n}\n");
  std::string condition;
  EXPECT_THAT(found_by(kVerify, tree, &condition), ElementsAre("a.c:2 note"));
  EXPECT_EQ(condition, "!(cfg->verify_peer)");
  Folder own;
  own.with("a.c", "static int strict;\nvoid f(struct c *c) {\n  probe_verify(c, strict ? 2 : 0);\n}\n")
      .with("b.c", "extern int skip_checks;\nvoid g(struct c *c) {\n  if (skip_checks) probe_verify(c, 0);\n}\n");
  EXPECT_THAT(found_by(kVerify, own), ElementsAre("a.c:3 warning", "b.c:3 warning"));
}

TEST(Surroundings, AnOptionThatNobodyInTheTreeHandsInIsNoMoreThanANote) {
  Folder tree;
  tree.with("a.c", "void f(struct c *c, int verify) {\n  probe_verify(c, verify ? 2 : 0);\n}\n")
      .with("b.c", "void g(struct c *c, int insecure) {\n  if (insecure) probe_verify(c, 0);\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("a.c:2 note", "b.c:2 note"));
}

TEST(Surroundings, AnAssignmentUnderAnOptionIsAGradeLower) {
  Folder tree;
  tree.with("a.c",
            "void f(struct c *c, struct cfg *cfg) {\n  int mode = 2;\n  if (!cfg->strict) mode = 0;\n"
            "  probe_verify(c, mode);\n}\n")
      .with("b.c",
            "void g(struct c *c, struct cfg *cfg) {\n  int mode = 0;\n  if (cfg->strict) mode = 2;\n"
            "  probe_verify(c, mode);\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("a.c:4 note", "b.c:4 error"));
}

TEST(Surroundings, ALetterOfTheCommandLineIsAnOption) {
  Folder tree;
  tree.with(
      "a.c",
      "static int mode = 2;\nvoid options(int c) {\n  switch (c) {\n    case 'n':\n      mode = 0;\n      break;\n"
      "    case 'v':\n      mode = 2;\n      break;\n  }\n}\nvoid f(struct c *c) {\n  probe_verify(c, mode);\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("a.c:13 warning"));
}

TEST(Surroundings, AFieldUnderAParameterIsTheCallersMatter) {
  Folder tree;
  tree.with("link.c",
            "void fill(config_t *c, int insecure) {\n  c->skip_probe = 0;\n  if (insecure) c->skip_probe = 1;\n}\n")
      .with("app.c",
            "void fill(config_t *c, int insecure);\nvoid good(config_t *c) { fill(c, 0); }\n"
            "void bad(config_t *c) {\n  fill(c, 1);\n}\n");
  EXPECT_THAT(found_by("field: {field: [skip_probe], bad: 1}", tree), ElementsAre("app.c:4 error"));
}

TEST(Surroundings, WhatTheProgramDecidesItselfIsNoOption) {
  Folder tree;
  tree.with("a.c", "void f(struct c *c, char *host) {\n  probe_verify(c, is_lan(host) ? 0 : 2);\n}\n")
      .with("b.c", "void g(struct c *c) {\n  if (verify(c) != VERIFY_OK) probe_verify(c, 0);\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("a.c:2 error", "b.c:2 error"));
}

TEST(Surroundings, AFunctionThatIsThereIsNoOption) {
  Folder tree;
  tree.with("a.c", "void f(struct c *c, struct cfg *s) {\n  if (s->validate_sni_call_back) probe_verify(c, 0);\n}\n")
      .with("b.c", "void g(struct c *c, struct cfg *s) {\n  if (s->insecure_fall_back) probe_verify(c, 0);\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("a.c:2 error", "b.c:2 warning"));
}

TEST(Surroundings, CodeOfADebugBuildIsAGradeLower) {
  Folder tree;
  tree.with("a.c", "void f(struct c *c) {\n#ifdef DEBUG\n  probe_verify(c, 0);\n#endif\n}\n")
      .with("b.c", "void g(struct c *c) {\n#ifndef DEBUG\n  probe_verify(c, 0);\n#endif\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("a.c:3 warning", "b.c:3 error"));
}

TEST(Surroundings, TheFunctionAroundMakesTheFinding) {
  Folder tree;
  tree.with("a.c", "int nonce_new(void) {\n  return probe_rand();\n}\nint blink(void) { return probe_rand(); }\n");
  EXPECT_THAT(found_by("call: {function: probe_rand, in-function: nonce}", tree), ElementsAre("a.c:2 error"));
  EXPECT_THAT(found_by("call: {function: probe_rand, unless-in-function: nonce}", tree), ElementsAre("a.c:4 error"));
}

TEST(Surroundings, ConditionsOfTheCallerAreExcuses) {
  Folder tree;
  tree.with("a.c",
            "void f(struct c *c, char *pass) {\n  if (strlen(pass) == 0) {\n    probe_verify(c, 0);\n  } else {\n"
            "    probe_verify(c, 0);\n  }\n}\n")
      .with("b.c", "void g(struct c *c, char *pass) {\n  if (strlen(pass) == 0) return;\n  probe_verify(c, 0);\n}\n");
  EXPECT_THAT(found_by("call: {function: probe_verify, argument: 2, bad: 0, unless-under: 'strlen.* == 0'}", tree),
              ElementsAre("a.c:5 error", "b.c:3 error"));
  EXPECT_THAT(found_by("call: {function: probe_verify, argument: 2, bad: 0, when-under: 'strlen.* == 0'}", tree),
              ElementsAre("a.c:3 error"));
}

TEST(Surroundings, NamesCanBeLeftOut) {
  Folder tree;
  tree.with("a.h", "#define HELP_URL \"x\"\n#define SERVER_URL \"x\"\n");
  EXPECT_THAT(found_by("macro: {name: '.*_URL', unless-name: '^HELP_', bad: x}", tree), ElementsAre("a.h:2 error"));
}

TEST(Surroundings, OfTwoOverloadsTheTypesDecide) {
  Folder tree;
  tree.with("a.cpp",
            "struct Link {\n  void set(int option, long value) { probe_verify(option, value); }\n"
            "  void set(int option, const char* value) { probe_text(option, value); }\n};\n"
            "void f(Link& link) {\n  link.set(1, 0L);\n  link.set(1, \"0\");\n}\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("a.cpp:6 error"));
}

TEST(Surroundings, ALibraryAndAWrapperOfTheSameNameAreNoUsers) {
  Folder tree;
  tree.with("lib/tls.c", "void probe_verify(struct c *c, int mode) { c->mode = mode; }\n")
      .with("lib/init.c", "void reset(struct c *c) { probe_verify(c, 0); }\n")
      .with("app/main.c", "void f(struct c *c) { probe_verify(c, 0); }\n");
  EXPECT_THAT(found_by(kVerify, tree), ElementsAre("app/main.c:1 error", "lib/init.c:1 note"));
}

TEST(Surroundings, AWrapperOfTheSameNameIsFollowedToItsCallers) {
  Folder tree;
  tree.with("link.h", "class Link {\n public:\n  void goOpen() { client_.goOpen(); }\n  Client client_;\n};\n")
      .with("app.cpp", "#include \"link.h\"\nvoid f(Link& link) {\n  link.goOpen();\n}\n");
  EXPECT_THAT(found_by("call: {function: goOpen, receiver-type: [Client]}", tree),
              ElementsAre("app.cpp:3 error", "link.h:3 note"));
}

TEST(Surroundings, ACallUnderAnOptionThatNobodySetsProtectsNothing) {
  const auto found = [](const std::string& header) {
    Folder tree;
    tree.with("config.h", header)
        .with("a.cpp",
              "#include \"config.h\"\nvoid setup() {\n#ifdef OTA_PASSWORD\n  Updater.set_code(OTA_PASSWORD);\n#endif\n"
              "  Updater.go();\n}\n");
    return found_by("missing-call: {function: Updater.go, needs: [set_code], reach: product}", tree);
  };
  EXPECT_THAT(found("//#define OTA_PASSWORD \"geheim\"\n"), ElementsAre("a.cpp:6 error"));
  EXPECT_THAT(found("#define OTA_PASSWORD \"geheim\"\n"), IsEmpty());
}

TEST(Surroundings, WhatServesSomethingElseIsNoCompanion) {
  Folder tree;
  tree.with("a.c", "int jwt_check(void) { return pk_verify(1); }\nint store(void) { return flash_image(2); }\n");
  const std::string call = "call: {function: flash_image, unless-called: [{function: [pk_verify], reach: product";
  EXPECT_THAT(found_by(call + "}]}", tree), IsEmpty());
  EXPECT_THAT(found_by(call + ", unless-in: '(?i)jwt'}]}", tree), ElementsAre("a.c:2 error"));
}

TEST(Surroundings, TheTextMemberOfWhatASourceGivesComesFromIt) {
  Folder tree;
  tree.with("a.c",
            "void f(node_t *body) {\n  item_t *item = get_item(body, \"url\");\n  run_line(item->valuestring);\n"
            "  run_line(get_item(body, \"a\")->valuestring);\n  run_line(item->child);\n}\n");
  EXPECT_THAT(found_by("call: {function: run_line, argument: 1, from: [{function: get_item}]}", tree),
              ElementsAre("a.c:3 error", "a.c:4 error"));
}

TEST(Surroundings, AnyArgumentMayComeFromASource) {
  Folder tree;
  tree.with("a.c",
            "void f(int s) {\n  char buf[64], other[64];\n  get_item(s, buf);\n"
            "  tell(1, \"%s\", buf);\n  tell(buf);\n  tell(2, other);\n}\n");
  EXPECT_THAT(found_by("call: {function: tell, any-argument: true, from: [{function: get_item, gives: 2}]}", tree),
              ElementsAre("a.c:4 error", "a.c:5 error"));
}

TEST(Surroundings, WhatAFunctionFillsARecordWithComesFromIt) {
  Folder tree;
  tree.with("a.cpp",
            "struct packet { int n; char name[8]; char arg[64]; };\n"
            "void f(int s) {\n  packet p;\n  get_item(s, &p);\n  run_line(p.arg);\n}\n"
            "void g(int s) {\n  char buf[256];\n  get_item(s, buf);\n  packet *p = (packet *)buf;\n"
            "  run_line(p->arg);\n  run_line(((packet *)buf)->arg);\n}\n"
            "void h(int s) {\n  packet p;\n  get_item(s, 0);\n  run_line(p.arg);\n}\n");
  EXPECT_THAT(found_by("call: {function: run_line, argument: 1, from: [{function: get_item, gives: 2}]}", tree),
              ElementsAre("a.cpp:5 error", "a.cpp:11 error", "a.cpp:12 error"));
}

TEST(Surroundings, TextsOfAPointerAndALengthAndJoinedPathsAreFollowed) {
  Folder tree;
  tree.with("a.cpp",
            "#include <string>\n"
            "void f(const message *m) {\n  std::string text((const char *)get_item(m), m->size);\n"
            "  run_line(text.c_str());\n}\n"
            "void g(const message *m) {\n  const auto path = settings.folder / get_item(m);\n  run_line(path);\n}\n"
            "void h(const message *m) {\n  std::string text(m->size, 'x');\n  run_line(text.c_str());\n}\n");
  EXPECT_THAT(found_by("call: {function: run_line, argument: 1, from: [{function: get_item}]}", tree),
              ElementsAre("a.cpp:4 error", "a.cpp:8 error"));
}

TEST(Surroundings, ATextThatIsBuiltOfWhatNobodyDeclaresIsKnownInPart) {
  Folder tree;
  tree.with("a.cpp",
            "#include <stdio.h>\n"
            "void f() {\n  char a[64];\n  snprintf(a, sizeof a, \"pass=%s\", config.pass);\n  run_line(a);\n}\n"
            "void g() {\n  char a[64];\n  sprintf(a, \"pass=%s\", config.pass);\n  run_line(a);\n}\n"
            "void h() {\n  char a[64];\n  sprintf(a, \"name=%s\", config.name);\n  run_line(a);\n}\n");
  EXPECT_THAT(found_by("call: {function: run_line, argument: 1, bad: {matches: '^pass=.{0,2}$'}}", tree),
              ElementsAre("a.cpp:5 error", "a.cpp:10 error"));
}

TEST(Surroundings, AnObjectMayBeNamedLikeAClassOfAnotherPlatform) {
  Folder tree;
  tree.with("boards/stm/FlashFS.h", "class FlashFS { public: bool begin(); };\nextern FlashFS internal_files;\n")
      .with("store.h", "#include \"FlashFS.h\"\n#define FILES FlashFS\n")
      .with("web/a.cpp",
            "#include \"store.h\"\n#if WITH_WEB\n#include \"web.h\"\n#endif\n"
            "bool f(request *r) {\n  auto path = get_item(r);\n  return FILES.run_line(path);\n}\n");
  EXPECT_THAT(found_by("call: {function: run_line, argument: 1, from: [{function: get_item}]}", tree),
              ElementsAre("web/a.cpp:7 error"));
}

TEST(Surroundings, AClassOfQtIsOneWithoutTheHeadersOfQt) {
  Folder tree;
  tree.with("a.cpp",
            "#include <QObject>\nclass Server : public QObject {\n  Q_OBJECT\n  Q_PROPERTY(int port READ port)\n"
            " public slots:\n  void answer(request *r) {\n    auto line = get_item(r);\n    run_line(line);\n  }\n"
            " signals:\n  void done();\n};\n");
  EXPECT_THAT(found_by("call: {function: run_line, argument: 1, from: [{function: get_item}]}", tree),
              ElementsAre("a.cpp:8 error"));
}

TEST(Surroundings, ACallThatIsBadWhateverItIsGivenIsToldOnce) {
  Folder tree;
  tree.with("a.c",
            "void start(const char *ssid, const char *password) {\n  log_line(ssid, password);\n}\n"
            "void f(void) {\n  start(\"net\", \"Hakusan77\");\n}\n");
  const std::string outer = "call: {function: log_line, argument: 2, bad: Hakusan77}";
  EXPECT_THAT(found_by(outer, tree), ElementsAre("a.c:5 error"));
  const std::string inner = "call: {function: log_line, argument: 2, bad: {text: '^password$'}}";
  EXPECT_THAT(found_by(inner + "\n  - " + outer, tree), ElementsAre("a.c:2 error"));
}

TEST(Surroundings, TheTypeOfAnArgumentIsACondition) {
  Folder tree;
  tree.with("a.cpp",
            "void f(PlainClient& plain, SecureClient& secure) {\n  probe_begin(plain, 1);\n"
            "  probe_begin(secure, 1);\n}\n");
  EXPECT_THAT(found_by("call: {function: probe_begin, where: {argument: 1, type: PlainClient}}", tree),
              ElementsAre("a.cpp:2 error"));
}

TEST(Surroundings, FalseIsNotTheZeroOfSuccess) {
  Folder tree;
  tree.with(
      "a.cpp",
      "bool verify_a(int x) { return false; }\nint verify_b(int x) { return 0; }\nbool verify_c() { return true; }\n");
  EXPECT_THAT(found_by("constant-return: {name: '^verify_', bad: 0}", tree), ElementsAre("a.cpp:2 error"));
  EXPECT_THAT(found_by("constant-return: {name: '^verify_', bad: true}", tree), ElementsAre("a.cpp:3 error"));
}

TEST(Surroundings, BytesAreASecretWhenTheyLookLikeAKey) {
  Folder tree;
  tree.with("a.c",
            "void f(struct c *c) {\n"
            "  static const unsigned char key[] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0x00, 0x01};\n"
            "  static const unsigned char none[] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80};\n"
            "  probe_key(c, key);\n  probe_key(c, none);\n}\n");
  EXPECT_THAT(found_by("call: {function: probe_key, argument: 2, bad: {is: secret, longer: 9}}", tree),
              ElementsAre("a.c:2 error"));
  EXPECT_THAT(found_by("call: {function: probe_key, argument: 2, bad: {is: secret, shorter: 10}}", tree), IsEmpty());
}

TEST(Surroundings, BytesAreToldOnceWhereTheyStand) {
  Folder tree;
  tree.with("a.c",
            "void f(struct c *c) {\n"
            "  unsigned char iv[16] = {0};\n"
            "  const char *list = \"LOW\";\n"
            "  probe_start(c);\n"
            "  probe_seal(c, iv);\n  probe_seal(c, iv);\n  probe_seal(c, list);\n}\n");
  EXPECT_THAT(
      found_by("call: {function: probe_seal, argument: 2, bad: {any-of: [{shorter: 17}, {matches: LOW}]}}", tree),
      ElementsAre("a.c:2 error", "a.c:7 error"));
}

TEST(Surroundings, AComparedLiteralIsFoundByTheFunctionThatComparesIt) {
  Folder tree;
  tree.with("a.cpp",
            "bool login(const std::string &user, const std::string &word) {\n  return word == \"tlJwpbo6\";\n}\n"
            "bool is_mode(const std::string &word) { return word == \"tlJwpbo6\"; }\n");
  EXPECT_THAT(found_by("string: {roles: [compared], in-function: login, bad: {is: secret}}", tree),
              ElementsAre("a.cpp:2 error"));
}

TEST(Surroundings, AMissingCallMayNeedAnotherOneToMatter) {
  Folder tree;
  tree.with("a.c", "void f(void) { probe_begin(); }\n");
  const std::string detector =
      "missing-call: {function: probe_begin, needs: [probe_password], when-called: [probe_listen], reach: product}";
  EXPECT_THAT(found_by(detector, tree), IsEmpty());
  tree.with("b.c", "void g(void) { probe_listen(); }\n");
  EXPECT_THAT(found_by(detector, tree), ElementsAre("a.c:1 error"));
  tree.with("c.c", "void h(void) { probe_password(); }\n");
  EXPECT_THAT(found_by(detector, tree), IsEmpty());
}

}  // namespace
}  // namespace cpsaudit::test
