#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "mapping/readers.h"
#include "mapping/table.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kStatementHeader = "statement\ten\tja";
constexpr std::string_view kMeaningHeader = "row\tstatement\trequirement\tmeaning";

/// 0 when `text` is not a plain number.
unsigned number_of(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

void add_once(std::vector<std::size_t>& list, std::size_t value) {
  const auto place = std::lower_bound(list.begin(), list.end(), value);
  if (place == list.end() || *place != value) list.insert(place, value);
}

void append(std::string& text, std::string_view more, std::string_view separator) {
  if (!text.empty()) text += separator;
  text += more;
}

/// "CPS.AC-8" in its parts; the number is 0 when the id has another shape.
struct RequirementId {
  std::string_view category;
  unsigned number = 0;
};

RequirementId parse_requirement(std::string_view id) {
  const std::size_t dash = id.rfind('-');
  if (!id.starts_with("CPS.") || dash == std::string_view::npos) return {};
  return {id.substr(4, dash - 4), number_of(id.substr(dash + 1))};
}

class RowReader {
 public:
  RowReader(Framework& framework, std::vector<Error>& errors) : framework_(framework), errors_(errors) {}

  void read_requirement_ids(const std::vector<TableRow>& rows, std::string_view file) {
    const IdIndex categories(framework_.categories);
    std::set<std::string_view> seen;
    for (const TableRow& row : rows) {
      const std::string_view id = row.cells[7];
      if (!seen.insert(id).second) continue;
      const RequirementId parts = parse_requirement(id);
      const std::size_t* category = categories.find(parts.category);
      if (parts.number == 0 || category == nullptr) {
        errors_.push_back(
            {fmt::format("'{}' is no requirement id of a known category", id), std::string(file), {row.line, 1}});
        continue;
      }
      Requirement requirement;
      requirement.id = id;
      requirement.category = *category;
      framework_.requirements.push_back(std::move(requirement));
    }
    std::sort(framework_.requirements.begin(), framework_.requirements.end(),
              [](const Requirement& left, const Requirement& right) {
                if (left.category != right.category) return left.category < right.category;
                return parse_requirement(left.id).number < parse_requirement(right.id).number;
              });
  }

  void read(const std::vector<TableRow>& rows, std::string_view file) {
    const IdIndex statements(framework_.statements);
    const IdIndex requirements(framework_.requirements);
    for (const TableRow& cells : rows) {
      const std::string label = fmt::format("{}.{}", cells.cells[3], cells.cells[5]);
      const std::size_t* statement = statements.find(label);
      const std::size_t* requirement = requirements.find(cells.cells[7]);
      if (statement == nullptr || requirement == nullptr) {
        errors_.push_back(
            {fmt::format("the statement '{}' or the requirement '{}' does not exist", label, cells.cells[7]),
             std::string(file),
             {cells.line, 1}});
        continue;
      }
      Row row;
      row.number = static_cast<unsigned>(framework_.rows.size() + 1);
      row.statement = *statement;
      row.sequence = number_of(cells.cells[6]);
      row.requirement = *requirement;
      check(cells, row, file);
      framework_.statements[*statement].rows.push_back(framework_.rows.size());
      framework_.requirements[*requirement].rows.push_back(framework_.rows.size());
      framework_.rows.push_back(row);
    }
  }

  void read_meanings(const std::vector<TableRow>& table, std::string_view file) {
    const IdIndex meanings(framework_.meanings);
    if (table.size() != framework_.rows.size()) {
      errors_.push_back({fmt::format("{} rows, expected {}", table.size(), framework_.rows.size()), std::string(file)});
    }
    for (std::size_t i = 0; i < std::min(table.size(), framework_.rows.size()); ++i) {
      const TableRow& cells = table[i];
      Row& row = framework_.rows[i];
      const std::size_t* meaning = meanings.find(cells.cells[3]);
      if (number_of(cells.cells[0]) != row.number || cells.cells[1] != framework_.statements[row.statement].id ||
          cells.cells[2] != framework_.requirements[row.requirement].id || meaning == nullptr) {
        errors_.push_back({fmt::format("row {} is not '{}' '{}', or there is no meaning '{}'", row.number,
                                       cells.cells[1], cells.cells[2], cells.cells[3]),
                           std::string(file),
                           {cells.line, 1}});
        continue;
      }
      row.meaning = *meaning;
      framework_.meanings[*meaning].rows.push_back(i);
      add_once(framework_.meanings[*meaning].requirements, row.requirement);
    }
  }

 private:
  /// The columns that say again what the ids say.
  void check(const TableRow& cells, const Row& row, std::string_view file) {
    const Vulnerability& vulnerability = framework_.vulnerability_of(framework_.statements[row.statement]);
    const Incident& incident = framework_.incident_of(vulnerability);
    const Function& function = framework_.function_of(incident);
    if ("L" + std::string(cells.cells[0]) != framework_.layers[function.layer].id || cells.cells[1] != function.id ||
        number_of(cells.cells[2]) != incident.number || cells.cells[4] != framework_.element_of(vulnerability).id ||
        row.sequence == 0) {
      errors_.push_back({fmt::format("layer, function, incident or element do not fit '{}'", vulnerability.id),
                         std::string(file),
                         {cells.line, 1}});
    }
  }

  Framework& framework_;
  std::vector<Error>& errors_;
};

/// Meanings of one id, the one with the most rows first, slips of the pen last.
void order_meanings(Requirement& requirement, std::size_t own, const Framework& framework) {
  const auto weight = [&](std::size_t meaning) {
    const std::vector<std::size_t>& slips = framework.meanings[meaning].misprinted_under;
    if (std::find(slips.begin(), slips.end(), own) != slips.end()) return std::ptrdiff_t{-1};
    return std::count_if(requirement.rows.begin(), requirement.rows.end(),
                         [&](std::size_t row) { return framework.rows[row].meaning == meaning; });
  };
  std::stable_sort(requirement.meanings.begin(), requirement.meanings.end(),
                   [&](std::size_t left, std::size_t right) { return weight(left) > weight(right); });
}

void describe(Requirement& requirement, std::size_t own, const Framework& framework) {
  for (const std::size_t index : requirement.meanings) {
    const Meaning& meaning = framework.meanings[index];
    const std::vector<std::size_t>& slips = meaning.misprinted_under;
    if (std::find(slips.begin(), slips.end(), own) != slips.end()) continue;
    append(requirement.title.en, meaning.title.en, " / ");
    append(requirement.title.ja, meaning.title.ja, " / ");
    append(requirement.text.en, meaning.text.en, " / ");
    append(requirement.text.ja, meaning.text.ja, " / ");
    requirement.decidable = std::max(requirement.decidable, meaning.decidable);
  }
}

}  // namespace

void read_statements(const FrameworkFile& file, Framework& framework, std::vector<Error>& errors) {
  const IdIndex incidents(framework.incidents);
  const IdIndex elements(framework.elements);
  for (const TableRow& row : read_table(file.path, file.text, kStatementHeader, errors)) {
    const std::string_view label = row.cells[0];
    const std::string_view id = label.substr(0, label.rfind('.'));
    const std::size_t cut = std::min(id.rfind('_'), id.size());
    const std::size_t* incident = incidents.find(id.substr(0, cut));
    const std::size_t* element = elements.find(id.substr(std::min(cut + 1, id.size())));
    const unsigned number = number_of(label.substr(std::min(id.size() + 1, label.size())));
    if (incident == nullptr || element == nullptr || number == 0 || row.cells[1].empty() || row.cells[2].empty()) {
      errors.push_back({fmt::format("'{}' is of no incident or element, has no number, or lacks a text", label),
                        std::string(file.path),
                        {row.line, 1}});
      continue;
    }
    if (framework.vulnerabilities.empty() || framework.vulnerabilities.back().id != id) {
      Vulnerability vulnerability;
      vulnerability.id = id;
      vulnerability.incident = *incident;
      vulnerability.element = *element;
      framework.vulnerabilities.push_back(std::move(vulnerability));
    }
    Vulnerability& vulnerability = framework.vulnerabilities.back();
    vulnerability.statements.push_back(framework.statements.size());
    append(vulnerability.name.en, row.cells[1], "; ");
    append(vulnerability.name.ja, row.cells[2], "／");
    Statement statement;
    statement.id = label;
    statement.vulnerability = framework.vulnerabilities.size() - 1;
    statement.number = number;
    statement.text = {std::string(row.cells[1]), std::string(row.cells[2])};
    framework.statements.push_back(std::move(statement));
  }
}

void read_rows(const FrameworkFile& rows, const FrameworkFile& meanings, const std::vector<PrintedIds>& printed,
               Framework& framework, std::vector<Error>& errors) {
  RowReader reader(framework, errors);
  const std::vector<TableRow> table = read_table(rows.path, rows.text, kRowsHeader, errors);
  reader.read_requirement_ids(table, rows.path);
  reader.read(table, rows.path);
  reader.read_meanings(read_table(meanings.path, meanings.text, kMeaningHeader, errors), meanings.path);

  for (std::size_t i = 0; i < printed.size(); ++i) {
    std::vector<std::string> found;
    for (const std::size_t requirement : framework.meanings[i].requirements) {
      found.push_back(framework.requirements[requirement].id);
    }
    std::vector<std::string> said = printed[i].printed;
    std::sort(said.begin(), said.end());
    std::vector<std::string> sorted = found;
    std::sort(sorted.begin(), sorted.end());
    if (said != sorted) {
      errors.push_back({fmt::format("'{}' says it is printed as {}, the rows print it as {}", framework.meanings[i].id,
                                    fmt::join(printed[i].printed, ", "), fmt::join(found, ", ")),
                        "requirements.yaml", printed[i].where});
    }
  }
}

void describe_requirements(const std::vector<PrintedIds>& printed, Framework& framework) {
  const IdIndex ids(framework.requirements);
  for (std::size_t i = 0; i < printed.size(); ++i) {
    for (const std::string& id : printed[i].misprinted) {
      if (const std::size_t* position = ids.find(id)) framework.meanings[i].misprinted_under.push_back(*position);
    }
  }
  for (const Row& row : framework.rows) {
    Requirement& requirement = framework.requirements[row.requirement];
    const Vulnerability& vulnerability = framework.vulnerability_of(framework.statements[row.statement]);
    add_once(requirement.meanings, row.meaning);
    add_once(requirement.layers, framework.function_of(framework.incident_of(vulnerability)).layer);
    add_once(requirement.elements, vulnerability.element);
  }
  for (std::size_t i = 0; i < framework.requirements.size(); ++i) {
    order_meanings(framework.requirements[i], i, framework);
    describe(framework.requirements[i], i, framework);
  }
}

}  // namespace cpsaudit
