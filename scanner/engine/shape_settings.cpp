#include "engine/shape_parts.h"

namespace cpsaudit {

namespace {

constexpr bool kRequired = true;

const ObjectShape& absent_shape() {
  static const ObjectShape shape = {
      "absent",
      "The value that the software assumes when the key is absent, and who says so.",
      {
          {.name = "value", .required = kRequired},
          {.name = "versions", .about = "versions it holds for: \"<2.0\""},
          {.name = "source", .required = kRequired},
      },
  };
  return shape;
}

std::vector<KeyShape> command_pattern_keys() {
  return {
      {.name = "program", .form = Form::kTexts, .about = "base names; wrappers are looked through"},
      {.name = "program-path", .form = Form::kPredicate, .about = "the program as written, with its folder"},
      {.name = "has", .form = Form::kTexts, .about = "any of these flags"},
      {.name = "lacks", .form = Form::kTexts, .about = "none of these flags"},
      {.name = "words", .form = Form::kTexts, .about = "these words one after the other"},
      {.name = "argument", .form = Form::kPredicate, .about = "an argument that is no flag"},
      {.name = "argument-at", .form = Form::kInteger, .about = "only this one of them, from 1; -1 is the last"},
      {.name = "value-of", .form = Form::kTexts, .about = "the value of one of these flags"},
      {.name = "environment", .form = Form::kTexts, .about = "the value that one of these variables is set to"},
      {.name = "environment-matches", .form = Form::kPattern, .about = "RE2 over the whole name of a variable"},
      {.name = "value", .form = Form::kPredicate, .about = "what the value of the flag or variable must be"},
      {.name = "unless-argument", .form = Form::kPredicate, .about = "no argument may be this"},
      {.name = "writes", .form = Form::kPredicate, .about = "a file that its output goes to, by > or >>"},
      {.name = "unless-writes", .form = Form::kPredicate, .about = "what no such file may be"},
  };
}

const ObjectShape& command_pattern_shape() {
  static const ObjectShape shape = {"command-pattern", "A condition on a command line.", command_pattern_keys()};
  return shape;
}

ObjectShape make_command_shape() {
  ObjectShape shape = {"command", "A command line, wherever one stands.", command_pattern_keys()};
  shape.fields.push_back({.name = "piped-into", .form = Form::kObject, .shape = &command_pattern_shape()});
  shape.fields.push_back({.name = "piped-from", .form = Form::kObject, .shape = &command_pattern_shape()});
  shape.fields.push_back({.name = "input", .form = Form::kPredicate, .about = "a here-document or here-string"});
  shape.fields.push_back(
      {.name = "saves", .form = Form::kPredicate, .about = "the file that it saves what it fetches to"});
  shape.fields.push_back({.name = "contexts",
                          .form = Form::kTexts,
                          .choices = {"shell", "inittab", "unit", "compose", "dockerfile", "cron", "inetd", "source"}});
  shape.fields.push_back({.name = "good", .form = Form::kObject, .shape = &command_pattern_shape()});
  return shape;
}

}  // namespace

const ObjectShape& condition_shape() {
  static const ObjectShape shape = {
      "condition",
      "Another setting or field that decides whether the detector applies.",
      {
          {.name = "key",
           .form = Form::kTexts,
           .required = kRequired,
           .about = "in the same scope, or from the root with a leading '/'"},
          {.name = "value", .form = Form::kPredicate, .required = kRequired},
          {.name = "or-absent", .form = Form::kBoolean, .about = "a missing key satisfies the condition too"},
      },
  };
  return shape;
}

const ObjectShape& setting_shape() {
  static const ObjectShape shape = {
      "setting",
      "The effective value of a key.",
      {
          {.name = "software", .form = Form::kTexts, .about = "a dialect or several"},
          {.name = "syntax", .form = Form::kTexts, .about = "any file of these syntaxes"},
          {.name = "scope", .form = Form::kTexts, .about = "path of the section in which the key is looked up"},
          {.name = "key", .form = Form::kTexts, .about = "path below the scope, or several"},
          {.name = "key-matches", .form = Form::kPattern, .about = "RE2 over the name of a key at any depth"},
          {.name = "bad", .form = Form::kPredicate, .required = kRequired},
          {.name = "good", .form = Form::kPredicate},
          {.name = "absent", .form = Form::kObject, .shape = &absent_shape()},
          {.name = "when", .form = Form::kObjects, .shape = &condition_shape()},
          {.name = "unless", .form = Form::kObjects, .shape = &condition_shape()},
          {.name = "unless-tag", .form = Form::kTexts, .about = "types that the format gives a value"},
          {.name = "good-when",
           .form = Form::kObjects,
           .shape = &condition_shape(),
           .about = "any of these beside it makes it good"},
      },
      {{"software", "syntax"}, {"key", "key-matches"}},
  };
  return shape;
}

const ObjectShape& command_shape() {
  static const ObjectShape shape = make_command_shape();
  return shape;
}

}  // namespace cpsaudit
