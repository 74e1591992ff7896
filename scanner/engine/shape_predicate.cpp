#include "engine/shape.h"
#include "engine/value_class.h"

namespace cpsaudit {

namespace {

constexpr bool kRequired = true;

std::vector<std::string_view> class_names() {
  const auto names = value_class_names();
  return {names.begin(), names.end()};
}

const ObjectShape& part_shape();

/// Filled when it is first asked for by its name; a place that shapes can point to before.
ObjectShape& predicate_shape_storage() {
  static ObjectShape shape;
  return shape;
}

ObjectShape make_predicate_shape() {
  return {
      "predicate",
      "Conditions on a value; all of them must hold.",
      {
          {.name = "equals", .form = Form::kTexts, .about = "the value is one of these"},
          {.name = "matches", .form = Form::kPattern, .about = "RE2, unanchored"},
          {.name = "text", .form = Form::kPattern, .about = "C: RE2 over the expression as written"},
          {.name = "part", .form = Form::kObject, .shape = &part_shape(), .about = "a part of the value"},
          {.name = "base64", .form = Form::kPredicate, .about = "of the text that the value encodes in Base64"},
          {.name = "has-token", .form = Form::kTexts, .about = "one of these is among the tokens"},
          {.name = "lacks-token", .form = Form::kTexts, .about = "none of these is among the tokens"},
          {.name = "has-flag", .form = Form::kTexts, .about = "C: one of these is among the constants joined by '|'"},
          {.name = "lacks-flag", .form = Form::kTexts, .about = "C: none of these is among them"},
          {.name = "shorter", .form = Form::kInteger, .about = "a text or array of fewer bytes"},
          {.name = "longer", .form = Form::kInteger, .about = "a text or array of more bytes"},
          {.name = "below", .form = Form::kQuantity, .about = "a number, with a unit of time or size"},
          {.name = "above", .form = Form::kQuantity, .about = "a number, with a unit of time or size"},
          {.name = "empty", .form = Form::kBoolean, .about = "nothing between the quotes"},
          {.name = "holes", .form = Form::kBoolean, .about = "a text that is put together of known and unknown parts"},
          {.name = "present", .form = Form::kBoolean, .about = "in when and unless: the key is there"},
          {.name = "otherwise", .form = Form::kBoolean, .about = "in good: any known value that is not bad"},
          {.name = "is", .form = Form::kTexts, .choices = class_names(), .about = "a class of values"},
          {.name = "not", .form = Form::kPredicate},
          {.name = "any-of", .form = Form::kPredicateList},
          {.name = "all-of", .form = Form::kPredicateList},
      },
  };
}

/// Its conditions are those of the predicate that holds it, so it is made without asking for that one.
const ObjectShape& part_shape() {
  static const ObjectShape shape = {
      "part",
      "The conditions are about the first group of 'of', which is also the place of the finding.",
      {{.name = "of", .form = Form::kPattern, .required = kRequired, .about = "RE2 with a group"}},
      {},
      &predicate_shape_storage(),
  };
  return shape;
}

}  // namespace

const ObjectShape& predicate_shape() {
  static const ObjectShape& shape = predicate_shape_storage() = make_predicate_shape();
  return shape;
}

}  // namespace cpsaudit
