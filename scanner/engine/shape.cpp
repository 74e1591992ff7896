#include "engine/shape.h"

#include <algorithm>

#include "engine/shape_parts.h"

namespace cpsaudit {

namespace {

constexpr bool kRequired = true;

const ObjectShape& row_shape() {
  static const ObjectShape shape = {
      "row",
      "A row of the framework.",
      {
          {.name = "statement", .required = kRequired, .about = "label of the statement: L3_3_a_SYS.3"},
          {.name = "id", .required = kRequired, .about = "requirement as printed in that row: CPS.AC-8"},
          {.name = "meaning", .required = kRequired, .about = "which of the texts printed under that id"},
      },
  };
  return shape;
}

const ObjectShape& bad_example_shape() {
  static const ObjectShape shape = {
      "bad-example",
      "A file in which the check must find something.",
      {
          {.name = "file", .required = kRequired, .about = "may have folders: recognition works by path"},
          {.name = "text", .required = kRequired},
          {.name = "at", .form = Form::kTexts, .required = kRequired, .about = "the text under each finding, in order"},
          {.name = "beside", .form = Form::kTextMap, .about = "more files"},
          {.name = "modes", .form = Form::kTextMap, .about = "permission bits of files, in octal"},
          {.name = "links", .form = Form::kTextMap, .about = "symbolic links: path and target"},
      },
  };
  return shape;
}

const ObjectShape& good_example_shape() {
  static const ObjectShape shape = {
      "good-example",
      "A file in which the check must find nothing.",
      {
          {.name = "file", .required = kRequired, .about = "may have folders: recognition works by path"},
          {.name = "text", .required = kRequired},
          {.name = "why", .about = "what makes it a near miss"},
          {.name = "beside", .form = Form::kTextMap, .about = "more files"},
          {.name = "modes", .form = Form::kTextMap, .about = "permission bits of files, in octal"},
          {.name = "links", .form = Form::kTextMap, .about = "symbolic links: path and target"},
      },
  };
  return shape;
}

const ObjectShape& examples_shape() {
  static const ObjectShape shape = {
      "examples",
      "The check's tests.",
      {
          {.name = "bad", .form = Form::kObjectList, .required = kRequired, .shape = &bad_example_shape()},
          {.name = "good", .form = Form::kObjectList, .required = kRequired, .shape = &good_example_shape()},
      },
  };
  return shape;
}

}  // namespace

const KeyShape* ObjectShape::field(std::string_view key) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const KeyShape& f) { return f.name == key; });
  if (found != fields.end()) return &*found;
  return also != nullptr ? also->field(key) : nullptr;
}

const ObjectShape& weakness_shape() {
  static const ObjectShape shape = {
      "weakness",
      "What all technologies of one weakness share.",
      {
          {.name = "name", .form = Form::kLocalized, .required = kRequired},
          {.name = "family",
           .required = kRequired,
           .choices = {"credentials", "transport", "integrity", "exposure", "crypto", "privilege", "logging", "update",
                       "segmentation", "suppression"}},
          {.name = "cwe", .form = Form::kIntegerList, .required = kRequired},
          {.name = "grade", .form = Form::kInteger, .about = "1: the least every product must have"},
          {.name = "own-functions",
           .form = Form::kBoolean,
           .about = "calls are judged beside the body of what is called, too"},
          {.name = "grade-why", .form = Form::kLocalized, .about = "why that grade and no other"},
          {.name = "rows", .form = Form::kObjectList, .required = kRequired, .shape = &row_shape()},
          {.name = "why", .form = Form::kLocalized, .required = kRequired},
      },
  };
  return shape;
}

const ObjectShape& check_shape() {
  static const ObjectShape shape = {
      "check",
      "One weakness in one technology.",
      {
          {.name = "id", .required = kRequired, .about = "CPSA and four digits, for ever"},
          {.name = "name", .required = kRequired, .about = "PascalCase, unique"},
          {.name = "title", .form = Form::kLocalized, .required = kRequired},
          {.name = "security-severity", .form = Form::kNumber, .required = kRequired},
          {.name = "precision", .required = kRequired, .choices = {"very-high", "high", "medium", "low"}},
          {.name = "secret", .form = Form::kBoolean, .about = "the value is shown nowhere"},
          {.name = "message", .form = Form::kLocalized, .required = kRequired},
          {.name = "message-absent", .form = Form::kLocalized},
          {.name = "mend", .form = Form::kLocalized, .required = kRequired},
          {.name = "not-a-problem", .form = Form::kLocalized},
          {.name = "references", .form = Form::kTextList},
          {.name = "no-good",
           .choices = {"presence", "elsewhere", "logic"},
           .about = "for detectors without a good state"},
          {.name = "expressions", .form = Form::kTextMap, .about = "parts of expressions: (?&name) in 'detect'"},
          {.name = "detect", .form = Form::kObjectList, .required = kRequired, .shape = &detector_shape()},
          {.name = "fix", .form = Form::kObject, .shape = &fix_shape()},
          {.name = "examples", .form = Form::kObject, .required = kRequired, .shape = &examples_shape()},
      },
  };
  return shape;
}

}  // namespace cpsaudit
