#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What is there, without what was not looked at for want of anything of the kind.
std::vector<Finding> failing(const Catalog& catalog, std::vector<FileFacts> files, const EngineOptions& options = {}) {
  std::vector<Finding> findings = findings_of(catalog, std::move(files), options);
  std::erase_if(findings, [](const Finding& finding) { return finding.kind == Kind::kNotApplicable; });
  return findings;
}

/// One check whose only detector is a join of a subject and a partner, both in YAML files.
Catalog joining(const std::string& subject, const std::string& with, const std::string& relation) {
  return catalog_of(check_text("  - join:\n      subject: {any-of: [" + subject +
                               "]}\n      with:\n        - any-of: [" + with + "]\n          relation: " + relation +
                               "\n          message: {en: Here., ja: ここ。}\n"));
}

FileFacts yaml(std::string path, const std::string& key, const std::string& value) {
  return DocumentBuilder(std::move(path), Syntax::kYaml).set(key, value).build();
}

const std::string kBlank = "setting: {syntax: yaml, key: password, bad: {matches: .}}";
const std::string kLogin = "setting: {syntax: yaml, key: login, bad: {matches: .}}";

TEST(Join, OneFindingTellsBothPlaces) {
  const Catalog catalog = joining(kBlank, kLogin, "same-product");
  const auto findings = failing(catalog, {yaml("a.yml", "password", "x"), yaml("b.yml", "login", "y")});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].place.path, "a.yml");
  ASSERT_EQ(findings[0].related.size(), 1U);
  EXPECT_EQ(findings[0].related[0].place.path, "b.yml");
}

TEST(Join, APartAloneIsNoFinding) {
  const Catalog catalog = joining(kBlank, kLogin, "same-product");
  EXPECT_THAT(failing(catalog, {yaml("a.yml", "password", "x")}), IsEmpty());
  EXPECT_THAT(failing(catalog, {yaml("b.yml", "login", "y")}), IsEmpty());
}

TEST(Join, TheSameFolderIsNotTheOneBelow) {
  const Catalog catalog = joining(kBlank, kLogin, "same-folder");
  EXPECT_EQ(failing(catalog, {yaml("d/a.yml", "password", "x"), yaml("d/b.yml", "login", "y")}).size(), 1U);
  EXPECT_THAT(failing(catalog, {yaml("d/a.yml", "password", "x"), yaml("d/e/b.yml", "login", "y")}), IsEmpty());
}

TEST(Join, TheSameValueMayBeOneTokenOfMore) {
  const Catalog catalog = joining(kBlank, kLogin, "same-value");
  EXPECT_EQ(failing(catalog, {yaml("a.yml", "password", "ops"), yaml("b.yml", "login", "root,ops")}).size(), 1U);
  EXPECT_THAT(failing(catalog, {yaml("a.yml", "password", "ops"), yaml("b.yml", "login", "rooops")}), IsEmpty());
}

TEST(Join, AFileMayBeNamedFromEitherSide) {
  const Catalog names = joining(kBlank, kLogin, "names-file");
  EXPECT_EQ(failing(names, {yaml("fs/etc/a.yml", "password", "x"), yaml("b.yml", "login", "/etc/a.yml")}).size(), 1U);
  EXPECT_THAT(failing(names, {yaml("fs/etc/a.yml", "password", "x"), yaml("b.yml", "login", "/etc/b.yml")}), IsEmpty());
  const Catalog named = joining(kBlank, kLogin, "named-file");
  EXPECT_EQ(failing(named, {yaml("a.yml", "password", "/etc/b.yml"), yaml("fs/etc/b.yml", "login", "x")}).size(), 1U);
  EXPECT_THAT(failing(named, {yaml("a.yml", "password", "/etc/b.yml"), yaml("fs/etc/c.yml", "login", "x")}), IsEmpty());
}

TEST(Join, APortIsANumberAmongOthers) {
  const Catalog catalog = joining(kBlank, kLogin, "same-port");
  EXPECT_EQ(failing(catalog, {yaml("a.yml", "password", "1883 0.0.0.0"), yaml("b.yml", "login", "22 1883")}).size(),
            1U);
  EXPECT_THAT(failing(catalog, {yaml("a.yml", "password", "1883 0.0.0.0"), yaml("b.yml", "login", "18830")}),
              IsEmpty());
}

FileFacts script(const std::vector<std::pair<std::string, std::vector<std::string>>>& commands) {
  DocumentBuilder builder("a.sh", Syntax::kShell);
  FileFacts file = builder.build();
  std::uint32_t line = 0;
  for (const auto& [function, words] : commands) {
    Command command;
    command.context = "shell";
    command.inside = function;
    ++line;
    for (const std::string& word : words) command.words.push_back({word, {{line, 1}, {line, 9}}});
    command.span = {{line, 1}, {line, 9}};
    file.document->commands.push_back(std::move(command));
  }
  return file;
}

TEST(Join, AnotherFunctionExcusesWhatHasToDoWithIt) {
  const Catalog catalog = catalog_of(check_text(
      "  - join:\n      subject: {any-of: [{command: {program: [curl]}}]}\n      without:\n        - any-of: "
      "[{command: {program: [sha256sum]}}]\n          relation: same-function\n"));
  EXPECT_EQ(failing(catalog, {script({{"a", {"curl"}}, {"b", {"curl"}}, {"b", {"sha256sum"}}, {"", {"a"}}})}).size(),
            1U)
      << "b checks what it fetches itself";
  EXPECT_THAT(failing(catalog, {script({{"a", {"curl"}}, {"a", {"b", "x"}}, {"b", {"sha256sum"}}})}), IsEmpty());
  EXPECT_THAT(failing(catalog, {script({{"a", {"curl"}}, {"", {"curl"}}, {"", {"a"}}, {"", {"sha256sum"}}})}),
              IsEmpty());
  EXPECT_THAT(failing(catalog, {script({{"a", {"curl"}}, {"verify", {"sha256sum"}}, {"", {"a"}}, {"", {"verify"}}})}),
              IsEmpty());
}

TEST(Join, WhatExcusesItMustNotBeThere) {
  const Catalog catalog =
      catalog_of(check_text("  - join:\n      subject: {any-of: [" + kBlank +
                            "]}\n      without:\n        - any-of: [{file: {path: \"keys/*.pub\"}}]\n"));
  EXPECT_EQ(failing(catalog, {yaml("a.yml", "password", "x")}).size(), 1U);
  EXPECT_THAT(failing(catalog, {yaml("a.yml", "password", "x"), yaml("keys/a.pub", "x", "y")}), IsEmpty());
}

Catalog file_check(const std::string& detector) {
  return catalog_of(check_text("  - file: " + detector));
}

FileFacts with_mode(FileFacts file, std::uint32_t mode) {
  file.mode = mode;
  return file;
}

TEST(FileDetector, APathIsHeldAgainstTheEndOfIt) {
  const Catalog catalog = file_check("{path: \"etc/keys/*.yml\", unless-path: [\"**/test/**\"]}");
  EXPECT_EQ(places_of(failing(catalog, {yaml("fs/etc/keys/a.yml", "k", "v")})).size(), 1U);
  EXPECT_THAT(failing(catalog, {yaml("fs/etc/keys/sub/a.yml", "k", "v")}), IsEmpty());
  EXPECT_THAT(failing(catalog, {yaml("fs/test/etc/keys/a.yml", "k", "v")}), IsEmpty());
}

TEST(FileDetector, AnyOfThePermissionBitsCountsAndAnUnknownModeNever) {
  const Catalog catalog = file_check("{path: \"*.yml\", mode: \"0004\"}");
  EXPECT_EQ(failing(catalog, {with_mode(yaml("a.yml", "k", "v"), 0644)}).size(), 1U);
  const auto narrow = failing(catalog, {with_mode(yaml("a.yml", "k", "v"), 0640)});
  ASSERT_EQ(narrow.size(), 1U);
  EXPECT_EQ(narrow[0].kind, Kind::kPass) << "the good state, said once";
  EXPECT_THAT(failing(catalog, {yaml("a.yml", "k", "v")}), IsEmpty());
}

TEST(FileDetector, ALinkIsJudgedByWhatItSays) {
  const Catalog catalog = file_check("{path: \"etc/*.yml\", target: {matches: \"^/dev/null$\"}}");
  const std::vector<LinkFacts> links = {{"etc/a.yml", "/dev/null", ""}, {"etc/b.yml", "c.yml", ""}};
  EngineOptions options;
  options.links = links;
  const auto findings = failing(catalog, {}, options);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].place.path, "etc/a.yml");
}

/// The login is a finding of its own, and a part of the story of the blank password.
Catalog telling(const std::string& more) {
  return catalog_of(check_text("  - " + kBlank + "\n  - " + kLogin +
                               "\n    message: {en: \"'{what}' logs in.\", ja: \"'{what}' ログイン。\"}\n" +
                               "  - join:\n      subject: {any-of: [" + kBlank +
                               "]}\n      with:\n        - findings: [CPSA2011]\n" + more +
                               "          message: {en: Here., ja: ここ。}\n"));
}

TEST(Join, AFindingThatIsPartOfTheStorySaysSo) {
  const auto findings = failing(telling(""), {yaml("a.yml", "password", "x"), yaml("b.yml", "login", "y")});
  const auto login =
      std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.place.path == "b.yml"; });
  ASSERT_NE(login, findings.end());
  ASSERT_EQ(login->related.size(), 1U);
  EXPECT_EQ(login->related[0].place.path, "a.yml");
}

TEST(Join, AFoldedFindingIsToldOnce) {
  const auto findings =
      failing(telling("          fold: true\n"), {yaml("a.yml", "password", "x"), yaml("b.yml", "login", "y")});
  EXPECT_TRUE(std::none_of(findings.begin(), findings.end(), [](const Finding& f) { return f.place.path == "b.yml"; }));
}

/// How many downloads of the script are used by `chmod`.
std::size_t used_downloads(DocumentBuilder script) {
  static const std::string kFetchers = "wget | -O --output-document | -P | *\ncurl | -o | --output-dir | -O\n";
  const Catalog catalog = catalog_of(
      check_text("  - join:\n      subject: {any-of: [command: {program: [wget, curl], saves: {matches: .}}]}\n"
                 "      with:\n        - any-of: [command: {program: chmod, argument: {matches: .}, argument-at: -1}]\n"
                 "          relation: same-value\n          message: {en: Here., ja: ここ。}\n"),
      {{"data/fetchers.txt", kFetchers}});
  return failing(catalog, {script.build()}).size();
}

DocumentBuilder script() {
  return {"a.sh", Syntax::kShell};
}

TEST(Join, WhatIsFetchedIsCalledLikeTheEndOfItsAddress) {
  const std::string address = "https://a.example/b/tool?x=1";
  EXPECT_EQ(used_downloads(script().command({"wget", address}).command({"chmod", "+x", "./tool"})), 1U);
  EXPECT_EQ(used_downloads(script().command({"wget", "-qP/opt", address}).command({"chmod", "+x", "/opt/tool"})), 1U);
  EXPECT_EQ(used_downloads(script().command({"curl", "-fLO", address}).command({"chmod", "+x", "tool"})), 1U);
  EXPECT_EQ(used_downloads(script().command({"curl", "-fL", address}).command({"chmod", "+x", "tool"})), 0U);
  EXPECT_EQ(used_downloads(script().command({"wget", "-qO-", address}).command({"chmod", "+x", "tool"})), 0U);
  EXPECT_EQ(used_downloads(script().command({"wget", "-O", "x", address}).command({"chmod", "+x", "tool"})), 0U);
  EXPECT_EQ(
      used_downloads(script().command({"cd", "/opt"}).command({"wget", address}).command({"chmod", "+x", "/opt/tool"})),
      1U);
}

TEST(Join, AFileThatIsMovedKeepsBeingTheSame) {
  EXPECT_EQ(used_downloads(script()
                               .command({"curl", "-o", "${BIN}.tmp", "https://a.example/b"})
                               .command({"mv", "-f", "$BIN.tmp", "${BIN}"})
                               .command({"chmod", "+x", "$BIN"})),
            1U);
  EXPECT_EQ(used_downloads(script()
                               .command({"wget", "-O", "/tmp/b.gz", "https://a.example/b"})
                               .command({"gunzip", "/tmp/b.gz"})
                               .command({"cp", "/tmp/b", "/usr/bin"})
                               .command({"chmod", "+x", "/usr/bin/b"})),
            1U);
  EXPECT_EQ(used_downloads(script()
                               .command({"wget", "-O", "$ROOT/usr/bin/b", "https://a.example/b"})
                               .command({"chmod", "+x", "/usr/bin/b"})),
            1U);
  EXPECT_EQ(used_downloads(script()
                               .command({"mv", "b", "c"})
                               .command({"wget", "-O", "b", "https://a.example/b"})
                               .command({"cp", "x", "b"})
                               .command({"chmod", "+x", "c"})),
            0U);
}

TEST(Join, ANameThatOnlyARunTellsIsAnyInItsFolder) {
  EXPECT_EQ(used_downloads(script().command({"wget", "$URL", "-P", "/tmp/"}).command({"chmod", "+x", "/tmp/$F"})), 1U);
  EXPECT_EQ(used_downloads(script().command({"wget", "$URL", "-P", "/tmp"}).command({"chmod", "+x", "/tmp/a/b"})), 0U);
  EXPECT_EQ(used_downloads(script().command({"wget", "$URL"}).command({"chmod", "+x", "$OTHER"})), 0U);
  EXPECT_EQ(used_downloads(script().command({"wget", "$URL"}).command({"chmod", "+x", "${URL##*/}"})), 1U);
  EXPECT_EQ(used_downloads(
                script().set("F", "$(basename \"$URL\")").command({"wget", "$URL"}).command({"chmod", "+x", "./${F}"})),
            1U);
}

}  // namespace
}  // namespace cpsaudit::test
