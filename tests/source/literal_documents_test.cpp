#include "source/literal_documents.h"

#include <gmock/gmock.h>

namespace cpsaudit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "path: text" of each document.
std::vector<std::string> documents(const std::string& code) {
  std::vector<std::string> out;
  for (const WrittenFile& file : documents_in_literals(Text::from_utf8(std::string(code)), true)) {
    out.push_back(file.path + ": " + file.text);
  }
  return out;
}

TEST(LiteralDocuments, AreNamedAfterWhatHoldsThem) {
  EXPECT_THAT(documents("static const char kDefaults[] PROGMEM = R\"({\"wifi\": {\"psk\": \"x\"}})\";\n"
                        "#define FALLBACK \"{\\\"tls\\\": false, \\\"port\\\": 1883}\"\n"
                        "void f() { load(\"{\\\"telnet\\\":true,\\\"port\\\":23}\"); }\n"),
              ElementsAre("kDefaults.json: {\"wifi\": {\"psk\": \"x\"}}", "text.json: {\"telnet\":true,\"port\":23}",
                          "FALLBACK.json: {\"tls\": false, \"port\": 1883}"));
}

TEST(LiteralDocuments, LinesMayBeAConfiguration) {
  EXPECT_THAT(documents("const char *conf =\n  \"listener 1883\\n\"\n  \"allow_anonymous true\\n\";\n"),
              ElementsAre("conf.conf: listener 1883\nallow_anonymous true\n"));
  EXPECT_THAT(documents("const char *key =\n  \"-----BEGIN PRIVATE KEY-----\\n\"\n  \"AAAA\\n\"\n  \"-----END\\n\";\n"),
              IsEmpty());
  EXPECT_THAT(documents("const char *page =\n  \"<html>\\n\"\n  \"<body>\\n</html>\\n\";\n"), IsEmpty());
}

TEST(LiteralDocuments, NamesAndValuesEndedByNulAreAnEnvironment) {
  EXPECT_THAT(
      documents(
          "#define EXTRA_ENV \\\n  \"bootdelay=2\\0\" \\\n  \"bootargs=\" ARGS \" init=/bin/sh\\0\" \\\n  MORE\n"),
      ElementsAre("EXTRA_ENV.env: bootdelay=2\nbootargs=${value} init=/bin/sh\n"));
  EXPECT_THAT(documents("const char *a = \"some text\\0and more text\\0\";"), IsEmpty());
}

TEST(LiteralDocuments, WhatPrintfPutsInIsNotKnown) {
  EXPECT_THAT(documents("snprintf(b, n, \"{\\\"password\\\":\\\"%s\\\",\\\"port\\\":%d}\", p, q);"),
              ElementsAre("text.json: {\"password\":\"${value}\",\"port\":null}"));
}

TEST(LiteralDocuments, EachByteKnowsItsPlace) {
  const std::string code = "load(\"{\\\"a\\\":1,\" /* b */ \"\\\"secret\\\":2}\");";
  const auto found = documents_in_literals(Text::from_utf8(std::string(code)), false);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].offsets.size(), found[0].text.size() + 1);
  EXPECT_EQ(found[0].offsets[found[0].text.find("secret")], code.find("secret"));
}

}  // namespace
}  // namespace cpsaudit::testing
