#include "engine/yaml_shape.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include "engine/pattern.h"
#include "engine/predicate_node.h"

namespace cpsaudit {

namespace {

bool is_integer(const YAML::Node& node) {
  if (!node.IsScalar()) return false;
  const std::string& text = node.Scalar();
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

bool is_number(const YAML::Node& node) {
  if (!node.IsScalar()) return false;
  double value = 0;
  return YAML::convert<double>::decode(node, value);
}

bool is_boolean(const YAML::Node& node) {
  return node.IsScalar() && (node.Scalar() == "true" || node.Scalar() == "false");
}

/// C's constants are written in capitals or hold an underscore; no class of values does.
bool is_constant_name(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == '_' || (c >= 'A' && c <= 'Z'); });
}

std::string kind_of(const YAML::Node& node) {
  if (node.IsMap()) return "a map";
  if (node.IsSequence()) return "a list";
  if (node.IsNull()) return "nothing";
  return fmt::format("'{}'", node.Scalar());
}

/// One walk over a file, in the order of the file.
class Checker {
 public:
  explicit Checker(NodeErrors& errors) : errors_(errors) {}

  void object(const YAML::Node& node, const ObjectShape& shape) {
    if (!node.IsMap()) {
      errors_.add(node, fmt::format("expected a map ({}), found {}", shape.name, kind_of(node)));
      return;
    }
    std::set<std::string> seen;
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) {
        errors_.add(entry.first, "expected a key");
        continue;
      }
      const std::string& key = entry.first.Scalar();
      if (!seen.insert(key).second) errors_.add(entry.first, fmt::format("'{}' is there twice", key));
      const KeyShape* field = shape.field(key);
      if (field == nullptr) {
        errors_.add(entry.first, fmt::format("unknown key '{}': expected one of {}", key, keys_of(shape)));
        continue;
      }
      const bool may_be_constant = shape.also != nullptr && key == "is";
      value(entry.second, *field, may_be_constant ? Constants::kAllowed : Constants::kRefused);
    }
    for (const KeyShape& field : shape.fields) {
      if (field.required && !seen.contains(std::string(field.name))) {
        errors_.add(node, fmt::format("'{}' is missing in '{}'", field.name, shape.name));
      }
    }
    one_of(node, shape, seen);
  }

 private:
  enum class Constants { kAllowed, kRefused };

  static std::string keys_of(const ObjectShape& shape) {
    std::vector<std::string_view> names;
    for (const KeyShape& field : shape.fields) names.push_back(field.name);
    if (shape.also != nullptr) {
      for (const KeyShape& field : shape.also->fields) names.push_back(field.name);
    }
    return fmt::format("{}", fmt::join(names, ", "));
  }

  void one_of(const YAML::Node& node, const ObjectShape& shape, const std::set<std::string>& seen) {
    for (const auto& group : shape.one_of) {
      const auto count = std::count_if(group.begin(), group.end(),
                                       [&](std::string_view key) { return seen.contains(std::string(key)); });
      if (count == 1) continue;
      errors_.add(
          node, fmt::format("expected exactly one of {} in '{}', found {}", fmt::join(group, ", "), shape.name, count));
    }
  }

  void value(const YAML::Node& node, const KeyShape& field, Constants constants) {
    switch (field.form) {
      case Form::kText:
        text(node, field, constants);
        break;
      case Form::kTexts:
        one_or_many(node, [&](const YAML::Node& item) { text(item, field, constants); });
        break;
      case Form::kTextList:
        list(node, field, [&](const YAML::Node& item) { text(item, field, constants); });
        break;
      case Form::kNumber:
        if (!is_number(node)) expected(node, field, "a number");
        break;
      case Form::kInteger:
        if (!is_integer(node)) expected(node, field, "a whole number");
        break;
      case Form::kIntegerList:
        list(node, field, [&](const YAML::Node& item) {
          if (!is_integer(item)) expected(item, field, "a whole number");
        });
        break;
      case Form::kBoolean:
        if (!is_boolean(node)) expected(node, field, "true or false");
        break;
      case Form::kLocalized:
        localized(node, field);
        break;
      case Form::kPattern:
        pattern(node, field);
        break;
      case Form::kPatternList:
        list(node, field, [&](const YAML::Node& item) { pattern(item, field); });
        break;
      case Form::kQuantity:
        if (!node.IsScalar() || !number_with_unit(node.Scalar())) expected(node, field, "a number");
        break;
      case Form::kPredicate:
        predicate(node, field);
        break;
      case Form::kPredicateList:
        list(node, field, [&](const YAML::Node& item) { predicate(item, field); });
        break;
      case Form::kObject:
        object(node, *field.shape);
        break;
      case Form::kObjects:
        one_or_many(node, [&](const YAML::Node& item) { object(item, *field.shape); });
        break;
      case Form::kObjectList:
        list(node, field, [&](const YAML::Node& item) { object(item, *field.shape); });
        break;
      case Form::kTextsOrObjects:
        one_or_many(node, [&](const YAML::Node& item) {
          if (item.IsMap()) {
            object(item, *field.shape);
          } else {
            text(item, field, constants);
          }
        });
        break;
      case Form::kTextMap:
        text_map(node, field);
        break;
    }
  }

  void expected(const YAML::Node& node, const KeyShape& field, std::string_view what) {
    errors_.add(node, fmt::format("expected {} for '{}', found {}", what, field.name, kind_of(node)));
  }

  void text(const YAML::Node& node, const KeyShape& field, Constants constants) {
    if (node.IsNull() && &field == predicate_shape().field("equals")) return;
    if (!node.IsScalar()) {
      expected(node, field, "a text");
      return;
    }
    if (field.choices.empty() ||
        std::find(field.choices.begin(), field.choices.end(), node.Scalar()) != field.choices.end()) {
      return;
    }
    if (constants == Constants::kAllowed && is_constant_name(node.Scalar())) return;
    expected(node, field, fmt::format("one of {}", fmt::join(field.choices, ", ")));
  }

  void pattern(const YAML::Node& node, const KeyShape& field) {
    if (!node.IsScalar()) {
      expected(node, field, "a regular expression");
      return;
    }
    const auto compiled = Pattern::compile(node.Scalar());
    if (!compiled)
      errors_.add(node, fmt::format("'{}' is no RE2 expression: {}", field.name, compiled.error().message));
  }

  void predicate(const YAML::Node& node, const KeyShape& field) {
    if (node.IsMap()) {
      object(node, predicate_shape());
      if (node.size() == 0) expected(node, field, "at least one condition");
      return;
    }
    // A plain NULL is C's, whatever YAML makes of it.
    one_or_many(node, [&](const YAML::Node& item) {
      if (!item.IsScalar() && !item.IsNull()) expected(item, field, "a value");
    });
  }

  void localized(const YAML::Node& node, const KeyShape& field) {
    if (!node.IsMap()) {
      expected(node, field, "{en: …, ja: …}");
      return;
    }
    for (const auto& entry : node) {
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
      if (key != "en" && key != "ja")
        errors_.add(entry.first, fmt::format("unknown language '{}': expected en, ja", key));
    }
    for (const char* language : {"en", "ja"}) {
      const YAML::Node translation = node[language];
      if (!translation) {
        errors_.add(node, fmt::format("'{}' lacks its translation '{}'", field.name, language));
      } else if (!translation.IsScalar() || translation.Scalar().empty()) {
        errors_.add(translation, fmt::format("expected a text for '{}' of '{}'", language, field.name));
      }
    }
  }

  void text_map(const YAML::Node& node, const KeyShape& field) {
    if (!node.IsMap()) {
      expected(node, field, "a map of texts");
      return;
    }
    for (const auto& entry : node) {
      if (!entry.first.IsScalar() || !entry.second.IsScalar()) expected(entry.second, field, "a text");
    }
  }

  void one_or_many(const YAML::Node& node, const std::function<void(const YAML::Node&)>& item) {
    if (!node.IsSequence()) {
      item(node);
      return;
    }
    if (node.size() == 0) errors_.add(node, "expected at least one item in the list");
    for (const auto& element : node) item(element);
  }

  void list(const YAML::Node& node, const KeyShape& field, const std::function<void(const YAML::Node&)>& item) {
    if (!node.IsSequence()) {
      expected(node, field, "a list");
      return;
    }
    if (node.size() == 0 && field.required) errors_.add(node, fmt::format("'{}' is empty", field.name));
    for (const auto& element : node) item(element);
  }

  NodeErrors& errors_;
};

}  // namespace

void NodeErrors::add(const YAML::Node& node, std::string message) {
  add(place_of(node), std::move(message));
}

void NodeErrors::add(Position where, std::string message) {
  errors_.push_back(Error{std::move(message), file_, where});
}

Position place_of(const YAML::Node& node) {
  if (!node.IsDefined()) return {};
  const YAML::Mark mark = node.Mark();
  if (mark.is_null()) return {};
  return {static_cast<std::uint32_t>(mark.line) + 1, static_cast<std::uint32_t>(mark.column) + 1};
}

void check_shape_of(const YAML::Node& node, const ObjectShape& shape, NodeErrors& errors) {
  Checker(errors).object(node, shape);
}

}  // namespace cpsaudit
