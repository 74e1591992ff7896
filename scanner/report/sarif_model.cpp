#include "report/sarif_model.h"

#include <algorithm>
#include <set>

#include "core/digest.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

/// Links that lead out and files that vanished have no content to account for: the notifications name them.
bool is_artifact(const ScannedFile& file) {
  return !file.path.empty() && !file.sha256.empty();
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

SarifModel::SarifModel(const ScanResult& the_result, const Catalog& the_catalog, const Framework& the_framework,
                       const SourceTexts& the_sources, const SarifOptions& the_options)
    : result(the_result),
      catalog(the_catalog),
      framework(the_framework),
      sources(the_sources),
      options(the_options),
      driver{"cpsaudit", uuid_v5(kGuidNamespace, "driver"), std::nullopt},
      cpsf{"CPSF", framework_guid(), 0},
      cwe{"CWE", uuid_v5(kGuidNamespace, "taxonomy/CWE"), 1},
      redactor(the_result, the_catalog, the_sources) {
  for (const ScannedFile& file : result.files) {
    if (is_artifact(file)) artifacts.push_back({&file, uri_of_path(file.path)});
  }
  // Percent-encoding changes the order of the paths.
  std::sort(artifacts.begin(), artifacts.end(),
            [](const SarifArtifact& a, const SarifArtifact& b) { return a.uri < b.uri; });
  for (std::size_t i = 0; i < artifacts.size(); ++i) artifact_indices_.emplace(artifacts[i].file->path, i);

  std::set<int> used;
  for (const Check& check : catalog.checks) {
    const Weakness& weakness = catalog.weakness_of(check);
    rules.push_back({&check, &weakness, RuleMessages(check)});
    used.insert(weakness.cwe.begin(), weakness.cwe.end());
  }
  cwes.assign(used.begin(), used.end());

  for (const Requirement& requirement : framework.requirements) cpsf_taxa.push_back(requirement.id);
  for (const Vulnerability& vulnerability : framework.vulnerabilities) cpsf_taxa.push_back(vulnerability.id);
  for (const Layer& layer : framework.layers) cpsf_taxa.push_back(layer.id);
  for (const Element& element : framework.elements) cpsf_taxa.push_back(element.id);
  for (std::size_t i = 0; i < cpsf_taxa.size(); ++i) cpsf_indices_.emplace(cpsf_taxa[i], i);
  if (audit() && result.products.size() > 1) {
    verdicts_of_products = verdicts_by_product(result, catalog, framework, options.disabled_checks);
  }
  if (audit()) verdicts_by_meaning = verdicts(result, catalog, framework, options.disabled_checks);
}

bool SarifModel::is_secret(const Finding& finding) const {
  return finding.kind != Kind::kPass && finding.kind != Kind::kNotApplicable && redactor.is_secret(finding);
}

std::optional<std::size_t> SarifModel::artifact_index(std::string_view path) const {
  const auto found = artifact_indices_.find(std::string(path));
  if (found == artifact_indices_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> SarifModel::cpsf_index(std::string_view id) const {
  const auto found = cpsf_indices_.find(std::string(id));
  if (found == cpsf_indices_.end()) return std::nullopt;
  return found->second;
}

std::size_t SarifModel::cwe_index(int id) const {
  return static_cast<std::size_t>(std::lower_bound(cwes.begin(), cwes.end(), id) - cwes.begin());
}

const LineHashes* SarifModel::line_hashes(const std::string& path) {
  const SourceText* source = sources(path);
  if (source == nullptr) return nullptr;
  if (!hashes_ || hashed_path_ != path) {
    hashes_.emplace(source->bytes);
    hashed_path_ = path;
  }
  return &*hashes_;
}

std::string_view code_of(Language language) {
  return language == Language::kJapanese ? "ja" : "en";
}

std::string pascal_case(std::string_view words) {
  std::string name;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    while (end < words.size() && (is_letter(words[end]) || is_digit(words[end]))) ++end;
    for (std::size_t k = i; k < end; ++k) {
      // A word of one letter has nothing to follow its capital.
      const bool capital = k == i && end - i > 1;
      name += capital || name.empty() ? upper(words[k]) : lower(words[k]);
    }
    i = std::max(end, i + 1);
  }
  return name;
}

void write_text(JsonWriter& json, std::string_view name, std::string_view text) {
  json.object(name, [&] { json.text("text", text); });
}

void write_reference(JsonWriter& json, std::string_view name, const SarifComponent& component) {
  json.object(name, [&] {
    json.text("name", component.name);
    if (component.index) json.number("index", *component.index);
    json.text("guid", component.guid);
  });
}

void write_relationship(JsonWriter& json, const SarifComponent& component, std::string_view id, std::size_t index,
                        std::string_view kind) {
  json.object([&] {
    json.object("target", [&] {
      json.text("id", id);
      json.number("index", index);
      write_reference(json, "toolComponent", component);
    });
    json.array("kinds", [&] { json.text(kind); });
  });
}

void write_artifact_location(JsonWriter& json, const SarifModel& model, std::string_view name, std::string_view path) {
  json.object(name, [&] {
    json.text("uri", uri_of_path(path));
    json.text("uriBaseId", kSourceRoot);
    if (const auto index = model.artifact_index(path)) json.number("index", *index);
  });
}

}  // namespace cpsaudit
