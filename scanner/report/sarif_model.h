#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mapping/verdict.h"
#include "report/json_writer.h"
#include "report/line_hash.h"
#include "report/messages.h"
#include "report/redaction.h"
#include "report/sarif.h"

namespace cpsaudit {

/// Name of the base that all file URIs of a log are relative to.
inline constexpr const char* kSourceRoot = "SRCROOT";

/// Which edition of our translations goes with which texts (SARIF asks for it on both sides).
inline constexpr const char* kTextsVersion = "1.0.0";

/// A part of a log that others refer to: the driver or a taxonomy.
struct SarifComponent {
  std::string name;
  std::string guid;
  /// Index in run.taxonomies; none for the driver.
  std::optional<std::size_t> index;
};

/// An artifact of the log.
struct SarifArtifact {
  const ScannedFile* file = nullptr;
  std::string uri;
};

/// A rule of the log: as many as the catalogue has checks, in its order.
struct SarifRule {
  const Check* check = nullptr;
  const Weakness* weakness = nullptr;
  RuleMessages messages;
};

/// What all parts of one log have in common: where everything stands in it, so that the parts can point at each other.
class SarifModel {
 public:
  SarifModel(const ScanResult& result, const Catalog& catalog, const Framework& framework, const SourceTexts& sources,
             const SarifOptions& options);

  const ScanResult& result;
  const Catalog& catalog;
  const Framework& framework;
  const SourceTexts& sources;
  const SarifOptions& options;

  SarifComponent driver;
  SarifComponent cpsf;
  SarifComponent cwe;
  /// By URI.
  std::vector<SarifArtifact> artifacts;
  std::vector<SarifRule> rules;
  /// The ids of weaknesses that some rule refers to, ascending.
  std::vector<int> cwes;
  /// Ids of the framework's taxa in the order of the log: requirements, vulnerability ids, layers, elements.
  std::vector<std::string> cpsf_taxa;
  /// By meaning; empty in the profile that has no room for them.
  std::vector<Verdict> verdicts_by_meaning;
  /// The same for each product; empty in that profile, and when the tree is one product.
  std::vector<ProductVerdicts> verdicts_of_products;
  Redactor redactor;

  bool audit() const { return options.profile == SarifProfile::kAudit; }
  Language language() const { return options.language; }
  /// The language that the translations are in.
  Language other_language() const {
    return options.language == Language::kEnglish ? Language::kJapanese : Language::kEnglish;
  }

  /// True when the text under the finding must not be shown.
  bool is_secret(const Finding& finding) const;

  std::optional<std::size_t> artifact_index(std::string_view path) const;
  std::optional<std::size_t> cpsf_index(std::string_view id) const;
  std::size_t cwe_index(int id) const;
  /// Of the file; nullptr when its text cannot be had.
  const LineHashes* line_hashes(const std::string& path);

 private:
  std::unordered_map<std::string, std::size_t> artifact_indices_;
  std::unordered_map<std::string, std::size_t> cpsf_indices_;
  /// Of the file asked for last: results come file by file.
  std::string hashed_path_;
  std::optional<LineHashes> hashes_;
};

/// "en", "ja".
std::string_view code_of(Language language);

/// Words to PascalCase, each capital followed by a small letter: "TLS peer" to "TlsPeer".
std::string pascal_case(std::string_view words);

/// `"name": {"text": …}`
void write_text(JsonWriter& json, std::string_view name, std::string_view text);

/// `"toolComponent": {…}` or under another name.
void write_reference(JsonWriter& json, std::string_view name, const SarifComponent& component);

/// An element of `relationships`: the taxon `id` at `index` of `component`.
void write_relationship(JsonWriter& json, const SarifComponent& component, std::string_view id, std::size_t index,
                        std::string_view kind);

/// `"artifactLocation": {…}` or under another name; without index when the path is no artifact of the log.
void write_artifact_location(JsonWriter& json, const SarifModel& model, std::string_view name, std::string_view path);

}  // namespace cpsaudit
