#include "report/line_hash.h"

#include <gmock/gmock.h>

#include <cstdint>
#include <map>

namespace cpsaudit {
namespace {

using testing::ElementsAre;

std::vector<std::string> hashes(std::string_view bytes) {
  const LineHashes lines(bytes);
  std::vector<std::string> all;
  for (std::size_t line = 1; !lines.of_line(line).empty(); ++line) all.push_back(lines.of_line(line));
  return all;
}

TEST(LineHash, TheEmptyFileHasOneLineWithTheHashThatUploadersGiveIt) {
  EXPECT_THAT(hashes(""), ElementsAre("c129715d7a2bc9a3:1"));
}

TEST(LineHash, BlanksAndTabsDoNotCount) {
  EXPECT_THAT(hashes(" a\nb\n  \t\tc\n d"),
              ElementsAre("271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"));
  EXPECT_EQ(hashes("a b\n\tc"), hashes("ab\nc"));
}

TEST(LineHash, EveryNewlineCountsAlike) {
  const std::vector<std::string> expected = hashes("hello;\nworld!!!\n\n\nGreetings\nEnd\n");
  EXPECT_EQ(hashes("hello;\r\nworld!!!\r\n\r\n\r\nGreetings\r\nEnd\r\n"), expected);
  EXPECT_EQ(hashes("hello;\rworld!!!\r\r\rGreetings\rEnd\r"), expected);
  EXPECT_EQ(expected.front(), "e9496ae3ebfced30:1");
  EXPECT_EQ(expected.back(), "c129715d7a2bc9a3:1");
}

TEST(LineHash, EqualLinesAreCountedWhereTheirSurroundingsAreEqualToo) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  EXPECT_THAT(hashes(text),
              ElementsAre("a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4",
                          "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
                          "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"));
}

/// The definition without the rolling: the polynomial over the 100 characters from the start of each line.
std::vector<std::string> slow_hashes(const std::u16string& text) {
  std::u16string kept;
  std::vector<std::size_t> starts;
  bool start = true;
  for (const char16_t c : text + u'\uFFFF') {
    if (c == u' ' || c == u'\t') continue;
    if (start) starts.push_back(kept.size());
    start = c == u'\n';
    kept += c;
  }
  kept += std::u16string(100, u'\0');
  std::map<std::uint64_t, int> seen;
  std::vector<std::string> all;
  for (const std::size_t at : starts) {
    std::uint64_t hash = 0;
    for (std::size_t i = at; i < at + 100; ++i) hash = hash * 37 + kept[i];
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%llx:%d", static_cast<unsigned long long>(hash), ++seen[hash]);
    all.emplace_back(buffer);
  }
  return all;
}

TEST(LineHash, CharactersAreUtf16CodeUnitsOfTheFileReadAsUtf8) {
  std::u16string text;
  std::string bytes;
  for (int i = 0; i < 40; ++i) {
    text += u"\U0001F512 鍵 = é\n\n";
    bytes += "\U0001F512 鍵 = é\n\n";
  }
  EXPECT_EQ(hashes(bytes), slow_hashes(text));
  EXPECT_EQ(hashes("\xEF\xBB\xBF"
                   "a"),
            slow_hashes(u"\uFEFFa"));
}

TEST(LineHash, BytesThatAreNoUtf8CountAsReplacementCharacters) {
  EXPECT_EQ(hashes("\x83\x65 = 1\n"), slow_hashes(u"\uFFFDe = 1\n"));
  // A sequence that is cut short is one character, a lead byte that can start nothing is one each.
  EXPECT_EQ(hashes("\xE3\x81"), slow_hashes(u"\uFFFD"));
  EXPECT_EQ(hashes("\xF0\x9F\x94z"), slow_hashes(u"\uFFFDz"));
  EXPECT_EQ(hashes("\xC0\xAF"), slow_hashes(u"\uFFFD\uFFFD"));
}

}  // namespace
}  // namespace cpsaudit
