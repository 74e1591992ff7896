#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kWrappers =
    "sudo | -u | 0 |\ntimeout | -s | 1 |\nenv | -u | 0 |\nstart-stop-daemon | | 0 | -x --exec | -K --stop\n";

std::vector<std::string> places(const std::string& detector, DocumentBuilder& script, const std::string& more = {}) {
  const Catalog catalog = catalog_of(check_text("  - command: " + detector, more), {{"data/wrappers.txt", kWrappers}});
  return places_of(findings_of(catalog, {script.build()}));
}

DocumentBuilder script() {
  return {"a.sh", Syntax::kShell};
}

TEST(Command, AFlagIsFoundInAClusterAndNotInAValue) {
  auto text = script();
  text.command({"curl", "-sSk", "https://a"})
      .command({"/usr/bin/curl", "--insecure", "x"})
      .command({"curl", "-o", "--insecure.log", "x"})
      .command({"grep", "-k", "x"})
      .command({"curl", "--", "-k"});
  EXPECT_THAT(places("{program: curl, has: [-k, --insecure]}", text), ElementsAre("a.sh:1:6 fail", "a.sh:2:15 fail"));
}

TEST(Command, WrappersAreLookedThrough) {
  auto text = script();
  text.command({"sudo", "-u", "root", "timeout", "-s", "9", "5", "curl", "-k"})
      .command({"env", "A=1", "curl", "-k"})
      .command({"start-stop-daemon", "-S", "--exec", "/usr/bin/curl", "--", "x"});
  EXPECT_THAT(places("{program: curl}", text), ElementsAre("a.sh:1:29 fail", "a.sh:2:9 fail", "a.sh:3:29 fail"));
}

TEST(Command, WhatAWrapperEndsIsNotRun) {
  auto text = script();
  text.command({"start-stop-daemon", "--stop", "--exec", "/usr/bin/curl"})
      .command({"start-stop-daemon", "--exec", "/usr/bin/curl", "--", "--stop"});
  EXPECT_THAT(places("{program: curl}", text), ElementsAre("a.sh:2:26 fail"));
}

TEST(Command, TheValueOfAFlagIsTakenHoweverItIsWritten) {
  auto text = script();
  text.command({"mysql", "-pHakusan77"})
      .command({"mysql", "--password=Hakusan77"})
      .command({"mysql", "--password", "Hakusan77"})
      .command({"mysql", "--password=$PASS"})
      .command({"mysql", "-p"});
  EXPECT_THAT(places("{program: mysql, value-of: [-p, --password], value: {is: secret}}", text, "secret: true\n"),
              ElementsAre("a.sh:1:9 fail", "a.sh:2:18 fail", "a.sh:3:18 fail"));
}

TEST(Command, AFlagMayBeAskedForByAPartOfItsName) {
  const auto text = [] {
    return script()
        .command({"agent", "--mqtt-password", "Hakusan77"})
        .command({"agent", "--web-password=Hakusan77"})
        .command({"agent", "--password-file=Hakusan77"})
        .command({"agent", "--web-auth=none"});
  };
  auto values = text();
  EXPECT_THAT(places("{program: agent, value-of: [\"--*-password\"], value: {is: secret}}", values, "secret: true\n"),
              ElementsAre("a.sh:1:23 fail", "a.sh:2:22 fail"));
  auto flags = text();
  EXPECT_THAT(places("{program: agent, has: [\"--*auth=none\"]}", flags), ElementsAre("a.sh:4:7 fail"));
}

TEST(Command, WhatIsWrittenIntoAPipeDecides) {
  auto text = script();
  text.command({"echo", "root:Hakusan77"}, true).command({"chpasswd"});
  text.command({"echo", "root:$PASS"}, true).command({"chpasswd"});
  EXPECT_THAT(
      places("{program: chpasswd, piped-from: {program: echo, argument: {part: {of: '^\\w+:(.+)$', is: secret}}}}",
             text, "secret: true\n"),
      ElementsAre("a.sh:1:11 fail"));
}

TEST(Command, ADownloadIsFollowedDownThePipe) {
  auto text = script();
  text.command({"curl", "http://a/x"}, true).command({"tee", "log"}, true).command({"sh"});
  text.command({"curl", "http://a/x"}, true).command({"tar", "x"});
  EXPECT_THAT(places("{program: curl, piped-into: {program: [sh, bash]}}", text), ElementsAre("a.sh:1:1 fail"));
}

TEST(Command, VariablesCountWhereverTheyAreSet) {
  auto text = script();
  text.command({"export", "NODE_TLS_REJECT_UNAUTHORIZED=0"})
      .command({"export", "NODE_TLS_REJECT_UNAUTHORIZED=1"})
      .command({"echo", "NODE=0"});
  EXPECT_THAT(places("{environment: NODE_TLS_REJECT_UNAUTHORIZED, value: \"0\"}", text), ElementsAre("a.sh:1:37 fail"));
}

TEST(Command, AnExcusedArgumentIsNoFinding) {
  auto text = script();
  text.command({"curl", "-k", "https://127.0.0.1/"});
  EXPECT_THAT(places("{program: curl, has: -k, unless-argument: {is: loopback-address}}", text), IsEmpty());
}

}  // namespace
}  // namespace cpsaudit::test
