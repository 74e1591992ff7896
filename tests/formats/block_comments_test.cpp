#include "formats/block_comments.h"

#include <gtest/gtest.h>

#include <array>

namespace cpsaudit {
namespace {

std::string blanked(std::string_view source) {
  static const std::array<CommentMarks, 2> kMarks = {CommentMarks{"/*", "*/"}, CommentMarks{"'''", "'''"}};
  return without_block_comments(source, kMarks).value_or(std::string(source));
}

TEST(BlockComments, LinesOfACommentBecomeBlankAndEveryByteKeepsItsPlace) {
  EXPECT_EQ(blanked("a = 1\n  /* b = 2\n  c = 3 */\nd = 4\n"), "a = 1\n          \n          \nd = 4\n");
  EXPECT_EQ(blanked("def f():\n  r'''Use\n  x = 1\n  '''\n  y = 2"), "def f():\n         \n       \n     \n  y = 2");
}

TEST(BlockComments, AMarkWithinALineMayStandInAText) {
  const std::string source = "paths = [\"src/*\"]\nkey = 1\nmore = [\"*/x\"]\n";
  EXPECT_EQ(blanked(source), source);
}

TEST(BlockComments, TheEndOfATextOpensNoComment) {
  const std::string source = "x = '''\ntext\n'''\nkey = 1\ny = '''\n'''\n";
  EXPECT_EQ(blanked(source), source);
}

TEST(BlockComments, OneThatEndsOnItsLineOrNeverIsKept) {
  EXPECT_EQ(blanked("/* note */ a = 1\n"), "/* note */ a = 1\n");
  EXPECT_EQ(blanked("'''Short.'''\na = 1\n"), "'''Short.'''\na = 1\n");
  EXPECT_EQ(blanked("/* open\na = 1\n"), "/* open\na = 1\n");
}

}  // namespace
}  // namespace cpsaudit
