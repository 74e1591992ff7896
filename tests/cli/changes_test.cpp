#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "cli/line_changes.h"
#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string lines(const ChangedLines& changed, std::uint32_t count) {
  std::string text;
  for (std::uint32_t line = 1; line <= count; ++line) text += changed.touch(line, line) ? '+' : '.';
  return text;
}

TEST(ChangedLines, AreThoseThatWereAddedOrAltered) {
  EXPECT_EQ(lines(ChangedLines::between("a\nb\nc\n", "a\nB\nc\n"), 3), ".+.");
  EXPECT_EQ(lines(ChangedLines::between("a\nc\n", "a\nb\nc\n"), 3), ".+.");
  EXPECT_EQ(lines(ChangedLines::between("a\nb\nc\nd\ne\n", "a\nx\nc\ny\ne\nz\n"), 6), ".+.+.+");
  EXPECT_EQ(lines(ChangedLines::between("", "a\nb\n"), 2), "++");
  EXPECT_EQ(lines(ChangedLines::between("a\nb\nc\n", "b\nc\na\n"), 3), "..+");
  EXPECT_EQ(lines(ChangedLines::all(), 2), "++");
}

TEST(ChangedLines, DoNotCountLineEnds) {
  const ChangedLines changed = ChangedLines::between("a\nb\n", "a\r\nb\r\n");
  EXPECT_EQ(lines(changed, 2), "..");
  EXPECT_FALSE(changed.any());
}

TEST(ChangedLines, KnowThatSomethingWent) {
  const ChangedLines changed = ChangedLines::between("a\nb\nc\n", "a\nc\n");
  EXPECT_EQ(lines(changed, 2), "..");
  EXPECT_TRUE(changed.any());
}

TEST(ChangedLines, OfAWhollyOtherTextAreAllOfItsLines) {
  std::string before;
  std::string now;
  for (int i = 0; i < 3000; ++i) {
    before += "old " + std::to_string(i) + "\n";
    now += "new " + std::to_string(i) + "\n";
  }
  EXPECT_TRUE(ChangedLines::between(before, now).touch(1500, 1500));
}

/// A repository with one commit of a script that has a finding in line 2.
class Repository {
 public:
  Repository() {
    folder_.with("fetch.sh", "#!/bin/sh\ncurl -k https://a.example/\necho done\n");
    git("init --quiet --initial-branch=main");
    commit();
  }

  void commit() {
    git("add --all");
    git("-c user.name=Test -c user.email=test@example.org commit --quiet --message change");
  }
  void git(const std::string& arguments) {
    const std::string command = "git -C '" + folder_.path() + "' " + arguments + " > /dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
  Folder& folder() { return folder_; }
  Outcome scan(const std::string& revision, const std::string& below = "") {
    return run("scan . --no-config --terse --changed-since " + revision, folder_.path(below));
  }

 private:
  Folder folder_;
};

TEST(ChangedSince, KeepsOnlyWhatLiesOnChangedLines) {
  Repository repository;
  EXPECT_EQ(repository.scan("HEAD").exit_code, 0);
  repository.folder().with("fetch.sh",
                           "#!/bin/sh\ncurl -k https://a.example/\ncurl -k https://b.example/\necho done\n");
  const Outcome outcome = repository.scan("HEAD");
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("fetch.sh:3:"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("fetch.sh:2:")));
  EXPECT_THAT(outcome.out, HasSubstr("1 finding was there before"));
}

TEST(ChangedSince, TakesNewFilesWholeAndRenamedOnesNot) {
  Repository repository;
  repository.folder().with("new.sh", "#!/bin/sh\nwget --no-check-certificate https://a.example/\n");
  std::filesystem::rename(repository.folder().path("fetch.sh"), repository.folder().path("get.sh"));
  const Outcome outcome = repository.scan("HEAD");
  EXPECT_THAT(outcome.out, HasSubstr("new.sh:2:"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("get.sh:2:")));
}

TEST(ChangedSince, ComparesWithTheCommonAncestor) {
  Repository repository;
  repository.git("checkout --quiet -b work");
  repository.folder().with("readme.txt", "mine\n");
  repository.commit();
  repository.git("checkout --quiet main");
  repository.folder().with("fetch.sh", "#!/bin/sh\necho done\n");
  repository.commit();
  repository.git("checkout --quiet work");
  // On main the finding has gone meanwhile; that does not make it new here.
  EXPECT_EQ(repository.scan("main").exit_code, 0);
}

TEST(ChangedSince, WorksBelowTheTopOfTheRepository) {
  Repository repository;
  repository.folder().with("app/run.sh", "#!/bin/sh\ncurl -k https://a.example/\n");
  repository.commit();
  EXPECT_EQ(repository.scan("HEAD", "app").exit_code, 0);
  EXPECT_EQ(repository.scan("HEAD~1", "app").exit_code, 1);
}

TEST(ChangedSince, KeepsAFindingWhoseJoinedPlaceChanged) {
  Repository repository;
  repository.folder()
      .with("tls.h", "static const long kVerify = 1L;\n")
      .with("fetch.c",
            "#include <curl/curl.h>\n#include \"tls.h\"\n"
            "void f(CURL *h) { curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, kVerify); }\n");
  repository.commit();
  repository.folder().with("tls.h", "static const long kVerify = 0L;\n");
  const Outcome outcome = repository.scan("HEAD");
  EXPECT_THAT(outcome.out, HasSubstr("fetch.c:3:")) << outcome.err;
}

TEST(ChangedSince, KeepsWhatAChangedFileLacks) {
  Repository repository;
  repository.folder().with("etc/config/system", "config system\n\toption hostname 'gw'\n\toption ttylogin '1'\n");
  repository.commit();
  repository.folder().with("etc/config/system", "config system\n\toption hostname 'gw'\n");
  EXPECT_THAT(repository.scan("HEAD --fail-on never").out, HasSubstr("etc/config/system"));
}

TEST(ChangedSince, SaysWhatToDoWhenTheRevisionIsNotThere) {
  Repository repository;
  for (const char* revision : {"no-such-branch", "--output=/tmp/x", "'HEAD; touch x'", "-h"}) {
    const Outcome outcome =
        run("scan . --no-config --changed-since=" + std::string(revision), repository.folder().path());
    EXPECT_EQ(outcome.exit_code, 2) << revision;
    EXPECT_THAT(outcome.err, HasSubstr("is no commit that is here")) << revision;
  }
}

TEST(ChangedSince, NeedsARepository) {
  Folder folder;
  folder.with("a.sh", "curl -k https://a.example/\n");
  const Outcome outcome = run("scan . --no-config --changed-since HEAD", folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("needs a git repository"));
}

TEST(ChangedSince, RunsNothingThatTheRepositoryNames) {
  Repository repository;
  const std::string trap = repository.folder().path("trap");
  repository.folder()
      .with(".gitattributes", "*.sh filter=trap diff=trap\n")
      .with("fetch.sh", "#!/bin/sh\ncurl -k https://other.example/\necho done\n");
  for (const char* key : {"filter.trap.clean", "filter.trap.smudge", "diff.trap.command", "diff.trap.textconv",
                          "diff.external", "core.fsmonitor", "core.pager", "core.editor"}) {
    repository.git("config " + std::string(key) + " 'touch " + trap + "; cat'");
  }
  EXPECT_EQ(repository.scan("HEAD").exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(trap));
}

TEST(ChangedSince, ARepositoryOfSomebodyElseIsReadTooAsInAContainer) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  Repository repository;
  const std::string folder = repository.folder().path();
  ASSERT_EQ(std::system(("chown -R 12345:12345 '" + folder + "'").c_str()), 0);
  const Outcome outcome = run("scan . --no-config --terse --changed-since HEAD", folder);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
}

}  // namespace
}  // namespace cpsaudit::test
