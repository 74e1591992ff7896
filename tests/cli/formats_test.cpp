// Each format that people and other tools read, held against what it was: scripts/update-goldens writes them anew.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "cli/run_program.h"
#include "report/detail_texts.h"
#include "worker/sandbox.h"

namespace cpsaudit::test {
namespace {

namespace fs = std::filesystem;

class Formats : public testing::TestWithParam<const char*> {};

TEST_P(Formats, AreWhatTheyWere) {
  const std::string language = GetParam();
  const std::string log = std::string(CPSAUDIT_SOURCE_DIR) + "/tests/report/sample.sarif";
  const fs::path golden = fs::path(CPSAUDIT_SOURCE_DIR) / "tests/golden/formats" / language;
  const Folder folder;
  const std::string report = "report '" + log + "' --lang " + language;
  const Outcome outcome = run(report +
                                  " --html report.html --markdown report.md --junit report.junit.xml"
                                  " --gitlab report.gitlab.json --csv ./",
                              folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  std::ofstream(folder.path("report.txt"), std::ios::binary) << run(report).out;
  std::size_t compared = 0;
  for (const auto& entry : fs::directory_iterator(golden)) {
    const fs::path made = folder.path(entry.path().filename());
    EXPECT_TRUE(contents_of(made) == contents_of(entry.path()))
        << entry.path() << " is not what the program writes; see 'scripts/update-goldens', and read its diff";
    ++compared;
  }
  EXPECT_EQ(compared, 9U);
}

/// What Japanese readers get holds no sentence of ours in English.
TEST(FormatsInJapanese, SpeakJapaneseWhenAskedTo) {
  const std::string log = std::string(CPSAUDIT_SOURCE_DIR) + "/tests/report/sample.sarif";
  for (const char* format : {"--markdown", "--junit", "--gitlab"}) {
    const std::string text = run("report '" + log + "' --lang ja " + format + " -").out;
    for (const char* word : {" the ", " is ", " are ", " was ", " not ", "finding"}) {
      EXPECT_EQ(text.find(word), std::string::npos) << format << ": '" << word << "' in\n" << text;
    }
  }
}

TEST(FormatsInJapanese, SayWhatAKernelLacks) {
  for (const Isolation& isolation : {Isolation{true, false}, Isolation{false, true}, Isolation{}}) {
    const LocalizedText text = detail_in_both(what_is_missing(isolation));
    EXPECT_NE(text.en, text.ja) << text.en;
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Formats, testing::Values("en", "ja"));

}  // namespace
}  // namespace cpsaudit::test
