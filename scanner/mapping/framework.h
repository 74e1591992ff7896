#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "core/result.h"
#include "engine/catalog.h"

namespace cpsaudit {

/// The framework that everything here speaks of: Annex B of the Cyber/Physical Security Framework, 2018 draft.
inline constexpr std::string_view kFrameworkEdition = "2018-draft";
inline constexpr std::string_view kFrameworkVersion = "2018 draft Annex B";

/// The columns of rows.tsv, and of `framework rows --format tsv`: a contract with scripts.
inline constexpr std::string_view kRowsHeader =
    "layer\tfunction\tincident\tvulnerability\telement\tstatement\tseq\trequirement";

/// What source and configuration files can show of a requirement. Never that it is met in full.
enum class Decidable {
  kManual,   ///< nothing: people must look
  kPartial,  ///< some evidence
  kAuto,     ///< whether it is violated
};

/// "manual", "partial", "auto".
std::string_view name_of(Decidable decidable);

/// What is peculiar to a layer: "2-1".
struct Characteristic {
  std::string id;
  LocalizedText text;
};

struct Layer {
  /// "L1", "L2", "L3".
  std::string id;
  LocalizedText name;
  /// What makes it a layer of its own.
  LocalizedText trait;
  /// What must be trusted in it.
  LocalizedText trusted;
  /// What is protected in it, and an example of what goes wrong.
  LocalizedText protects;
  LocalizedText event;
  std::vector<Characteristic> characteristics;
};

struct Element {
  /// "ORG", "PEO", "COM", "DAT", "PRO", "SYS".
  std::string id;
  LocalizedText name;
  LocalizedText definition;
  LocalizedText examples;
};

struct Function {
  /// As printed: "1_1", "2_共通" (also found as "2_common").
  std::string id;
  std::size_t layer = 0;
  LocalizedText name;
};

struct Threat {
  /// Ours: "malware-infection".
  std::string id;
  LocalizedText name;
};

struct Incident {
  /// What its vulnerability ids have in common: "L3_3_a".
  std::string id;
  std::size_t function = 0;
  /// 1-based, in its function.
  unsigned number = 0;
  LocalizedText name;
  std::vector<std::size_t> threats;
};

/// A vulnerability id, the risk source: one element's part in an incident.
struct Vulnerability {
  /// "L3_3_a_SYS".
  std::string id;
  std::size_t incident = 0;
  std::size_t element = 0;
  /// Its statements' texts, joined.
  LocalizedText name;
  std::vector<std::size_t> statements;
};

/// What is weak. A vulnerability id has one or several.
struct Statement {
  /// "L3_3_a_SYS.3".
  std::string id;
  std::size_t vulnerability = 0;
  /// 1-based, in its vulnerability id.
  unsigned number = 0;
  LocalizedText text;
  std::vector<std::size_t> rows;
};

/// A series of requirements: "AC".
struct Category {
  std::string id;
  LocalizedText name;
  /// Categories of the NIST Cybersecurity Framework 1.1 with the same letters. Their numbers differ from ours.
  std::vector<std::string> csf;
};

/// One requirement by what it asks for. The draft prints one id for several meanings and one meaning under several ids.
struct Meaning {
  /// "peer-authentication".
  std::string id;
  std::size_t category = 0;
  LocalizedText title;
  /// One sentence in our own words.
  LocalizedText text;
  Decidable decidable = Decidable::kManual;
  /// Why it is decidable so far and no further.
  LocalizedText why;
  /// Id in version 1.0 of the framework; empty unless it is proven.
  std::string version1_id;
  /// Printed ids it stands under, in the order of `Framework::requirements`.
  std::vector<std::size_t> requirements;
  /// Those of them that are slips of the pen.
  std::vector<std::size_t> misprinted_under;
  std::vector<std::size_t> rows;
};

/// A requirement id as the draft prints it.
struct Requirement {
  /// "CPS.AC-8".
  std::string id;
  std::size_t category = 0;
  /// Titles and texts of its meanings, joined; without the meanings that stand under it by a slip of the pen.
  LocalizedText title;
  LocalizedText text;
  /// The most that can be decided of any of these meanings.
  Decidable decidable = Decidable::kManual;
  /// The one with the most rows first; slips of the pen last.
  std::vector<std::size_t> meanings;
  std::vector<std::size_t> rows;
  /// Layers and elements of the statements that name it; sorted, without repetition.
  std::vector<std::size_t> layers;
  std::vector<std::size_t> elements;
};

/// One of the 417: this statement asks for this requirement, and means that.
struct Row {
  /// 1-based, in document order.
  unsigned number = 0;
  std::size_t statement = 0;
  /// 1-based, in its statement.
  unsigned sequence = 0;
  std::size_t requirement = 0;
  std::size_t meaning = 0;
};

/// The framework, whole and immutable after loading. Relations are indices into these vectors.
struct Framework {
  std::vector<Layer> layers;
  std::vector<Element> elements;
  /// In document order, as are incidents, vulnerabilities, statements and rows.
  std::vector<Function> functions;
  std::vector<Threat> threats;
  std::vector<Incident> incidents;
  std::vector<Vulnerability> vulnerabilities;
  std::vector<Statement> statements;
  std::vector<Row> rows;
  /// In the order of the framework: AM BE GV RA RM SC AC AT DS IP MA PT AE CM DP RP CO AN MI IM.
  std::vector<Category> categories;
  /// By category, then number.
  std::vector<Requirement> requirements;
  /// By category, then printed id.
  std::vector<Meaning> meanings;

  /// Each is null when there is none of that id.
  const Layer* layer(std::string_view id) const;
  const Element* element(std::string_view id) const;
  const Function* function(std::string_view id) const;
  const Incident* incident(std::string_view id) const;
  const Vulnerability* vulnerability(std::string_view id) const;
  const Statement* statement(std::string_view id) const;
  const Requirement* requirement(std::string_view id) const;
  const Meaning* meaning(std::string_view id) const;
  const Category* category(std::string_view id) const;

  const Vulnerability& vulnerability_of(const Statement& statement) const {
    return vulnerabilities[statement.vulnerability];
  }
  const Incident& incident_of(const Vulnerability& vulnerability) const { return incidents[vulnerability.incident]; }
  const Element& element_of(const Vulnerability& vulnerability) const { return elements[vulnerability.element]; }
  const Function& function_of(const Incident& incident) const { return functions[incident.function]; }
  const Layer& layer_of(const Vulnerability& vulnerability) const {
    return layers[function_of(incident_of(vulnerability)).layer];
  }

  /// The row that a check names; null when there is none.
  const Row* row(const RowReference& reference) const;
  /// Requirements of all statements of a vulnerability id; indices, sorted, without repetition.
  std::vector<std::size_t> requirements_of(const Vulnerability& vulnerability) const;
};

/// A file below mappings/, by its path from there on: "rows.tsv".
struct FrameworkFile {
  std::string_view path;
  std::string_view text;
};

/// Reads and cross-checks the files. All errors are found, each with file and line.
tl::expected<Framework, std::vector<Error>> load_framework(std::span<const FrameworkFile> files);

/// The compiled-in files below mappings/, for load_framework.
std::vector<FrameworkFile> embedded_framework_files();

/// A check that names a row, an id or a meaning that does not exist is an error.
std::vector<Error> check_rows(const Catalog& catalog, const Framework& framework);

/// The stable GUID of anything in the framework that has an id: requirement, meaning, vulnerability id, statement,
/// incident, function, layer, element, category. Ids of different kinds never collide.
std::string guid_of(std::string_view id);
/// The GUID of the framework itself, as a SARIF taxonomy or an OSCAL catalogue.
std::string framework_guid();

}  // namespace cpsaudit
