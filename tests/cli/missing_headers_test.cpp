#include "cli/missing_headers.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

FileFacts file_that_lacks(std::string path, std::vector<std::string> headers) {
  FileFacts file;
  file.path = std::move(path);
  file.source.emplace();
  file.source->missing_includes = std::move(headers);
  return file;
}

TEST(MissingHeaders, AreToldOnceWithTheNumberOfFilesThatIncludeThem) {
  const std::vector<FileFacts> files = {file_that_lacks("a.c", {"sdk.h", "b.h"}), file_that_lacks("c.c", {"sdk.h"}),
                                        file_that_lacks("d.c", {})};
  const auto notices = missing_header_notices(files);
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[0].path, "sdk.h");
  EXPECT_EQ(notices[0].problem.message, "is included by 2 files, first by a.c");
  EXPECT_EQ(notices[1].path, "b.h");
  EXPECT_EQ(notices[1].problem.message, "is included by a.c");
}

}  // namespace
}  // namespace cpsaudit
