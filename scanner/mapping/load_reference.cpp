#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "mapping/data_value.h"
#include "mapping/reference.h"
#include "mapping/table.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kFolder = "mappings/";
constexpr std::string_view kCrosswalkHeader = "from\tto\tnote";

Entry read_entry(const DataValue& value, DataReader& reader) {
  reader.only(value, {"id", "name", "text", "source", "parts"});
  Entry entry;
  entry.id = reader.required(value, "id");
  entry.name = reader.localized(value, "name");
  if (value.find("text") != nullptr) entry.text = reader.localized(value, "text");
  entry.source = reader.optional(value, "source");
  if (value.find("parts") != nullptr) {
    // Our files nest once: groups and what is in them.
    for (const DataValue& part : reader.records(value, "parts")) entry.parts.push_back(read_entry(part, reader));
  }
  return entry;
}

class ReferenceLoader {
 public:
  ReferenceLoader(std::span<const FrameworkFile> files, const Framework& framework)
      : files_(files), framework_(framework) {}

  tl::expected<Reference, std::vector<Error>> load() {
    read_entries("concepts.yaml", {{"parts", &reference_.parts},
                                   {"grades", &reference_.grades},
                                   {"terms", &reference_.terms},
                                   {"editions", &reference_.editions}});
    read_entries("enisa.yaml",
                 {{"asset-groups", &reference_.asset_groups}, {"threat-classes", &reference_.threat_classes}});
    read_entries("schemes.yaml", {{"csf", &reference_.csf}, {"schemes", &reference_.schemes}});
    read_anomalies();
    read_crosswalks();
    if (errors_.empty()) return std::move(reference_);
    for (Error& error : errors_) error.file.insert(0, kFolder);
    return tl::unexpected(std::move(errors_));
  }

 private:
  const FrameworkFile* find(std::string_view path) {
    const auto found = std::find_if(files_.begin(), files_.end(), [&](const auto& file) { return file.path == path; });
    if (found != files_.end()) return &*found;
    errors_.push_back({"the file is missing", std::string(path)});
    return nullptr;
  }

  /// The root of a file; an empty value, and an error, when it cannot be read.
  DataValue parse(std::string_view path) {
    const FrameworkFile* file = find(path);
    if (file == nullptr) return {};
    Result<DataValue> root = parse_data(path, file->text);
    if (root) return *std::move(root);
    errors_.push_back(root.error());
    return {};
  }

  void read_entries(std::string_view path,
                    std::initializer_list<std::pair<std::string_view, std::vector<Entry>*>> lists) {
    const DataValue root = parse(path);
    DataReader reader{std::string(path), errors_};
    for (const auto& [key, entries] : lists) {
      std::set<std::string> seen;
      for (const DataValue& value : reader.records(root, key)) {
        entries->push_back(read_entry(value, reader));
        if (!seen.insert(entries->back().id).second) reader.fail(value.where, "the id stands twice");
      }
    }
  }

  void read_anomalies() {
    const DataValue root = parse("anomalies.yaml");
    DataReader reader{"anomalies.yaml", errors_};
    for (const DataValue& value : reader.records(root, "anomalies")) {
      reader.only(value, {"id", "requirements", "places", "text", "judged", "variants"});
      Anomaly anomaly;
      anomaly.id = reader.required(value, "id");
      anomaly.requirements = reader.list(value, "requirements");
      anomaly.places = reader.list(value, "places");
      anomaly.text = reader.localized(value, "text");
      if (value.find("judged") != nullptr) anomaly.judged = reader.localized(value, "judged");
      if (value.find("variants") != nullptr) {
        for (const DataValue& variant : reader.records(value, "variants")) {
          anomaly.variants.push_back(read_variant(variant, reader));
        }
      }
      check(anomaly, value.where, reader);
      reference_.anomalies.push_back(std::move(anomaly));
    }
  }

  /// A variant is true when each of its places has a row of that id and meaning.
  Variant read_variant(const DataValue& value, DataReader& reader) {
    reader.only(value, {"requirement", "meaning", "text", "places"});
    Variant variant;
    variant.requirement = reader.required(value, "requirement");
    variant.meaning = reader.required(value, "meaning");
    variant.text = reader.localized(value, "text");
    variant.places = reader.list(value, "places");
    for (const std::string& place : variant.places) {
      if (framework_.row({place, variant.requirement, variant.meaning}) == nullptr) {
        reader.fail(value.where,
                    fmt::format("'{}' has no row {} in the meaning '{}'", place, variant.requirement, variant.meaning));
      }
    }
    return variant;
  }

  void check(const Anomaly& anomaly, Position where, DataReader& reader) const {
    for (const std::string& id : anomaly.requirements) {
      if (framework_.requirement(id) == nullptr) reader.fail(where, fmt::format("there is no requirement '{}'", id));
    }
    for (const std::string& id : anomaly.places) {
      if (framework_.statement(id) == nullptr && framework_.vulnerability(id) == nullptr &&
          framework_.incident(id) == nullptr && framework_.function(id) == nullptr) {
        reader.fail(where, fmt::format("there is no statement, vulnerability id, incident or function '{}'", id));
      }
    }
  }

  void read_crosswalks() {
    const DataValue root = parse("crosswalks.yaml");
    DataReader reader{"crosswalks.yaml", errors_};
    for (const DataValue& value : reader.records(root, "crosswalks")) {
      reader.only(value, {"id", "name", "from", "publisher", "edition", "caveat", "notes"});
      Crosswalk crosswalk;
      crosswalk.id = reader.required(value, "id");
      crosswalk.name = reader.localized(value, "name");
      crosswalk.from = reader.required(value, "from");
      crosswalk.publisher = reader.required(value, "publisher");
      crosswalk.edition = reader.required(value, "edition");
      crosswalk.informative = crosswalk.publisher == "cpsaudit";
      crosswalk.caveat = reader.localized(value, "caveat");
      if (value.find("notes") != nullptr) {
        for (const DataValue& note : reader.records(value, "notes"))
          crosswalk.notes.push_back(read_entry(note, reader));
      }
      read_lines(crosswalk);
      reference_.crosswalks.push_back(std::move(crosswalk));
    }
  }

  void read_lines(Crosswalk& crosswalk) {
    const std::string path = fmt::format("crosswalks/{}.tsv", crosswalk.id);
    const FrameworkFile* file = find(path);
    if (file == nullptr) return;
    for (const TableRow& row : read_table(path, file->text, kCrosswalkHeader, errors_)) {
      if (crosswalk.from == "meaning" && framework_.meaning(row.cells[0]) == nullptr) {
        errors_.push_back({fmt::format("there is no meaning '{}'", row.cells[0]), path, {row.line, 1}});
      }
      crosswalk.entries.push_back({std::string(row.cells[0]), std::string(row.cells[1]), std::string(row.cells[2])});
    }
  }

  std::span<const FrameworkFile> files_;
  const Framework& framework_;
  Reference reference_;
  std::vector<Error> errors_;
};

bool contains(const std::vector<std::string>& list, std::string_view id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

}  // namespace

tl::expected<Reference, std::vector<Error>> load_reference(std::span<const FrameworkFile> files,
                                                           const Framework& framework) {
  return ReferenceLoader(files, framework).load();
}

std::vector<CrosswalkLines> crosswalks_from(const Reference& reference, std::string_view id) {
  std::vector<CrosswalkLines> found;
  for (const Crosswalk& crosswalk : reference.crosswalks) {
    CrosswalkLines lines{&crosswalk, {}};
    for (const CrosswalkEntry& entry : crosswalk.entries) {
      if (entry.from == id) lines.entries.push_back(&entry);
    }
    if (!lines.entries.empty()) found.push_back(std::move(lines));
  }
  return found;
}

std::vector<const Anomaly*> anomalies_of(const Reference& reference, std::string_view id) {
  std::vector<const Anomaly*> found;
  for (const Anomaly& anomaly : reference.anomalies) {
    const bool varies = std::any_of(anomaly.variants.begin(), anomaly.variants.end(), [&](const Variant& variant) {
      return variant.meaning == id || contains(variant.places, id);
    });
    if (varies || contains(anomaly.requirements, id) || contains(anomaly.places, id)) found.push_back(&anomaly);
  }
  return found;
}

}  // namespace cpsaudit
