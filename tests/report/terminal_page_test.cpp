#include "report/terminal_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "report/display.h"

namespace cpsaudit {
namespace {

using testing::HasSubstr;

TEST(TerminalPage, HeadingsAreUnderlinedAsWideAsTheyAre) {
  EXPECT_EQ(terminal_page("# 層と要素\n\ntext\n", 80), "層と要素\n========\ntext\n");
  EXPECT_EQ(terminal_page("## Layers\n", 80), "Layers\n------\n");
}

TEST(TerminalPage, ColumnsOfATableStandBelowEachOtherInAnyScript) {
  EXPECT_EQ(terminal_page("| 組織 | x |\n|---|---|\n| a | `1` |\n", 80), "組織  x\n-------\na     1\n");
}

TEST(TerminalPage, NothingIsWiderThanThePage) {
  const std::string cell = "ハードコードされた認証情報は、ファイルに現れる。 a-longer-word and more words behind it";
  const std::string page =
      terminal_page("- " + cell + "\n  - " + cell + "\n\n| a | b |\n|---|---|\n| " + cell + " | " + cell + " |\n", 40);
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 40U) << line;
  EXPECT_THAT(page, HasSubstr("\n  - "));
}

TEST(TerminalPage, NoLineBeginsWithAFullStop) {
  std::istringstream lines(terminal_page("認証情報は、ファイルに現れる。", 12));
  for (std::string line; std::getline(lines, line);)
    EXPECT_FALSE(line.starts_with("。") || line.starts_with("、")) << line;
}

}  // namespace
}  // namespace cpsaudit
