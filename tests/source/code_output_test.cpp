#include "source/code_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cpsaudit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "path: text" of each output.
std::vector<std::string> outputs(const std::string& code, bool cplusplus = false) {
  std::vector<std::string> all;
  for (const CodeOutput& output : output_of_code(Text::from_utf8(code), cplusplus)) {
    EXPECT_EQ(output.text.size(), output.offsets.size());
    all.push_back(output.path + ": " + output.text);
  }
  return all;
}

TEST(CodeOutput, TheLinesThatOneStreamIsGivenAreOneText) {
  EXPECT_THAT(outputs("#define CONF \"/tmp/hostapd.conf\"\n"
                      "int start(int n) {\n"
                      "  FILE *fp = fopen(CONF, \"w\");\n"
                      "  if (!fp) return -1;\n"
                      "  fprintf(fp, \"wpa=%d\\n\" \"ssid=%s\\n\", 1, name);\n"
                      "  if (n) fputs(\"wpa_pairwise=TKIP\\n\", fp);\n"
                      "  fprintf(stderr, \"ready\\n\");\n"
                      "  fclose(fp);\n"
                      "}\n"),
              ElementsAre("/tmp/hostapd.conf: wpa=1\nssid={{x}}\nwpa_pairwise=TKIP\n"));
}

TEST(CodeOutput, AFileThatIsOnlyReadGetsNothing) {
  EXPECT_THAT(outputs("void f() { FILE *fp = fopen(\"/etc/a.conf\", \"r\"); fprintf(fp, \"a=1\\n\"); }"), IsEmpty());
  EXPECT_THAT(outputs("void f() { int fd = open(\"/etc/a.conf\", O_RDONLY); write(fd, \"a=1\\n\", 4); }"), IsEmpty());
}

TEST(CodeOutput, AFunctionWritesToTheStreamThatItIsHanded) {
  EXPECT_THAT(outputs("static void head(int n, FILE *to) { fputs(\"a=1\\n\", to); }\n"
                      "void f() { char path[64]; FILE *fp; snprintf(path, sizeof(path), \"/etc/%s.conf\", name);\n"
                      "  if ((fp = fopen(path, \"w\")) == NULL) return; head(1, fp); fputs(\"b=2\\n\", fp); }"),
              ElementsAre("/etc/x.conf: a=1\nb=2\n"));
}

TEST(CodeOutput, AStreamOfCppIsAFileToo) {
  EXPECT_THAT(outputs("void f() { std::ofstream out(\"/etc/samba/smb.conf\");\n"
                      "  out << \"[global]\\n\" << \"server min protocol = \" << level << std::endl << \"x=\" << 1; }",
                      true),
              ElementsAre("/etc/samba/smb.conf: [global]\nserver min protocol = {{x}}\nx=1"));
}

TEST(CodeOutput, AStreamEndsWithItsFunction) {
  EXPECT_THAT(outputs("void f() { FILE *fp = fopen(\"/etc/a.conf\", \"w\"); fputs(\"a=1\\n\", fp); }\n"
                      "void g() { fputs(\"b=2\\n\", fp); }"),
              ElementsAre("/etc/a.conf: a=1\n"));
}

TEST(CodeOutput, EachByteHasItsPlace) {
  const std::string code = "void f() { FILE *fp = fopen(\"/etc/a.conf\", \"w\"); fputs(\"\\tkey=\\\"v\\\"\\n\", fp); }";
  const auto all = output_of_code(Text::from_utf8(code), false);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].text, "\tkey=\"v\"\n");
  EXPECT_EQ(code.substr(all[0].offsets[all[0].text.find('v')], 1), "v");
  EXPECT_EQ(code.substr(all[0].offsets[0], 2), "\\t");
}

}  // namespace
}  // namespace cpsaudit::test
