#include "engine/named_expressions.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

namespace cpsaudit {
namespace {

TEST(NamedExpressions, StandForTheirTextInAGroup) {
  const NamedExpressions shared = read_expressions(YAML::Load("{off: 'no|0', never: '^(?&off)$'}"), {});
  const YAML::Node check = YAML::Load(
      "{expressions: {verify: 'verify|check'}, detect: [{field: {field-matches: '(?i)(?&verify)', bad: {text: "
      "'(?&never)'}}}]}");
  expand_expressions(check, shared);
  EXPECT_EQ(check["detect"][0]["field"]["field-matches"].Scalar(), "(?i)(?:verify|check)");
  EXPECT_EQ(check["detect"][0]["field"]["bad"]["text"].Scalar(), "(?:^(?:no|0)$)");
}

TEST(NamedExpressions, WhatNobodyNamedStays) {
  const YAML::Node check = YAML::Load("{detect: [{string: {bad: {matches: '^\\(?&?(\\w+)(?&offf)$'}}}]}");
  expand_expressions(check, {{"off", "0"}});
  EXPECT_EQ(check["detect"][0]["string"]["bad"]["matches"].Scalar(), "^\\(?&?(\\w+)(?&offf)$");
}

}  // namespace
}  // namespace cpsaudit
