#include "engine/statement_functions.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <vector>

#include "engine/pattern.h"

namespace cpsaudit {
namespace {

bool opens_function(const Node& line) {
  constexpr std::array<std::string_view, 4> kWords = {"def", "function", "func", "fn"};
  if (std::find(kWords.begin(), kWords.end(), line.key) != kWords.end()) return true;
  // `local function f()`, `async def f():`, `x.f = function(a)`, `app.get('/x', (req, res) => {`, `public int f(int a)
  // {`
  static const Pattern before =
      Pattern::compile_later("^(function|def|fn|func)\\b|\\b(function|fn|func)\\b[^(]*\\([^)]*\\)?");
  static const Pattern arrow = Pattern::compile_later("=>\\s*\\{\\s*$");
  static const Pattern method = Pattern::compile_later("^[\\w<>\\[\\], .]*\\b\\w+\\s*\\([^()]*\\)[\\w ,.]*\\{?\\s*$");
  constexpr std::array<std::string_view, 6> kModifiers = {"public", "private",  "protected",
                                                          "static", "override", "internal"};
  const bool is_method = std::find(kModifiers.begin(), kModifiers.end(), line.key) != kModifiers.end();
  return before.found_in(line.value) || arrow.found_in(line.value) || (is_method && method.found_in(line.value));
}

/// A function that is open.
struct Open {
  std::uint32_t column = 0;
  std::uint32_t line = 0;
  /// Of Python: it ends with its indentation; others end with a word or a bracket below their beginning.
  bool by_indentation = false;
};

bool closes(const Open& function, const Node& line, bool opens) {
  const std::uint32_t column = line.key_span.begin.column;
  if (column < function.column) return true;
  if (column > function.column) return false;
  return function.by_indentation || opens || line.key == "end" || line.key.starts_with('}') ||
         line.key.starts_with("end)");
}

}  // namespace

StatementFunctions::StatementFunctions(const Document& document) {
  std::vector<Open> open;
  std::uint32_t last = 0;
  for (const Node& node : document.root.children) {
    const std::uint32_t line = node.key_span.begin.line;
    // The call that a statement is as well.
    if (!node.key_span.known() || line == last) continue;
    last = line;
    const bool opens = opens_function(node);
    const std::size_t before = open.size();
    while (!open.empty() && closes(open.back(), node, opens)) open.pop_back();
    if (opens) open.push_back({node.key_span.begin.column, line, node.key == "def" || node.value.starts_with("def ")});
    if (opens || open.size() != before) changes_[line] = open.empty() ? 0 : open.back().line;
  }
}

std::uint32_t StatementFunctions::function_at(std::uint32_t line) const {
  const auto behind = changes_.upper_bound(line);
  return behind == changes_.begin() ? 0 : std::prev(behind)->second;
}

}  // namespace cpsaudit
