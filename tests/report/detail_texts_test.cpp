#include "report/detail_texts.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

TEST(DetailTexts, ADetailIsSaidInBothLanguages) {
  const LocalizedText text = detail_in_both("has 20 bytes, more than the 10 that are read");
  EXPECT_EQ(text.en, "has 20 bytes, more than the 10 that are read");
  EXPECT_EQ(text.ja, "20バイトあり、読み取る上限の10バイトを超えています");
}

TEST(DetailTexts, TheReasonBehindItIsTranslatedToo) {
  EXPECT_EQ(detail_in_both("cannot be opened: Permission denied").ja, "開けません: アクセス権がありません");
  EXPECT_EQ(detail_in_both("Error while parsing key-value pair: expected '=', saw '\\n'").ja,
            "キーと値: '='があるべき箇所に'\\n'があります");
}

TEST(DetailTexts, NamesOfTheTreeAreNot) {
  EXPECT_EQ(detail_in_both("headers that are not in the tree: string").ja, "ツリーにないヘッダ: string");
  EXPECT_EQ(detail_in_both("is a symbolic link to 'key', which is not there").ja, "リンク先 'key' が存在しません");
}

TEST(DetailTexts, AJapaneseLogIsReadBackInEnglish) {
  const LocalizedText text = detail_in_both("10秒以内に読み終わらず、打ち切りました");
  EXPECT_EQ(text.en, "took longer than 10 seconds to read, so it was given up");
}

TEST(DetailTexts, WhatNobodyTranslatedStaysWhatItIs) {
  const LocalizedText text = detail_in_both("the moon was full");
  EXPECT_EQ(text.en, text.ja);
}

/// The sentences that stand beside a kind of problem in our own sources.
std::vector<std::string> sentences_in(const std::string& source) {
  // `Problem::Kind::kX, "…"`, also through fmt::format and over several lines.
  static const std::regex kSentence(R"re(Problem::Kind::k\w+,\s*(?:fmt::format\(\s*)?((?:"(?:[^"\\\n]|\\.)*"\s*)+))re");
  static const std::regex kPart(R"re("((?:[^"\\\n]|\\.)*)")re");
  std::vector<std::string> sentences;
  for (std::sregex_iterator at(source.begin(), source.end(), kSentence), end; at != end; ++at) {
    const std::string literals = (*at)[1];
    std::string sentence;
    for (std::sregex_iterator part(literals.begin(), literals.end(), kPart), none; part != none; ++part) {
      sentence += (*part)[1];
    }
    sentences.push_back(sentence);
  }
  return sentences;
}

TEST(DetailTexts, EveryProblemOfOursHasItsJapanese) {
  std::size_t seen = 0;
  for (const char* module : {"formats", "source", "worker", "intake", "engine", "cli"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(CPSAUDIT_SOURCE_DIR) / "scanner" / module)) {
      if (entry.path().extension() != ".cpp") continue;
      std::ifstream stream(entry.path());
      for (std::string sentence : sentences_in({std::istreambuf_iterator<char>(stream), {}})) {
        sentence = std::regex_replace(sentence, std::regex(R"(\{\})"), "7");
        // What a caller adds behind a colon or before a semicolon.
        if (sentence.ends_with(':')) sentence += " x";
        if (sentence.ends_with(": ")) sentence += "x";
        if (sentence.starts_with(';')) sentence.insert(0, "x");
        const LocalizedText text = detail_in_both(sentence);
        EXPECT_NE(text.en, text.ja) << entry.path() << ": report/detail_texts.cpp does not know '" << sentence << "'";
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 40U) << "the pattern fits no longer";
}

}  // namespace
}  // namespace cpsaudit
