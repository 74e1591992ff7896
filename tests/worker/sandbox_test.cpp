#include <gtest/gtest.h>

#include "intake/temporary_tree.h"
#include "worker/pool.h"
#include "worker/sandbox.h"

namespace cpsaudit {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

/// What a worker says of its own attempt (misbehaving_reader.cpp): "works", or the error.
std::string attempt(const std::string& name, const TemporaryTree& tree) {
  tree.file(name);
  WorkerConfiguration configuration;
  configuration.root = tree.root();
  const auto facts = WorkerPool(configuration, 1).read({name}, {});
  EXPECT_TRUE(facts.has_value());
  EXPECT_TRUE(facts->front().problems.empty()) << facts->front().problems[0].message;
  return facts->front().software;
}

TEST(Sandbox, NothingOutsideOfTheRootCanBeOpened) {
  const TemporaryTree tree;
  for (const char* name : {"try-outside", "try-proc", "try-climb"}) EXPECT_EQ(attempt(name, tree), "EACCES") << name;
}

TEST(Sandbox, NothingCanBeWrittenOrRemoved) {
  const TemporaryTree tree;
  tree.file("a");
  EXPECT_NE(attempt("try-write", tree), "works");
  EXPECT_NE(attempt("try-unlink", tree), "works");
  EXPECT_FALSE(std::filesystem::exists(tree.at("new")));
  EXPECT_TRUE(std::filesystem::exists(tree.at("a")));
}

TEST(Sandbox, NoNetworkNoProcessesNoNewCode) {
  if (kSanitized) GTEST_SKIP() << "the sanitizer's own calls would be refused as well";
  const TemporaryTree tree;
  for (const char* name : {"try-socket", "try-exec", "try-fork", "try-ptrace", "try-kill", "try-code"}) {
    EXPECT_EQ(attempt(name, tree), "EPERM") << name;
  }
}

TEST(Sandbox, ThreadsAreAllowed) {
  EXPECT_EQ(attempt("try-thread", TemporaryTree()), "works");
}

TEST(Sandbox, NoOtherFileIsOpen) {
  // Three standard ones, the socket, the root, the process's own memory statistics.
  const int leaked = open("/etc/passwd", O_RDONLY);
  EXPECT_EQ(attempt("count-descriptors", TemporaryTree()), "6");
  close(leaked);
}

TEST(Sandbox, EncodingsOfJapanCanBeReadInside) {
  const TemporaryTree tree;
  tree.file("sjis", "\x83\x70\x83\x58");
  tree.file("euc", "\xA4\xB3\xA4\xEC");
  tree.file("utf16", std::string("\xFF\xFE\x42\x30", 4));
  WorkerConfiguration configuration;
  configuration.root = tree.root();
  const auto facts = WorkerPool(configuration, 1).read({"sjis", "euc", "utf16"}, {});
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ((*facts)[0].encoding, "shift_jis");
  EXPECT_EQ((*facts)[1].encoding, "euc-jp");
  EXPECT_EQ((*facts)[2].encoding, "utf-16le");
}

TEST(Sandbox, WhatTheKernelLacksIsSaid) {
  EXPECT_EQ(what_is_missing({.files = true, .system_calls = true}), "");
  EXPECT_NE(what_is_missing({.files = false, .system_calls = true}).find("no Landlock"), std::string::npos);
  EXPECT_NE(what_is_missing({.files = true, .system_calls = false}).find("no seccomp"), std::string::npos);
  EXPECT_NE(what_is_missing({}).find("neither"), std::string::npos);
}

}  // namespace
}  // namespace cpsaudit
