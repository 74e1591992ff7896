#include <nlohmann/json.hpp>

#include "mapping/framework_text.h"

namespace cpsaudit {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const LocalizedText& text) {
  return {{"en", text.en}, {"ja", text.ja}};
}

Json json_of(const Entry& entry) {
  Json json{{"id", entry.id}, {"name", json_of(entry.name)}};
  if (!entry.text.empty()) json["text"] = json_of(entry.text);
  if (!entry.source.empty()) json["source"] = entry.source;
  for (const Entry& part : entry.parts) json["parts"].push_back(json_of(part));
  return json;
}

Json json_of(const std::vector<Entry>& entries) {
  Json list = Json::array();
  for (const Entry& entry : entries) list.push_back(json_of(entry));
  return list;
}

Json json_of(const Layer& layer) {
  Json characteristics = Json::array();
  for (const Characteristic& one : layer.characteristics) {
    characteristics.push_back({{"id", one.id}, {"text", json_of(one.text)}});
  }
  return {{"id", layer.id},
          {"guid", guid_of(layer.id)},
          {"name", json_of(layer.name)},
          {"trait", json_of(layer.trait)},
          {"trusted", json_of(layer.trusted)},
          {"protects", json_of(layer.protects)},
          {"event", json_of(layer.event)},
          {"characteristics", characteristics}};
}

Json structure(const Framework& framework) {
  Json json = Json::object();
  for (const Layer& layer : framework.layers) json["layers"].push_back(json_of(layer));
  for (const Element& element : framework.elements) {
    json["elements"].push_back({{"id", element.id},
                                {"guid", guid_of(element.id)},
                                {"name", json_of(element.name)},
                                {"definition", json_of(element.definition)},
                                {"examples", json_of(element.examples)}});
  }
  for (const Category& category : framework.categories) {
    json["categories"].push_back({{"id", category.id}, {"name", json_of(category.name)}, {"csf", category.csf}});
  }
  for (const Function& function : framework.functions) {
    json["functions"].push_back({{"id", function.id},
                                 {"guid", guid_of(function.id)},
                                 {"layer", framework.layers[function.layer].id},
                                 {"name", json_of(function.name)}});
  }
  for (const Threat& threat : framework.threats) {
    json["threats"].push_back({{"id", threat.id}, {"name", json_of(threat.name)}});
  }
  for (const Incident& incident : framework.incidents) {
    Json threats = Json::array();
    for (const std::size_t threat : incident.threats) threats.push_back(framework.threats[threat].id);
    json["incidents"].push_back({{"id", incident.id},
                                 {"guid", guid_of(incident.id)},
                                 {"function", framework.function_of(incident).id},
                                 {"number", incident.number},
                                 {"name", json_of(incident.name)},
                                 {"threats", threats}});
  }
  return json;
}

Json statement_json(const Framework& framework, const Statement& statement) {
  Json asks = Json::array();
  for (const std::size_t index : statement.rows) {
    const Row& row = framework.rows[index];
    asks.push_back({{"row", row.number},
                    {"requirement", framework.requirements[row.requirement].id},
                    {"meaning", framework.meanings[row.meaning].id}});
  }
  return {{"id", statement.id}, {"text", json_of(statement.text)}, {"requirements", asks}};
}

Json vulnerabilities(const Framework& framework) {
  Json list = Json::array();
  for (const Vulnerability& vulnerability : framework.vulnerabilities) {
    Json statements = Json::array();
    for (const std::size_t index : vulnerability.statements) {
      statements.push_back(statement_json(framework, framework.statements[index]));
    }
    list.push_back({{"id", vulnerability.id},
                    {"guid", guid_of(vulnerability.id)},
                    {"incident", framework.incident_of(vulnerability).id},
                    {"layer", framework.layer_of(vulnerability).id},
                    {"element", framework.element_of(vulnerability).id},
                    {"statements", statements}});
  }
  return list;
}

Json requirements(const Framework& framework) {
  Json list = Json::array();
  for (const Requirement& requirement : framework.requirements) {
    Json meanings = Json::array();
    for (const std::size_t index : requirement.meanings) meanings.push_back(framework.meanings[index].id);
    list.push_back({{"id", requirement.id},
                    {"guid", guid_of(requirement.id)},
                    {"title", json_of(requirement.title)},
                    {"decidable", name_of(requirement.decidable)},
                    {"meanings", meanings}});
  }
  return list;
}

Json meanings(const Framework& framework) {
  Json list = Json::array();
  for (const Meaning& meaning : framework.meanings) {
    Json printed = Json::array();
    for (const std::size_t index : meaning.requirements) printed.push_back(framework.requirements[index].id);
    Json slips = Json::array();
    for (const std::size_t index : meaning.misprinted_under) slips.push_back(framework.requirements[index].id);
    Json json{{"id", meaning.id},
              {"guid", guid_of(meaning.id)},
              {"category", framework.categories[meaning.category].id},
              {"title", json_of(meaning.title)},
              {"text", json_of(meaning.text)},
              {"decidable", name_of(meaning.decidable)},
              {"why", json_of(meaning.why)},
              {"editions", {{kFrameworkEdition, {{"ids", printed}, {"certainty", "printed"}}}}}};
    if (!slips.empty()) json["editions"][std::string(kFrameworkEdition)]["slips"] = slips;
    if (!meaning.version1_id.empty()) {
      json["editions"]["v1.0"] = {{"ids", Json::array({meaning.version1_id})}, {"certainty", "proven"}};
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json anomalies(const Reference& reference) {
  Json list = Json::array();
  for (const Anomaly& anomaly : reference.anomalies) {
    Json json{{"id", anomaly.id}, {"text", json_of(anomaly.text)}};
    if (!anomaly.requirements.empty()) json["requirements"] = anomaly.requirements;
    if (!anomaly.places.empty()) json["places"] = anomaly.places;
    if (!anomaly.judged.empty()) json["judged"] = json_of(anomaly.judged);
    for (const Variant& variant : anomaly.variants) {
      json["variants"].push_back({{"requirement", variant.requirement},
                                  {"meaning", variant.meaning},
                                  {"text", json_of(variant.text)},
                                  {"places", variant.places}});
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json crosswalks(const Reference& reference) {
  Json list = Json::array();
  for (const Crosswalk& crosswalk : reference.crosswalks) {
    Json entries = Json::array();
    for (const CrosswalkEntry& entry : crosswalk.entries) {
      Json json{{"from", entry.from}, {"to", entry.to}};
      if (!entry.note.empty()) json["note"] = entry.note;
      entries.push_back(std::move(json));
    }
    Json json{{"id", crosswalk.id},           {"name", json_of(crosswalk.name)},
              {"from", crosswalk.from},       {"publisher", crosswalk.publisher},
              {"edition", crosswalk.edition}, {"caveat", json_of(crosswalk.caveat)}};
    if (crosswalk.informative) json["mark"] = kInformativeMark;
    if (!crosswalk.notes.empty()) json["notes"] = json_of(crosswalk.notes);
    json["entries"] = std::move(entries);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string model_json(const Framework& framework, const Reference& reference) {
  Json json{{"name", "Cyber/Physical Security Framework"},
            {"edition", kFrameworkVersion},
            {"guid", framework_guid()},
            {"parts", json_of(reference.parts)},
            {"grades", json_of(reference.grades)},
            {"terms", json_of(reference.terms)},
            {"editions", json_of(reference.editions)}};
  json.update(structure(framework));
  json["vulnerabilities"] = vulnerabilities(framework);
  json["requirements"] = requirements(framework);
  json["meanings"] = meanings(framework);
  json["anomalies"] = anomalies(reference);
  json["enisa"] = {{"assetGroups", json_of(reference.asset_groups)},
                   {"threatClasses", json_of(reference.threat_classes)}};
  json["csf"] = json_of(reference.csf);
  json["schemes"] = json_of(reference.schemes);
  json["crosswalks"] = crosswalks(reference);
  return json.dump(2) + '\n';
}

}  // namespace cpsaudit
