#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "cli/facts_cache.h"
#include "cli/run_program.h"
#include "core/digest.h"
#include "facts/archive.h"

namespace cpsaudit::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Cache, TheLogIsTheSameWithAndWithoutIt) {
  const std::string fixture = std::string(CPSAUDIT_SOURCE_DIR) + "/fixtures/gateway";
  Folder folder;
  const std::string scan = "scan '" + fixture + "' --sarif - --fail-on never";
  const std::string without = run(scan).out;
  const std::string cached = scan + " --cache '" + folder.path("cache") + "'";
  EXPECT_TRUE(run(cached).out == without);
  EXPECT_TRUE(run(cached).out == without);
  EXPECT_TRUE(run(cached + " --jobs 1").out == without);
}

/// A source whose finding depends on a header.
Folder& product(Folder& folder, const std::string& value) {
  return folder.with("inc/tls.h", "static const long kVerify = " + value + ";\n")
      .with("fetch.c",
            "#include <curl/curl.h>\n#include \"tls.h\"\n"
            "void f(CURL *h) { curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, kVerify); }\n");
}

std::string findings(Folder& folder) {
  return run("scan . --no-config --terse --cache .cache --fail-on never", folder.path()).out;
}

TEST(Cache, KnowsWhatAFileIncludes) {
  Folder folder;
  product(folder, "1L");
  EXPECT_THAT(findings(folder), Not(HasSubstr("CPSA2011")));
  product(folder, "0L");
  EXPECT_THAT(findings(folder), HasSubstr("CPSA2011"));
  product(folder, "1L");
  EXPECT_THAT(findings(folder), Not(HasSubstr("CPSA2011")));
}

TEST(Cache, KnowsThatAHeaderHasAppeared) {
  Folder folder;
  product(folder, "0L");
  std::filesystem::remove(folder.path("inc/tls.h"));
  EXPECT_THAT(findings(folder), Not(HasSubstr("CPSA2011")));
  product(folder, "0L");
  EXPECT_THAT(findings(folder), HasSubstr("CPSA2011"));
}

TEST(Cache, DependsOnWhatTheWorkersAreTold) {
  Folder folder;
  folder.with("fetch.c",
              "#include <curl/curl.h>\nvoid f(CURL *h) { curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, VERIFY); }\n");
  const std::string scan = "scan . --no-config --terse --cache .cache --fail-on never ";
  EXPECT_THAT(run(scan + "-D VERIFY=1L", folder.path()).out, Not(HasSubstr("CPSA2011")));
  EXPECT_THAT(run(scan + "-D VERIFY=0L", folder.path()).out, HasSubstr("CPSA2011"));
}

FileFacts facts_of(const std::string& path, const std::string& bytes, Syntax syntax) {
  FileFacts facts;
  facts.path = path;
  facts.sha256 = sha256_hex(bytes);
  facts.syntax = syntax;
  return facts;
}

TEST(Cache, AFileThatIsReadAgainForOtherCallsIsKnownByBothLooks) {
  Folder tree;
  tree.with("a.c", "int a;\n");
  Folder cache;
  WorkerConfiguration first;
  first.root = tree.path();
  WorkerConfiguration second = first;
  second.source.interests.functions = {"wrapper"};
  const std::vector<std::string> paths = {"a.c"};
  {
    auto facts = FactsCache::open(cache.path(), first, paths);
    ASSERT_TRUE(facts.has_value());
    facts->put(0, facts_of("a.c", "int a;\n", Syntax::kC));
    facts->expect(second);
    EXPECT_FALSE(facts->find(0).has_value());
    facts->put(0, facts_of("a.c", "int a;\n", Syntax::kCpp));
    ASSERT_TRUE(facts->save().has_value());
  }
  auto facts = FactsCache::open(cache.path(), first, paths);
  ASSERT_TRUE(facts.has_value());
  const auto seen_first = facts->find(0);
  facts->expect(second);
  const auto seen_second = facts->find(0);
  ASSERT_TRUE(seen_first && seen_second);
  EXPECT_EQ(seen_first->syntax, Syntax::kC);
  EXPECT_EQ(seen_second->syntax, Syntax::kCpp);
}

/// How many facts of files the pack of a cache holds.
std::size_t facts_in(const std::string& cache) {
  for (const auto& entry : std::filesystem::directory_iterator(cache)) {
    if (entry.path().extension() != ".facts") continue;
    const std::string bytes = contents_of(entry.path());
    ArchiveReader reader(bytes);
    reader.text();
    return reader.count();
  }
  return 0;
}

TEST(Cache, KeepsWhatWasReadAgainForTheWrappersOfTheProduct) {
  Folder folder;
  folder.with("verify.h", "void warden_tune(CURL *h, long mode);\n")
      .with("verify.c",
            "#include <curl/curl.h>\n#include \"verify.h\"\n"
            "void warden_tune(CURL *h, long mode) { curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, mode); }\n")
      .with("app.c", "void f(CURL *h) { warden_tune(h, 0L); }\n");
  const std::string found = findings(folder);
  EXPECT_THAT(found, HasSubstr("app.c:1:"));
  const std::size_t kept = facts_in(folder.path(".cache"));
  EXPECT_GT(kept, 3U) << "the three files, and some of them once more";
  EXPECT_EQ(findings(folder), found);
  EXPECT_EQ(facts_in(folder.path(".cache")), kept);
}

TEST(Cache, ABrokenPackIsNone) {
  Folder folder;
  product(folder, "0L");
  const std::string found = findings(folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path(".cache"))) {
    if (entry.path().extension() != ".facts") continue;
    std::string bytes = contents_of(entry.path());
    bytes.resize(bytes.size() / 2);
    std::ofstream(entry.path(), std::ios::binary) << bytes;
  }
  EXPECT_EQ(findings(folder), found);
}

TEST(Cache, IsNoPartOfWhatIsScanned) {
  Folder folder;
  product(folder, "0L");
  findings(folder);
  EXPECT_THAT(run("scan . --no-config --cache .cache --sarif - --fail-on never", folder.path()).out,
              Not(HasSubstr("CACHEDIR")));
}

TEST(Cache, CanBeSwitchedOff) {
  Folder folder;
  product(folder, "0L");
  run("scan . --cache .cache --no-cache", folder.path());
  EXPECT_FALSE(std::filesystem::exists(folder.path(".cache")));
}

TEST(IncludedNames, AreThoseOfFilesWhateverTheFolder) {
  EXPECT_THAT(included_names("#include <a/B.h>\n # include \"../c.inc\"\n#if __has_include(<d.h>)\n#define X\n// #e\n"),
              ElementsAre("b.h", "c.inc", "d.h"));
}

}  // namespace
}  // namespace cpsaudit::test
