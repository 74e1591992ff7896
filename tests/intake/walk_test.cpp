#include "intake/walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "intake/temporary_tree.h"

namespace cpsaudit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::string> paths(const Walk& walk) {
  std::vector<std::string> paths;
  for (const FoundFile& file : walk.files) paths.push_back(file.path);
  return paths;
}

std::vector<std::pair<std::string, std::string>> problems(const Walk& walk) {
  std::vector<std::pair<std::string, std::string>> problems;
  for (const auto& [path, problem] : walk.problems) problems.emplace_back(path, name_of(problem.kind));
  return problems;
}

/// Links that lead to something, and what that is.
std::vector<std::pair<std::string, std::string>> resolved(const Walk& found) {
  std::vector<std::pair<std::string, std::string>> links;
  for (const LinkFacts& link : found.links) {
    if (!link.resolved.empty()) links.emplace_back(link.path, link.resolved);
  }
  return links;
}

Walk walked(const TemporaryTree& tree, const WalkOptions& options = {}) {
  auto found = walk(tree.root(), options);
  EXPECT_TRUE(found.has_value());
  return std::move(*found);
}

TEST(Walk, FilesComeInByteOrderWhateverTheFolders) {
  const TemporaryTree tree;
  for (const char* path : {"b/a", "a.c", "a/z", "a/b/c", "Z", "a0"}) tree.file(path);
  EXPECT_THAT(paths(walked(tree)), ElementsAre("Z", "a.c", "a/b/c", "a/z", "a0", "b/a"));
}

TEST(Walk, SizeAndModeAreThoseOfTheFile) {
  const TemporaryTree tree;
  tree.file("key", "12345");
  chmod(tree.at("key").c_str(), 0640);
  const Walk found = walked(tree);
  EXPECT_EQ(found.files[0].size, 5U);
  EXPECT_EQ(found.files[0].mode, 0640U);
}

TEST(Walk, ASingleFileIsATreeOfOne) {
  const TemporaryTree tree;
  tree.file("etc/shadow");
  const auto found = walk(tree.at("etc/shadow"), {});
  ASSERT_TRUE(found.has_value());
  EXPECT_THAT(paths(*found), ElementsAre("shadow"));
}

TEST(Walk, ARootThatIsNotThereIsAnErrorThatNamesIt) {
  const auto found = walk("/nonexistent/tree", {});
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().file, "/nonexistent/tree");
  EXPECT_THAT(found.error().message, HasSubstr("No such file"));
}

TEST(Walk, NamesThatAreNoUtf8KeepTheirBytes) {
  const TemporaryTree tree;
  tree.file("\xFF\xFE/\x83\x65.c");
  EXPECT_THAT(paths(walked(tree)), ElementsAre("\xFF\xFE/\x83\x65.c"));
}

TEST(Walk, TooLargeFilesAreNamedAndNotListed) {
  const TemporaryTree tree;
  tree.file("large", std::string(101, 'x'));
  tree.file("fits", std::string(100, 'x'));
  WalkOptions options;
  options.max_file_size = 100;
  const Walk found = walked(tree, options);
  EXPECT_THAT(paths(found), ElementsAre("fits"));
  EXPECT_THAT(problems(found), ElementsAre(Pair("large", "too-large")));
}

TEST(Walk, SpecialFilesAreNamedAndNeverOpened) {
  const TemporaryTree tree;
  tree.fifo("pipe");
  const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  tree.at("socket").copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const Walk found = walked(tree);
  close(descriptor);
  EXPECT_THAT(problems(found), ElementsAre(Pair("pipe", "unreadable"), Pair("socket", "unreadable")));
  EXPECT_THAT(found.problems[0].second.message, HasSubstr("FIFO"));
}

TEST(Walk, AFolderThatCannotBeListedIsNamed) {
  if (geteuid() == 0) GTEST_SKIP() << "root may list everything";
  const TemporaryTree tree;
  tree.file("closed/a");
  chmod(tree.at("closed").c_str(), 0);
  const Walk found = walked(tree);
  chmod(tree.at("closed").c_str(), 0700);
  EXPECT_THAT(problems(found), ElementsAre(Pair("closed", "unreadable")));
}

TEST(Walk, HardLinksAreFilesLikeOthers) {
  const TemporaryTree tree;
  tree.file("a");
  std::filesystem::create_hard_link(tree.at("a"), tree.at("b"));
  EXPECT_THAT(paths(walked(tree)), ElementsAre("a", "b"));
}

TEST(Walk, VersionControlAndBuildOutputAreLeftOutOneEntryAFolder) {
  const TemporaryTree tree;
  tree.file(".git/objects/ab/cd");
  tree.file("sub/.git");
  tree.file("web/node_modules/x/index.js");
  tree.file("fw/.pio/build/a.o");
  tree.file("out/CMakeCache.txt");
  tree.file("out/x/y.c");
  tree.file("src/build/build.ninja");
  tree.file("src/main.c");
  const Walk found = walked(tree);
  EXPECT_THAT(paths(found), ElementsAre("src/main.c"));
  EXPECT_THAT(found.left_out,
              ElementsAre(Pair(".git", "version control"), Pair("fw/.pio", "build output"), Pair("out", "build output"),
                          Pair("src/build", "build output"), Pair("sub/.git", "version control"),
                          Pair("web/node_modules", HasSubstr("package manager"))));
}

TEST(Walk, ScriptsThatOthersDistributeAreLeftOut) {
  const TemporaryTree tree;
  for (const char* name : {"jquery-3.6.0.js", "jQuery.js", "app.min.js", "vendor.bundle.js", "bootstrap.min.css"}) {
    tree.file(std::string("www/") + name);
  }
  for (const char* name : {"main.js", "jqueryless.js", "bootstrap", "min.js"}) tree.file(std::string("src/") + name);
  const Walk found = walked(tree);
  EXPECT_THAT(paths(found),
              ElementsAre("src/bootstrap", "src/jqueryless.js", "src/main.js", "src/min.js", "www/bootstrap.min.css"));
  EXPECT_EQ(found.left_out.size(), 4U);
  EXPECT_THAT(found.left_out.front(), Pair("www/app.min.js", HasSubstr("scripts of others")));
}

TEST(Walk, AFolderCalledBuildThatHoldsSourceIsLookedAt) {
  const TemporaryTree tree;
  tree.file("build/defconfig");
  tree.file("insource/CMakeLists.txt");
  tree.file("insource/CMakeCache.txt");
  EXPECT_THAT(paths(walked(tree)),
              ElementsAre("build/defconfig", "insource/CMakeCache.txt", "insource/CMakeLists.txt"));
}

TEST(Walk, WhatTheUserExcludesIsLeftOutWithTheReason) {
  const TemporaryTree tree;
  tree.file("third_party/a/b.c");
  tree.file("docs/x.md");
  tree.file("src/a.gen.c");
  tree.file("src/a.c");
  WalkOptions options;
  options.excludes = {{"third_party/**", "vendored"}, {"docs/", "prose"}, {"*.gen.c", "generated"}};
  const Walk found = walked(tree, options);
  EXPECT_THAT(paths(found), ElementsAre("src/a.c"));
  EXPECT_THAT(found.left_out,
              ElementsAre(Pair("docs", "prose"), Pair("src/a.gen.c", "generated"), Pair("third_party", "vendored")));
}

TEST(Walk, ALinkInsideTheTreeIsResolvedAndItsTargetListedOnce) {
  const TemporaryTree tree;
  tree.file("common/config.h");
  tree.link("board/config.h", "../common/config.h");
  tree.link("board/shared", "../common");
  const Walk found = walked(tree);
  EXPECT_THAT(paths(found), ElementsAre("common/config.h"));
  EXPECT_THAT(resolved(found), ElementsAre(Pair("board/config.h", "common/config.h"), Pair("board/shared", "common")));
}

TEST(Walk, LinksThatLeadOutDangleOrLoopAreNamed) {
  const TemporaryTree outside;
  outside.file("secret");
  const TemporaryTree tree;
  tree.link("absolute", outside.at("secret"));
  tree.link("climbing", "../" + std::filesystem::path(outside.root()).filename().string() + "/secret");
  tree.link("dangling", "nowhere");
  tree.link("loop", "loop");
  tree.link("one", "two");
  tree.link("two", "one");
  tree.link("folder/self", ".");
  const Walk found = walked(tree);
  EXPECT_THAT(paths(found), IsEmpty());
  EXPECT_THAT(problems(found), ElementsAre(Pair("absolute", "link-outside"), Pair("climbing", "link-outside"),
                                           Pair("dangling", "link-outside"), Pair("loop", "link-outside"),
                                           Pair("one", "link-outside"), Pair("two", "link-outside")));
  EXPECT_THAT(resolved(found), ElementsAre(Pair("folder/self", "folder")));
}

TEST(Walk, ALinkToWhatIsNotThereKeepsItsTarget) {
  const TemporaryTree tree;
  tree.file("etc/hosts");
  tree.link("etc/systemd/system/telnet.socket", "/dev/null");
  EXPECT_EQ(walked(tree).links, std::vector{(LinkFacts{"etc/systemd/system/telnet.socket", "/dev/null", ""})});
}

TEST(Walk, AnAbsoluteLinkInARootFilesystemStartsThere) {
  const TemporaryTree tree;
  tree.file("rootfs/bin/busybox");
  tree.file("rootfs/etc/ssl/cert.pem");
  tree.folder("rootfs/usr/lib");
  tree.link("rootfs/usr/bin/ash", "/bin/busybox");
  tree.link("rootfs/etc/ca.pem", "/../etc/ssl/cert.pem");
  tree.link("rootfs/usr/lib/up", "../../../../../etc/ssl");
  tree.link("src/absolute", "/etc/passwd");
  const Walk found = walked(tree);
  EXPECT_THAT(resolved(found), ElementsAre(Pair("rootfs/etc/ca.pem", "rootfs/etc/ssl/cert.pem"),
                                           Pair("rootfs/usr/bin/ash", "rootfs/bin/busybox"),
                                           Pair("rootfs/usr/lib/up", "rootfs/etc/ssl")));
  EXPECT_THAT(problems(found), ElementsAre(Pair("src/absolute", "link-outside")));
}

TEST(Walk, TheInnermostRootFilesystemCounts) {
  const TemporaryTree tree;
  tree.file("etc/passwd");
  tree.folder("usr");
  tree.file("srv/container/etc/passwd");
  tree.folder("srv/container/lib");
  tree.link("srv/container/lib/passwd", "/etc/passwd");
  EXPECT_THAT(resolved(walked(tree)), ElementsAre(Pair("srv/container/lib/passwd", "srv/container/etc/passwd")));
}

TEST(Walk, LinksThroughOtherLinksAreFollowedToTheEnd) {
  const TemporaryTree tree;
  tree.file("rootfs/usr/bin/sh");
  tree.folder("rootfs/etc");
  tree.link("rootfs/bin", "usr/bin");
  tree.link("rootfs/etc/shell", "/bin/sh");
  EXPECT_THAT(resolved(walked(tree)),
              ElementsAre(Pair("rootfs/bin", "rootfs/usr/bin"), Pair("rootfs/etc/shell", "rootfs/usr/bin/sh")));
}

TEST(Walk, FoldersWithoutEndEndWhereTheKernelEnds) {
  const TemporaryTree tree;
  const int root = open(tree.root().c_str(), O_RDONLY | O_DIRECTORY);
  int here = dup(root);
  const std::string name(200, 'd');
  for (int depth = 0; depth < 40; ++depth) {
    ASSERT_EQ(mkdirat(here, name.c_str(), 0700), 0);
    const int next = openat(here, name.c_str(), O_RDONLY | O_DIRECTORY);
    close(here);
    here = next;
  }
  close(here);
  const Walk found = walked(tree);
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_THAT(found.problems[0].second.message, HasSubstr("longer than"));
  // Neither can the standard library remove such a tree by its path.
  ASSERT_EQ(std::system(("rm -rf '" + tree.root() + "'").c_str()), 0);
  close(root);
}

}  // namespace
}  // namespace cpsaudit
