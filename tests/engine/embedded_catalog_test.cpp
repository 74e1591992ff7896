#include <gtest/gtest.h>

#include "engine/catalog.h"
#include "engine/good_state.h"

namespace cpsaudit {
namespace {

TEST(EmbeddedCatalog, EveryCheckFileLoads) {
  const auto catalog = load_catalog(embedded_catalog_files());
  if (catalog) return;
  for (const Error& error : catalog.error()) ADD_FAILURE() << error.to_string();
}

TEST(EmbeddedCatalog, EveryWeaknessSaysWhyItsGrade) {
  const auto catalog = load_catalog(embedded_catalog_files());
  ASSERT_TRUE(catalog.has_value());
  for (const Weakness& weakness : catalog->weaknesses) EXPECT_FALSE(weakness.grade_why.empty()) << weakness.id;
}

TEST(EmbeddedCatalog, EveryDetectorKnowsItsGoodStateOrSaysWhyThereIsNone) {
  const auto catalog = load_catalog(embedded_catalog_files());
  ASSERT_TRUE(catalog.has_value());
  for (const Check& check : catalog->checks) {
    for (std::size_t i = 0; i < check.detectors.size(); ++i) {
      EXPECT_NE(good_state_of(check, i), GoodState::kUnsaid) << check.file << ':' << check.detectors[i].where.line;
    }
  }
}

}  // namespace
}  // namespace cpsaudit
