#include "mapping/data_value.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdint>
#include <sstream>

namespace cpsaudit {
namespace {

Position position_of(const YAML::Mark& mark) {
  return {static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
}

/// Builds the tree straight from the parser's events: no tree of yaml-cpp's own beside it.
class TreeBuilder : public YAML::EventHandler {
 public:
  DataValue take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add_scalar(mark, ""); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw YAML::ParserException(mark, "an alias: write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string& value) override {
    add_scalar(mark, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, Level::Kind::kSequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, Level::Kind::kMap);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    enum class Kind { kSequence, kMap };
    Kind kind;
    DataValue value;
    std::string key = {};
    bool has_key = false;
  };

  void add_scalar(const YAML::Mark& mark, const std::string& text) {
    if (!levels_.empty() && levels_.back().kind == Level::Kind::kMap && !levels_.back().has_key) {
      Level& map = levels_.back();
      if (map.value.find(text) != nullptr) throw YAML::ParserException(mark, "the key '" + text + "' stands twice");
      map.key = text;
      map.has_key = true;
      return;
    }
    add(DataValue{.where = position_of(mark), .scalar = text, .items = {}, .fields = {}});
  }

  void open(const YAML::Mark& mark, Level::Kind kind) {
    if (!levels_.empty() && levels_.back().kind == Level::Kind::kMap && !levels_.back().has_key) {
      throw YAML::ParserException(mark, "a key that is no scalar");
    }
    levels_.push_back({kind, DataValue{.where = position_of(mark), .scalar = {}, .items = {}, .fields = {}}});
  }

  void close() {
    DataValue value = std::move(levels_.back().value);
    levels_.pop_back();
    add(std::move(value));
  }

  void add(DataValue value) {
    if (levels_.empty()) {
      root_ = std::move(value);
      return;
    }
    Level& level = levels_.back();
    if (level.kind == Level::Kind::kSequence) {
      level.value.items.push_back(std::move(value));
    } else {
      level.value.fields.emplace_back(std::move(level.key), std::move(value));
      level.has_key = false;
    }
  }

  DataValue root_;
  std::vector<Level> levels_;
};

}  // namespace

const DataValue* DataValue::find(std::string_view key) const {
  for (const auto& [name, value] : fields) {
    if (name == key) return &value;
  }
  return nullptr;
}

Result<DataValue> parse_data(std::string_view file, std::string_view text) try {
  std::istringstream stream{std::string(text)};
  YAML::Parser parser(stream);
  TreeBuilder builder;
  if (!parser.HandleNextDocument(builder)) return tl::unexpected(Error{"the file is empty", std::string(file)});
  return builder.take();
} catch (const YAML::Exception& error) {
  return tl::unexpected(Error{error.msg, std::string(file), position_of(error.mark)});
}

void DataReader::only(const DataValue& record, std::initializer_list<std::string_view> keys) {
  for (const auto& [name, value] : record.fields) {
    if (std::find(keys.begin(), keys.end(), name) == keys.end()) {
      fail(value.where, fmt::format("unknown key '{}', expected one of: {}", name, fmt::join(keys, ", ")));
    }
  }
}

std::string DataReader::required(const DataValue& record, std::string_view key) {
  std::string text = optional(record, key);
  if (text.empty()) fail(record.where, fmt::format("'{}' is missing or empty", key));
  return text;
}

std::string DataReader::optional(const DataValue& record, std::string_view key) const {
  const DataValue* value = record.find(key);
  return value == nullptr ? std::string() : value->scalar;
}

LocalizedText DataReader::localized(const DataValue& record, std::string_view key) {
  const DataValue* value = record.find(key);
  if (value == nullptr) {
    fail(record.where, fmt::format("'{}' is missing", key));
    return {};
  }
  only(*value, {"en", "ja"});
  return {required(*value, "en"), required(*value, "ja")};
}

std::vector<std::string> DataReader::list(const DataValue& record, std::string_view key) const {
  std::vector<std::string> texts;
  if (const DataValue* value = record.find(key)) {
    for (const DataValue& item : value->items) texts.push_back(item.scalar);
  }
  return texts;
}

const std::vector<DataValue>& DataReader::records(const DataValue& record, std::string_view key) {
  static const std::vector<DataValue> kNone;
  const DataValue* value = record.find(key);
  if (value == nullptr || value->items.empty()) {
    fail(record.where, fmt::format("'{}' must be a list with something in it", key));
    return kNone;
  }
  return value->items;
}

void DataReader::fail(Position where, std::string message) {
  errors_.push_back(Error{std::move(message), file_, where});
}

}  // namespace cpsaudit
