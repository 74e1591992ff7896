#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::vector<std::string> errors_of(const std::string& check, const std::string& path = "transport/probe/check.yaml") {
  const std::vector<CatalogFile> files = {{"transport/probe/weakness.yaml", kWeaknessText}, {path, check}};
  const auto catalog = load_catalog(files);
  std::vector<std::string> errors;
  if (catalog) return errors;
  for (const Error& error : catalog.error()) errors.push_back(error.to_string());
  return errors;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

const std::string kGood = check_text("  - setting: {syntax: yaml, key: tls, bad: false}");

TEST(Catalog, AGoodFileLoads) {
  EXPECT_THAT(errors_of(kGood), testing::IsEmpty());
}

TEST(Catalog, EveryErrorNamesItsLineAndWhatWasExpected) {
  const std::pair<std::string, std::string> cases[][2] = {
      {{"key: tls", "kee: tls"}, {"transport/probe/check.yaml:10:", "unknown key 'kee'"}},
      {{"CPSA2011", "CPSA1011"}, {"transport/probe/check.yaml:1:5:", "does not fit the family 'transport'"}},
      {{"8.1", "9.0"}, {":4:", "must not be exactly 9.0"}},
      {{"8.1", "11"}, {":4:", "above 0, to 10"}},
      {{"precision: high", "precision: sure"}, {":5:", "expected one of very-high"}},
      {{"'{what}' がオフです。", "オフです。"}, {":6:", "different placeholders"}},
      {{"\"'{what}' is off.\"", "\"{what} is off.\""}, {":6:", "single quotes"}},
      {{"is off.", "is off"}, {":6:", "full stop"}},
      {{"title: {en: A., ja: あ。}", "title: {en: A.}"}, {":3:", "lacks its translation 'ja'"}},
      {{"syntax: yaml", "syntax: yarml"}, {":10:", "unknown syntax 'yarml'"}},
      {{"syntax: yaml", "software: nobody"}, {":10:", "unknown software 'nobody'"}},
      {{"bad: false", "bad: {matches: '('}"}, {":10:", "no RE2 expression"}},
      {{"bad: false", "bad: {is: secrets}"}, {":10:", "expected one of secret"}},
      {{"good: [{file: a, text: b}]", "good: []"}, {":", "is empty"}},
      {{"at: b", "at: c"}, {":", "stands nowhere"}},
      {{"name: Probe", "name: HTTPProbe"}, {":2:", "PascalCase"}},
  };
  for (const auto& [change, expected] : cases) {
    EXPECT_THAT(errors_of(with(kGood, change.first, change.second)),
                Contains(testing::AllOf(HasSubstr(expected.first), HasSubstr(expected.second))))
        << change.second;
  }
}

TEST(Catalog, APatternThatEveryVariableFitsIsRefused) {
  EXPECT_THAT(errors_of(check_text("  - field: {variable: '.', bad: {text: x}}")),
              Contains(HasSubstr("'variable' fits every name")));
  EXPECT_THAT(errors_of(check_text("  - field: {field-matches: '.*', bad: {text: x}}")),
              Contains(HasSubstr("'field-matches' fits every name")));
  EXPECT_THAT(errors_of(check_text(
                  "  - call: {function: f, unless-called: [{function-matches: '[a-zA-Z]'}], argument: 1, bad: 0}")),
              Contains(HasSubstr("'function-matches' fits every name")));
}

TEST(Catalog, NothingStandsBehindTheExamples) {
  EXPECT_THAT(errors_of(kGood + "references: [\"https://example.com\"]\n"),
              Contains(HasSubstr("expected 'examples' behind all other keys")));
}

TEST(Catalog, AScanReadsNoExamplesOfValidFilesAndAllElse) {
  const std::vector<CatalogFile> files = {{"transport/probe/weakness.yaml", kWeaknessText, true},
                                          {"transport/probe/check.yaml", kGood, true}};
  const auto whole = load_catalog(files);
  const auto scan = load_catalog(files, CatalogUse::kScan);
  ASSERT_TRUE(whole.has_value() && scan.has_value());
  EXPECT_FALSE(whole->checks.front().bad.empty());
  EXPECT_TRUE(scan->checks.front().bad.empty());
  EXPECT_EQ(scan->checks.front().detectors.size(), whole->checks.front().detectors.size());
  EXPECT_EQ(scan->checks.front().security_severity, whole->checks.front().security_severity);
}

TEST(Catalog, AllErrorsAreToldAtOnce) {
  EXPECT_EQ(errors_of(with(with(kGood, "8.1", "9.0"), "name: Probe", "name: probe")).size(), 2U);
}

TEST(Catalog, ACheckNeedsItsWeakness) {
  EXPECT_THAT(errors_of(kGood, "transport/other/check.yaml"), Contains(HasSubstr("expected a weakness.yaml")));
}

TEST(Catalog, FindsChecksByIdAndByName) {
  const Catalog catalog = catalog_of(kGood);
  EXPECT_NE(catalog.find("CPSA2011"), nullptr);
  EXPECT_NE(catalog.find("probe/check"), nullptr);
  EXPECT_EQ(catalog.find("probe/other"), nullptr);
}

TEST(Catalog, TellsTheSourceLayerWhatChecksCareAbout) {
  const Catalog catalog =
      catalog_of(check_text("  - call: {function: WiFi::begin, argument: 2, bad: x, unless-called: [later]}\n"
                            "  - field: {type: cfg_t, field: [\"*.a.skip_check\"], absent: true}\n"
                            "  - macro: {name: 'A_.*', bad: x}"));
  const SourceInterests interests = catalog.source_interests();
  EXPECT_THAT(interests.functions, testing::ElementsAre("begin", "later"));
  EXPECT_THAT(interests.fields, testing::ElementsAre("skip_check"));
  EXPECT_THAT(interests.records, testing::ElementsAre("cfg_t"));
  EXPECT_THAT(interests.names, testing::ElementsAre("^(A_.*)$"));
}

}  // namespace
}  // namespace cpsaudit::test
