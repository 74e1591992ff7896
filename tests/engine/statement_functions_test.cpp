#include "engine/statement_functions.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace cpsaudit {
namespace {

/// A line each: its indentation, its first word and the rest.
Document statements(std::string_view text) {
  Document document;
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    const std::size_t blank = std::min(line.find(' ', first), line.size());
    Node node;
    node.key = line.substr(first, blank - first);
    node.value = blank < line.size() ? line.substr(blank + 1) : "";
    const auto column = static_cast<std::uint32_t>(first + 1);
    node.key_span = {{number, column}, {number, column + static_cast<std::uint32_t>(node.key.size())}};
    document.root.children.push_back(std::move(node));
  }
  return document;
}

TEST(StatementFunctions, InPythonTheyEndWithTheirIndentation) {
  const StatementFunctions functions(
      statements("import os\ndef a(x):\n  y\n  def b():\n    z\n  w\nu\nasync def c():\n  v\n"));
  EXPECT_EQ(functions.function_at(1), 0U);
  EXPECT_EQ(functions.function_at(3), 2U);
  EXPECT_EQ(functions.function_at(5), 4U);
  EXPECT_EQ(functions.function_at(6), 2U);
  EXPECT_EQ(functions.function_at(7), 0U);
  EXPECT_EQ(functions.function_at(9), 8U);
}

TEST(StatementFunctions, InLuaAndJavaScriptWithAWordOrTheNextOne) {
  const StatementFunctions lua(
      statements("local function a()\nx()\nend\ny()\nm.b = function(q)\n  z()\nend\nfunction c()\n  v()\nend\nw()\n"));
  EXPECT_EQ(lua.function_at(2), 1U) << "not indented";
  EXPECT_EQ(lua.function_at(4), 0U);
  EXPECT_EQ(lua.function_at(6), 5U);
  EXPECT_EQ(lua.function_at(9), 8U);
  EXPECT_EQ(lua.function_at(11), 0U);
  const StatementFunctions script(statements(
      "app.get('/a', (req, res) => {\n  run(req)\n});\nlisten()\napp.get('/b', function (req) {\n  q()\n});\n"));
  EXPECT_EQ(script.function_at(2), 1U);
  EXPECT_EQ(script.function_at(4), 0U);
  EXPECT_EQ(script.function_at(6), 5U);
}

}  // namespace
}  // namespace cpsaudit
