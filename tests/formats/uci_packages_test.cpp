#include <gtest/gtest.h>

#include "formats/embedded_text.h"
#include "formats/parsed.h"

namespace cpsaudit {
namespace {

std::vector<EmbeddedText> packages(const std::string& text) {
  const Parsed parsed(Syntax::kUci, text);
  Document document;
  document.root = parsed.root();
  return embedded_texts(parsed.text(), document, {});
}

TEST(UciPackages, AnExportIsTheFilesOfItsPackages) {
  const auto texts = packages("package network\n\nconfig a\n\toption b 'c'\n\npackage wire-less\nconfig d\n");
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_EQ(texts[0].path, "etc/config/network");
  EXPECT_EQ(texts[0].text, "\n\nconfig a\n\toption b 'c'\n\n");
  EXPECT_EQ(texts[1].path, "etc/config/wire-less");
  EXPECT_EQ(texts[1].text, "\nconfig d\n");
  EXPECT_TRUE(texts[1].whole);
}

TEST(UciPackages, AFileOfOnePackageIsThatFile) {
  EXPECT_TRUE(packages("package network\nconfig a\n").empty());
  EXPECT_TRUE(packages("config a\n\toption package 'x'\nconfig b\n\toption package 'y'\n").empty());
}

TEST(UciPackages, APackageEndsTheSectionBeforeIt) {
  const Parsed parsed(Syntax::kUci, "config a\n\toption b 'c'\npackage x\noption d 'e'\n");
  EXPECT_EQ(parsed.value("a>b"), "c");
  EXPECT_EQ(parsed.value("package"), "x");
}

}  // namespace
}  // namespace cpsaudit
