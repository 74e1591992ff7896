#include <gtest/gtest.h>

#include "engine/catalog.h"

namespace cpsaudit {
namespace {

TEST(EmbeddedCatalog, EveryCheckFileLoads) {
  const auto catalog = load_catalog(embedded_catalog_files());
  if (catalog) return;
  for (const Error& error : catalog.error()) ADD_FAILURE() << error.to_string();
}

}  // namespace
}  // namespace cpsaudit
