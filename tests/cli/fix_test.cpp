#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <string>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const char* const kSshd =
    "# site policy\r\n"
    "Port 22\r\n"
    "PermitEmptyPasswords yes\r\n"
    "PasswordAuthentication no\r\n";

const char* const kFetch =
    "#!/bin/sh\n"
    "set -e\n"
    "curl -k https://update.example/fw.bin -o /tmp/fw.bin\n"
    "curl -sk \\\n"
    "  https://update.example/list\n";

Folder& product(Folder& folder) {
  return folder.with("etc/ssh/sshd_config", kSshd).with("usr/bin/fetch.sh", kFetch);
}

TEST(Fix, MakesTheChangesAndReportsWhatIsLeft) {
  Folder folder;
  product(folder);
  chmod(folder.path("usr/bin/fetch.sh").c_str(), 0754);
  const Outcome outcome = run("scan . --no-config --fix", folder.path());
  EXPECT_EQ(contents_of(folder.path("etc/ssh/sshd_config")),
            "# site policy\r\nPort 22\r\nPermitEmptyPasswords no\r\nPasswordAuthentication no\r\n");
  EXPECT_EQ(contents_of(folder.path("usr/bin/fetch.sh")),
            "#!/bin/sh\nset -e\ncurl https://update.example/fw.bin -o /tmp/fw.bin\n"
            "curl -s \\\n  https://update.example/list\n");
  struct stat status{};
  ASSERT_EQ(stat(folder.path("usr/bin/fetch.sh").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0754U);
  EXPECT_THAT(outcome.out, Not(HasSubstr("CPSA2011")));
  EXPECT_THAT(outcome.err, HasSubstr("made 3 changes in 2 files"));
  EXPECT_THAT(run("scan . --no-config --fix", folder.path()).err, HasSubstr("nothing can be changed"));
}

TEST(Fix, ThePatchChangesNothingAndApplies) {
  Folder folder;
  product(folder);
  const Outcome outcome = run("scan . --no-config --diff", folder.path());
  EXPECT_EQ(contents_of(folder.path("etc/ssh/sshd_config")), kSshd);
  EXPECT_THAT(outcome.out, HasSubstr("--- a/etc/ssh/sshd_config\n+++ b/etc/ssh/sshd_config\n@@ -1,4 +1,4 @@\n"));
  EXPECT_THAT(outcome.out, HasSubstr("-PermitEmptyPasswords yes\r\n+PermitEmptyPasswords no\r\n"));
  EXPECT_THAT(outcome.out, HasSubstr("-curl -k https://update.example/fw.bin -o /tmp/fw.bin\n"));
  std::ofstream(folder.path("fix.patch")) << outcome.out;
  const std::string apply = "cd '" + folder.path() + "' && git apply --whitespace=nowarn fix.patch 2>/dev/null";
  if (std::system("git --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "git is not here";
  EXPECT_EQ(std::system(apply.c_str()), 0) << outcome.out;
  EXPECT_THAT(contents_of(folder.path("usr/bin/fetch.sh")), HasSubstr("curl -s \\\n"));
}

TEST(Fix, LeavesOtherPeoplesCodeAndSamplesAlone) {
  Folder folder;
  folder.with("third_party/tool/fetch.sh", kFetch).with("examples/fetch.sh", kFetch);
  const Outcome outcome = run("scan . --no-config --fix", folder.path());
  EXPECT_EQ(contents_of(folder.path("third_party/tool/fetch.sh")), kFetch);
  EXPECT_EQ(contents_of(folder.path("examples/fetch.sh")), kFetch);
}

TEST(Fix, LeavesSuppressedFindingsAlone) {
  Folder folder;
  folder.with("etc/ssh/sshd_config",
              "# cpsaudit: ignore[empty-password/sshd] reason=\"bench image\"\nPermitEmptyPasswords yes\n");
  run("scan . --no-config --fix", folder.path());
  EXPECT_THAT(contents_of(folder.path("etc/ssh/sshd_config")), HasSubstr("PermitEmptyPasswords yes"));
}

TEST(Fix, LeavesFilesWithASecondNameAlone) {
  Folder folder;
  folder.with("etc/ssh/sshd_config", kSshd);
  std::filesystem::create_hard_link(folder.path("etc/ssh/sshd_config"), folder.path("copy"));
  const Outcome outcome = run("scan . --no-config --fix", folder.path());
  EXPECT_EQ(contents_of(folder.path("etc/ssh/sshd_config")), kSshd);
  EXPECT_THAT(outcome.err, HasSubstr("hard link"));
}

TEST(Fix, ThePatchShowsNoSecret) {
  Folder folder;
  folder.with(
      "app/settings.yaml",
      "server: main\nmqtt:\n  password: Tanuki7788plant\n  tls:\n    insecure_skip_verify: true\n  retries: 3\n");
  const Outcome outcome = run("scan . --no-config --diff", folder.path());
  EXPECT_THAT(outcome.out, HasSubstr("+    insecure_skip_verify: false\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("Tanuki7788plant")));
}

TEST(Fix, StandsInTheLog) {
  Folder folder;
  product(folder);
  const auto log = nlohmann::json::parse(
      run("scan . --no-config --sarif - --fail-on never --select empty-password", folder.path()).out);
  const auto results = results_of(log, "CPSA1023");
  ASSERT_EQ(results.size(), 1U);
  const auto& fix = results[0]["fixes"][0]["artifactChanges"][0];
  EXPECT_EQ(fix["artifactLocation"]["uri"], "etc/ssh/sshd_config");
  EXPECT_EQ(fix["replacements"][0]["insertedContent"]["text"], "no");
}

TEST(Fix, AndDiffExcludeEachOther) {
  EXPECT_EQ(run("scan . --fix --diff").exit_code, 2);
}

TEST(Fix, APatchAndReportsComeOutOfOneRun) {
  Folder folder;
  folder.with("fetch.sh", "#!/bin/sh\ncurl -k https://a.example/\n");
  const Outcome outcome = run("scan . --no-config --diff --sarif log.sarif --junit tests.xml", folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, testing::Not(HasSubstr("error:")));
  EXPECT_THAT(contents_of(folder.path("log.sarif")), HasSubstr("\"CPSA2016\""));
  EXPECT_THAT(contents_of(folder.path("tests.xml")), HasSubstr("CPSA2016"));
  const Outcome mixed = run("scan . --no-config --diff --sarif -", folder.path());
  EXPECT_EQ(mixed.exit_code, 2);
  EXPECT_THAT(mixed.err, HasSubstr("give the report a file"));
}

}  // namespace
}  // namespace cpsaudit::test
