#include "core/base64.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(Base64, ATextIsReadAsAnEncoderWritesIt) {
  EXPECT_EQ(text_in_base64("Y2hhbmdlaXQ="), "changeit");
  EXPECT_EQ(text_in_base64("Y2hhbmdlaXQ"), "changeit");
  EXPECT_EQ(text_in_base64("YWRtaW4K"), "admin");
  EXPECT_EQ(text_in_base64("YWRtaW46YWRtaW4="), "admin:admin");
}

TEST(Base64, WhatNoEncoderWritesOrNobodyReadsIsNone) {
  for (const char* text :
       {"", "admin", "Y2hhbmdlaXR=", "Y2hh bmdl", "password", "changeit", "Y2hhbmdlaXQ==", "AAECAwQF"}) {
    EXPECT_FALSE(text_in_base64(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace cpsaudit
