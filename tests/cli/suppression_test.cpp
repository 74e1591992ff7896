#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::HasSubstr;

constexpr const char* kRequest = "cpsaudit: ignore[CPSA0000] reason=\"x\"";

/// The ids of failing results, with "-" in front of suppressed ones and "!" in front of those that are merely listed.
std::vector<std::string> ids_of(const Folder& folder, const std::string& arguments = "",
                                const std::string& environment = "") {
  const Outcome outcome = run("scan . --sarif - --fail-on never " + arguments, folder.path(), environment);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  std::vector<std::string> ids;
  const auto log = nlohmann::json::parse(outcome.out);
  for (const auto& result : log["runs"][0]["results"]) {
    if (result["kind"] != "fail") continue;
    std::string mark;
    for (const auto& suppression : result["suppressions"]) mark = suppression["status"] == "accepted" ? "-" : "!";
    ids.push_back(mark + result["ruleId"].get<std::string>());
  }
  return ids;
}

TEST(Suppressions, AreReadInEveryFormatThatHasComments) {
  const std::string request = kRequest;
  const std::vector<std::pair<std::string, std::string>> files = {
      {"a.c", "/* " + request + " */\nint x;\n"},
      {"b.c", "// " + request + "\nint y;\n"},
      {"a.cpp", "int z; // " + request + "\n"},
      {"a.yaml", "# " + request + "\nkey: value\n"},
      {"b.yaml", "key: value  # " + request + "\n"},
      {"a.toml", "# " + request + "\nkey = 1\n"},
      {"a.ini", "; " + request + "\n[section]\nkey = 1\n"},
      {"b.ini", "# " + request + "\n[section]\nkey = 1\n"},
      {"a.xml", "<a>\n  <!-- " + request + " -->\n  <b>1</b>\n</a>\n"},
      {"a.service", "[Service]\n# " + request + "\nExecStart=/bin/true\n"},
      {"etc/ssh/sshd_config", "# " + request + "\nPort 22\n"},
      {"etc/mosquitto/mosquitto.conf", "# " + request + "\nlistener 1883\n"},
      {"etc/nginx/nginx.conf", "http {\n  # " + request + "\n  server { listen 80; }\n}\n"},
      {"etc/config/network", "# " + request + "\nconfig interface 'lan'\n"},
      {"etc/sysctl.conf", "# " + request + "\nnet.ipv4.ip_forward = 0\n"},
      {"etc/inittab", "# " + request + "\n::sysinit:/etc/init.d/rcS\n"},
      {"start.sh", "#!/bin/sh\n# " + request + "\necho hello\n"},
      {"Dockerfile", "# " + request + "\nFROM debian:12\n"},
      {".env", "# " + request + "\nKEY=value\n"},
      {"sdkconfig.defaults", "# " + request + "\nCONFIG_X=y\n"},
  };
  for (const auto& [path, text] : files) {
    Folder folder;
    folder.with(path, text);
    EXPECT_THAT(ids_of(folder, "--no-config --select suppression"), testing::ElementsAre("CPSA0003")) << path;
  }
}

const char* const kFetch =
    "#include <curl/curl.h>\n"
    "void fetch(CURL *handle) {\n"
    "  // cpsaudit: ignore[CPSA2011] reason=\"bench server\" until=2027-03-31\n"
    "  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);\n"
    "}\n";

TEST(Suppressions, StandInTheLogWithKindReasonAndPlace) {
  Folder folder;
  folder.with("fetch.c", kFetch);
  const Outcome outcome = run("scan . --sarif -", folder.path(), "SOURCE_DATE_EPOCH=1767225600");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto log = nlohmann::json::parse(outcome.out);
  const auto results = results_of(log, "CPSA2011");
  ASSERT_EQ(results.size(), 1U);
  const auto& suppression = results[0]["suppressions"][0];
  EXPECT_EQ(suppression["kind"], "inSource");
  EXPECT_EQ(suppression["status"], "accepted");
  EXPECT_EQ(suppression["justification"], "bench server");
  EXPECT_EQ(suppression["properties"]["cpsaudit/until"], "2027-03-31");
  EXPECT_EQ(suppression["location"]["physicalLocation"]["region"]["startLine"], 3);
}

TEST(Suppressions, AreListedAndNotObeyedForTheAuditor) {
  Folder folder;
  folder.with("fetch.c", kFetch);
  const std::string day = "SOURCE_DATE_EPOCH=1767225600";
  EXPECT_THAT(ids_of(folder, "", day), testing::ElementsAre("-CPSA2011"));
  EXPECT_THAT(ids_of(folder, "--no-inline-suppressions", day), testing::ElementsAre("!CPSA2011"));
  const Outcome outcome = run("scan . --no-inline-suppressions", folder.path(), day);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("bench server"));
}

TEST(Suppressions, EndOnTheDayThatIsPinned) {
  Folder folder;
  folder.with("fetch.c", kFetch);
  // 2027-03-31 and the day after.
  EXPECT_THAT(ids_of(folder, "", "SOURCE_DATE_EPOCH=1806451200"), testing::ElementsAre("-CPSA2011"));
  EXPECT_THAT(ids_of(folder, "", "SOURCE_DATE_EPOCH=1806537600"), testing::ElementsAre("CPSA0004", "CPSA2011"));
}

TEST(Suppressions, InTheConfigurationAreReportedWhenTheyDoNothing) {
  Folder folder;
  folder
      .with("src/fetch.c",
            "#include <curl/curl.h>\nvoid f(CURL *h) { curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 0L); }\n")
      .with("cpsaudit.toml",
            "[[suppress]]\ncheck = \"transport\"\npath = \"src/**\"\nreason = \"bench\"\n"
            "[[suppress]]\ncheck = \"credentials\"\npath = \"src/**\"\nreason = \"bench\"\n"
            "[[suppress]]\ncheck = \"CPSA9999\"\npath = \"src/**\"\nreason = \"bench\"\n"
            "[[suppress]]\ncheck = \"*\"\npath = \"**\"\nreason = \"bench\"\nuntil = \"2020-01-01\"\n");
  EXPECT_THAT(ids_of(folder), testing::ElementsAre("CPSA0005", "CPSA0003", "CPSA0004", "-CPSA2011"));
  // Of a configuration above the scanned folder no result can point to a line.
  const Outcome outcome = run("scan src", folder.path());
  EXPECT_EQ(outcome.exit_code, 1) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("CPSA9999"));
}

TEST(Suppressions, InTheConfigurationNeedADayOfTheCalendar) {
  Folder folder;
  folder.with("cpsaudit.toml",
              "[[suppress]]\ncheck = \"*\"\npath = \"**\"\nreason = \"bench\"\nuntil = \"2027-02-30\"\n");
  const Outcome outcome = run("scan .", folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("2027-02-30"));
}

TEST(Suppressions, AreNotInALogForGithub) {
  Folder folder;
  folder.with("fetch.c", kFetch);
  const Outcome outcome = run("scan . --sarif - --sarif-profile github", folder.path(), "SOURCE_DATE_EPOCH=1767225600");
  EXPECT_TRUE(nlohmann::json::parse(outcome.out)["runs"][0]["results"].empty());
}

}  // namespace
}  // namespace cpsaudit::test
