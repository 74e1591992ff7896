#pragma once

#include <string_view>
#include <vector>

namespace cpsaudit {

/// What may stand at one place of a check, weakness or dialect file.
enum class Form {
  kText,
  /// A text, or a list of them.
  kTexts,
  kTextList,
  kNumber,
  kInteger,
  kIntegerList,
  kBoolean,
  /// `{en: …, ja: …}`.
  kLocalized,
  /// A regular expression.
  kPattern,
  kPatternList,
  /// A number, with a unit of time or size if need be.
  kQuantity,
  /// A scalar, a list of scalars, or a map of conditions.
  kPredicate,
  kPredicateList,
  kObject,
  /// An object, or a list of them.
  kObjects,
  kObjectList,
  /// A text or an object, or a list of both.
  kTextsOrObjects,
  /// Any names, each with a text.
  kTextMap,
};

struct ObjectShape;

/// One key, and what may stand behind it.
struct KeyShape {
  std::string_view name;
  Form form = Form::kText;
  bool required = false;
  /// For objects.
  const ObjectShape* shape = nullptr;
  /// The only texts that are allowed; empty: any.
  std::vector<std::string_view> choices = {};
  /// For the JSON Schema.
  std::string_view about = {};
};

/// The keys of one object. The same table checks the files and makes their JSON Schema, so that they cannot differ.
struct ObjectShape {
  std::string_view name;
  std::string_view about;
  std::vector<KeyShape> fields;
  /// Of each of these groups exactly one key.
  std::vector<std::vector<std::string_view>> one_of = {};
  /// Conditions of a predicate may stand beside the fields: `{argument: 2, equals: 0}`.
  const ObjectShape* also = nullptr;

  const KeyShape* field(std::string_view key) const;
};

const ObjectShape& weakness_shape();
const ObjectShape& check_shape();
const ObjectShape& dialect_shape();
const ObjectShape& product_shape();
const ObjectShape& service_shape();
/// A predicate that is written as a map.
const ObjectShape& predicate_shape();

}  // namespace cpsaudit
