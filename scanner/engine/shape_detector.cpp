#include "engine/shape_parts.h"

namespace cpsaudit {

namespace {

constexpr bool kRequired = true;

const ObjectShape& suppression_shape() {
  static const ObjectShape shape = {
      "suppression",
      "A suppression that does nothing.",
      {{.name = "fault",
        .required = kRequired,
        .choices = {"malformed", "no-reason", "unknown-check", "expired", "unused"}}},
  };
  return shape;
}

const ObjectShape& file_shape() {
  static const ObjectShape shape = {
      "file",
      "A file or a symbolic link, by its path and what the file system says of it.",
      {
          {.name = "path", .form = Form::kTexts, .required = kRequired, .about = "globs over the end of the path"},
          {.name = "unless-path", .form = Form::kTexts},
          {.name = "software", .form = Form::kTexts, .about = "recognised as a file of one of these"},
          {.name = "mode", .about = "octal: any of these permission bits"},
          {.name = "owner", .form = Form::kPredicate, .about = "name or number, where it is known"},
          {.name = "target", .form = Form::kPredicate, .about = "of a symbolic link: where it leads, as written"},
      },
  };
  return shape;
}

std::vector<KeyShape> matcher_keys() {
  return {
      {.name = "setting", .form = Form::kObject, .shape = &setting_shape()},
      {.name = "command", .form = Form::kObject, .shape = &command_shape()},
      {.name = "call", .form = Form::kObject, .shape = &call_shape()},
      {.name = "field", .form = Form::kObject, .shape = &field_shape()},
      {.name = "macro", .form = Form::kObject, .shape = &macro_shape()},
      {.name = "string", .form = Form::kObject, .shape = &string_shape()},
      {.name = "constant-return", .form = Form::kObject, .shape = &constant_return_shape()},
      {.name = "compare", .form = Form::kObject, .shape = &compare_shape()},
      {.name = "return", .form = Form::kObject, .shape = &return_shape()},
      {.name = "missing-call", .form = Form::kObject, .shape = &missing_call_shape()},
      {.name = "pair", .form = Form::kObject, .shape = &pair_shape()},
      {.name = "file", .form = Form::kObject, .shape = &file_shape()},
  };
}

std::vector<std::string_view> names_of(const std::vector<KeyShape>& keys) {
  std::vector<std::string_view> names;
  for (const KeyShape& key : keys) names.push_back(key.name);
  return names;
}

const ObjectShape& fact_shape() {
  static const ObjectShape shape = {
      "fact",
      "What is looked for: exactly one of the matchers.",
      matcher_keys(),
      {names_of(matcher_keys())},
  };
  return shape;
}

const ObjectShape& join_part_shape() {
  static const ObjectShape shape = {
      "join-part",
      "One side of a join: any of these will do.",
      {
          {.name = "findings", .form = Form::kTexts, .about = "check ids, weaknesses or weakness/technology"},
          {.name = "any-of", .form = Form::kObjects, .shape = &fact_shape(), .about = "detectors"},
          {.name = "relation",
           .choices = {"same-product", "same-file", "same-folder", "names-file", "same-value", "names-scope",
                       "named-file", "same-port", "same-function"},
           .about = "how it must fit the subject"},
          {.name = "message", .form = Form::kLocalized, .about = "said of each of its places"},
          {.name = "fold", .form = Form::kBoolean, .about = "its findings are told here and nowhere else"},
      },
  };
  return shape;
}

const ObjectShape& join_shape() {
  static const ObjectShape shape = {
      "join",
      "Facts of one product that matter together; one finding at the subject.",
      {
          {.name = "subject", .form = Form::kObject, .required = kRequired, .shape = &join_part_shape()},
          {.name = "with", .form = Form::kObjects, .shape = &join_part_shape(), .about = "each must be there"},
          {.name = "without", .form = Form::kObjects, .shape = &join_part_shape(), .about = "none may be there"},
      },
  };
  return shape;
}

ObjectShape make_detector_shape() {
  ObjectShape shape = {
      "detector",
      "What is looked for: exactly one of the matchers, and what differs from the check.",
      matcher_keys(),
  };
  shape.fields.push_back({.name = "join", .form = Form::kObject, .shape = &join_shape()});
  shape.fields.push_back({.name = "suppression", .form = Form::kObject, .shape = &suppression_shape()});
  shape.one_of = {names_of(shape.fields)};
  shape.fields.push_back({.name = "security-severity", .form = Form::kNumber, .about = "instead of the check's"});
  shape.fields.push_back({.name = "confidence", .choices = {"heuristic", "token", "default", "recovered", "ast"}});
  shape.fields.push_back({.name = "message", .form = Form::kLocalized, .about = "instead of the check's"});
  shape.fields.push_back(
      {.name = "fix", .form = Form::kObject, .shape = &fix_shape(), .about = "instead of the check's"});
  shape.fields.push_back(
      {.name = "no-good", .choices = {"presence", "elsewhere", "logic"}, .about = "why it can show no good state"});
  shape.fields.push_back(
      {.name = "once", .choices = {"function"}, .about = "all that it finds in a function of C or C++ is one finding"});
  return shape;
}

}  // namespace

const ObjectShape& fix_shape() {
  static const ObjectShape shape = {
      "fix",
      "A mechanical change that mends the finding.",
      {
          {.name = "replace-with", .about = "stands in place of the text under the finding"},
          {.name = "opposite", .form = Form::kBoolean, .about = "yes becomes no, in the words of the file"},
          {.name = "delete", .choices = {"line", "word"}},
          {.name = "insert-line", .about = "for a key that is absent"},
          {.name = "description", .form = Form::kLocalized, .about = "instead of 'mend'"},
      },
  };
  return shape;
}

const ObjectShape& detector_shape() {
  static const ObjectShape shape = make_detector_shape();
  return shape;
}

}  // namespace cpsaudit
