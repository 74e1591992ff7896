#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <tuple>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/scan.h"
#include "core/printable.h"
#include "engine/call_flow.h"

namespace cpsaudit {
namespace {

/// How the places in which one name stands became facts.
struct Count {
  std::array<std::size_t, 3> by_reach = {};
  std::size_t usable = 0;

  std::size_t all() const { return std::accumulate(by_reach.begin(), by_reach.end(), std::size_t{0}); }
  void add(Reach reach, bool is_usable) {
    ++by_reach[static_cast<std::size_t>(reach)];
    usable += is_usable ? 1 : 0;
  }
  void add(const Count& other) {
    for (std::size_t i = 0; i < by_reach.size(); ++i) by_reach[i] += other.by_reach[i];
    usable += other.usable;
  }
};

/// Something can be said of it: what it is, what it is called, or who says what it is.
bool is_usable(const Value& value) {
  return !value.constants.empty() || !value.symbols.empty() || !value.parameters.empty() || !value.object.empty();
}

bool is_usable(const Call& call, const CallUses& uses) {
  const CallInterest* interest = uses.named(call.name);
  if (interest == nullptr) return true;
  return std::all_of(interest->arguments.begin(), interest->arguments.end(), [&](unsigned number) {
    if (number == 0 || number > call.arguments.size()) return true;
    return is_usable(call.arguments[number - 1]);
  });
}

using Table = std::map<std::pair<std::string, std::string>, Count>;

/// Counts the places of a tree, and keeps those that did not get as far as they might have.
struct Counter {
  const CallUses& uses;
  Table table;
  std::string left_behind;

  void count(const FileFacts& file) {
    for (const Call& call : file.source->calls) {
      add(file, "call", call.name, call.place.reach, is_usable(call, uses), call.callee_span);
    }
    for (const FieldInit& field : file.source->fields) {
      const std::string name = field.field.empty() ? field.variable : field.field.substr(field.field.rfind('.') + 1);
      add(file, field.field.empty() ? "variable" : "field", name, field.place.reach, is_usable(field.value),
          field.name_span);
    }
    for (const MacroDefinition& macro : file.source->macros) {
      // A bare definition says all there is.
      const bool usable = macro.value.text.empty() || is_usable(macro.value);
      add(file, "macro", macro.name, macro.place.reach, usable, macro.name_span);
    }
  }

 private:
  void add(const FileFacts& file, const char* kind, const std::string& name, Reach reach, bool usable,
           const Span& span) {
    table[{kind, name}].add(reach, usable);
    if (reach != Reach::kToken && usable) return;
    left_behind += fmt::format("{}:{}:{}: {} {}:{}{}\n", printable(file.path), span.begin.line, span.begin.column, kind,
                               printable(name), reach == Reach::kToken ? " token" : "", usable ? "" : " unusable");
  }
};

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string row(const std::string& kind, const std::string& name, const Count& count) {
  const std::size_t all = count.all();
  return fmt::format("{:<9} {:<44} {:>7} {:>7} {:>9} {:>7} {:>7}\n", kind, printable(name), all, count.by_reach[0],
                     count.by_reach[1], count.by_reach[2], count.usable);
}

std::string totals(const std::string& kind, const Count& count) {
  const std::size_t all = count.all();
  const std::size_t tree = count.by_reach[0] + count.by_reach[1];
  return fmt::format("{:<9} {:>7} in the text, {:5.1f} % in the syntax tree ({:5.1f} % resolved), {:5.1f} % usable\n",
                     kind, all, percent(tree, all), percent(count.by_reach[0], all), percent(count.usable, all));
}

}  // namespace

int reach_command(const Catalog& catalog, const std::string& folder, unsigned jobs, ReachOutput wanted) {
  ScanOptions options;
  options.paths = {folder};
  options.jobs = jobs;
  auto tree = read_tree(catalog, options, {});
  if (!tree) return complain(tree.error().to_string());
  std::vector<std::size_t> checks(catalog.checks.size());
  std::iota(checks.begin(), checks.end(), 0U);
  const SourceIndex index(tree->files);
  const CallUses uses(catalog, catalog.known, checks, index);
  Counter counter{uses, {}, {}};
  for (const FileFacts& file : tree->files) {
    if (file.source) counter.count(file);
  }
  const Table& table = counter.table;

  std::vector<Table::const_iterator> rows;
  for (auto at = table.begin(); at != table.end(); ++at) rows.push_back(at);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a->second.all() > b->second.all(); });
  std::string output = fmt::format("{:<9} {:<44} {:>7} {:>7} {:>9} {:>7} {:>7}\n", "kind", "name", "text", "ast",
                                   "recovered", "token", "usable");
  std::map<std::string, Count> kinds;
  Count whole;
  for (const auto& at : rows) {
    output += row(at->first.first, at->first.second, at->second);
    kinds[at->first.first].add(at->second);
    whole.add(at->second);
  }
  output += '\n';
  for (const auto& [kind, count] : kinds) output += totals(kind, count);
  output += totals("all", whole);
  if (wanted == ReachOutput::kPlaces) output += "\n" + counter.left_behind;
  const auto written = write_output("-", output);
  return written ? kClean : complain(written.error().to_string());
}

}  // namespace cpsaudit
