#include "intake/jail.h"

#include <gtest/gtest.h>

#include "intake/temporary_tree.h"

namespace cpsaudit {
namespace {

class Jail : public ::testing::Test {
 protected:
  Jail() : root_(open(tree_.root().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}

  Problem::Kind refusal(std::string_view path) const {
    const auto read = read_input_beneath(root_.get(), path, 1000);
    EXPECT_FALSE(read.has_value()) << path;
    return read ? Problem::Kind::kNotParsed : read.error().kind;
  }

  TemporaryTree tree_;
  FileDescriptor root_;
};

TEST_F(Jail, ReadsTheWholeFile) {
  tree_.file("a/b.c", "int a;\n");
  EXPECT_EQ(*read_file_beneath(root_.get(), "a/b.c", 1000), "int a;\n");
  tree_.file("empty", "");
  EXPECT_EQ(*read_file_beneath(root_.get(), "empty", 0), "");
  tree_.file("exact", "12345");
  EXPECT_EQ(*read_file_beneath(root_.get(), "exact", 5), "12345");
}

TEST_F(Jail, FollowsLinksThatStayBeneath) {
  tree_.file("a/b.c", "int a;\n");
  tree_.link("x/c.c", "../a/./b.c");
  EXPECT_EQ(*read_file_beneath(root_.get(), "x/c.c", 1000), "int a;\n");
  EXPECT_EQ(*read_file_beneath(root_.get(), "a/../a/b.c", 1000), "int a;\n");
}

TEST_F(Jail, NothingOutsideIsRead) {
  tree_.link("absolute", "/etc/hostname");
  tree_.link("folder", "/etc");
  tree_.link("climbing", "../../../../../../../../etc/passwd");
  EXPECT_EQ(refusal("absolute"), Problem::Kind::kLinkOutside);
  EXPECT_EQ(refusal("folder/passwd"), Problem::Kind::kLinkOutside);
  EXPECT_EQ(refusal("climbing"), Problem::Kind::kLinkOutside);
  EXPECT_EQ(refusal("/etc/passwd"), Problem::Kind::kLinkOutside);
  EXPECT_EQ(refusal("../../etc/passwd"), Problem::Kind::kLinkOutside);
}

TEST_F(Jail, LoopsEnd) {
  tree_.link("one", "two");
  tree_.link("two", "one");
  EXPECT_EQ(refusal("one"), Problem::Kind::kLinkOutside);
}

TEST_F(Jail, AFifoDoesNotBlock) {
  tree_.fifo("pipe");
  EXPECT_EQ(refusal("pipe"), Problem::Kind::kUnreadable);
  EXPECT_EQ(refusal("."), Problem::Kind::kUnreadable);
}

TEST_F(Jail, TooLargeIsSaidNotCut) {
  tree_.file("large", std::string(1001, 'x'));
  EXPECT_EQ(refusal("large"), Problem::Kind::kTooLarge);
}

TEST_F(Jail, AFileWithoutASizeIsReadUpToTheLimit) {
  // Files below /proc have no size, like one that grows: what counts is what is read.
  const FileDescriptor proc(open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto read = read_file_beneath(proc.get(), "status", 1U << 20U);
  ASSERT_TRUE(read.has_value());
  EXPECT_GT(read->size(), 500U);
  EXPECT_EQ(read_input_beneath(proc.get(), "status", 100).error().kind, Problem::Kind::kTooLarge);
}

TEST_F(Jail, WhatIsNotThereIsUnreadable) {
  tree_.file("a", "");
  EXPECT_EQ(refusal("nothing"), Problem::Kind::kUnreadable);
  EXPECT_EQ(refusal("a/b"), Problem::Kind::kUnreadable);
  EXPECT_EQ(refusal(std::string_view("a\0b", 3)), Problem::Kind::kUnreadable);
  EXPECT_EQ(refusal(""), Problem::Kind::kUnreadable);
}

TEST_F(Jail, WithoutTheKernelsHelpTheSameIsRead) {
  tree_.file("a/b/c.c", "int a;\n");
  tree_.link("x/link", "../a/b");
  tree_.link("out", "/etc");
  tree_.link("up", "../..");
  tree_.link("one", "one");
  const auto opens = [&](std::string_view path, Links links) {
    return open_beneath_name_by_name(root_.get(), path, O_RDONLY, links).valid();
  };
  EXPECT_TRUE(opens("a/b/c.c", Links::kRefused));
  EXPECT_TRUE(opens("a//./b/../b/c.c", Links::kRefused));
  EXPECT_TRUE(opens(".", Links::kRefused));
  EXPECT_TRUE(opens("a/b", Links::kRefused));
  EXPECT_TRUE(opens("a/..", Links::kRefused));
  EXPECT_TRUE(opens("x/link/c.c", Links::kBeneath));
  EXPECT_FALSE(opens("x/link/c.c", Links::kRefused));
  EXPECT_FALSE(opens("out/passwd", Links::kBeneath));
  EXPECT_FALSE(opens("up/etc", Links::kBeneath));
  EXPECT_FALSE(opens("..", Links::kBeneath));
  EXPECT_FALSE(opens("a/../..", Links::kBeneath));
  EXPECT_FALSE(opens("one", Links::kBeneath));
  EXPECT_FALSE(opens("/etc/passwd", Links::kBeneath));
  EXPECT_FALSE(opens("a/b/c.c/d", Links::kBeneath));
}

}  // namespace
}  // namespace cpsaudit
