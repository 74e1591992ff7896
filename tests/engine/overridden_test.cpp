#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

const std::string kUnit = dialect_text(
    "systemd", "ini",
    "wins: last\nrepeatable: [ExecStart]\nempty-resets: true\nbooleans: {true: [\"yes\"], false: [\"no\"]}\n"
    "precedence: [etc/systemd/system, usr/lib/systemd/system]\n"
    "drop-ins: [\"etc/systemd/system/{name}.d/*.conf\"]\n");

FileFacts unit(std::string path, const std::string& key, const std::vector<std::string>& values) {
  DocumentBuilder builder(std::move(path), Syntax::kIni, "systemd");
  builder.open("Service");
  for (const std::string& value : values) builder.set(key, value);
  return builder.close().build();
}

Catalog units(const std::string& detector) {
  return catalog_of(check_text("  - setting: " + detector), {{"dialects/systemd.yaml", kUnit}});
}

TEST(Overridden, ADropInStandsBehindTheUnitOfItsName) {
  const Catalog catalog = units("{software: systemd, scope: Service, key: User, bad: root}");
  const FileFacts drop_in = unit("fs/etc/systemd/system/web.service.d/user.conf", "User", {"www"});
  const FileFacts web = unit("fs/usr/lib/systemd/system/web.service", "User", {"root"});
  const FileFacts other = unit("fs/usr/lib/systemd/system/other.service", "User", {"root"});
  EXPECT_THAT(places_of(failing(catalog, {drop_in, other, web})),
              ElementsAre("fs/usr/lib/systemd/system/other.service:2:6 fail"));
}

TEST(Overridden, AnEmptyValueTakesBackWhatStandsBeforeIt) {
  const Catalog catalog = units("{software: systemd, scope: Service, key: ExecStart, bad: {matches: telnetd}}");
  EXPECT_THAT(failing(catalog, {unit("a.service", "ExecStart", {"/bin/telnetd", "", "/bin/web"})}), IsEmpty());
  EXPECT_THAT(places_of(failing(catalog, {unit("a.service", "ExecStart", {"/bin/web", "", "/bin/telnetd"})})),
              ElementsAre("a.service:4:11 fail"));
}

TEST(Overridden, ACopyBesideTheFileItselfIsANote) {
  const Catalog catalog = units("{software: systemd, scope: Service, key: User, bad: root}");
  const auto findings =
      failing(catalog, {unit("a/x.service", "User", {"root"}), unit("a/x.service.bak", "User", {"root"}),
                        unit("b/x.service.bak", "User", {"root"})});
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[1].lowered, "overridden");
  EXPECT_EQ(findings[1].level, Level::kNote);
  EXPECT_EQ(findings[2].level, findings[0].level) << "nothing is beside it";
}

TEST(Overridden, AUnitInEtcTakesThePlaceOfTheOneBelowUsr) {
  const Catalog catalog = units("{software: systemd, scope: Service, key: User, bad: root}");
  const auto findings = failing(catalog, {unit("etc/systemd/system/a.service", "User", {"www"}),
                                          unit("usr/lib/systemd/system/a.service", "User", {"root"})});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].lowered, "overridden");
  EXPECT_EQ(findings[0].level, Level::kWarning);
}

const std::string kHba = dialect_text("pg-hba", "directives", "wins: each\nfirst-match: [\"local=2\", \"host=3\"]\n");

FileFacts hba(const std::vector<std::string>& lines) {
  DocumentBuilder builder("pg_hba.conf", Syntax::kDirectives, "pg-hba");
  for (const std::string& line : lines) {
    const std::size_t blank = line.find(' ');
    builder.set(line.substr(0, blank), line.substr(blank + 1));
  }
  FileFacts facts = builder.build();
  for (Node& node : facts.document->root.children) {
    for (std::size_t at = 0; at < node.value.size();) {
      const std::size_t end = std::min(node.value.find(' ', at), node.value.size());
      node.words.push_back({node.value.substr(at, end - at), node.value_span});
      at = end + 1;
    }
  }
  return facts;
}

TEST(Overridden, ALineThatAnEarlierOneCoversNeverDecides) {
  const Catalog catalog =
      catalog_of(check_text("  - setting: {software: pg-hba, key: [host, hostssl], bad: {has-token: [trust]}, "
                            "good: {has-token: [scram-sha-256]}}"),
                 {{"dialects/pg-hba.yaml", kHba}});
  EXPECT_THAT(places_of(failing(catalog, {hba({"host all all 0.0.0.0/0 trust", "host db app 10.0.0.0/8 scram-sha-256",
                                               "hostssl all all 10.1.2.3/32 scram-sha-256"})})),
              ElementsAre("pg_hba.conf:1:6 fail"));
  EXPECT_THAT(
      places_of(failing(catalog, {hba({"host db app 10.0.0.0/8 trust", "host all all 0.0.0.0/0 scram-sha-256"})})),
      ElementsAre("pg_hba.conf:1:6 fail", "pg_hba.conf:2:6 pass"));
  EXPECT_THAT(
      places_of(failing(catalog, {hba({"hostssl all all 0.0.0.0/0 scram-sha-256", "host all all 0.0.0.0/0 trust"})})),
      ElementsAre("pg_hba.conf:1:9 pass", "pg_hba.conf:2:6 fail"));
}

const std::string kSdk = dialect_text("esp-idf", "kconfig", "overlays: [sdkconfig.defaults, sdkconfig.defaults.*]\n");

FileFacts sdk(std::string path, const std::string& value) {
  return DocumentBuilder(std::move(path), Syntax::kKconfig, "esp-idf").set("CONFIG_X", value).build();
}

TEST(Overridden, ATargetsDefaultsLieOverTheCommonOnes) {
  const Catalog catalog = catalog_of(check_text("  - setting: {software: esp-idf, key: CONFIG_X, bad: \"n\"}"),
                                     {{"dialects/esp-idf.yaml", kSdk}});
  EXPECT_THAT(failing(catalog, {sdk("sdkconfig.defaults", "n"), sdk("sdkconfig.defaults.esp32", "y")}), IsEmpty());
  // Another target keeps the common value.
  EXPECT_THAT(places_of(failing(catalog, {sdk("sdkconfig.defaults", "n"), sdk("sdkconfig.defaults.esp32", "y"),
                                          sdk("sdkconfig.defaults.esp32s3", "n")})),
              ElementsAre("sdkconfig.defaults:1:10 fail", "sdkconfig.defaults.esp32s3:1:10 fail"));
  EXPECT_THAT(failing(catalog, {sdk("a/sdkconfig.defaults", "n"), sdk("sdkconfig.defaults.esp32", "y")}).size(), 1U);
}

const std::string kSshd = dialect_text("sshd", "directives",
                                       "wins: first\nincludes: [{key: Include, kind: glob, harmless: [\"motd*\"]}]\n"
                                       "booleans: {true: [\"yes\"], false: [\"no\"]}\n");

Catalog sshd() {
  return catalog_of(
      check_text("  - setting: {software: sshd, key: PermitRootLogin, bad: \"yes\", good: \"no\", absent: "
                 "{value: \"yes\", source: man}}"),
      {{"dialects/sshd.yaml", kSshd}});
}

DocumentBuilder sshd_config() {
  return {"etc/ssh/sshd_config", Syntax::kDirectives, "sshd"};
}

TEST(MissingInclude, WhatAMissingFileMaySayIsOpen) {
  EXPECT_THAT(places_of(failing(sshd(), {sshd_config().set("Include", "/etc/ssh/site.conf").build()})),
              ElementsAre("etc/ssh/sshd_config:1:1 open"));
  EXPECT_THAT(places_of(failing(sshd(), {sshd_config().set("Include", "/etc/ssh/motd.conf").build()})),
              ElementsAre("etc/ssh/sshd_config:1:1 fail"));
}

TEST(MissingInclude, AnEmptyFolderOnlyLowersTheLevel) {
  const auto findings = failing(sshd(), {sshd_config().set("Include", "/etc/ssh/conf.d/*.conf").build()});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].kind, Kind::kFail);
  EXPECT_EQ(findings[0].level, Level::kNote);
}

/// A script that holds `key value` for the file at `target`.
FileFacts script(std::string path, std::string target, const std::string& key, const std::string& value, bool whole) {
  FileFacts facts = DocumentBuilder(std::move(path), Syntax::kShell).build();
  FileFacts inner = sshd_config().set("#", "").set(key, value).build();
  inner.document->root.children.erase(inner.document->root.children.begin());
  facts.embedded.push_back({std::move(target), Syntax::kDirectives, "sshd", whole, std::move(*inner.document)});
  return facts;
}

TEST(Written, WhatAScriptWritesIsJudgedAtItsPlaceInTheScript) {
  EXPECT_THAT(places_of(failing(sshd(), {script("setup.sh", "etc/ssh/sshd_config", "PermitRootLogin", "yes", false)})),
              ElementsAre("setup.sh:2:17 fail"));
}

TEST(Written, OnlyAWholeFileLacksWhatIsNotThere) {
  EXPECT_THAT(failing(sshd(), {script("setup.sh", "etc/ssh/sshd_config", "Port", "22", false)}), IsEmpty());
  EXPECT_THAT(places_of(failing(sshd(), {script("setup.sh", "etc/ssh/sshd_config", "Port", "22", true)})),
              ElementsAre("setup.sh:2:1 fail"));
}

TEST(Written, AScriptThatMendsAnImageLowersWhatTheImageSays) {
  const FileFacts image = sshd_config().set("PermitRootLogin", "yes").build();
  const auto findings =
      failing(sshd(), {image, script("etc/first-boot.sh", "etc/ssh/sshd_config", "PermitRootLogin", "no", false)});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[1].lowered, "changed-by-script");
  EXPECT_EQ(findings[1].level, Level::kWarning);
  ASSERT_EQ(findings[1].related.size(), 1U);
  EXPECT_EQ(findings[1].related[0].place.path, "etc/first-boot.sh");
}

}  // namespace
}  // namespace cpsaudit::test
