#include "engine/span_part.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(SpanPart, APieceOfALineStandsWhereItIsWritten) {
  EXPECT_EQ(part_of({{3, 5}, {3, 12}}, "a=b c=d", {4, 3}), (Span{{3, 9}, {3, 12}}));
}

TEST(SpanPart, LinesOfABlockAreIndentedLikeItsFirst) {
  const Span block{{9, 11}, {11, 18}};
  EXPECT_EQ(part_of(block, "set -e\n\necho $x\n", {8, 7}), (Span{{11, 11}, {11, 18}}));
}

TEST(SpanPart, WhatStandsOtherwiseInTheFileIsAllOfIt) {
  const Span escaped{{1, 1}, {1, 12}};
  EXPECT_EQ(part_of(escaped, "a\tb c", {4, 1}), escaped);
}

}  // namespace
}  // namespace cpsaudit
