#include "mapping/framework.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/digest.h"
#include "core/embedded.h"
#include "mapping/readers.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kFolder = "mappings/";

template <typename Record>
const Record* find_by_id(const std::vector<Record>& records, std::string_view id) {
  const auto found =
      std::find_if(records.begin(), records.end(), [&](const Record& record) { return record.id == id; });
  return found == records.end() ? nullptr : &*found;
}

/// The file of that name; an empty one, and an error, when it is not there.
FrameworkFile file_named(std::string_view path, std::span<const FrameworkFile> files, std::vector<Error>& errors) {
  for (const FrameworkFile& file : files) {
    if (file.path == path) return file;
  }
  errors.push_back({"the file is missing", std::string(path)});
  return {path, ""};
}

}  // namespace

std::string_view name_of(Decidable decidable) {
  switch (decidable) {
    case Decidable::kManual:
      return "manual";
    case Decidable::kPartial:
      return "partial";
    case Decidable::kAuto:
      return "auto";
  }
  return "manual";
}

const Layer* Framework::layer(std::string_view id) const {
  return find_by_id(layers, id);
}

const Element* Framework::element(std::string_view id) const {
  return find_by_id(elements, id);
}

const Function* Framework::function(std::string_view id) const {
  // The draft prints a Japanese word in two ids; not every keyboard has it.
  constexpr std::string_view kCommon = "_common";
  if (id.ends_with(kCommon)) {
    return find_by_id(functions, fmt::format("{}_共通", id.substr(0, id.size() - kCommon.size())));
  }
  return find_by_id(functions, id);
}

const Incident* Framework::incident(std::string_view id) const {
  return find_by_id(incidents, id);
}

const Vulnerability* Framework::vulnerability(std::string_view id) const {
  return find_by_id(vulnerabilities, id);
}

const Statement* Framework::statement(std::string_view id) const {
  return find_by_id(statements, id);
}

const Requirement* Framework::requirement(std::string_view id) const {
  return find_by_id(requirements, id);
}

const Meaning* Framework::meaning(std::string_view id) const {
  return find_by_id(meanings, id);
}

const Category* Framework::category(std::string_view id) const {
  return find_by_id(categories, id);
}

const Row* Framework::row(const RowReference& reference) const {
  const Statement* found = statement(reference.statement);
  if (found == nullptr) return nullptr;
  for (const std::size_t index : found->rows) {
    const Row& row = rows[index];
    if (requirements[row.requirement].id == reference.requirement && meanings[row.meaning].id == reference.meaning) {
      return &row;
    }
  }
  return nullptr;
}

std::vector<std::size_t> Framework::requirements_of(const Vulnerability& vulnerability) const {
  std::vector<std::size_t> found;
  for (const std::size_t statement : vulnerability.statements) {
    for (const std::size_t row : statements[statement].rows) found.push_back(rows[row].requirement);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

tl::expected<Framework, std::vector<Error>> load_framework(std::span<const FrameworkFile> files) {
  std::vector<Error> errors;
  Framework framework;
  read_structure(file_named("structure.yaml", files, errors), framework, errors);
  const std::vector<PrintedIds> printed =
      read_requirements(file_named("requirements.yaml", files, errors), framework, errors);
  read_statements(file_named("statements.tsv", files, errors), framework, errors);
  read_rows(file_named("rows.tsv", files, errors), file_named("row-meanings.tsv", files, errors), printed, framework,
            errors);
  if (!errors.empty()) {
    for (Error& error : errors) error.file.insert(0, kFolder);
    return tl::unexpected(std::move(errors));
  }
  describe_requirements(printed, framework);
  return framework;
}

std::vector<FrameworkFile> embedded_framework_files() {
  std::vector<FrameworkFile> files;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path.starts_with(kFolder)) files.push_back({file.path.substr(kFolder.size()), file.text});
  }
  return files;
}

std::string guid_of(std::string_view id) {
  return uuid_v5(kGuidNamespace, fmt::format("cpsf/{}/{}", kFrameworkEdition, id));
}

std::string framework_guid() {
  return uuid_v5(kGuidNamespace, fmt::format("cpsf/{}", kFrameworkEdition));
}

}  // namespace cpsaudit
