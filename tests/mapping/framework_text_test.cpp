#include "mapping/framework_text.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "core/digest.h"
#include "mapping/loaded.h"

namespace cpsaudit {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

/// Two weaknesses that meet in one incident.
const Catalog& sample_catalog() {
  static const Catalog catalog = [] {
    Catalog sample;
    Weakness peer;
    peer.id = "peer-not-verified";
    peer.name = {"TLS peer is not verified", "TLSの接続相手が検証されない"};
    peer.family = "transport";
    peer.cwe = {295};
    peer.rows = {{"L3_3_a_SYS.3", "CPS.AC-8", "peer-authentication"},
                 {"L1_1_b_DAT.1", "CPS.DS-2", "channel-encryption"}};
    peer.why = {"Anybody can pose as the server.", "誰でもサーバになりすませます。"};
    Weakness cleartext;
    cleartext.id = "cleartext-protocol";
    cleartext.name = {"Data travels in the clear", "データが平文で送られる"};
    cleartext.family = "transport";
    cleartext.cwe = {319};
    cleartext.rows = {{"L1_1_b_DAT.1", "CPS.DS-2", "channel-encryption"}};
    cleartext.why = {"Anybody on the way reads along.", "経路上の誰でも読めます。"};
    sample.weaknesses = {cleartext, peer};
    Check check;
    check.id = "CPSA2011";
    check.name = "LibcurlPeerNotVerified";
    check.weakness = 1;
    check.technology = "libcurl";
    check.title = {"libcurl is told to accept any server.", "libcurlが任意のサーバを受け入れる設定です。"};
    sample.checks.push_back(check);
    check.id = "CPSA2073";
    check.name = "MosquittoCleartext";
    check.weakness = 0;
    check.technology = "mosquitto";
    sample.checks.push_back(check);
    return sample;
  }();
  return catalog;
}

std::string text_of(FrameworkQuery query) {
  const auto text = framework_text(query, loaded_framework(), loaded_reference(), sample_catalog());
  EXPECT_TRUE(text.has_value()) << text.error().to_string();
  return text.value_or("");
}

std::string shown(std::string id, Language language = Language::kEnglish) {
  return text_of({.what = "show", .id = std::move(id), .format = "text", .language = language});
}

TEST(FrameworkRows, AreTheRowsOfTheDraftByteForByte) {
  const std::string rows = text_of({.what = "rows", .id = {}, .format = "tsv"});
  EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 418);
  EXPECT_THAT(rows, testing::StartsWith(std::string(kRowsHeader) + "\n1\t1_1\t1\tL1_1_a_ORG\tORG\t1\t1\tCPS.BE-2\n"));
  EXPECT_EQ(sha256_hex(rows), "a18303dbb2f51f3930eae0b7acd3d524692ceb7251b9ebd1b63060b230f86aee");
}

TEST(FrameworkRows, AnUnknownFormatIsRefusedWithTheOnesThereAre) {
  const auto text = framework_text({.what = "rows", .id = {}, .format = "oscal"}, loaded_framework(),
                                   loaded_reference(), sample_catalog());
  ASSERT_FALSE(text.has_value());
  EXPECT_THAT(text.error().message, HasSubstr("tsv, json, markdown"));
}

TEST(FrameworkRequirements, AreListedInEveryFormatAndBothLanguages) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string table = text_of({.what = "requirements", .id = {}, .format = "tsv", .language = language});
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 115);
    const Json json = Json::parse(text_of({.what = "requirements", .id = {}, .format = "json", .language = language}));
    EXPECT_EQ(json["requirements"].size(), 114U);
    EXPECT_THAT(text_of({.what = "requirements", .id = {}, .format = "markdown", .language = language}),
                HasSubstr("| CPS.DS-9, CPS.DS-10 | boot-integrity |"));
  }
}

TEST(FrameworkShow, ExplainsAnIdWithTwoMeanings) {
  EXPECT_THAT(shown("CPS.AC-8"),
              AllOf(HasSubstr("prints 2 different requirements"), HasSubstr("## `deny-by-default`"),
                    HasSubstr("## `peer-authentication`"), HasSubstr("CPSA2011"), HasSubstr("- A1: ")));
}

TEST(FrameworkShow, FindsAnIdHoweverItIsTyped) {
  EXPECT_EQ(shown("cps.ac-8"), shown("CPS.AC-8"));
  EXPECT_EQ(shown("AC-8"), shown("CPS.AC-8"));
  EXPECT_EQ(shown("l3_3_A_sys.3"), shown("L3_3_a_SYS.3"));
  EXPECT_EQ(shown("peer-not-verified/libcurl"), shown("CPSA2011"));
}

TEST(FrameworkShow, WalksFromACheckToTheLayerAndBackToItsNeighbours) {
  const std::string check = shown("CPSA2011", Language::kJapanese);
  EXPECT_THAT(check, AllOf(HasSubstr("CPS.AC-8 `peer-authentication`"), HasSubstr("L1_1_b"),
                           HasSubstr("`cleartext-protocol` (CPSA2073)")));
  EXPECT_THAT(shown("L1_1_b", Language::kJapanese), AllOf(HasSubstr("CPSA2011"), HasSubstr("CPSA2073")));
  EXPECT_THAT(shown("L1", Language::kJapanese),
              HasSubstr("`cleartext-protocol` (CPSA2073); `peer-not-verified` (CPSA2011)"));
}

TEST(FrameworkShow, SaysHowToListWhatAScanFindsOfIt) {
  EXPECT_THAT(shown("L3_3_a"), HasSubstr("cpsaudit scan PATH --select L3_3_a"));
  EXPECT_THAT(shown("CPS.BE-1"), Not(HasSubstr("--select")));
}

TEST(FrameworkShow, KnowsEveryKindOfThing) {
  for (const char* id : {"CPS.DS-10", "boot-integrity", "L2_3_b_SYS", "L2_3_b_SYS.1", "L2_3_b", "2_2", "2_common", "L2",
                         "SYS", "DS", "altered-in-transit", "3-3", "risk-source", "A1", "CWE-295", "PR.DS-2", "5.5-1",
                         "CPSA2011", "peer-not-verified"}) {
    for (const Language language : {Language::kEnglish, Language::kJapanese}) {
      EXPECT_THAT(shown(id, language), AllOf(testing::StartsWith("# "), EndsWith("\n"), Not(EndsWith("\n\n")))) << id;
    }
  }
}

TEST(FrameworkShow, NamesAVersionOneIdOnlyWhereItIsProven) {
  EXPECT_THAT(shown("data-exchange-agreement"), HasSubstr("Id in version 1.0: CPS.DS-1 (proven)"));
  EXPECT_THAT(shown("channel-encryption"), AllOf(HasSubstr("not proven"), Not(HasSubstr("CPS.DS-3"))));
}

TEST(FrameworkShow, MarksOurOwnMappings) {
  EXPECT_THAT(shown("peer-authentication"), HasSubstr("ETSI EN 303 645 [cpsaudit mapping (informative)"));
  EXPECT_THAT(shown("CWE-319"), HasSubstr("[MITRE; CWE 4.19.1"));
}

TEST(FrameworkShow, WalksBackFromAnotherScheme) {
  EXPECT_THAT(shown("PR.DS-2"), AllOf(HasSubstr("CPS.DS-2 `channel-encryption`"), HasSubstr("[NIST; ")));
  EXPECT_THAT(shown("CWE-295"), AllOf(HasSubstr("CPS.AC-8 `peer-authentication`"), HasSubstr("CPSA2011")));
}

TEST(FrameworkShow, RefusesAnIdOfNothing) {
  const auto text =
      show_text("CPS.DS-14", loaded_framework(), loaded_reference(), sample_catalog(), Language::kEnglish);
  ASSERT_FALSE(text.has_value());
  EXPECT_THAT(text.error().message, HasSubstr("'CPS.DS-14'"));
}

TEST(FrameworkCoverage, SaysWhatIsCoveredWhatIsMissingAndWhatIsManual) {
  const std::string text = text_of({.what = "coverage", .id = {}, .format = "markdown"});
  EXPECT_THAT(text, HasSubstr("2 checks for 2 weaknesses speak to 2 of them"));
  EXPECT_THAT(text, HasSubstr("no finding does not mean"));
  EXPECT_THAT(text, HasSubstr("| L3 Connections in cyberspace | 0 / 1 / 8 |"));
  EXPECT_THAT(text, HasSubstr("| `peer-not-verified` (1) |"));
  const std::string gaps = text.substr(text.find("## Known gaps"));
  EXPECT_THAT(gaps, HasSubstr("- CPS.AC-1 `credential-management`"));
  EXPECT_THAT(gaps.substr(0, gaps.find("## What no file")), Not(HasSubstr("peer-authentication")));
  EXPECT_THAT(gaps, HasSubstr("- CPS.AT-1 `staff-training`"));
}

TEST(FrameworkCoverage, GivesProgramsTheSameFiguresAsReaders) {
  const Json json = Json::parse(text_of({.what = "coverage", .id = {}, .format = "json"}));
  EXPECT_EQ(json["requirements"].size(), 114U);
  EXPECT_EQ(json["matrix"].size(), 18U);
  std::size_t spoken_to = 0;
  for (const Json& requirement : json["requirements"]) spoken_to += requirement["checks"].empty() ? 0 : 1;
  EXPECT_EQ(spoken_to, 2U);
  const std::string table = text_of({.what = "coverage", .id = {}, .format = "tsv"});
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 115);
}

TEST(FrameworkCoverage, NeverClaimsConformance) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string text = text_of({.what = "coverage", .id = {}, .format = "markdown", .language = language});
    EXPECT_THAT(text,
                AllOf(Not(HasSubstr("compliant")), Not(HasSubstr("conforms to")), Not(HasSubstr("準拠している"))));
  }
}

TEST(FrameworkExport, JsonHoldsTheWholeModel) {
  const Json json = Json::parse(text_of({.what = "export", .id = {}, .format = "json"}));
  EXPECT_EQ(json["layers"].size(), 3U);
  EXPECT_EQ(json["elements"].size(), 6U);
  EXPECT_EQ(json["functions"].size(), 10U);
  EXPECT_EQ(json["incidents"].size(), 27U);
  EXPECT_EQ(json["vulnerabilities"].size(), 89U);
  EXPECT_EQ(json["requirements"].size(), 103U);
  EXPECT_EQ(json["meanings"].size(), 114U);
  EXPECT_EQ(json["anomalies"].size(), 87U);
  std::size_t rows = 0;
  for (const Json& vulnerability : json["vulnerabilities"]) {
    for (const Json& statement : vulnerability["statements"]) rows += statement["requirements"].size();
  }
  EXPECT_EQ(rows, 417U);
}

/// All values of `key`, however deep.
void collect(const Json& json, const std::string& key, std::vector<std::string>& values) {
  if (json.is_object() && json.contains(key) && json[key].is_string()) values.push_back(json[key]);
  for (const Json& child : json) {
    if (child.is_structured()) collect(child, key, values);
  }
}

TEST(FrameworkExport, OscalIsACatalogueWithOneControlForEachMeaning) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const Json catalog =
        Json::parse(text_of({.what = "export", .id = {}, .format = "oscal", .language = language}))["catalog"];
    for (const char* key : {"title", "last-modified", "version", "oscal-version"}) {
      EXPECT_TRUE(catalog["metadata"].contains(key)) << key;
    }
    EXPECT_EQ(catalog["metadata"]["oscal-version"], "1.1.2");
    EXPECT_EQ(catalog["groups"].size(), 20U);
    std::size_t controls = 0;
    std::size_t sources = 0;
    for (const Json& group : catalog["groups"]) {
      for (const Json& control : group["controls"]) {
        ++controls;
        EXPECT_FALSE(control["title"].get<std::string>().empty());
        EXPECT_EQ(control["parts"][0]["name"], "statement");
        for (const Json& property : control["props"]) sources += property["name"] == "risk-source" ? 1 : 0;
      }
    }
    EXPECT_EQ(controls, 114U);
    EXPECT_EQ(sources, 417U);
  }
}

TEST(FrameworkExport, OscalIdsAreTokensAndStandOnce) {
  const Json catalog = Json::parse(text_of({.what = "export", .id = {}, .format = "oscal"}))["catalog"];
  std::vector<std::string> ids;
  collect(catalog["groups"], "id", ids);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
  const std::regex token("[A-Za-z_][A-Za-z0-9_.-]*");
  for (const char* key : {"class", "name", "rel"}) collect(catalog["groups"], key, ids);
  for (const std::string& id : ids) EXPECT_TRUE(std::regex_match(id, token)) << id;
  std::vector<std::string> guids;
  collect(catalog, "uuid", guids);
  EXPECT_EQ(std::set<std::string>(guids.begin(), guids.end()).size(), guids.size());
}

TEST(FrameworkExport, IsTheSameEveryTime) {
  for (const char* format : {"json", "oscal", "markdown", "tsv"}) {
    EXPECT_EQ(text_of({.what = "export", .id = {}, .format = format}),
              text_of({.what = "export", .id = {}, .format = format}))
        << format;
  }
}

TEST(FrameworkGuids, AreStable) {
  EXPECT_EQ(framework_guid(), "35fc19a3-1856-5568-8f9f-db4625028872");
  EXPECT_EQ(guid_of("CPS.AC-8"), "89aff600-8ad0-55f3-8607-6a432a833079");
  EXPECT_EQ(guid_of("L3_3_a_SYS"), "1de6c64b-beb6-569d-9692-7585cb7d2bc5");
  EXPECT_EQ(guid_of("L2"), "c4646fea-19a6-5274-ad2f-1e01a78bf516");
  EXPECT_EQ(guid_of("peer-authentication"), "a069c500-669f-5d05-ba0f-bc88994370df");
}

TEST(FrameworkGuids, OfTheWholeModelDigestToTheSameFigure) {
  const Framework& framework = loaded_framework();
  std::string all;
  std::set<std::string> distinct;
  const auto add = [&](const auto& records) {
    for (const auto& record : records) {
      all += record.id + ' ' + guid_of(record.id) + '\n';
      EXPECT_TRUE(distinct.insert(guid_of(record.id)).second) << record.id;
    }
  };
  add(framework.layers);
  add(framework.elements);
  add(framework.functions);
  add(framework.incidents);
  add(framework.vulnerabilities);
  add(framework.statements);
  add(framework.categories);
  add(framework.requirements);
  add(framework.meanings);
  EXPECT_EQ(sha256_hex(all), "2c928593a69bb0aaf091f2dde462dbe698ec456c6f5dd51cc4ce9cd1d740d017");
}

}  // namespace
}  // namespace cpsaudit
