#include "formats/document_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

using ::testing::ElementsAre;

TEST(DocumentWords, WhatIsSetApartIsKept) {
  EXPECT_THAT(words_set_apart("Log in as `service`. Password: Tateyama9\n初期パスワードは「kurobe4」です。", 10),
              ElementsAre("service", "Tateyama9", "kurobe4"));
}

TEST(DocumentWords, NoMoreThanAskedForAndEachOnce) {
  EXPECT_THAT(words_set_apart("`one` `one` `two` `three`", 2), ElementsAre("one", "two"));
}

TEST(DocumentWords, ManualsAreDocuments) {
  EXPECT_TRUE(is_document_for_people("docs/Manual.MD"));
  EXPECT_TRUE(is_document_for_people("README"));
  EXPECT_FALSE(is_document_for_people("src/a.c"));
}

}  // namespace
}  // namespace cpsaudit
