#include <gtest/gtest.h>

#include "engine/catalog.h"

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

}  // namespace
}  // namespace cpsaudit
