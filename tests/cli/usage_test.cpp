#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/run_program.h"
#include "cli/suggestion.h"

namespace cpsaudit::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Suggestion, IsTheNearestCandidateOrNone) {
  const std::vector<std::string> candidates = {"--sarif", "--select", "--strict", "--html"};
  EXPECT_EQ(nearest("--sarfi", candidates), "--sarif");
  EXPECT_EQ(nearest("--htlm", candidates), "--html");
  EXPECT_EQ(nearest("--frobnicate", candidates), "");
  EXPECT_EQ(nearest("x", candidates), "");
  EXPECT_EQ(nearest("", candidates), "");
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("ab", "ba"), 1U);
}

TEST(Usage, AMistypedWordIsAnsweredWithTheOneThatWasMeant) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"scna .", "'scan'"},
      {"scan --sarfi x .", "'--sarif'"},
      {"scan . --fail-no=error", "'--fail-on'"},
      {"checks lsit", "'list'"},
      {"checks show CPSA20111", "'CPSA2011'"},
      {"checks show peer-not-verifed/libcurl", "'peer-not-verified/libcurl'"},
      {"scan . --select credentails", "'credentials'"},
      {"framework shwo x", "'show'"},
  };
  for (const auto& [arguments, meant] : cases) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr("did you mean " + meant)) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr("cpsaudit")) << arguments;
  }
}

TEST(Usage, AWordThatResemblesNothingGetsNoSuggestion) {
  const Outcome outcome = run("scan --frobnicate");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, Not(HasSubstr("did you mean")));
  EXPECT_THAT(outcome.err, HasSubstr("Run 'cpsaudit scan --help'"));
}

TEST(Usage, AnEmptyFolderGetsHelp) {
  const Folder folder;
  const Outcome outcome = run("scan . --no-config", folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("there is no file in '.'"));
  EXPECT_THAT(outcome.err, HasSubstr("cpsaudit scan path/to/firmware"));
}

TEST(Usage, AFolderWithNothingToReadGetsHelp) {
  Folder folder;
  folder.with("notes.txt", "hello\n");
  EXPECT_THAT(run("scan . --no-config", folder.path()).err, HasSubstr("cpsaudit explain FILE"));
}

TEST(Usage, ADayThatIsNoneIsRefused) {
  const Folder folder;
  for (const char* day : {"yesterday", "-5", "12 ", "99999999999999999999"}) {
    EXPECT_EQ(run("scan .", folder.path(), "SOURCE_DATE_EPOCH='" + std::string(day) + "'").exit_code, 2) << day;
  }
}

TEST(Progress, SaysHowFarAndHowFast) {
  EXPECT_EQ(progress_text(120, 3000, 250, "src/main.c"), "120 of 3000 files (4 %)  src/main.c");
  EXPECT_EQ(progress_text(120, 3000, 2000, "a\x1b[31m"), "120 of 3000 files (4 %), 60 a second  a\\x1b[31m");
}

/// Runs a shell line with the program as $CPSAUDIT in `folder`; returns its exit code.
int shell(const Folder& folder, const std::string& line) {
  const std::string command =
      "cd '" + folder.path() + "' && CPSAUDIT='" + CPSAUDIT_PROGRAM + "' bash -c '" + line + "'";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Interrupt, LeavesNoHalfFileAndEndsWith130) {
  Folder folder;
  for (int i = 0; i < 400; ++i) {
    folder.with("src/f" + std::to_string(i) + ".c", "#include <stdio.h>\nint f(int a) { return printf(\"%d\", a); }\n");
  }
  // Interrupted while it scans, or while it writes.
  for (const char* delay : {"0.05", "0.3", "0.8"}) {
    EXPECT_EQ(shell(folder, "timeout --signal=INT --preserve-status " + std::string(delay) +
                                " $CPSAUDIT scan src --sarif out.sarif --quiet > /dev/null; code=$?; "
                                "[ $code = 130 ] || [ $code = 0 ] || exit $code; "
                                "ls | grep -q part && exit 7; "
                                "[ ! -e out.sarif ] || tail -c1 out.sarif | od -c | grep -q n || exit 8; exit 0"),
              0)
        << delay;
  }
}

TEST(Usage, AWrongValueIsAnsweredWithThoseThatAreRight) {
  const Outcome outcome = run("scan . --fail-on eror");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("'eror' is no value of --fail-on, which takes error, warning, note or never"));
  EXPECT_THAT(outcome.err, HasSubstr("did you mean 'error'?"));
}

TEST(Usage, WithoutACommandItSaysWhatToBeginWith) {
  EXPECT_THAT(run("").err, HasSubstr("begin with: cpsaudit scan path/to/firmware"));
  EXPECT_THAT(run("checks").err, HasSubstr("say what to do: list, show, test"));
}

TEST(Usage, AFolderThatIsNotThereIsNamedBeforeTheScan) {
  Folder folder;
  const Outcome outcome = run("scan . --html nowhere/report.html", folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("nowhere/report.html: its folder does not exist; make it first"));
}

}  // namespace
}  // namespace cpsaudit::test
