#include "report/sarif.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mapping/reference.h"
#include "report/line_hash.h"
#include "report/tree.h"

namespace cpsaudit {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string log_of(const Tree& tree, const SarifOptions& options = {}) {
  return sarif_log(tree.result, tree.catalog, Tree::framework(), tree.sources(), options);
}

Json run_of(const Tree& tree, const SarifOptions& options = {}) {
  return Json::parse(log_of(tree, options))["runs"][0];
}

/// With CPSAUDIT_LOGS set to a folder: writes the tree and its log there, for a validator.
void keep(const Tree& tree, const std::string& name, const SarifOptions& options = {}) {
  const char* folder = std::getenv("CPSAUDIT_LOGS");
  if (folder == nullptr) return;
  const auto top = std::filesystem::path(folder) / name;
  for (const auto& [path, bytes] : tree.bytes()) {
    std::filesystem::create_directories((top / "tree" / path).parent_path());
    std::ofstream(top / "tree" / path, std::ios::binary) << bytes;
  }
  std::filesystem::create_directories(top);
  std::ofstream(top / "log.sarif", std::ios::binary) << log_of(tree, options);
}

const char* const kKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n"
    "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfXnF\n"
    "-----END PRIVATE KEY-----\n";

/// Everything at once that a log has to stand.
Tree rich_tree() {
  Tree tree;
  tree.file("src/emoji.c",
            "/* \U0001F512 */ const char *u = \"x\"; char *pw = \"hunter2-\U0001F511\"; // \U0001F600\n");
  tree.finding(Tree::kPassword, "src/emoji.c", "\"hunter2-\U0001F511\"");
  tree.file("src/peer.c", "\xEF\xBB\xBFint a;\r\n\tset(VERIFY, 0L);\r\nint b;\r\n");
  Finding& peer = tree.finding(Tree::kPeer, "src/peer.c", "0L");
  peer.guard = "defined(DEBUG)";
  peer.fix = Replacement{peer.place, "1L", {"Verify the server.", "サーバを検証します。"}};
  peer.related = {{{"src/emoji.c", tree.span_of("src/emoji.c", "const")}, {"Declared here.", "ここで宣言しています。"}},
                  {{"src/emoji.c", tree.span_of("src/emoji.c", "hunter2")}, {"Used here.", "ここで使っています。"}}};
  peer.flow = {{{"src/peer.c", tree.span_of("src/peer.c", "int a")}, {"It begins here.", "ここから始まります。"}},
               {peer.place, {"It ends here.", "ここで終わります。"}}};
  tree.file("設定/サーバ 1#.conf", "listener 1883\nallow_anonymous true\npassword s3cr3t-value\n", Syntax::kDirectives);
  tree.finding(Tree::kAnonymous, "設定/サーバ 1#.conf", "true").suppression =
      Suppression{Suppression::Source::kConfiguration,
                  Suppression::State::kAccepted,
                  "A laboratory, approved by QA.",
                  "2027-01-01",
                  {"cpsaudit.toml", {{1, 1}, {1, 1}}}};
  tree.finding(Tree::kPassword, "設定/サーバ 1#.conf", "s3cr3t-value");
  tree.file("cpsaudit.toml", "[[suppress]]\n", Syntax::kToml);
  tree.file("etc/key.pem", kKey, Syntax::kPem);
  tree.finding(Tree::kPassword, "etc/key.pem", std::string(kKey).substr(0, std::string(kKey).size() - 1));
  tree.file("etc/empty.conf", "user admin\npassword \nport 1\n", Syntax::kDirectives);
  Finding& empty = tree.finding(Tree::kPassword, "etc/empty.conf", "");
  empty.place.span = {{2, 10}, {2, 10}};
  Finding& nothing = tree.finding(Tree::kPeer, "etc/empty.conf", "");
  nothing.place.span = {{2, 10}, {2, 10}};
  tree.file("src/sjis.c", "/* \x90\xDD\x92\xE8\x81\x60 */ set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "src/sjis.c", "0L");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("key=value\r\nallow=true\r\n")) wide += {c, '\0'};
  tree.file("windows.ini", wide, Syntax::kIni);
  tree.finding(Tree::kAnonymous, "windows.ini", "true");
  tree.file("bin/firmware",
            std::string("\x7F"
                        "ELF\0\1",
                        6),
            Syntax::kBinary);
  Finding binary;
  binary.check = Tree::kAnonymous;
  binary.place.path = "bin/firmware";
  binary.security_severity = 6.5;
  binary.message = {"'mode' is set to '0777'.", "'mode' が '0777' に設定されています。"};
  tree.result.findings.push_back(binary);
  tree.file("etc/whole.conf", "\n  setting on\n", Syntax::kDirectives);
  Finding& absent = tree.finding(Tree::kAnonymous, "etc/whole.conf", "setting");
  absent.place.span = {};
  absent.message_id = "absent";
  absent.confidence = Confidence::kDefault;
  absent.level = Level::kNote;
  absent.security_severity = 3.5;
  absent.lowered = "default";
  absent.message = {"'allow' is not set, and 'true' is what version '<2' assumes.",
                    "'allow' が設定されておらず、バージョン '<2' では 'true' とみなされます。"};
  Finding& pass = tree.finding(Tree::kPeer, "src/peer.c", "VERIFY");
  pass.kind = Kind::kPass;
  pass.message = {"'VERIFY' is set to '1'.", "'VERIFY' が '1' に設定されています。"};
  Finding& open = tree.finding(Tree::kPeer, "src/peer.c", "int b");
  open.kind = Kind::kOpen;
  open.message = {"Nobody knows.", "分かりません。"};
  tree.file("odd/a[0]:b.c", "f(handlers[0](1));", Syntax::kC);
  tree.finding(Tree::kPeer, "odd/a[0]:b.c", "handlers[0](1)");
  tree.result.notifications = {{"src/peer.c", {Problem::Kind::kPartlyParsed, "a brace is missing", {2, 3}}},
                               {"etc/key.pem", {Problem::Kind::kOutOfTime, "took longer than 30 s", {}}},
                               {"link", {Problem::Kind::kLinkOutside, "leads to '/etc/passwd'", {}}},
                               {"", {Problem::Kind::kFlagsDropped, "-mthumb", {}}}};
  tree.result.left_out = {{".git", "version control"}};
  return tree;
}

/// The property of a requirement of the framework; null when it has none of that name.
Json property_of(const Json& run, const std::string& requirement, const std::string& name) {
  for (const Json& taxon : run["taxonomies"][0]["taxa"]) {
    if (taxon["id"] != requirement) continue;
    const Json properties = taxon.value("properties", Json::object());
    return properties.value(name, Json());
  }
  return {};
}

TEST(SarifVerdicts, StandAtTheRequirementWithTheirEvidenceInNumbers) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  tree.finding(Tree::kPeer, "a.c", "set").kind = Kind::kPass;
  tree.finding(Tree::kPeer, "a.c", "VERIFY").suppression = Suppression{};
  const Json run = run_of(tree);
  EXPECT_EQ(property_of(run, "CPS.DS-2", "cpsaudit/coverage"), "automated");
  EXPECT_EQ(property_of(run, "CPS.DS-2", "cpsaudit/verdicts"),
            Json::parse(R"([{"meaning": "channel-encryption", "verdict": "fail", "checks": 1, "against": 1,
                             "inFavour": 1, "undecided": 0, "suppressed": 1, "files": 0, "unread": 0}])"));
}

TEST(SarifCrosswalks, NameTheirPublisherAndMarkOurs) {
  const auto reference = load_reference(embedded_framework_files(), Tree::framework());
  ASSERT_TRUE(reference.has_value());
  SarifOptions options;
  options.reference = &*reference;
  const Json lines = property_of(run_of(Tree(), options), "CPS.AC-8", "cpsaudit/crosswalks");
  ASSERT_FALSE(lines.empty());
  for (const Json& line : lines) {
    EXPECT_EQ(line["publisher"], std::string(kInformativeMark)) << line;
    EXPECT_NE(line["edition"], "") << line;
    EXPECT_FALSE(line["ids"].empty()) << line;
  }
}

TEST(SarifVerdicts, EachMeaningOfAnIdHasItsOwn) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kAnonymous, "a.c", "set").kind = Kind::kPass;
  const Json found = property_of(run_of(tree), "CPS.AC-8", "cpsaudit/verdicts");
  ASSERT_EQ(found.size(), 2U);
  for (const Json& verdict : found) {
    EXPECT_EQ(verdict["verdict"], verdict["meaning"] == "peer-authentication" ? "pass" : "manual");
  }
}

TEST(SarifVerdicts, ALogForGithubHasNone) {
  SarifOptions options;
  options.profile = SarifProfile::kGithub;
  EXPECT_TRUE(property_of(run_of(Tree(), options), "CPS.DS-2", "cpsaudit/verdicts").is_null());
}

TEST(Sarif, TheSameScanGivesTheSameBytes) {
  const Tree tree = rich_tree();
  keep(tree, "audit");
  SarifOptions options;
  options.language = Language::kJapanese;
  keep(tree, "japanese", options);
  options = {};
  options.profile = SarifProfile::kGithub;
  keep(tree, "github", options);
  EXPECT_EQ(log_of(tree), log_of(rich_tree()));
  EXPECT_TRUE(log_of(tree).ends_with("}\n"));
}

TEST(Sarif, TheBuiltInChecksMakeALogThatIsWhole) {
  auto catalog = load_catalog(embedded_catalog_files());
  if (!catalog) GTEST_SKIP() << "the catalogue does not load; its own tests say why";
  Tree tree;
  tree.catalog = std::move(*catalog);
  keep(tree, "catalogue");
  const Json rules = run_of(tree)["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), tree.catalog.checks.size());
  for (const Json& rule : rules) {
    EXPECT_LE(rule["properties"]["tags"].size(), 10U) << rule["id"];
    EXPECT_GE(rule["relationships"].size(), 3U) << rule["id"];
    EXPECT_FALSE(rule["fullDescription"]["text"].get<std::string>().empty()) << rule["id"];
  }
}

TEST(Sarif, EveryRuleIsListedWhetherOrNotItFoundAnything) {
  const Json driver = run_of(Tree())["tool"]["driver"];
  ASSERT_EQ(driver["rules"].size(), 3U);
  EXPECT_EQ(driver["isComprehensive"], true);
  const Json& rule = driver["rules"][1];
  EXPECT_EQ(rule["id"], "CPSA2011");
  EXPECT_EQ(rule["defaultConfiguration"]["level"], "error");
  EXPECT_EQ(rule["properties"]["security-severity"], "8.1");
  EXPECT_EQ(rule["properties"]["family"], "transport");
  EXPECT_THAT(rule["properties"]["tags"].get<std::vector<std::string>>(),
              ElementsAre("security", "external/cwe/cwe-295", "cpsf/CPS.DS-2"));
  EXPECT_EQ(rule["messageStrings"]["default"]["text"], "'{0}' is set to '{1}'.");
}

TEST(Sarif, ARulePointsAtItsRequirementItsRiskSourceAndItsCwe) {
  const Json run = run_of(Tree());
  std::vector<std::string> targets;
  for (const Json& relationship : run["tool"]["driver"]["rules"][1]["relationships"]) {
    const Json& target = relationship["target"];
    const std::size_t component = target["toolComponent"]["index"];
    const std::size_t index = target["index"];
    EXPECT_EQ(run["taxonomies"][component]["taxa"][index]["id"], target["id"]);
    targets.push_back(target["id"]);
  }
  EXPECT_THAT(targets, ElementsAre("CPS.DS-2", "L1_1_b_DAT", "CWE-295"));
}

TEST(Sarif, TheMessageIsItsStringWithItsArguments) {
  Tree tree;
  tree.file("a.conf", "allow true\n", Syntax::kDirectives);
  tree.finding(Tree::kAnonymous, "a.conf", "true");
  Finding& absent = tree.finding(Tree::kAnonymous, "a.conf", "allow");
  absent.message_id = "absent";
  absent.arguments = {"in another order", "than ours"};
  absent.message = {"'allow' is not set, and 'true' is what version '<2' assumes.",
                    "'allow' が設定されておらず、バージョン '<2' では 'true' とみなされます。"};
  const Json results = run_of(tree)["results"];
  EXPECT_EQ(results[1]["message"]["id"], "default");
  EXPECT_THAT(results[1]["message"]["arguments"].get<std::vector<std::string>>(), ElementsAre("option", "true"));
  EXPECT_EQ(results[0]["message"]["id"], "absent");
  EXPECT_THAT(results[0]["message"]["arguments"].get<std::vector<std::string>>(), ElementsAre("allow", "true", "<2"));
  SarifOptions japanese;
  japanese.language = Language::kJapanese;
  EXPECT_THAT(run_of(tree, japanese)["results"][0]["message"]["arguments"].get<std::vector<std::string>>(),
              ElementsAre("allow", "true", "<2"));
}

TEST(Sarif, AMessageThatNoStringOfTheRuleGivesIsStillToldInOne) {
  Tree tree;
  tree.file("a.conf", "allow true\n", Syntax::kDirectives);
  tree.finding(Tree::kAnonymous, "a.conf", "true").message = {"Something else.", "別の内容です。"};
  const Json message = run_of(tree)["results"][0]["message"];
  EXPECT_EQ(message["id"], "stated");
  EXPECT_EQ(message["text"], "The finding is 'Something else'.");
}

TEST(Sarif, SourceTextThatLooksLikeALinkIsNone) {
  Tree tree;
  tree.file("a.c", "f(handlers[0](1));");
  tree.finding(Tree::kPeer, "a.c", "handlers[0](1)");
  EXPECT_EQ(run_of(tree)["results"][0]["message"]["text"], "'option' is set to 'handlers\\[0](1)'.");
}

TEST(Sarif, ColumnsAreUtf16CodeUnitsAndTheSnippetIsTheTextThere) {
  Tree tree;
  tree.file("a.c", "/* \U0001F512 */ f(0);\n");
  tree.finding(Tree::kPeer, "a.c", "0");
  const Json region = run_of(tree)["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startColumn"], 12);
  EXPECT_EQ(region["endColumn"], 13);
  EXPECT_EQ(region["snippet"]["text"], "0");
}

TEST(Sarif, ASecretIsInNoStringOfTheLog) {
  const std::string log = log_of(rich_tree());
  for (const char* secret : {"hunter2", "s3cr3t-value", "MC4CAQAwBQYDK2VwBCIEIJ"})
    EXPECT_THAT(log, Not(HasSubstr(secret)));
  EXPECT_THAT(log, HasSubstr("redactionTokens"));
}

TEST(Sarif, ASecretIsMarkedAndShowsItsOwnLineAlone) {
  Tree tree;
  tree.file("a.c", "int first;\nchar *pw = \"hunter2-and-more\";\nint last;\n");
  tree.finding(Tree::kPassword, "a.c", "hunter2-and-more");
  const Json result = run_of(tree)["results"][0];
  const Json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["region"]["snippet"]["text"], "[REDACTED]");
  EXPECT_EQ(place["contextRegion"]["snippet"]["text"], "char *pw = \"[REDACTED]\";");
  EXPECT_EQ(result["properties"]["cpsaudit/redacted"], true);
  EXPECT_FALSE(result["partialFingerprints"].contains("primaryLocationLineHash"));
}

TEST(Sarif, ANeighbourOfASecretDoesNotShowIt) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\nchar *pw = \"hunter2-and-more\";\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  tree.finding(Tree::kPassword, "a.c", "hunter2-and-more");
  tree.file("b.c", "login(\"hunter2-and-more\", 0L);\n");
  Finding& finding = tree.finding(Tree::kPeer, "b.c", "login(\"hunter2-and-more\", 0L)");
  finding.message = {"'f' is set to 'hunter2-and-more'.", "'f' が 'hunter2-and-more' に設定されています。"};
  const Json results = run_of(tree)["results"];
  EXPECT_EQ(results[0]["locations"][0]["physicalLocation"]["contextRegion"]["snippet"]["text"], "set(VERIFY, 0L);");
  EXPECT_EQ(results[2]["locations"][0]["physicalLocation"]["region"]["snippet"]["text"], "login(\"[REDACTED]\", 0L)");
  EXPECT_EQ(results[2]["message"]["text"], "'f' is set to '[REDACTED]'.");
}

TEST(Sarif, NothingIsSaidOfRedactionWhenNothingIsRedacted) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  EXPECT_FALSE(run_of(tree).contains("redactionTokens"));
}

TEST(Sarif, AnEmptyValueIsShownWithTheLineAroundIt) {
  Tree tree;
  tree.file("a.conf", "user x\n  password \nport 1\n", Syntax::kDirectives);
  tree.finding(Tree::kPeer, "a.conf", "").place.span = {{2, 12}, {2, 12}};
  const Json region = run_of(tree)["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["snippet"]["text"], "password");
  EXPECT_EQ(region["startColumn"], 3);
}

TEST(Sarif, LinesThatMoveAndMessagesThatChangeLeaveTheFingerprint) {
  Tree before;
  before.file("a.c", "set(VERIFY, 0L);\n");
  before.finding(Tree::kPeer, "a.c", "0L");
  Tree after;
  after.file("a.c", "\n\nint x;\n    set(VERIFY, 0L);\n");
  after.finding(Tree::kPeer, "a.c", "0L").message = {"'x' is set to 'y'.", "'x' が 'y' に設定されています。"};
  const auto own = [](const Tree& tree) {
    return run_of(tree)["results"][0]["partialFingerprints"]["cpsauditFinding/v1"];
  };
  EXPECT_EQ(own(before), own(after));
}

TEST(Sarif, NoTwoResultsHaveOneFingerprint) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L);\nset(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L").anchor = "same";
  tree.finding(Tree::kPeer, "a.c", "0L").anchor = "same";
  const Json results = run_of(tree)["results"];
  EXPECT_NE(results[0]["partialFingerprints"]["cpsauditFinding/v1"],
            results[1]["partialFingerprints"]["cpsauditFinding/v1"]);
}

TEST(Sarif, TheLineHashIsOfTheBytesOfTheFile) {
  Tree tree;
  tree.file("a.c", "\xEF\xBB\xBFset(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L");
  EXPECT_EQ(run_of(tree)["results"][0]["partialFingerprints"]["primaryLocationLineHash"],
            LineHashes("\xEF\xBB\xBFset(VERIFY, 0L);\n").of_line(1));
}

TEST(Sarif, ALoweredFindingHasNoRankBecauseItsRuleSaysAnotherSeverity) {
  Tree tree;
  tree.file("test/a.c", "set(VERIFY, 0L);\nset(VERIFY, 1L);\n");
  Finding& lowered = tree.finding(Tree::kPeer, "test/a.c", "0L");
  lowered.level = Level::kWarning;
  lowered.security_severity = 5.1;
  lowered.lowered = "test";
  tree.finding(Tree::kPeer, "test/a.c", "1L");
  const Json results = run_of(tree)["results"];
  EXPECT_FALSE(results[0].contains("rank"));
  EXPECT_EQ(results[0]["properties"]["cpsaudit/lowered"], "test");
  EXPECT_EQ(results[1]["rank"], 81.0);
}

TEST(Sarif, SuppressionsStandOnEveryResultOfAnAuditLogAndOnNoneForGithub) {
  Tree tree;
  tree.file("a.c", "set(VERIFY, 0L); set(VERIFY, 1L);\n");
  tree.finding(Tree::kPeer, "a.c", "0L").suppression = Suppression{
      Suppression::Source::kInline, Suppression::State::kAccepted, "A test server.", "", {"a.c", {{1, 1}, {1, 2}}}};
  tree.finding(Tree::kPeer, "a.c", "1L");
  const Json audit = run_of(tree)["results"];
  EXPECT_EQ(audit[0]["suppressions"][0]["kind"], "inSource");
  EXPECT_EQ(audit[0]["suppressions"][0]["justification"], "A test server.");
  EXPECT_EQ(audit[1]["suppressions"], Json::array());
  SarifOptions github;
  github.profile = SarifProfile::kGithub;
  const Json results = run_of(tree, github)["results"];
  ASSERT_EQ(results.size(), 1U);
  EXPECT_FALSE(results[0].contains("suppressions"));
}

TEST(Sarif, BeyondGithubsLimitResultsOfOneRuleAndFileArePutTogether) {
  Tree tree;
  std::string text;
  for (int i = 0; i < 5001; ++i) text += "set(VERIFY, 0L);\n";
  tree.file("a.c", text);
  for (std::uint32_t i = 1; i <= 5001; ++i) tree.finding(Tree::kPeer, "a.c", "0L").place.span = {{i, 13}, {i, 15}};
  SarifOptions github;
  github.profile = SarifProfile::kGithub;
  const Json results = run_of(tree, github)["results"];
  ASSERT_EQ(results.size(), 55U);
  std::size_t places = 0;
  for (const Json& result : results) {
    EXPECT_LE(result["relatedLocations"].size(), 100U);
    places += 1 + result["relatedLocations"].size();
  }
  EXPECT_EQ(places, 5001U);
}

TEST(Sarif, WhatGithubWouldDropSilentlyIsSummedUpByRule) {
  Tree tree;
  for (int i = 0; i < 5002; ++i) {
    const std::string path = "f" + std::to_string(i) + ".c";
    tree.file(path, "set(VERIFY, 0L);\n");
    tree.finding(i == 5001 ? Tree::kPeer : Tree::kAnonymous, path, "0L");
  }
  SarifOptions github;
  github.profile = SarifProfile::kGithub;
  const Json run = run_of(tree, github);
  EXPECT_EQ(run["results"].size(), 5000U);
  const Json& notification = run["invocations"][0]["toolExecutionNotifications"][0];
  EXPECT_EQ(notification["descriptor"]["id"], "CPSN0102");
  EXPECT_EQ(notification["message"]["arguments"][1], "3");
  const auto sum = std::find_if(run["results"].begin(), run["results"].end(),
                                [](const Json& r) { return r["message"]["id"] == "sum"; });
  ASSERT_NE(sum, run["results"].end());
  EXPECT_EQ((*sum)["message"]["arguments"], Json({"3", "3"}));
  EXPECT_TRUE(std::any_of(run["results"].begin(), run["results"].end(),
                          [](const Json& r) { return r["ruleId"] == "CPSA2011"; }));
}

TEST(Sarif, AFileThatWasNotReadFailsAStrictRunOnly) {
  Tree tree;
  tree.file("a.yaml", "[", Syntax::kYaml);
  tree.result.notifications = {{"a.yaml", {Problem::Kind::kNotParsed, "the list does not end", {1, 2}}}};
  const Json loose = run_of(tree)["invocations"][0];
  EXPECT_EQ(loose["executionSuccessful"], true);
  EXPECT_EQ(loose["toolExecutionNotifications"][0]["level"], "warning");
  EXPECT_EQ(loose["toolExecutionNotifications"][0]["descriptor"]["id"], "CPSN0003");
  SarifOptions options;
  options.strict = true;
  options.exit_code = 3;
  const Json strict = run_of(tree, options)["invocations"][0];
  EXPECT_EQ(strict["executionSuccessful"], false);
  EXPECT_EQ(strict["exitCode"], 3);
  EXPECT_EQ(strict["toolExecutionNotifications"][0]["level"], "error");
}

TEST(Sarif, ArtifactsAndResultsAreInTheOrderOfTheirUris) {
  Tree tree;
  // 'é' begins with a byte above 'z', but its encoding begins with '%'.
  for (const char* path : {"z.c", "é.c", "a.c"}) {
    tree.file(path, "set(VERIFY, 0L);\n");
    tree.finding(Tree::kPeer, path, "0L");
  }
  const Json run = run_of(tree);
  std::vector<std::string> uris;
  for (const Json& result : run["results"]) {
    const Json& location = result["locations"][0]["physicalLocation"]["artifactLocation"];
    EXPECT_EQ(run["artifacts"][location["index"].get<std::size_t>()]["location"]["uri"], location["uri"]);
    uris.push_back(location["uri"]);
  }
  EXPECT_THAT(uris, ElementsAre("%C3%A9.c", "a.c", "z.c"));
}

TEST(Sarif, BothLanguagesAreInAnAuditLogWhicheverIsTheFirst) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    SarifOptions options;
    options.language = language;
    const Json run = run_of(Tree(), options);
    ASSERT_EQ(run["translations"].size(), 3U);
    const bool ja = language == Language::kJapanese;
    EXPECT_EQ(run["tool"]["driver"]["language"], ja ? "ja" : "en");
    EXPECT_EQ(run["translations"][0]["language"], ja ? "en" : "ja");
    EXPECT_EQ(run["translations"][0]["rules"][0]["shortDescription"]["text"],
              ja ? "Something is open." : "開放されています。");
  }
}

TEST(Sarif, NamesThatAreNotUtf8StayReadableJson) {
  Tree tree;
  tree.file("\x90\xDD.c", "set(VERIFY, 0L);\n");
  tree.finding(Tree::kPeer, "\x90\xDD.c", "0L");
  tree.result.notifications = {{"\x90\xDD.c", {Problem::Kind::kNotParsed, "\xFF", {}}}};
  EXPECT_EQ(run_of(tree)["artifacts"][0]["location"]["uri"], "%90%DD.c");
}

TEST(Sarif, TheRevisionIsNamedWithoutWhoLogsIn) {
  SarifOptions options;
  options.revision = Revision{"https://somebody:t0ken@example.com/a.git", std::string(40, 'a'), "main"};
  const Json provenance = run_of(Tree(), options)["versionControlProvenance"][0];
  EXPECT_EQ(provenance["repositoryUri"], "https://example.com/a.git");
  EXPECT_EQ(provenance["mappedTo"]["uriBaseId"], "SRCROOT");
}

}  // namespace
}  // namespace cpsaudit
