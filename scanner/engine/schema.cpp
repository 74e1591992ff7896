#include "engine/schema.h"

#include <nlohmann/json.hpp>

#include "engine/shape.h"

namespace cpsaudit {

namespace {

using Json = nlohmann::ordered_json;

/// Objects are defined once, under their names, and referred to: predicates hold predicates.
class SchemaWriter {
 public:
  std::string write(const ObjectShape& shape) {
    Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", shape.name}};
    schema.update(object(shape));
    if (!definitions_.empty()) schema["$defs"] = definitions_;
    return schema.dump(2) + "\n";
  }

 private:
  Json object(const ObjectShape& shape) {
    Json properties = Json::object();
    Json required = Json::array();
    const auto add = [&](const KeyShape& field) {
      Json property = form_of(field);
      if (!field.about.empty()) property["description"] = field.about;
      properties[std::string(field.name)] = std::move(property);
      if (field.required) required.push_back(field.name);
    };
    for (const KeyShape& field : shape.fields) add(field);
    if (shape.also != nullptr) {
      for (const KeyShape& field : shape.also->fields) add(field);
      // Beside an argument `is` also takes the name of a constant.
      if (properties.contains("is")) properties["is"] = one_or_many({{"type", "string"}});
    }
    Json schema = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!shape.about.empty()) schema["description"] = shape.about;
    if (!required.empty()) schema["required"] = std::move(required);
    Json groups = Json::array();
    for (const auto& group : shape.one_of) {
      Json choices = Json::array();
      for (const std::string_view key : group) choices.push_back({{"required", Json::array({key})}});
      groups.push_back({{"oneOf", std::move(choices)}});
    }
    if (!groups.empty()) schema["allOf"] = std::move(groups);
    return schema;
  }

  Json reference(const ObjectShape& shape) {
    const std::string name(shape.name);
    if (!definitions_.contains(name)) {
      definitions_[name] = Json::object();
      Json definition = object(shape);
      definitions_[name] = std::move(definition);
    }
    return {{"$ref", "#/$defs/" + name}};
  }

  static Json scalar() { return {{"type", Json::array({"string", "number", "boolean", "null"})}}; }
  static Json list(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }
  static Json one_or_many(Json item) {
    Json many = list(item);
    many["minItems"] = 1;
    return {{"anyOf", Json::array({std::move(item), std::move(many)})}};
  }

  static Json text_of(const KeyShape& field) {
    if (field.choices.empty()) return scalar();
    return {{"enum", field.choices}};
  }

  Json predicate() { return {{"anyOf", Json::array({one_or_many(scalar()), reference(predicate_shape())})}}; }

  Json form_of(const KeyShape& field) {
    switch (field.form) {
      case Form::kText:
      case Form::kQuantity:
        return text_of(field);
      case Form::kTexts:
        return one_or_many(text_of(field));
      case Form::kTextList:
        return list(text_of(field));
      case Form::kNumber:
        return {{"type", "number"}};
      case Form::kInteger:
        return {{"type", "integer"}};
      case Form::kIntegerList:
        return list({{"type", "integer"}});
      case Form::kBoolean:
        return {{"type", "boolean"}};
      case Form::kLocalized:
        return localized();
      case Form::kPattern:
        return {{"type", "string"}};
      case Form::kPatternList:
        return list({{"type", "string"}});
      case Form::kPredicate:
        return predicate();
      case Form::kPredicateList:
        return list(predicate());
      case Form::kObject:
        return reference(*field.shape);
      case Form::kObjects:
        return one_or_many(reference(*field.shape));
      case Form::kObjectList:
        return list(reference(*field.shape));
      case Form::kTextsOrObjects:
        return one_or_many({{"anyOf", Json::array({{{"type", "string"}}, reference(*field.shape)})}});
      case Form::kTextMap:
        return {{"type", "object"}, {"additionalProperties", scalar()}};
    }
    return Json::object();
  }

  static Json localized() {
    return {{"type", "object"},
            {"properties", {{"en", {{"type", "string"}}}, {"ja", {{"type", "string"}}}}},
            {"required", Json::array({"en", "ja"})},
            {"additionalProperties", false}};
  }

  Json definitions_ = Json::object();
};

}  // namespace

std::string check_schema() {
  return SchemaWriter().write(check_shape());
}

std::string weakness_schema() {
  return SchemaWriter().write(weakness_shape());
}

std::string dialect_schema() {
  return SchemaWriter().write(dialect_shape());
}

}  // namespace cpsaudit
