#include "core/result.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(Error, SaysFileLineAndColumnAsFarAsTheyAreKnown) {
  EXPECT_EQ((Error{"no 'id'"}.to_string()), "no 'id'");
  EXPECT_EQ((Error{"no 'id'", "a.yaml"}.to_string()), "a.yaml: no 'id'");
  EXPECT_EQ((Error{"no 'id'", "a.yaml", {3, 7}}.to_string()), "a.yaml:3:7: no 'id'");
}

}  // namespace
}  // namespace cpsaudit
