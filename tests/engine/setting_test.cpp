#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kSshd = dialect_text("sshd", "directives",
                                       "keys: insensitive\nwins: first\nsections: [Match]\ninherits: [Match]\n"
                                       "booleans: {true: [\"yes\"], false: [\"no\"]}\n"
                                       "includes: [{key: Include, kind: glob}]\nassumed-version: \"9.2\"\n"
                                       "drop-ins: [\"etc/ssh/sshd_config.d/*.conf\"]\n");

Catalog sshd(const std::string& detector) {
  return catalog_of(check_text("  - setting: " + detector), {{"dialects/sshd.yaml", kSshd}});
}

DocumentBuilder sshd_config(std::string path = "etc/ssh/sshd_config") {
  return {std::move(path), Syntax::kDirectives, "sshd"};
}

TEST(Setting, TheFirstOfTwoEqualKeysDecides) {
  const Catalog catalog = sshd("{software: sshd, key: PermitEmptyPasswords, bad: true, good: false}");
  EXPECT_THAT(
      places_of(findings_of(
          catalog, {sshd_config().set("permitemptypasswords", "no").set("PermitEmptyPasswords", "yes").build()})),
      ElementsAre("etc/ssh/sshd_config:1:22 pass"));
  EXPECT_THAT(
      places_of(findings_of(
          catalog, {sshd_config().set("PermitEmptyPasswords", "YES").set("PermitEmptyPasswords", "no").build()})),
      ElementsAre("etc/ssh/sshd_config:1:22 fail"));
}

TEST(Setting, WhatAValueEncodesCanBeAskedFor) {
  const Catalog catalog = catalog_of(check_text(
      "  - setting: {syntax: ini, key: auth, bad: {part: {of: '^Basic (.+)$', base64: {matches: '^[^:]+:.'}}}}"));
  const auto with = [&](const char* value) {
    return findings_of(catalog, {DocumentBuilder("a.ini", Syntax::kIni).set("auth", value).build()}).size();
  };
  EXPECT_EQ(with("Basic YWRtaW46YWRtaW4="), 1U);
  EXPECT_EQ(with("Basic YWRtaW4="), 0U);
  EXPECT_EQ(with("Basic admin:admin"), 0U);
}

TEST(Setting, AnExcuseThatNobodyCanCheckLeavesTheFindingAGradeLower) {
  const Catalog catalog = sshd(
      "{software: sshd, key: PermitRootLogin, bad: true, unless: [{key: AuthenticationMethods, value: {equals: "
      "publickey}}]}");
  const auto with = [&](const std::string& methods) {
    return findings_of(catalog,
                       {sshd_config().set("PermitRootLogin", "yes").set("AuthenticationMethods", methods).build()});
  };
  EXPECT_THAT(with("publickey"), IsEmpty());
  ASSERT_EQ(with("password").size(), 1U);
  EXPECT_EQ(with("password")[0].level, Level::kError);
  ASSERT_EQ(with("{{ methods }}").size(), 1U);
  EXPECT_EQ(with("{{ methods }}")[0].level, Level::kWarning);
  EXPECT_EQ(with("{{ methods }}")[0].lowered, "excuse-unknown");
}

TEST(Setting, TheDefaultInAReferenceIsJudgedWhereItStands) {
  const Catalog catalog = sshd("{software: sshd, key: PermitRootLogin, bad: true, good: false}");
  EXPECT_THAT(places_of(findings_of(catalog, {sshd_config().set("PermitRootLogin", "${ROOT_LOGIN:-yes}").build()})),
              ElementsAre("etc/ssh/sshd_config:1:31 fail"));
  EXPECT_THAT(places_of(findings_of(catalog, {sshd_config().set("PermitRootLogin", "${ROOT_LOGIN:no}").build()})),
              ElementsAre("etc/ssh/sshd_config:1:17 pass"));
  EXPECT_THAT(places_of(findings_of(catalog, {sshd_config().set("PermitRootLogin", "${ROOT_LOGIN}").build()})),
              ElementsAre("etc/ssh/sshd_config:1:17 open"));
}

TEST(Setting, APathNamesTheAttributeThatIsCalledValue) {
  const Catalog catalog =
      catalog_of(check_text("  - setting: {syntax: xml, scope: \"**/param\", key: \"@value\", bad: {is: secret}, when: "
                            "[{key: \"@name\", value: "
                            "password}], unless: [{key: \"@value\", value: {matches: ^ok}}]}"));
  const auto with = [](const std::string& value) {
    return DocumentBuilder("a.xml", Syntax::kXml)
        .open("app")
        .open("param")
        .set("@name", "password")
        .set("@value", value)
        .close()
        .close()
        .build();
  };
  EXPECT_THAT(places_of(findings_of(catalog, {with("Hakusan77")})), ElementsAre("a.xml:4:8 fail"));
  EXPECT_THAT(findings_of(catalog, {with("okHakusan77")}), IsEmpty());
}

TEST(Setting, AnIncludeStandsWhereItIsWritten) {
  const Catalog catalog = sshd("{software: sshd, key: PermitRootLogin, bad: true}");
  const auto main = [](bool include_first) {
    DocumentBuilder builder = sshd_config("rootfs/etc/ssh/sshd_config");
    if (include_first) builder.set("Include", "/etc/ssh/sshd_config.d/*.conf");
    builder.set("PermitRootLogin", "no");
    if (!include_first) builder.set("Include", "/etc/ssh/sshd_config.d/*.conf");
    return builder.build();
  };
  const FileFacts piece =
      sshd_config("rootfs/etc/ssh/sshd_config.d/50-vendor.conf").set("PermitRootLogin", "yes").build();
  EXPECT_THAT(places_of(findings_of(catalog, {main(true), piece})),
              ElementsAre("rootfs/etc/ssh/sshd_config.d/50-vendor.conf:1:17 fail"));
  EXPECT_THAT(findings_of(catalog, {main(false), piece}), IsEmpty());
}

TEST(Setting, ASectionOfAnIncludedFileEndsThatOfTheIncluder) {
  const Catalog catalog = sshd("{software: sshd, scope: Match, key: PermitRootLogin, bad: true}");
  const FileFacts main = sshd_config("rootfs/etc/ssh/sshd_config")
                             .open("Match", "User a")
                             .set("Include", "/etc/ssh/sshd_config.d/*.conf")
                             .close()
                             .build();
  const FileFacts piece = sshd_config("rootfs/etc/ssh/sshd_config.d/50-vendor.conf")
                              .open("Match", "User b")
                              .set("PermitRootLogin", "yes")
                              .close()
                              .build();
  EXPECT_THAT(places_of(findings_of(catalog, {main, piece})),
              ElementsAre("rootfs/etc/ssh/sshd_config.d/50-vendor.conf:2:17 fail"));
}

TEST(Setting, ANamedItemIsASettingAsWell) {
  const std::string dialect = dialect_text("compose", "yaml", "named-items: [environment]\n");
  const auto find = [&](const std::string& key) {
    const Catalog catalog = catalog_of(check_text("  - setting: {software: compose, key: " + key + ", bad: \"yes\"}"),
                                       {{"dialects/compose.yaml", dialect}});
    const FileFacts file = DocumentBuilder("compose.yml", Syntax::kYaml, "compose")
                               .open("environment", {}, NodeKind::kSequence)
                               .item("OPEN=yes")
                               .item("yes")
                               .close()
                               .build();
    return places_of(findings_of(catalog, {file}));
  };
  EXPECT_THAT(find("environment/OPEN"), ElementsAre("compose.yml:2:7 fail"));
  EXPECT_THAT(find("\"environment/[]\""), ElementsAre("compose.yml:3:2 fail"));
  EXPECT_THAT(find("\"environment/[1]\""), ElementsAre("compose.yml:3:2 fail"));
}

TEST(Setting, ASectionThatSaysANameAndAValueIsThatSettingBesideItsSiblings) {
  const std::string dialect =
      dialect_text("beans", "xml", "named-entries: {name: [\"@name\", name], value: [\"@value\", value]}\n");
  const Catalog catalog = catalog_of(
      check_text(
          "  - setting: {software: beans, key: \"**/open\", bad: \"yes\", unless: [{key: safe, value: \"yes\"}]}"),
      {{"dialects/beans.yaml", dialect}});
  const auto find = [&](const char* safe) {
    DocumentBuilder file("a.xml", Syntax::kXml, "beans");
    file.open("beans").open("property").set("@name", "open").open("value").set("#text", "yes").close().close();
    file.open("property").set("@name", "safe").set("@value", safe).close();
    return places_of(findings_of(catalog, {file.build()}));
  };
  EXPECT_THAT(find("no"), ElementsAre("a.xml:5:7 fail"));
  EXPECT_THAT(find("yes"), IsEmpty());
}

TEST(Setting, AnEntryOfAListIsShownByItsName) {
  const std::string dialect = dialect_text("tasks", "json", "named-entries: {name: [name], value: [value]}\n");
  const Catalog catalog = catalog_of(check_text("  - setting: {software: tasks, key: env/OPEN, bad: \"yes\"}"),
                                     {{"dialects/tasks.yaml", dialect}});
  DocumentBuilder file("a.json", Syntax::kJson, "tasks");
  file.open("env", {}, NodeKind::kSequence).open({}).set("name", "OPEN").set("value", "yes").close().close();
  const auto findings = findings_of(catalog, {file.build()});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].arguments, testing::Contains("env/OPEN"));
}

TEST(Setting, FilesThatIncludeEachOtherEnd) {
  const Catalog catalog = sshd("{software: sshd, key: PermitRootLogin, bad: true}");
  const FileFacts a = sshd_config("etc/ssh/a").set("Include", "/etc/ssh/b").set("PermitRootLogin", "yes").build();
  const FileFacts b = sshd_config("etc/ssh/b").set("Include", "/etc/ssh/a").set("PermitRootLogin", "yes").build();
  EXPECT_FALSE(findings_of(catalog, {a, b}).empty());
}

TEST(Setting, AMissingKeyIsABadDefaultOnceAFileAndAGradeLower) {
  const Catalog catalog = sshd(
      "{software: sshd, key: PasswordAuthentication, bad: true, absent: {value: \"yes\", source: sshd_config(5)}}");
  const auto findings = findings_of(catalog, {sshd_config().set("Port", "22").build()});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].confidence, Confidence::kDefault);
  EXPECT_EQ(findings[0].level, Level::kWarning);
  EXPECT_EQ(findings[0].lowered, "default");
  EXPECT_LT(findings[0].security_severity, 7.0);
  EXPECT_EQ(findings[0].message.en, "'PasswordAuthentication' defaults to 'yes'.");
  EXPECT_EQ(findings[0].message_id, "absent");
  EXPECT_THAT(findings_of(catalog, {sshd_config().set("PasswordAuthentication", "no").build()}), IsEmpty());
}

TEST(Setting, ADefaultOfOtherVersionsIsNoFinding) {
  const Catalog catalog = sshd(
      "{software: sshd, key: Protocol, bad: \"1\", absent: {value: \"1\", versions: \"<7.4\", source: "
      "sshd_config(5)}}");
  EXPECT_THAT(findings_of(catalog, {sshd_config().set("Port", "22").build()}), IsEmpty());
}

TEST(Setting, ADropInAloneSaysNothingAboutWhatIsMissing) {
  const Catalog catalog = sshd(
      "{software: sshd, key: PasswordAuthentication, bad: true, absent: {value: \"yes\", source: sshd_config(5)}}");
  EXPECT_THAT(findings_of(catalog, {sshd_config("etc/ssh/sshd_config.d/a.conf").set("Port", "22").build()}), IsEmpty());
}

TEST(Setting, ASectionThatInheritsIsNotMissingWhatTheRootSays) {
  const Catalog catalog = sshd(
      "{software: sshd, scope: Match, key: X11Forwarding, bad: true, absent: {value: \"yes\", source: "
      "sshd_config(5)}}");
  EXPECT_THAT(
      findings_of(catalog, {sshd_config().set("X11Forwarding", "no").open("Match", "User a").set("Port", "1").build()}),
      IsEmpty());
  EXPECT_THAT(places_of(findings_of(catalog, {sshd_config().open("Match", "User a").set("Port", "1").build()})),
              ElementsAre("etc/ssh/sshd_config:1:1 fail"));
}

TEST(Setting, ConditionsAreAboutTheSameSection) {
  const Catalog catalog = catalog_of(
      check_text("  - setting: {software: broker, scope: listener, key: \"@value\", bad: {matches: '^1883'}, "
                 "unless: [{key: cafile, value: {empty: false}}, {key: listener, value: {is: loopback-address}}]}"),
      {{"dialects/broker.yaml", dialect_text("broker", "directives")}});
  const FileFacts file = DocumentBuilder("m.conf", Syntax::kDirectives, "broker")
                             .open("listener", "1883")
                             .close()
                             .open("listener", "1883 127.0.0.1")
                             .close()
                             .open("listener", "1883 10.0.0.1")
                             .set("cafile", "/etc/ca.pem")
                             .build();
  EXPECT_THAT(places_of(findings_of(catalog, {file})), ElementsAre("m.conf:1:1 fail"));
}

TEST(Setting, PathsReachAnyDepthAndItemsOfSequences) {
  const Catalog catalog =
      catalog_of(check_text("  - setting: {syntax: yaml, key: [\"**/verify\", \"services/*/ports/[]\"], bad: "
                            "[false, \"2375:2375\"]}"));
  const FileFacts file = DocumentBuilder("a.yaml", Syntax::kYaml)
                             .open("services")
                             .open("db")
                             .open("ports", "", NodeKind::kSequence)
                             .item("2375:2375")
                             .close()
                             .open("tls")
                             .set("verify", "false")
                             .build();
  EXPECT_THAT(places_of(findings_of(catalog, {file})), ElementsAre("a.yaml:4:2 fail", "a.yaml:6:8 fail"));
  EXPECT_EQ(findings_of(catalog, {file})[0].message.en, "'services/db/ports[0]' is off.");
}

TEST(Setting, AConditionMayBeAboutTheSectionAround) {
  const Catalog catalog = catalog_of(check_text(
      "  - setting: {syntax: blocks, scope: site/location, key: status, bad: x, unless: [{key: ../@value, value: {is: "
      "loopback-address}}]}"));
  const auto site = [](const char* address) {
    return DocumentBuilder("a.conf", Syntax::kBlocks).open("site", address).open("location").set("status", "x").build();
  };
  EXPECT_EQ(findings_of(catalog, {site("0.0.0.0:80")}).size(), 1U);
  EXPECT_THAT(findings_of(catalog, {site("127.0.0.1:80")}), IsEmpty());
}

TEST(Setting, AnAddressThatStandsElsewhereIsNoExcuse) {
  const Catalog catalog = catalog_of(check_text(
      "  - setting: {syntax: yaml, key: verify, bad: false, unless: [{key: url, value: {is: loopback-address}}]}"));
  const auto with_url = [&](const char* url) {
    return findings_of(catalog, {DocumentBuilder("a.yaml", Syntax::kYaml).set("url", url).set("verify", "no").build()})
        .size();
  };
  EXPECT_EQ(with_url("https://dl.example.com/a-{{ version }}.deb"), 1U);
  EXPECT_EQ(with_url("${URL}"), 1U);
  EXPECT_EQ(with_url("https://127.0.0.1:{{ port }}/"), 0U);
  EXPECT_EQ(with_url("${URL:-https://localhost/}"), 0U);
}

TEST(Setting, OneItemOfASequenceIsNamedByItsNumber) {
  const Catalog catalog = catalog_of(check_text("  - setting: {syntax: yaml, key: \"command/[1]\", bad: b}"));
  const auto list = [](const char* first, const char* second) {
    return DocumentBuilder("a.yaml", Syntax::kYaml)
        .open("command", {}, NodeKind::kSequence)
        .item(first)
        .item(second)
        .build();
  };
  EXPECT_EQ(findings_of(catalog, {list("a", "b")}).size(), 1U);
  EXPECT_THAT(findings_of(catalog, {list("b", "a")}), IsEmpty());
}

const std::string kNodes = dialect_text("nodes", "yaml",
                                        "includes: [{tag: \"!include\", kind: file, whole-below: [packages]}]\n"
                                        "substitutions: names\n");

TEST(Setting, ATaggedValuePullsAFileInBelowItsKey) {
  const Catalog catalog = catalog_of(
      check_text("  - setting: {software: nodes, scope: wifi, key: password, bad: x, absent: {value: x, source: s}}"),
      {{"dialects/nodes.yaml", kNodes}});
  const auto main = [] { return DocumentBuilder("a.yaml", Syntax::kYaml, "nodes"); };
  const auto piece = [](const char* value) {
    return DocumentBuilder("wifi.yaml", Syntax::kYaml).set("ssid", "a").set("password", value).build();
  };
  EXPECT_THAT(places_of(findings_of(catalog, {main().set("wifi", "wifi.yaml").tag("!include").build(), piece("x")})),
              ElementsAre("wifi.yaml:2:10 fail"));
  const FileFacts whole = DocumentBuilder("wifi.yaml", Syntax::kYaml).open("wifi").set("password", "y").build();
  EXPECT_THAT(findings_of(catalog, {main()
                                        .open("packages")
                                        .set("net", "wifi.yaml")
                                        .tag("!include")
                                        .close()
                                        .open("wifi")
                                        .set("ssid", "a")
                                        .build(),
                                    whole}),
              IsEmpty())
      << "sections of one name are one";
}

TEST(Setting, WhatANameStandsForIsJudgedWhereItIsWritten) {
  const Catalog catalog = catalog_of(check_text("  - setting: {software: nodes, key: ota/password, bad: x, good: y}"),
                                     {{"dialects/nodes.yaml", kNodes}});
  const auto findings = [&](const char* reference, const char* value) {
    return places_of(findings_of(catalog, {DocumentBuilder("a.yaml", Syntax::kYaml, "nodes")
                                               .open("names")
                                               .set("pw", value)
                                               .close()
                                               .open("ota")
                                               .set("password", reference)
                                               .build()}));
  };
  EXPECT_THAT(findings("${pw}", "x"), ElementsAre("a.yaml:2:4 fail"));
  EXPECT_THAT(findings("$pw", "x"), ElementsAre("a.yaml:2:4 fail"));
  EXPECT_THAT(findings("${other}", "x"), ElementsAre("a.yaml:4:10 open"));
}

TEST(Setting, AVariableOfATemplateIsJudgedWhereItsValueIsWritten) {
  const Catalog catalog =
      catalog_of(check_text("  - setting: {software: nodes, key: password, bad: x, good: y}"),
                 {{"dialects/nodes.yaml", kNodes},
                  {"data/template-variables.txt",
                   " | templates | vars/main.yml ../../all.yml\n.Values | templates | values.yaml\n"}});
  const auto findings = [&](const char* reference, const char* path, FileFacts variables) {
    const FileFacts file = DocumentBuilder(path, Syntax::kYaml, "nodes").set("password", reference).build();
    return places_of(findings_of(catalog, {file, std::move(variables)}));
  };
  const auto role = [](const char* path) { return DocumentBuilder(path, Syntax::kYaml).set("pw", "x").build(); };
  const auto chart = DocumentBuilder("c/values.yaml", Syntax::kYaml).open("a").set("pw", "x").build();
  EXPECT_THAT(findings("{{ pw }}", "roles/r/templates/t.j2", role("roles/r/vars/main.yml")),
              ElementsAre("roles/r/vars/main.yml:1:4 fail"));
  EXPECT_THAT(findings("{{ pw | default('y') }}", "roles/r/templates/d/t.j2", role("all.yml")),
              ElementsAre("all.yml:1:4 fail"));
  EXPECT_THAT(findings("{{- .Values.a.pw | quote }}", "c/templates/t.yaml", chart),
              ElementsAre("c/values.yaml:2:4 fail"));
  EXPECT_THAT(
      findings("{{- .Values.a.pw }}{{ .Values.a.empty }}", "c/templates/t.yaml",
               DocumentBuilder("c/values.yaml", Syntax::kYaml).open("a").set("pw", "x").set("empty", "").build()),
      ElementsAre("c/templates/t.yaml:1:10 fail"));
  EXPECT_THAT(findings("{{ pw }}", "roles/r/templates/t.j2", role("roles/other/vars/main.yml")),
              ElementsAre("roles/r/templates/t.j2:1:10 open"));
  EXPECT_THAT(findings("{{ pw + 'y' }}", "roles/r/templates/t.j2", role("roles/r/vars/main.yml")),
              ElementsAre("roles/r/templates/t.j2:1:10 open"));
}

TEST(Setting, AReferenceIsNeitherBadNorGood) {
  const Catalog catalog = catalog_of(check_text("  - setting: {syntax: yaml, key: tls, bad: false, good: true}"));
  const auto findings = findings_of(catalog, {DocumentBuilder("a.yaml", Syntax::kYaml).set("tls", "${TLS}").build()});
  EXPECT_THAT(places_of(findings), ElementsAre("a.yaml:1:5 open"));
}

TEST(Setting, SecretsAreNowhereInAFinding) {
  const Catalog catalog = catalog_of(
      check_text("  - setting: {syntax: yaml, key-matches: '(?i)password$', bad: {is: secret}}", "secret: true\n"));
  const auto findings = findings_of(catalog, {DocumentBuilder("a.yaml", Syntax::kYaml)
                                                  .set("db_password", "Hakusan77")
                                                  .set("password", "${DB}")
                                                  .set("my_password", "<password>")
                                                  .set("x_password", "key")
                                                  .tag("!secret")
                                                  .build()});
  ASSERT_THAT(places_of(findings), ElementsAre("a.yaml:1:13 fail"));
  EXPECT_TRUE(findings[0].secret);
  for (const std::string& text : {findings[0].message.en, findings[0].message.ja, findings[0].anchor}) {
    EXPECT_EQ(text.find("Hakusan77"), std::string::npos);
  }
}

TEST(Setting, APartOfTheValueIsThePlace) {
  const Catalog catalog = catalog_of(check_text(
      "  - setting: {syntax: yaml, key: url, bad: {part: {of: '://[^:]*:([^@]+)@', is: secret}}}", "secret: true\n"));
  const auto findings =
      findings_of(catalog, {DocumentBuilder("a.yaml", Syntax::kYaml).set("url", "pg://u:Hakusan77@db/x").build()});
  ASSERT_THAT(places_of(findings), ElementsAre("a.yaml:1:12 fail"));
  EXPECT_EQ(findings[0].place.span.end.column, 21U);
}

TEST(Setting, TestsAndSamplesAreAGradeLower) {
  const Catalog catalog = catalog_of(check_text("  - setting: {syntax: yaml, key: tls, bad: false}"));
  const auto findings =
      findings_of(catalog, {DocumentBuilder("examples/a.yaml", Syntax::kYaml).set("tls", "off").build()});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].level, Level::kWarning);
  EXPECT_EQ(findings[0].lowered, "sample");
}

TEST(Setting, AWarningInASampleStaysOneAndElsewhereIsANote) {
  const Catalog catalog =
      catalog_of(check_text("  - {setting: {syntax: yaml, key: tls, bad: false}, security-severity: 5.0}"));
  const auto finding = [&](const char* path) {
    const auto found = findings_of(catalog, {DocumentBuilder(path, Syntax::kYaml).set("tls", "off").build()});
    return found.empty() ? Finding{} : found.front();
  };
  EXPECT_EQ(finding("examples/a.yaml").level, Level::kWarning);
  EXPECT_EQ(finding("examples/a.yaml").lowered, "sample");
  EXPECT_EQ(finding("examples/a.yaml").security_severity, 4.0);
  EXPECT_EQ(finding("a.yaml.example").level, Level::kNote);
  EXPECT_EQ(finding("tests/a.yaml").level, Level::kNote);
}

TEST(Setting, WhatAPackageBringsToBeReadIsANote) {
  const Catalog catalog = catalog_of(check_text("  - setting: {syntax: yaml, key: tls, bad: false}"));
  const auto level_at = [&](const char* path) {
    const auto found = findings_of(catalog, {DocumentBuilder(path, Syntax::kYaml).set("tls", "off").build()});
    return found.empty() ? Level::kError : found.front().level;
  };
  EXPECT_EQ(level_at("usr/share/doc/a/examples/a.yaml"), Level::kNote);
  EXPECT_EQ(level_at("docs/a.yaml"), Level::kWarning);
  EXPECT_EQ(level_at("tests/a.yaml"), Level::kNote);
  EXPECT_EQ(level_at(".github/a.yaml"), Level::kWarning);
}

TEST(Setting, ATemplateOfAFileThatTheProductNeedsIsTheProducts) {
  EXPECT_EQ(role_of("etc/nginx.conf.template"), Role::kProduct);
  EXPECT_EQ(role_of("app.yml.j2"), Role::kProduct);
  EXPECT_EQ(role_of("config.template"), Role::kTemplate);
  EXPECT_EQ(role_of("etc/camera1-dist.conf"), Role::kTemplate);
  EXPECT_EQ(role_of("overlay/usr/sbin/factory_test.sh"), Role::kProduct);
  EXPECT_EQ(role_of("bin/run_test.sh"), Role::kTest);
  EXPECT_EQ(role_of(".env.template"), Role::kTemplate);
  EXPECT_EQ(role_of("examples/mcp/test_e2e.sh"), Role::kTest);
  EXPECT_EQ(role_of("examples/camera/test_rate/sdkconfig.defaults"), Role::kSample);
  EXPECT_EQ(role_of("examples/camera/tests/main.c"), Role::kTest);
  EXPECT_EQ(role_of("examples/camera/ci/matrix/https.defaults"), Role::kTest);
  EXPECT_EQ(role_of("examples/camera/sdkconfig.ci.wifi"), Role::kTest);
  EXPECT_EQ(role_of("examples/camera/sdkconfig.defaults"), Role::kSample);
  EXPECT_EQ(role_of("tools/ci/post_note.py"), Role::kProduct);
  EXPECT_EQ(role_of("test_rate/main.c"), Role::kTest);
  EXPECT_EQ(role_of("examples/mcp/run.sh"), Role::kSample);
  EXPECT_EQ(role_of("app.conf.example.template"), Role::kTemplate);
  EXPECT_EQ(role_of("examples/a/.env.example"), Role::kTemplate);
  EXPECT_EQ(role_of("examples/a/compose.yml"), Role::kSample);
  EXPECT_EQ(role_of("tools/test_upload.sh"), Role::kTest);
  EXPECT_EQ(role_of("tools/login-test.sh"), Role::kTest);
  EXPECT_EQ(role_of("tools/attest.sh"), Role::kProduct);
  EXPECT_EQ(role_of("ui/cypress/a.json"), Role::kTest);
  EXPECT_EQ(role_of("src/login.spec.ts"), Role::kTest);
  EXPECT_EQ(role_of("src/spectrum.ts"), Role::kProduct);
  EXPECT_EQ(role_of("deploy/docker-compose.test.yml"), Role::kTest);
  EXPECT_EQ(role_of("deploy/compose.yml"), Role::kProduct);
  EXPECT_EQ(role_of("device/x/vendor/etc/init/a.rc"), Role::kProduct);
  EXPECT_EQ(role_of("vendor/zlib/a.c"), Role::kVendored);
  EXPECT_EQ(role_of("ui/__mocks__/a.js"), Role::kTest);
}

TEST(Setting, SampleDataInTheDescriptionOfAnInterfaceIsANote) {
  const Catalog catalog = catalog_of(check_text("  - setting: {syntax: yaml, key-matches: '^tls$', bad: false}"));
  const auto findings = findings_of(
      catalog,
      {DocumentBuilder("api.yaml", Syntax::kYaml).open("schema").open("x-examples").set("tls", "off").build()});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].level, Level::kNote);
  EXPECT_EQ(findings[0].lowered, "sample");
}

TEST(Setting, EqualAnchorsAreNumbered) {
  const Catalog catalog = catalog_of(check_text("  - setting: {syntax: uci, key: rule/target, bad: ACCEPT}"));
  const auto findings = findings_of(catalog, {DocumentBuilder("f", Syntax::kUci)
                                                  .open("rule")
                                                  .set("target", "ACCEPT")
                                                  .close()
                                                  .open("rule")
                                                  .set("target", "ACCEPT")
                                                  .build()});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].anchor, findings[1].anchor);
  EXPECT_EQ(findings[1].occurrence, 2U);
}

TEST(Setting, AnotherSettingBesideItMakesItGood) {
  const Catalog catalog = sshd(
      "{software: sshd, key: Port, bad: {matches: .}, unless: [{key: Cert, value: {present: true}}], "
      "good-when: [{key: Cert, value: {present: true}}]}");
  EXPECT_THAT(places_of(findings_of(catalog, {sshd_config().set("Port", "22").set("Cert", "a.pem").build()})),
              ElementsAre("etc/ssh/sshd_config:1:6 pass"));
  EXPECT_THAT(places_of(findings_of(catalog, {sshd_config().set("Port", "22").build()})),
              ElementsAre("etc/ssh/sshd_config:1:6 fail"));
}

}  // namespace
}  // namespace cpsaudit::test
