#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/written_files.h"

namespace cpsaudit::testing {
namespace {

using ::testing::ElementsAre;

std::vector<WrittenFile> written(const std::string& code) {
  return written_files(Text::from_utf8(std::string(code)), true);
}

/// "path: text" of each file.
std::vector<std::string> files(const std::string& code) {
  std::vector<std::string> out;
  for (const WrittenFile& file : written(code)) out.push_back(file.path + ": " + file.text);
  return out;
}

TEST(WrittenFiles, WhatOneFunctionWritesIsPutTogether) {
  EXPECT_THAT(files("#define CONF \"/tmp/hostapd.conf\"\n"
                    "int f(const char *ssid) {\n"
                    "  FILE *fp = fopen(CONF, \"w\");\n"
                    "  if (!fp) { fclose(fp); return -1; }\n"
                    "  fprintf(fp, \"wpa=%d\\nssid=%s\\n\", 1, ssid);\n"
                    "  fputs(\"wpa_pairwise=\" \"TKIP\\n\", fp);\n"
                    "  fclose(fp);\n"
                    "  fprintf(fp, \"gone\\n\");\n"
                    "}\n"),
              ElementsAre("tmp/hostapd.conf: wpa=1\nssid=${value}\nwpa_pairwise=TKIP\n"));
}

TEST(WrittenFiles, AStreamIsFollowedIntoTheFunctionThatIsGivenIt) {
  EXPECT_THAT(files("static void radio(FILE *out) { fputs(\"channel=6\\n\", out); }\n"
                    "void f(const char *name) {\n"
                    "  char path[64];\n"
                    "  snprintf(path, sizeof(path), \"/var/run/hostapd-%s.conf\", name);\n"
                    "  FILE *fp;\n"
                    "  if ((fp = fopen(path, \"w\")) == NULL) return;\n"
                    "  radio(fp);\n"
                    "  fprintf(fp, \"wep=\" \"0\\n\");\n"
                    "}\n"),
              ElementsAre("var/run/hostapd-.conf: channel=6\nwep=0\n"));
}

TEST(WrittenFiles, WhatIsShiftedIntoAStreamOfAFile) {
  EXPECT_THAT(files("void f(int port) {\n"
                    "  std::ofstream os(\"/etc/samba/smb.conf\");\n"
                    "  os << \"[global]\" << std::endl << \"port = \" << port << '\\n';\n"
                    "}\n"),
              ElementsAre("etc/samba/smb.conf: [global]\nport = ${value}\n"));
}

TEST(WrittenFiles, EachByteKnowsItsPlace) {
  const std::string code = "void f() { FILE *f = fopen(\"a.conf\", \"a\"); fputs(\"x\\ny=1\\n\", f); }\n";
  const auto found = written(code);
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].offsets.size(), found[0].text.size() + 1);
  EXPECT_EQ(found[0].offsets[0], code.find("x\\n"));
  EXPECT_EQ(found[0].offsets[2], code.find("y=1"));
}

TEST(WrittenFiles, WhatIsReadIsNotWritten) {
  EXPECT_TRUE(files("void f() { FILE *f = fopen(\"/etc/x.conf\", \"r\"); fprintf(f, \"a=1\\n\"); }\n").empty());
  EXPECT_TRUE(files("void f(FILE *g) { FILE *f = fopen(\"/etc/x.conf\", \"w\"); fprintf(g, \"a=1\\n\"); }\n").empty());
}

}  // namespace
}  // namespace cpsaudit::testing
