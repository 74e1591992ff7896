#include "mapping/check_links.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(CheckLinks, ChecksInARowAreNamedByTheirEnds) {
  Catalog catalog;
  catalog.weaknesses.emplace_back();
  catalog.weaknesses.front().id = "peer-not-verified";
  for (const char* id : {"CPSA2011", "CPSA2012", "CPSA2013", "CPSA2019", "CPSA2020", "CPSA2121"}) {
    catalog.checks.emplace_back();
    catalog.checks.back().id = id;
  }
  EXPECT_EQ(CheckLinks(catalog, Framework()).list({0}),
            "`peer-not-verified` (CPSA2011–CPSA2013, CPSA2019, CPSA2020, CPSA2121)");
}

TEST(RelatesTo, KnowsEverythingThatARowStandsIn) {
  Weakness weakness;
  weakness.rows = {{"L3_3_a_SYS.3", "CPS.AC-8", "peer-authentication"}};
  for (const char* id : {"CPS.AC-8", "peer-authentication", "L3_3_a_SYS.3", "L3_3_a_SYS", "L3_3_a", "L3"}) {
    EXPECT_TRUE(relates_to(weakness, id)) << id;
  }
  for (const char* id : {"", "L", "L3_3", "L3_3_a_S", "L3_3_a_SYS.", "CPS.AC", "L2", "AC-8"}) {
    EXPECT_FALSE(relates_to(weakness, id)) << id;
  }
}

}  // namespace
}  // namespace cpsaudit
