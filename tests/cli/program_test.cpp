#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "cli/run_program.h"
#include "core/digest.h"

namespace cpsaudit::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const char* const kInsecureCurl =
    "#include <curl/curl.h>\n"
    "void fetch(CURL *handle) {\n"
    "  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);\n"
    "}\n";

nlohmann::json sarif_of(const Folder& folder, const std::string& arguments = "") {
  const Outcome outcome = run("scan . --sarif - --fail-on never --no-config " + arguments, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  return nlohmann::json::parse(outcome.out);
}

TEST(Program, HelpNamesTheCommandsAndTheExitCodes) {
  const Outcome outcome = run("--help");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("scan"));
  EXPECT_THAT(outcome.out, HasSubstr("Exit codes"));
}

TEST(Program, VersionIsOneLine) {
  const Outcome outcome = run("--version");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, std::string("cpsaudit ") + CPSAUDIT_VERSION + "\n");
}

TEST(Program, BadUsageNeverLooksLikeACleanScan) {
  for (const char* arguments :
       {"", "scam", "scan --no-such-option", "scan /no/such/path", "scan --fail-on sometimes", "scan --jobs none",
        "scan --select no-such-check", "scan --grade 4", "checks", "checks show CPSA0000", "framework show CPS.XX-1",
        "scan --config /no/such/cpsaudit.toml", "scan --checks /no/such/folder", "explain /no/such/file"}) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << arguments << "\n" << outcome.out;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_THAT(outcome.err, StartsWith("cpsaudit: ")) << arguments;
  }
}

TEST(Program, AMissingPathIsNamed) {
  EXPECT_THAT(run("scan /no/such/path").err, HasSubstr("/no/such/path"));
}

TEST(Program, FindingsDecideTheExitCode) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl);
  EXPECT_EQ(run("scan . --no-config", folder.path()).exit_code, 1);
  EXPECT_EQ(run("scan . --no-config --fail-on never", folder.path()).exit_code, 0);
  EXPECT_EQ(run("scan . --no-config --ignore transport", folder.path()).exit_code, 0);
}

TEST(Program, APipeIsWrittenToAndStaysAPipe) {
  Folder folder;
  folder.with("code/fetch.c", kInsecureCurl);
  const std::string pipe = folder.path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), S_IRUSR | S_IWUSR), 0);
  ASSERT_EQ(std::system(("timeout 60 cat '" + pipe + "' > '" + folder.path("read") + "' &").c_str()), 0);
  EXPECT_EQ(run("scan . --no-config --fail-on never --quiet --sarif '" + pipe + "'", folder.path("code")).exit_code, 0);
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
  // The reader has all of it once the writer has closed its end; it only has to be given the processor.
  for (int i = 0; i < 100 && !contents_of(folder.path("read")).ends_with("}\n"); ++i) usleep(50'000);
  EXPECT_THAT(contents_of(folder.path("read")), HasSubstr("CPSA2011"));
}

TEST(Program, AFindingHasPlaceRuleAndCode) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl);
  const Outcome outcome = run("scan . --no-config", folder.path());
  EXPECT_THAT(outcome.out, HasSubstr("fetch.c:3:52"));
  EXPECT_THAT(outcome.out, HasSubstr("CPSA2011"));
  EXPECT_THAT(outcome.out, HasSubstr("CURLOPT_SSL_VERIFYPEER, 0L"));
}

TEST(Program, NoColourAndNoProgressInAPipe) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl);
  const Outcome outcome = run("scan . --no-config", folder.path());
  EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b")));
  EXPECT_EQ(outcome.err, "");
}

TEST(Program, JapaneseIsSpokenThroughout) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl);
  const Outcome asked = run("scan . --no-config --lang ja", folder.path());
  EXPECT_THAT(asked.out, HasSubstr("エラー"));
  EXPECT_EQ(run("scan . --no-config", folder.path(), "LANG=ja_JP.UTF-8").out, asked.out);
}

TEST(Program, AnEmptyFolderIsCleanAndSaysThatNothingWasThere) {
  const Folder folder;
  const Outcome outcome = run("scan . --no-config", folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("0 "));
}

TEST(Program, AFileThatCannotBeParsedIsNamedAndFailsOnlyAStrictRun) {
  Folder folder;
  folder.with("compose.yml", "services: [web,\nports: }\n");
  const Outcome lenient = run("scan . --no-config", folder.path());
  EXPECT_EQ(lenient.exit_code, 0);
  EXPECT_THAT(lenient.out, HasSubstr("compose.yml"));
  EXPECT_EQ(run("scan . --no-config --strict", folder.path()).exit_code, 3);
}

TEST(Program, TheLogIsTheSameForEveryNumberOfProcesses) {
  const std::string fixture = std::string(CPSAUDIT_SOURCE_DIR) + "/fixtures/gateway";
  const Outcome one = run("scan '" + fixture + "' --sarif - --jobs 1 --fail-on never");
  const Outcome many = run("scan '" + fixture + "/.' --sarif - --jobs 4 --fail-on never");
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_TRUE(one.out == many.out);
}

TEST(Program, TheLogAccountsForEveryFile) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl).with("data.bin", std::string("\0\1\2", 3)).with("notes.txt", "hello\n");
  const auto log = sarif_of(folder);
  const auto& run_object = log["runs"][0];
  EXPECT_EQ(run_object["artifacts"].size(), 3U);
  const auto& results = run_object["results"];
  const auto failing = std::find_if(results.begin(), results.end(), [](const auto& r) { return r["kind"] == "fail"; });
  ASSERT_NE(failing, results.end());
  EXPECT_EQ((*failing)["ruleId"], "CPSA2011");
  EXPECT_EQ((*failing)["locations"][0]["physicalLocation"]["region"]["startColumn"], 52);
}

TEST(Program, TheLogSaysWhichChecksHadNothingToLookAt) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl);
  std::map<std::string, std::string> kinds;
  const auto log = sarif_of(folder);
  for (const auto& result : log["runs"][0]["results"]) kinds.emplace(result["ruleId"], result["kind"]);
  EXPECT_EQ(kinds["CPSA2011"], "fail");
  EXPECT_EQ(kinds["CPSA4011"], "notApplicable");
}

TEST(Program, ASecretIsInNoOutput) {
  Folder folder;
  folder.with("etc/config/wireless",
              "config wifi-iface\n\toption ssid 'plant'\n\toption encryption 'psk2'\n\toption key 'Tanuki7788plant'\n");
  EXPECT_THAT(sarif_of(folder).dump(), Not(HasSubstr("Tanuki7788plant")));
  const Outcome text = run("scan . --no-config --fail-on never", folder.path());
  EXPECT_THAT(text.out, HasSubstr("CPSA1008"));
  EXPECT_THAT(text.out, Not(HasSubstr("Tanuki7788plant")));
}

TEST(Program, NothingOutsideTheRootIsRead) {
  Folder folder;
  folder.with("secret/outside.c", kInsecureCurl)
      .with("tree/main.c", "#include \"../secret/outside.c\"\n#include \"/etc/passwd\"\nint x;\n");
  std::filesystem::create_symlink(folder.path("secret/outside.c"), folder.path("tree/link.c"));
  std::filesystem::create_symlink("../secret", folder.path("tree/folder"));
  const Outcome outcome = run("scan tree --no-config", folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("link.c"));
}

TEST(Program, AFileNameCannotDriveTheTerminal) {
  Folder folder;
  folder.with("a\x1b[31m\n.c", kInsecureCurl);
  const Outcome outcome = run("scan . --no-config", folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b[31m")));
}

TEST(Configuration, SaysWhichLineIsWrong) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl).with("cpsaudit.toml", "[scan]\nfail-on = \"error\"\nexclud = [\"x\"]\n");
  const Outcome outcome = run("scan .", folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("cpsaudit.toml:3:"));
  EXPECT_THAT(outcome.err, HasSubstr("exclud"));
  EXPECT_THAT(outcome.err, HasSubstr("exclude"));
}

TEST(Configuration, AcceptsAFindingWithAReasonAndKeepsItInTheLog) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl)
      .with("cpsaudit.toml",
            "[[suppress]]\ncheck = \"peer-not-verified/libcurl\"\npath = \"*.c\"\nreason = \"bench only\"\n");
  const Outcome outcome = run("scan . --sarif log.sarif", folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(contents_of(folder.path("log.sarif")), HasSubstr("bench only"));
}

TEST(Configuration, ASuppressionWithoutAReasonIsRefused) {
  Folder folder;
  folder.with("fetch.c", kInsecureCurl).with("cpsaudit.toml", "[[suppress]]\ncheck = \"*\"\npath = \"**\"\n");
  EXPECT_EQ(run("scan .", folder.path()).exit_code, 2);
}

TEST(Configuration, ExcludedPathsAreNamedInTheLog) {
  Folder folder;
  folder.with("old/fetch.c", kInsecureCurl).with("cpsaudit.toml", "[scan]\nexclude = [\"old/**\"]\n");
  EXPECT_EQ(run("scan .", folder.path()).exit_code, 0);
  EXPECT_THAT(run("scan . --sarif -", folder.path()).out, HasSubstr("old"));
}

TEST(Checks, AMalformedCheckFileSaysWhere) {
  Folder folder;
  folder.with("checks/transport/mine/weakness.yaml", "name: {en: x}\n");
  const Outcome outcome = run("scan . --checks checks", folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("weakness.yaml:"));
}

TEST(Checks, OneFileOfACopyIsTriedWithTheDialectsOfThatCopy) {
  Folder folder;
  const std::string telnet = "checks/exposure/telnet";
  std::filesystem::create_directories(folder.path(telnet));
  std::filesystem::copy(std::string(CPSAUDIT_SOURCE_DIR) + "/" + telnet, folder.path(telnet));
  folder.with("checks/dialects/mine.yaml", "title: Mine\n");
  const Outcome broken = run("checks test " + telnet + "/c.yaml", folder.path());
  EXPECT_EQ(broken.exit_code, 2);
  EXPECT_THAT(broken.err, HasSubstr("dialects/mine.yaml:1:1: 'software' is missing"));
  std::filesystem::remove(folder.path("checks/dialects/mine.yaml"));
  const Outcome whole = run("checks test " + telnet + "/c.yaml", folder.path());
  EXPECT_EQ(whole.exit_code, 0) << whole.out << whole.err;
  EXPECT_THAT(whole.out, HasSubstr(" passed, 0 failed"));
}

TEST(Checks, EveryExampleHolds) {
  const Outcome outcome = run("checks test");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
}

TEST(Checks, EveryFamilyHasSevenOrMore) {
  const auto list = nlohmann::json::parse(run("checks list --format json").out);
  std::map<std::string, int> families;
  for (const auto& check : list) ++families[check["family"].get<std::string>()];
  for (const char* family : {"credentials", "transport", "integrity", "exposure"}) {
    EXPECT_GE(families[family], 7) << family;
  }
}

TEST(Framework, PrintsItsRowsByTheContract) {
  const Outcome outcome = run("framework rows --format tsv");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, StartsWith("layer\tfunction\tincident\tvulnerability\telement\tstatement\tseq\trequirement\n"
                                      "1\t1_1\t1\tL1_1_a_ORG\tORG\t1\t1\tCPS.BE-2\n"));
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 418);
}

TEST(Scan, AFileOverTheLimitStandsInTheLogWithItsDigest) {
  Folder folder;
  folder.with("a.sh", "#!/bin/sh\ncurl -k https://a.example/\n").with("b.img", std::string(5000, 'x'));
  folder.with("c.sh", "#!/bin/sh\nwget --no-check-certificate https://a.example/\n");
  const Outcome outcome = run("scan . --no-config --max-file-size 4000 --sarif - --fail-on never", folder.path());
  const auto log = nlohmann::json::parse(outcome.out)["runs"][0];
  ASSERT_EQ(log["artifacts"].size(), 3U);
  EXPECT_EQ(log["artifacts"][1]["location"]["uri"], "b.img");
  EXPECT_EQ(log["artifacts"][1]["length"], 5000);
  EXPECT_EQ(log["artifacts"][1]["hashes"]["sha-256"], sha256_hex(std::string(5000, 'x')));
  EXPECT_EQ(log["artifacts"][1]["properties"]["cpsaudit/analysed"], false);
  const auto& notifications = log["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(notifications.size(), 1U);
  EXPECT_EQ(notifications[0]["descriptor"]["id"], "CPSN0002");
  EXPECT_EQ(notifications[0]["locations"][0]["physicalLocation"]["artifactLocation"]["index"], 1);
  // The digest of the tree is that of the same tree, however much of it was read.
  const std::string tree = R"(<code>[0-9a-f]{64}</code>)";
  const auto digest = [&](const std::string& options) {
    run("scan . --no-config --fail-on never --html r.html " + options, folder.path());
    const std::string page = contents_of(folder.path("r.html"));
    std::filesystem::remove(folder.path("r.html"));
    std::smatch found;
    return std::regex_search(page, found, std::regex(tree)) ? found.str() : std::string();
  };
  EXPECT_NE(digest(""), "");
  EXPECT_EQ(digest("--max-file-size 4000"), digest(""));
}

}  // namespace
}  // namespace cpsaudit::test
