#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run_program.h"

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

TEST(Fixtures, EveryPlantedWeaknessIsFound) {
  const auto rows = table(contents_of(kFixtures + "gateway/EXPECTED.tsv"));
  ASSERT_GT(rows.size(), 60U);
  const auto findings = findings_of("gateway");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string key = rows[i][0] + ":" + rows[i][1] + " " + rows[i][3];
    const auto [first, last] = findings.equal_range(key);
    EXPECT_NE(first, last) << "not found: " << key << " (" << rows[i][2] << ", " << rows[i][4] << ")";
    const bool level = std::any_of(first, last, [&](const auto& finding) { return finding.second == rows[i][6]; });
    EXPECT_TRUE(level || first == last) << key << " should be of level " << rows[i][6];
  }
}

TEST(Fixtures, NothingElseOfWeightIsReported) {
  std::set<std::string> expected;
  for (const auto& row : table(contents_of(kFixtures + "gateway/EXPECTED.tsv"))) {
    expected.insert(row[0] + ":" + row[1] + " " + row[3]);
  }
  for (const auto& [key, level] : findings_of("gateway")) {
    EXPECT_TRUE(level == "note" || expected.contains(key)) << "not expected: " << level << " " << key;
  }
}

TEST(Fixtures, TheHardenedProductHasNoErrorAndNoWarning) {
  for (const auto& [key, level] : findings_of("gateway-hardened")) EXPECT_EQ(level, "note") << key;
}

}  // namespace
}  // namespace cpsaudit::test
