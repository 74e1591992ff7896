#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/suggestion.h"
#include "engine/schema.h"
#include "mapping/framework.h"
#include "mapping/reference.h"
#include "report/check_page.h"

namespace cpsaudit {
namespace {

std::string json_list(const Catalog& catalog, Language language) {
  auto list = nlohmann::ordered_json::array();
  for (const Check& check : catalog.checks) {
    const Weakness& weakness = catalog.weakness_of(check);
    list.push_back({{"id", check.id},
                    {"name", check.name},
                    {"check", weakness.id + "/" + check.technology},
                    {"family", weakness.family},
                    {"level", name_of(check.level())},
                    {"securitySeverity", check.security_severity},
                    {"grade", weakness.grade},
                    {"cwe", weakness.cwe},
                    {"title", check.title.in(language)}});
  }
  return list.dump(2) + "\n";
}

std::string text_list(const Catalog& catalog, Language language) {
  std::string output;
  for (const Check& check : catalog.checks) {
    const Weakness& weakness = catalog.weakness_of(check);
    output += fmt::format("{}  {:<11}  {:<7}  {:<42}  {}\n", check.id, weakness.family, name_of(check.level()),
                          weakness.id + "/" + check.technology, check.title.in(language));
  }
  return output;
}

int print(const std::string& text) {
  const auto written = write_output("-", text);
  return written ? kClean : complain(written.error().to_string());
}

}  // namespace

int checks_list_command(const Catalog& catalog, Language language, const std::string& format) {
  return print(format == "json" ? json_list(catalog, language) : text_list(catalog, language));
}

int checks_show_command(const Catalog& catalog, Language language, const std::string& name) {
  const Check* check = catalog.find(name);
  if (check == nullptr) {
    return complain(fmt::format("there is no check '{}'{}; 'cpsaudit checks list' names them all", name,
                                did_you_mean(name, names_of_checks(catalog))));
  }
  auto framework = load_framework(embedded_framework_files());
  if (!framework) return complain(framework.error().front().to_string(), kInternalError);
  auto reference = load_reference(embedded_framework_files(), *framework);
  if (!reference) return complain(reference.error().front().to_string(), kInternalError);
  return print(check_page(catalog, *check, *framework, *reference, language));
}

int checks_validate_command(const Catalog& catalog) {
  auto framework = load_framework(embedded_framework_files());
  if (!framework) {
    for (const Error& error : framework.error()) complain(error.to_string());
    return kUsage;
  }
  const std::vector<Error> errors = check_rows(catalog, *framework);
  for (const Error& error : errors) complain(error.to_string());
  return errors.empty() ? kClean : kUsage;
}

int checks_schema_command() {
  return print(check_schema());
}

int checks_pages_command(const Catalog& catalog, Language language, const std::string& folder) {
  namespace fs = std::filesystem;
  if (!fs::is_directory(folder)) return complain(fmt::format("'{}' is no folder; make it first", folder));
  auto framework = load_framework(embedded_framework_files());
  if (!framework) return complain(framework.error().front().to_string(), kInternalError);
  auto reference = load_reference(embedded_framework_files(), *framework);
  if (!reference) return complain(reference.error().front().to_string(), kInternalError);
  for (const Check& check : catalog.checks) {
    const auto written = write_output((fs::path(folder) / check_page_name(check)).string(),
                                      check_page(catalog, check, *framework, *reference, language));
    if (!written) return complain(written.error().to_string());
  }
  const auto written = write_output((fs::path(folder) / "README.md").string(), check_index(catalog, language));
  return written ? kClean : complain(written.error().to_string());
}

}  // namespace cpsaudit
