#include "report/uri.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(Uri, OnlyWhatRfc3986LeavesFreeStaysAsItIs) {
  EXPECT_EQ(uri_of_path("etc/ssh/sshd_config-1.0~x"), "etc/ssh/sshd_config-1.0~x");
  EXPECT_EQ(uri_of_path("a b/c:d[1]#?%.c"), "a%20b/c%3Ad%5B1%5D%23%3F%25.c");
}

TEST(Uri, TheBytesOfTheNameAreEncodedInWhateverEncodingTheyAre) {
  EXPECT_EQ(uri_of_path("設定.conf"), "%E8%A8%AD%E5%AE%9A.conf");
  EXPECT_EQ(uri_of_path("\x90\xDD\x92\xE8.conf"), "%90%DD%92%E8.conf");
}

TEST(Uri, ARepositoryIsNamedWithoutWhoLogsIn) {
  EXPECT_EQ(uri_of_repository("https://user:t0ken@example.com/a/b.git"), "https://example.com/a/b.git");
  EXPECT_EQ(uri_of_repository("https://example.com/a/b.git?private_token=x"), "https://example.com/a/b.git");
  EXPECT_EQ(uri_of_repository("git@example.com:a/b.git"), "ssh://example.com/a/b.git");
  EXPECT_EQ(uri_of_repository("ssh://git@example.com:2222/a/b"), "ssh://example.com:2222/a/b");
}

TEST(Uri, ARepositoryOnThisMachineIsNotNamed) {
  EXPECT_EQ(uri_of_repository("/home/somebody/project"), "");
  EXPECT_EQ(uri_of_repository("../project"), "");
  EXPECT_EQ(uri_of_repository("file:///srv/git/project"), "");
  EXPECT_EQ(uri_of_repository(""), "");
}

}  // namespace
}  // namespace cpsaudit
