#include <fmt/format.h>

#include <map>
#include <set>

#include "mapping/data_value.h"
#include "mapping/readers.h"

namespace cpsaudit {
namespace {

Decidable read_decidable(const DataValue& value, DataReader& reader) {
  const std::string word = reader.required(value, "decidable");
  for (const Decidable decidable : {Decidable::kManual, Decidable::kPartial, Decidable::kAuto}) {
    if (word == name_of(decidable)) return decidable;
  }
  reader.fail(value.where, fmt::format("'decidable' is '{}', expected auto, partial or manual", word));
  return Decidable::kManual;
}

class RequirementReader {
 public:
  RequirementReader(DataReader& reader, const Framework& framework)
      : reader_(reader), categories_(framework.categories) {}

  void read_reasons(const DataValue& root) {
    const DataValue* reasons = root.find("reasons");
    if (reasons == nullptr) return reader_.fail(root.where, "'reasons' is missing");
    for (const auto& [name, value] : reasons->fields) {
      reasons_[name] = {reader_.required(value, "en"), reader_.required(value, "ja")};
    }
  }

  Meaning read_meaning(const DataValue& value) {
    reader_.only(value,
                 {"id", "printed", "misprinted", "category", "title", "text", "decidable", "why", "because", "v1.0"});
    Meaning meaning;
    meaning.id = reader_.required(value, "id");
    if (!seen_.insert(meaning.id).second) reader_.fail(value.where, fmt::format("'{}' stands twice", meaning.id));
    meaning.category = category_of(value);
    meaning.title = reader_.localized(value, "title");
    meaning.text = reader_.localized(value, "text");
    meaning.decidable = read_decidable(value, reader_);
    meaning.why = reason_of(value);
    meaning.version1_id = reader_.optional(value, "v1.0");
    return meaning;
  }

 private:
  std::size_t category_of(const DataValue& value) {
    const std::string id = reader_.required(value, "category");
    if (const std::size_t* position = categories_.find(id)) return *position;
    reader_.fail(value.where, fmt::format("no category '{}'", id));
    return 0;
  }

  /// A reason of its own, or one of the shared ones by name.
  LocalizedText reason_of(const DataValue& value) {
    const std::string name = reader_.optional(value, "because");
    if (name.empty()) return reader_.localized(value, "why");
    if (value.find("why") != nullptr) reader_.fail(value.where, "'why' and 'because' exclude each other");
    const auto found = reasons_.find(name);
    if (found != reasons_.end()) return found->second;
    reader_.fail(value.where, fmt::format("no reason '{}'", name));
    return {};
  }

  DataReader& reader_;
  IdIndex categories_;
  std::map<std::string, LocalizedText> reasons_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<PrintedIds> read_requirements(const FrameworkFile& file, Framework& framework, std::vector<Error>& errors) {
  std::vector<PrintedIds> printed;
  const Result<DataValue> root = parse_data(file.path, file.text);
  if (!root) {
    errors.push_back(root.error());
    return printed;
  }
  DataReader reader{std::string(file.path), errors};
  reader.only(*root, {"reasons", "requirements"});
  RequirementReader requirements(reader, framework);
  requirements.read_reasons(*root);
  for (const DataValue& value : reader.records(*root, "requirements")) {
    framework.meanings.push_back(requirements.read_meaning(value));
    printed.push_back({value.where, reader.list(value, "printed"), reader.list(value, "misprinted")});
  }
  return printed;
}

}  // namespace cpsaudit
