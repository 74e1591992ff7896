#include <fmt/format.h>

#include <set>

#include "mapping/data_value.h"
#include "mapping/readers.h"

namespace cpsaudit {
namespace {

/// Reads the sequence `key` into `records` and refuses an id that stands twice.
template <typename Record, typename Read>
void read_records(const DataValue& root, std::string_view key, DataReader& reader, std::vector<Record>& records,
                  Read read) {
  std::set<std::string> seen;
  for (const DataValue& value : reader.records(root, key)) {
    Record record = read(value);
    record.id = reader.required(value, "id");
    if (!seen.insert(record.id).second) reader.fail(value.where, fmt::format("'{}' stands twice", record.id));
    records.push_back(std::move(record));
  }
}

Layer read_layer(const DataValue& value, DataReader& reader) {
  reader.only(value, {"id", "name", "trait", "trusted", "protects", "event", "characteristics"});
  Layer layer;
  layer.name = reader.localized(value, "name");
  layer.trait = reader.localized(value, "trait");
  layer.trusted = reader.localized(value, "trusted");
  layer.protects = reader.localized(value, "protects");
  layer.event = reader.localized(value, "event");
  read_records(value, "characteristics", reader, layer.characteristics, [&](const DataValue& item) {
    reader.only(item, {"id", "text"});
    return Characteristic{.id = {}, .text = reader.localized(item, "text")};
  });
  return layer;
}

Element read_element(const DataValue& value, DataReader& reader) {
  reader.only(value, {"id", "name", "definition", "examples"});
  return {.id = {},
          .name = reader.localized(value, "name"),
          .definition = reader.localized(value, "definition"),
          .examples = reader.localized(value, "examples")};
}

/// The layer of a function is the first character of its id.
Function read_function(const DataValue& value, const Framework& framework, DataReader& reader) {
  reader.only(value, {"id", "name"});
  Function function{.id = {}, .layer = 0, .name = reader.localized(value, "name")};
  const std::string id = reader.optional(value, "id");
  const std::string layer = "L" + id.substr(0, 1);
  while (function.layer < framework.layers.size() && framework.layers[function.layer].id != layer) ++function.layer;
  if (function.layer == framework.layers.size()) {
    reader.fail(value.where, fmt::format("the function '{}' is in no layer", id));
    function.layer = 0;
  }
  return function;
}

void read_incidents(const DataValue& root, Framework& framework, DataReader& reader) {
  const IdIndex functions(framework.functions);
  const IdIndex threats(framework.threats);
  std::vector<unsigned> numbers(framework.functions.size());
  read_records(root, "incidents", reader, framework.incidents, [&](const DataValue& value) {
    reader.only(value, {"id", "function", "threats", "name"});
    Incident incident;
    incident.name = reader.localized(value, "name");
    const std::string function = reader.required(value, "function");
    if (const std::size_t* position = functions.find(function)) {
      incident.function = *position;
      incident.number = ++numbers[*position];
    } else {
      reader.fail(value.where, fmt::format("no function '{}'", function));
    }
    for (const std::string& threat : reader.list(value, "threats")) {
      if (const std::size_t* position = threats.find(threat)) {
        incident.threats.push_back(*position);
      } else {
        reader.fail(value.where, fmt::format("no threat '{}'", threat));
      }
    }
    if (incident.threats.empty()) reader.fail(value.where, "an incident needs a threat");
    return incident;
  });
}

}  // namespace

void read_structure(const FrameworkFile& file, Framework& framework, std::vector<Error>& errors) {
  const Result<DataValue> root = parse_data(file.path, file.text);
  if (!root) {
    errors.push_back(root.error());
    return;
  }
  DataReader reader{std::string(file.path), errors};
  reader.only(*root, {"layers", "elements", "categories", "functions", "threats", "incidents"});
  read_records(*root, "layers", reader, framework.layers,
               [&](const DataValue& value) { return read_layer(value, reader); });
  read_records(*root, "elements", reader, framework.elements,
               [&](const DataValue& value) { return read_element(value, reader); });
  read_records(*root, "categories", reader, framework.categories, [&](const DataValue& value) {
    reader.only(value, {"id", "csf", "name"});
    return Category{.id = {}, .name = reader.localized(value, "name"), .csf = reader.list(value, "csf")};
  });
  read_records(*root, "functions", reader, framework.functions,
               [&](const DataValue& value) { return read_function(value, framework, reader); });
  read_records(*root, "threats", reader, framework.threats, [&](const DataValue& value) {
    reader.only(value, {"id", "name"});
    return Threat{.id = {}, .name = reader.localized(value, "name")};
  });
  read_incidents(*root, framework, reader);
}

}  // namespace cpsaudit
