#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/framework.h"

namespace cpsaudit {

/// Positions of ids in a vector of records that have an `id`.
class IdIndex {
 public:
  template <typename Record>
  explicit IdIndex(const std::vector<Record>& records) {
    for (std::size_t i = 0; i < records.size(); ++i) positions_.emplace(records[i].id, i);
  }
  /// Null when there is none of that id. The records must not have been moved since.
  const std::size_t* find(std::string_view id) const {
    const auto found = positions_.find(id);
    return found == positions_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string_view, std::size_t> positions_;
};

/// What requirements.yaml says of the ids that a meaning stands under, to be held against the rows.
struct PrintedIds {
  Position where;
  std::vector<std::string> printed;
  std::vector<std::string> misprinted;
};

/// structure.yaml: layers, elements, categories, functions, threats, incidents.
void read_structure(const FrameworkFile& file, Framework& framework, std::vector<Error>& errors);

/// requirements.yaml: fills `meanings`; the answer has one entry for each.
std::vector<PrintedIds> read_requirements(const FrameworkFile& file, Framework& framework, std::vector<Error>& errors);

/// statements.tsv: fills `statements` and `vulnerabilities`.
void read_statements(const FrameworkFile& file, Framework& framework, std::vector<Error>& errors);

/// rows.tsv and row-meanings.tsv: fills `rows` and `requirements` and ties them to statements and meanings.
void read_rows(const FrameworkFile& rows, const FrameworkFile& meanings, const std::vector<PrintedIds>& printed,
               Framework& framework, std::vector<Error>& errors);

/// Titles, texts, layers and elements of the printed ids, once everything else is there.
void describe_requirements(const std::vector<PrintedIds>& printed, Framework& framework);

}  // namespace cpsaudit
