#include "core/text.h"

#include <gtest/gtest.h>

#include <chrono>

#include "core/utf8.h"

namespace cpsaudit {
namespace {

using namespace std::string_view_literals;

Position at(std::uint32_t line, std::uint32_t column) {
  return {line, column};
}

TEST(Text, LinesEndWithCrLfCrOrLf) {
  const Text text = Text::from_utf8("a\r\nb\rc\nd");
  ASSERT_EQ(text.line_count(), 4U);
  EXPECT_EQ(text.line(1), "a");
  EXPECT_EQ(text.line(2), "b");
  EXPECT_EQ(text.line(3), "c");
  EXPECT_EQ(text.line(4), "d");
  EXPECT_EQ(text.line(5), "");
  EXPECT_EQ(text.position(3), at(2, 1));
  EXPECT_EQ(text.position(5), at(3, 1));
  EXPECT_EQ(text.position(7), at(4, 1));
}

TEST(Text, AnEmptyTextHasOneEmptyLine) {
  const Text text = Text::from_utf8("");
  EXPECT_EQ(text.line_count(), 1U);
  EXPECT_EQ(text.position(0), at(1, 1));
  EXPECT_EQ(text.position(99), at(1, 1));
  EXPECT_EQ(text.offset(at(1, 1)), 0U);
}

TEST(Text, ColumnsCountUtf16CodeUnits) {
  // あ is three bytes and one unit; the emoji is four bytes and two units.
  const Text text = Text::from_utf8("あ😀x");
  EXPECT_EQ(text.position(3), at(1, 2));
  EXPECT_EQ(text.position(7), at(1, 4));
  EXPECT_EQ(text.offset(at(1, 4)), 7U);
  EXPECT_EQ(text.slice({at(1, 2), at(1, 4)}), "😀");
}

TEST(Text, APositionOutsideIsClampedToTheNearestInside) {
  const Text text = Text::from_utf8("ab\ncd\n");
  EXPECT_EQ(text.offset(at(1, 99)), 2U);
  EXPECT_EQ(text.offset(at(2, 0)), 3U);
  EXPECT_EQ(text.offset(at(99, 1)), 6U);
  EXPECT_EQ(text.offset(at(0, 0)), 0U);
  EXPECT_EQ(text.offset(at(1, 0xFFFFFFFF)), 2U);
  EXPECT_EQ(text.slice({at(2, 1), at(1, 1)}), "");
}

TEST(Text, TheByteOrderMarkIsNotCounted) {
  const auto text = Text::decode("\xEF\xBB\xBFkey");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(text->utf8(), "key");
  EXPECT_EQ(text->encoding(), "utf-8");
  EXPECT_EQ(text->position(0), at(1, 1));
}

TEST(Text, ShiftJisIsRecognised) {
  // パスワードを設定する
  const auto text = Text::decode("\x83\x70\x83\x58\x83\x8F\x81\x5B\x83\x68\x82\xF0\x90\xDD\x92\xE8\x82\xB7\x82\xE9");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(text->encoding(), "shift_jis");
  EXPECT_EQ(text->utf8(), "パスワードを設定する");
}

TEST(Text, BytesThatBeginNothingInEucJpAreNotReadAsControlCharacters) {
  const auto text = Text::decode("\x83\x70\x83\x58");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(text->encoding(), "shift_jis");
  EXPECT_EQ(text->utf8(), "パス");
}

TEST(Text, EucJpIsRecognisedAlsoWhereShiftJisCouldReadIt) {
  // 日本語
  EXPECT_EQ(Text::decode("\xC6\xFC\xCB\xDC\xB8\xEC")->utf8(), "日本語");
  // これはテスト: as Shift_JIS a row of half-width katakana
  const auto text = Text::decode("\xA4\xB3\xA4\xEC\xA4\xCF\xA5\xC6\xA5\xB9\xA5\xC8");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(text->encoding(), "euc-jp");
  EXPECT_EQ(text->utf8(), "これはテスト");
}

TEST(Text, Utf16AndUtf32AreReadByTheirMark) {
  EXPECT_EQ(Text::decode("\xFF\xFE"
                         "a\0\x42\x30"sv)
                ->utf8(),
            "aあ");
  EXPECT_EQ(Text::decode("\xFF\xFE"
                         "a\0\x42\x30"sv)
                ->encoding(),
            "utf-16le");
  EXPECT_EQ(Text::decode("\xFE\xFF\0a\x30\x42"sv)->utf8(), "aあ");
  EXPECT_EQ(Text::decode("\xFF\xFE\0\0a\0\0\0"sv)->utf8(), "a");
  EXPECT_EQ(Text::decode("\0\0\xFE\xFF\0\0\0a"sv)->utf8(), "a");
}

TEST(Text, BytesThatAreNoJapaneseAreWindows1252) {
  const auto text = Text::decode("M\xFCller \x80 \x81 caf\xE9 ");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(text->encoding(), "windows-1252");
  EXPECT_EQ(text->utf8(), "Müller € \xEF\xBF\xBD café ");
}

TEST(Text, NulBytesAreNoText) {
  EXPECT_FALSE(Text::decode("a\0b"sv).has_value());
  EXPECT_FALSE(Text::decode("\xFF\xFE\x00\xD8"sv).has_value()) << "half a surrogate pair";
}

TEST(Text, EveryOffsetLeadsToItsPositionAndBack) {
  std::string utf8;
  for (int line = 0; line < 40; ++line) {
    for (int i = 0; i < line * 5; ++i) utf8 += i % 3 == 0 ? "あ" : i % 7 == 0 ? "😀" : "x";
    utf8 += line % 2 == 0 ? "\r\n" : "\n";
  }
  const Text text = Text::from_utf8(utf8);
  Position expected{1, 1};
  for (std::size_t offset = 0; offset < utf8.size();) {
    ASSERT_EQ(text.position(offset), expected) << offset;
    const bool newline = utf8[offset] == '\n' || utf8[offset] == '\r';
    if (!newline) {
      ASSERT_EQ(text.offset(expected), offset);
    }
    const std::size_t length = utf8_sequence_length(utf8, offset);
    expected.column += length == 4 ? 2 : 1;
    if (utf8[offset] == '\n') expected = {expected.line + 1, 1};
    offset += length;
  }
}

TEST(Text, ManyPositionsInOneLongLineTakeNoTime) {
  std::string utf8;
  while (utf8.size() < 5'000'000) utf8 += "\"key\":\"値😀\",";
  const Text text = Text::from_utf8(std::move(utf8));
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t offset = 0; offset < text.utf8().size(); offset += 17) {
    const Position position = text.position(offset);
    const std::size_t back = text.offset(position);
    ASSERT_LE(back > offset ? back - offset : offset - back, 3U);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace cpsaudit
