#include "core/embedded.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace cpsaudit {
namespace {

TEST(EmbeddedFiles, ComeByPathInByteOrder) {
  const auto files = embedded_files();
  ASSERT_FALSE(files.empty());
  EXPECT_TRUE(std::is_sorted(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; }));
}

TEST(EmbeddedFiles, AreTheBytesOfTheirFiles) {
  const auto files = embedded_files();
  const auto rows =
      std::find_if(files.begin(), files.end(), [](const auto& file) { return file.path == "mappings/rows.tsv"; });
  ASSERT_NE(rows, files.end());
  std::ifstream file(std::string(CPSAUDIT_SOURCE_DIR) + "/mappings/rows.tsv", std::ios::binary);
  EXPECT_EQ(rows->text, std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace
}  // namespace cpsaudit
