#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const char* const kScript = "#!/bin/sh\ncurl -k https://a.example/\n";

/// A folder with a log of what was in it.
class Product {
 public:
  Product() {
    folder_.with("tree/app/fetch.sh", kScript)
        .with("tree/app/etc/ssh/sshd_config", "PermitRootLogin yes\nPermitEmptyPasswords yes\n");
    remember();
  }
  void remember() { EXPECT_EQ(scan("--sarif ../old.sarif --fail-on never").exit_code, 0); }
  Outcome scan(const std::string& arguments) {
    return run("scan . --no-config --terse " + arguments, folder_.path("tree"));
  }
  Outcome compare(const std::string& arguments = "") { return scan("--baseline ../old.sarif " + arguments); }
  /// "path rule" of failing results by their state.
  std::multimap<std::string, std::string> states() {
    std::multimap<std::string, std::string> states;
    const Outcome outcome = compare("--sarif - --fail-on never");
    const auto log = nlohmann::json::parse(outcome.out);
    for (const auto& result : log["runs"][0]["results"]) {
      EXPECT_TRUE(result.contains("baselineState"));
      if (result["kind"] != "fail") continue;
      states.emplace(result["baselineState"], result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
    }
    return states;
  }
  Folder& folder() { return folder_; }
  std::string old_log() const { return folder_.path("old.sarif"); }
  std::string new_log() {
    scan("--sarif ../new.sarif --fail-on never");
    return folder_.path("new.sarif");
  }

 private:
  Folder folder_;
};

TEST(Baseline, WhatWasThereDoesNotCount) {
  Product product;
  const Outcome outcome = product.compare();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("3 findings were there before"));
  EXPECT_EQ(product.states().count("unchanged"), 3U);
}

TEST(Baseline, WhatIsNewCounts) {
  Product product;
  product.folder().with("tree/app/more.sh", kScript);
  const Outcome outcome = product.compare();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("app/more.sh:2:"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("app/fetch.sh:2:")));
  EXPECT_EQ(product.states().count("new"), 1U);
}

TEST(Baseline, MovedLinesAndUnrelatedEditsChangeNothing) {
  Product product;
  product.folder()
      .with("tree/app/fetch.sh", "#!/bin/sh\n# fetches the list\nset -e\n\ncurl -k https://a.example/\necho done\n")
      .with("tree/app/etc/ssh/sshd_config",
            "Port 22\n\nPermitRootLogin yes\nX11Forwarding no\nPermitEmptyPasswords yes\n");
  EXPECT_EQ(product.compare().exit_code, 0);
  EXPECT_EQ(product.states().count("unchanged"), 3U);
}

TEST(Baseline, ARenamedFolderIsFollowed) {
  Product product;
  std::filesystem::rename(product.folder().path("tree/app"), product.folder().path("tree/gateway"));
  EXPECT_EQ(product.compare().exit_code, 0);
  EXPECT_EQ(product.states().count("unchanged"), 3U);
}

TEST(Baseline, AFileThatMayHaveComeFromTwoPlacesIsNew) {
  Product product;
  product.folder().with("tree/other/fetch.sh", kScript);
  product.remember();
  std::filesystem::remove_all(product.folder().path("tree/other"));
  std::filesystem::remove(product.folder().path("tree/app/fetch.sh"));
  product.folder().with("tree/third/fetch.sh", kScript);
  EXPECT_EQ(product.compare().exit_code, 1);
}

TEST(Baseline, WhatWentIsAbsent) {
  Product product;
  product.folder().with("tree/app/fetch.sh", "#!/bin/sh\ncurl https://a.example/\n");
  const auto states = product.states();
  EXPECT_EQ(states.count("absent"), 1U);
  EXPECT_THAT(states, testing::Contains(testing::Pair("absent", "app/fetch.sh")));
  EXPECT_THAT(product.compare().out, HasSubstr("1 finding of the baseline is gone"));
}

TEST(Baseline, AnAcceptedFindingThatIsAcceptedNoMoreIsNew) {
  Product product;
  product.folder().with("tree/app/fetch.sh",
                        "#!/bin/sh\n# cpsaudit: ignore[peer-not-verified/shell] reason=\"bench\"\n"
                        "curl -k https://a.example/\n");
  product.remember();
  product.folder().with("tree/app/fetch.sh", kScript);
  EXPECT_EQ(product.compare().exit_code, 1);
}

TEST(Baseline, MustBeALogOfOurs) {
  Product product;
  product.folder().with("broken.sarif", "{").with("other.txt", "hello");
  for (const char* file : {"../broken.sarif", "../other.txt", "../missing.sarif"}) {
    const Outcome outcome = product.scan("--baseline " + std::string(file));
    EXPECT_EQ(outcome.exit_code, 2) << file;
    EXPECT_THAT(outcome.err, HasSubstr(file)) << outcome.err;
  }
}

TEST(Diff, SaysWhatGotBetterAndWorseByRequirement) {
  Product product;
  product.folder().with("tree/app/etc/ssh/sshd_config", "PermitRootLogin yes\n").with("tree/app/more.sh", kScript);
  const std::string logs = "diff '" + product.old_log() + "' '" + product.new_log() + "'";
  const Outcome outcome = run(logs);
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("1 new, 1 gone, 0 graver, 0 milder, 2 as before."));
  EXPECT_THAT(outcome.out, HasSubstr("+ app/more.sh:2: error:"));
  EXPECT_THAT(outcome.out, HasSubstr("- app/etc/ssh/sshd_config:2: error:"));
  EXPECT_THAT(outcome.out, HasSubstr("worse: CPS.AC-8"));
  EXPECT_EQ(run(logs + " --fail-on never").exit_code, 0);
  EXPECT_THAT(run(logs + " --lang ja").out, HasSubstr("悪化"));
}

TEST(Diff, OfTheSameLogIsClean) {
  Product product;
  const Outcome outcome = run("diff '" + product.old_log() + "' '" + product.old_log() + "'");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("0 new, 0 gone"));
}

TEST(Diff, WritesJsonAndMarkdown) {
  Product product;
  product.folder().with("tree/app/more.sh", kScript);
  const std::string logs = "diff '" + product.old_log() + "' '" + product.new_log() + "'";
  const auto json = nlohmann::json::parse(run(logs + " --json -").out);
  EXPECT_EQ(json["summary"]["new"], 1);
  EXPECT_EQ(json["requirements"][0]["new"][0]["path"], "app/more.sh");
  const Outcome markdown = run(logs + " --markdown -");
  EXPECT_THAT(markdown.out, HasSubstr("| worse |"));
  EXPECT_THAT(markdown.out, HasSubstr("app/more.sh:2"));
}

}  // namespace
}  // namespace cpsaudit::test
