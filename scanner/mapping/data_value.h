#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/language.h"
#include "core/result.h"

namespace cpsaudit {

/// A node of one of our YAML data files: a scalar, a sequence or a map in file order.
struct DataValue {
  Position where;
  std::string scalar;
  std::vector<DataValue> items;
  std::vector<std::pair<std::string, DataValue>> fields;

  /// Null when there is no such key.
  const DataValue* find(std::string_view key) const;
};

/// Reads one document. Aliases are refused: our files have none.
Result<DataValue> parse_data(std::string_view file, std::string_view text);

/// Takes records apart and remembers everything that is wrong with them, so that one run shows all mistakes.
class DataReader {
 public:
  DataReader(std::string file, std::vector<Error>& errors) : file_(std::move(file)), errors_(errors) {}

  /// Every other key is an error.
  void only(const DataValue& record, std::initializer_list<std::string_view> keys);
  /// A scalar that must be there and not empty.
  std::string required(const DataValue& record, std::string_view key);
  /// Empty when the key is absent.
  std::string optional(const DataValue& record, std::string_view key) const;
  /// Both languages must be there and not empty.
  LocalizedText localized(const DataValue& record, std::string_view key);
  /// The scalars of a sequence; empty when the key is absent.
  std::vector<std::string> list(const DataValue& record, std::string_view key) const;
  /// The records of a sequence that must be there.
  const std::vector<DataValue>& records(const DataValue& record, std::string_view key);

  void fail(Position where, std::string message);

 private:
  std::string file_;
  std::vector<Error>& errors_;
};

}  // namespace cpsaudit
