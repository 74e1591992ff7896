#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/digest.h"
#include "mapping/reference.h"
#include "report/cwe_names.h"
#include "report/sarif_parts.h"

namespace cpsaudit {
namespace {

/// A taxon as both the taxonomy and its translation need it.
struct Taxon {
  std::string id;
  std::string guid;
  std::string name;
  LocalizedText title;
  /// May be empty.
  LocalizedText text;
  /// Other taxa of the framework that it is tied to, by id.
  std::vector<std::string> related;
  /// What files can show of it, and what of that cpsaudit looks at; empty where the question makes no sense.
  std::string coverage;
  /// What this scan says of it, by meaning.
  std::vector<const Verdict*> verdicts = {};
};

/// Requirements that some rule relates to.
std::set<std::string> covered_requirements(const SarifModel& model) {
  std::set<std::string> ids;
  for (const SarifRule& rule : model.rules) {
    for (const RowReference& row : rule.weakness->rows) ids.insert(row.requirement);
  }
  return ids;
}

std::string coverage_of(const Requirement& requirement, const std::set<std::string>& covered) {
  if (requirement.decidable == Decidable::kManual) return "manual";
  if (!covered.contains(requirement.id)) return "none";
  return requirement.decidable == Decidable::kAuto ? "automated" : "partial";
}

/// Of the meanings that stand under the id by more than a slip of the pen.
std::vector<const Verdict*> verdicts_of(const SarifModel& model, const Requirement& requirement) {
  std::vector<const Verdict*> found;
  if (model.verdicts_by_meaning.empty()) return found;
  const std::string_view id = requirement.id;
  for (const std::size_t meaning : requirement.meanings) {
    const auto& slips = model.framework.meanings[meaning].misprinted_under;
    const bool slip = std::any_of(slips.begin(), slips.end(),
                                  [&](std::size_t other) { return model.framework.requirements[other].id == id; });
    if (!slip) found.push_back(&model.verdicts_by_meaning[meaning]);
  }
  return found;
}

Taxon taxon_of(const SarifModel& model, const Requirement& requirement, const std::set<std::string>& covered) {
  Taxon taxon{requirement.id,
              guid_of(requirement.id),
              pascal_case(requirement.title.en),
              requirement.title,
              requirement.text,
              {},
              coverage_of(requirement, covered),
              verdicts_of(model, requirement)};
  for (const std::size_t layer : requirement.layers) taxon.related.push_back(model.framework.layers[layer].id);
  for (const std::size_t element : requirement.elements) taxon.related.push_back(model.framework.elements[element].id);
  return taxon;
}

Taxon taxon_of(const SarifModel& model, const Vulnerability& vulnerability) {
  const Framework& framework = model.framework;
  Taxon taxon{vulnerability.id,
              guid_of(vulnerability.id),
              pascal_case(vulnerability.id),
              vulnerability.name,
              framework.incident_of(vulnerability).name,
              {},
              {}};
  for (const std::size_t requirement : framework.requirements_of(vulnerability)) {
    taxon.related.push_back(framework.requirements[requirement].id);
  }
  taxon.related.push_back(framework.layer_of(vulnerability).id);
  taxon.related.push_back(framework.element_of(vulnerability).id);
  return taxon;
}

/// In the order of SarifModel::cpsf_taxa.
std::vector<Taxon> cpsf_taxa(const SarifModel& model) {
  std::vector<Taxon> taxa;
  const std::set<std::string> covered = covered_requirements(model);
  for (const Requirement& requirement : model.framework.requirements) {
    taxa.push_back(taxon_of(model, requirement, covered));
  }
  for (const Vulnerability& vulnerability : model.framework.vulnerabilities) {
    taxa.push_back(taxon_of(model, vulnerability));
  }
  for (const Layer& layer : model.framework.layers) {
    taxa.push_back({layer.id, guid_of(layer.id), pascal_case(layer.name.en), layer.name, layer.trusted, {}, {}});
  }
  for (const Element& element : model.framework.elements) {
    taxa.push_back(
        {element.id, guid_of(element.id), pascal_case(element.name.en), element.name, element.definition, {}, {}});
  }
  return taxa;
}

/// In the order of SarifModel::cwes.
std::vector<Taxon> cwe_taxa(const SarifModel& model) {
  std::vector<Taxon> taxa;
  for (const int cwe : model.cwes) {
    const std::string id = fmt::format("CWE-{}", cwe);
    LocalizedText name = cwe_name(cwe);
    if (name.empty()) name = {id, id + " の弱点"};
    taxa.push_back({id, uuid_v5(kGuidNamespace, "taxon/" + id), pascal_case(name.en), name, {}, {}, {}});
  }
  return taxa;
}

void write_texts(JsonWriter& json, const Taxon& taxon, Language language) {
  const std::string& title = taxon.title.in(language);
  write_text(json, "shortDescription", sentence(title.empty() ? taxon.id : title, language));
  if (!taxon.text.empty()) write_text(json, "fullDescription", sentence(taxon.text.in(language), language));
}

/// Counts, not the findings themselves: results refer to the requirement by way of their rule.
void write_verdict(JsonWriter& json, const SarifModel& model, const Verdict& verdict) {
  json.object([&] {
    json.text("meaning", model.framework.meanings[verdict.meaning].id);
    json.text("verdict", name_of(verdict.kind));
    json.number("checks", verdict.checks.size());
    json.number("against", verdict.against.size());
    json.number("inFavour", verdict.in_favour.size());
    json.number("undecided", verdict.undecided.size());
    json.number("suppressed", verdict.suppressed.size());
    json.number("files", verdict.files.size());
    json.number("unread", verdict.unread.size());
  });
}

/// Where a meaning leads in other schemes, each with whoever says so. Ours are marked: nobody published them.
void write_crosswalks(JsonWriter& json, const SarifModel& model, std::string_view meaning) {
  if (model.options.reference == nullptr) return;
  for (const CrosswalkLines& lines : crosswalks_from(*model.options.reference, meaning)) {
    const Crosswalk& crosswalk = *lines.crosswalk;
    json.object([&] {
      json.text("meaning", meaning);
      json.text("scheme", crosswalk.name.in(model.language()));
      json.text("publisher", crosswalk.informative ? kInformativeMark : std::string_view(crosswalk.publisher));
      json.text("edition", crosswalk.edition);
      json.array("ids", [&] {
        for (const CrosswalkEntry* entry : lines.entries) json.text(entry->to);
      });
    });
  }
}

void write_taxon(JsonWriter& json, const SarifModel& model, const Taxon& taxon) {
  json.object([&] {
    json.text("id", taxon.id);
    json.text("guid", taxon.guid);
    if (!taxon.name.empty()) json.text("name", taxon.name);
    write_texts(json, taxon, model.language());
    if (taxon.id.starts_with("CWE-")) {
      json.text("helpUri", "https://cwe.mitre.org/data/definitions/" + taxon.id.substr(4) + ".html");
    }
    if (!taxon.related.empty()) {
      json.array("relationships", [&] {
        for (const std::string& id : taxon.related) {
          if (const auto index = model.cpsf_index(id)) write_relationship(json, model.cpsf, id, *index, "relevant");
        }
      });
    }
    if (!taxon.coverage.empty()) {
      json.object("properties", [&] {
        json.text("cpsaudit/coverage", taxon.coverage);
        if (taxon.verdicts.empty()) return;
        json.array("cpsaudit/verdicts", [&] {
          for (const Verdict* verdict : taxon.verdicts) write_verdict(json, model, *verdict);
        });
        if (model.options.reference == nullptr) return;
        json.array("cpsaudit/crosswalks", [&] {
          for (const Verdict* verdict : taxon.verdicts) {
            write_crosswalks(json, model, model.framework.meanings[verdict->meaning].id);
          }
        });
      });
    }
  });
}

const LocalizedText kCpsfDescription{
    "Annex B of the Cyber/Physical Security Framework, 2018 draft: requirements, risk sources, layers and elements. "
    "A result relates to a requirement; that there is none shows no conformity. A verdict of 'pass' says that good "
    "places were found and nothing against them, not that the requirement is met.",
    "サイバー・フィジカル・セキュリティ対策フレームワーク(2018年の案)添付Bの対策要件、リスク源、層及び構成要素。"
    "検出は対策要件に関連することを示し、検出がないことは適合を示しません。"
    "判定の「pass」は、望ましい状態の箇所が見つかり、反する検出がなかったことを示すもので、対策要件を満たすことを示すも"
    "のではありません。"};
const LocalizedText kCweDescription{"Entries of the Common Weakness Enumeration that the rules refer to.",
                                    "ルールが参照する共通脆弱性タイプ一覧(CWE)の項目。"};

struct TaxonomyTexts {
  const SarifComponent& component;
  const char* full_name;
  std::string version;
  const char* organization;
  const char* information_uri;
  bool comprehensive;
  const LocalizedText& description;
  std::vector<Taxon> taxa;
};

std::vector<TaxonomyTexts> taxonomies(const SarifModel& model) {
  std::vector<TaxonomyTexts> all;
  all.push_back({model.cpsf, "Cyber/Physical Security Framework", std::string(kFrameworkVersion),
                 "Ministry of Economy, Trade and Industry, Japan",
                 "https://www.meti.go.jp/policy/netsecurity/wg1/wg1.html", true, kCpsfDescription, cpsf_taxa(model)});
  all.push_back({model.cwe, "Common Weakness Enumeration", "4.16", "MITRE", "https://cwe.mitre.org/", false,
                 kCweDescription, cwe_taxa(model)});
  return all;
}

}  // namespace

void write_taxonomies(JsonWriter& json, const SarifModel& model) {
  json.array("taxonomies", [&] {
    for (const TaxonomyTexts& taxonomy : taxonomies(model)) {
      json.object([&] {
        json.text("name", taxonomy.component.name);
        json.text("fullName", taxonomy.full_name);
        json.text("version", taxonomy.version);
        json.text("organization", taxonomy.organization);
        json.text("guid", taxonomy.component.guid);
        json.text("informationUri", taxonomy.information_uri);
        json.text("language", code_of(model.language()));
        json.text("minimumRequiredLocalizedDataSemanticVersion", kTextsVersion);
        json.boolean("isComprehensive", taxonomy.comprehensive);
        write_text(json, "shortDescription", taxonomy.description.in(model.language()));
        json.array("taxa", [&] {
          for (const Taxon& taxon : taxonomy.taxa) write_taxon(json, model, taxon);
        });
      });
    }
  });
}

void write_taxonomy_translations(JsonWriter& json, const SarifModel& model) {
  const Language language = model.other_language();
  for (const TaxonomyTexts& taxonomy : taxonomies(model)) {
    json.object([&] {
      write_translation_head(json, taxonomy.component, language);
      write_text(json, "shortDescription", taxonomy.description.in(language));
      json.array("taxa", [&] {
        for (const Taxon& taxon : taxonomy.taxa) {
          json.object([&] {
            json.text("id", taxon.id);
            write_texts(json, taxon, language);
          });
        }
      });
    });
  }
}

}  // namespace cpsaudit
