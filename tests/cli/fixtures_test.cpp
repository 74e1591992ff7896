#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run_program.h"
#include "core/text.h"

namespace cpsaudit::test {
namespace {

const std::string kFixtures = std::string(CPSAUDIT_SOURCE_DIR) + "/fixtures/";

std::vector<std::vector<std::string>> table(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> cells;
    std::istringstream cell_stream(line);
    for (std::string cell; std::getline(cell_stream, cell, '\t');) cells.push_back(cell);
    rows.push_back(std::move(cells));
  }
  return rows;
}

/// "path:line check" of every failing result, with its level.
std::multimap<std::string, std::string> findings_of(const std::string& fixture) {
  const Outcome outcome = run("scan '" + kFixtures + fixture + "' --sarif - --fail-on never");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto log = nlohmann::json::parse(outcome.out);
  std::multimap<std::string, std::string> findings;
  for (const auto& result : log["runs"][0]["results"]) {
    if (result["kind"] != "fail") continue;
    const auto& rule = log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()];
    const auto& place = result["locations"][0]["physicalLocation"];
    findings.emplace(place["artifactLocation"]["uri"].get<std::string>() + ":" +
                         std::to_string(place["region"]["startLine"].get<int>()) + " " +
                         rule["properties"]["weakness"].get<std::string>(),
                     result["level"].get<std::string>());
  }
  return findings;
}

/// A row of EXPECTED.tsv (fixtures/README.md).
struct Planted {
  std::string path;
  std::string line;
  std::string text;
  std::string weakness;
  /// error, warning, note, or "also": true, and need not be reported.
  std::string level;

  std::string key() const { return path + ":" + line + " " + weakness; }
};

std::vector<Planted> planted() {
  std::vector<Planted> rows;
  for (const auto& cells : table(contents_of(kFixtures + "gateway/EXPECTED.tsv"))) {
    if (cells.at(0) != "path") rows.push_back({cells.at(0), cells.at(1), cells.at(2), cells.at(3), cells.at(6)});
  }
  return rows;
}

TEST(Fixtures, EveryExpectedTextStandsOnItsLine) {
  for (const Planted& row : planted()) {
    const auto text = Text::decode(contents_of(kFixtures + "gateway/" + row.path));
    ASSERT_TRUE(text.has_value()) << row.path;
    EXPECT_NE(text->line(std::stoul(row.line)).find(row.text), std::string_view::npos) << row.key();
  }
}

TEST(Fixtures, EveryPlantedWeaknessIsFound) {
  const auto findings = findings_of("gateway");
  std::size_t required = 0;
  for (const Planted& row : planted()) {
    if (row.level == "also") continue;
    ++required;
    const auto [first, last] = findings.equal_range(row.key());
    EXPECT_NE(first, last) << "not found: " << row.key() << " " << row.text;
    const bool level = std::any_of(first, last, [&](const auto& finding) { return finding.second == row.level; });
    EXPECT_TRUE(level || first == last) << row.key() << " should be of level " << row.level;
  }
  EXPECT_GE(required, 60U);
}

TEST(Fixtures, NothingElseOfWeightIsReported) {
  std::set<std::string> expected;
  for (const Planted& row : planted()) expected.insert(row.key());
  for (const auto& [key, level] : findings_of("gateway")) {
    EXPECT_TRUE(level == "note" || expected.contains(key)) << "not expected: " << level << " " << key;
  }
}

TEST(Fixtures, TheHardenedProductHasNoErrorAndNoWarning) {
  for (const auto& [key, level] : findings_of("gateway-hardened")) EXPECT_EQ(level, "note") << key;
}

}  // namespace
}  // namespace cpsaudit::test
