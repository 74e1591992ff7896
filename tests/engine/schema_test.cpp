#include "engine/schema.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace cpsaudit {
namespace {

TEST(Schema, IsJsonAndNamesEveryMatcher) {
  const auto schema = nlohmann::json::parse(check_schema());
  const auto& detector = schema["$defs"]["detector"]["properties"];
  for (const char* kind :
       {"setting", "command", "call", "field", "macro", "string", "constant-return", "missing-call"}) {
    EXPECT_TRUE(detector.contains(kind)) << kind;
  }
  EXPECT_EQ(nlohmann::json::parse(weakness_schema())["title"], "weakness");
  EXPECT_EQ(nlohmann::json::parse(dialect_schema())["title"], "dialect");
}

}  // namespace
}  // namespace cpsaudit
