#include "engine/shape.h"

#include <algorithm>

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
          {.name = "has-token", .form = Form::kTexts, .about = "one of these is among the tokens"},
          {.name = "lacks-token", .form = Form::kTexts, .about = "none of these is among the tokens"},
          {.name = "has-flag", .form = Form::kTexts, .about = "C: one of these is among the constants joined by '|'"},
          {.name = "lacks-flag", .form = Form::kTexts, .about = "C: none of these is among them"},
          {.name = "below", .form = Form::kQuantity, .about = "a number, with a unit of time or size"},
          {.name = "above", .form = Form::kQuantity, .about = "a number, with a unit of time or size"},
          {.name = "empty", .form = Form::kBoolean, .about = "nothing between the quotes"},
          {.name = "present", .form = Form::kBoolean, .about = "in when and unless: the key is there"},
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
      },
      {{"software", "syntax"}, {"key", "key-matches"}},
  };
  return shape;
}

std::vector<KeyShape> command_pattern_keys() {
  return {
      {.name = "program", .form = Form::kTexts, .about = "base names; wrappers are looked through"},
      {.name = "has", .form = Form::kTexts, .about = "any of these flags"},
      {.name = "lacks", .form = Form::kTexts, .about = "none of these flags"},
      {.name = "words", .form = Form::kTexts, .about = "these words one after the other"},
      {.name = "argument", .form = Form::kPredicate, .about = "an argument that is no flag"},
      {.name = "value-of", .form = Form::kTexts, .about = "the value of one of these flags"},
      {.name = "environment", .form = Form::kTexts, .about = "the value that one of these variables is set to"},
      {.name = "environment-matches", .form = Form::kPattern, .about = "RE2 over the whole name of a variable"},
      {.name = "value", .form = Form::kPredicate, .about = "what the value of the flag or variable must be"},
      {.name = "unless-argument", .form = Form::kPredicate, .about = "no argument may be this"},
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
  shape.fields.push_back({.name = "contexts",
                          .form = Form::kTexts,
                          .choices = {"shell", "inittab", "unit", "compose", "dockerfile", "cron", "inetd", "source"}});
  shape.fields.push_back({.name = "good", .form = Form::kObject, .shape = &command_pattern_shape()});
  return shape;
}

const ObjectShape& command_shape() {
  static const ObjectShape shape = make_command_shape();
  return shape;
}

const ObjectShape& argument_shape() {
  static const ObjectShape shape = {
      "where",
      "A condition on another argument of the same call. 'is' also takes the name of a constant.",
      {{.name = "argument", .form = Form::kInteger, .required = kRequired, .about = "from 1; 0 is the receiver"}},
      {},
      &predicate_shape(),
  };
  return shape;
}

const ObjectShape& companion_shape() {
  static const ObjectShape shape = {
      "companion",
      "A call beside the one that is judged.",
      {
          {.name = "function", .required = kRequired},
          {.name = "where", .form = Form::kObjects, .shape = &argument_shape()},
      },
  };
  return shape;
}

const ObjectShape& callback_shape() {
  static const ObjectShape shape = {
      "callback",
      "The argument is a function that can only do this.",
      {
          {.name = "returns", .form = Form::kInteger, .about = "its only result"},
          {.name = "clears", .form = Form::kInteger, .about = "it writes 0 through this parameter, from 1"},
      },
  };
  return shape;
}

const ObjectShape& call_shape() {
  static const ObjectShape shape = {
      "call",
      "An argument of a call, or the call itself.",
      {
          {.name = "function", .form = Form::kTexts, .required = kRequired},
          {.name = "receiver-type", .form = Form::kTexts},
          {.name = "where", .form = Form::kObjects, .shape = &argument_shape()},
          {.name = "argument", .form = Form::kInteger, .about = "the argument that is judged"},
          {.name = "missing-argument", .form = Form::kInteger, .about = "the call has fewer arguments than this"},
          {.name = "bad", .form = Form::kPredicate},
          {.name = "good", .form = Form::kPredicate},
          {.name = "unless-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "unless-called-later", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "unless-object", .form = Form::kBoolean},
          {.name = "when-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "result", .choices = {"ignored"}},
          {.name = "tested", .form = Form::kTexts, .about = "ways: truth, not, == 0, != 1, < 0 …"},
          {.name = "callback", .form = Form::kObject, .shape = &callback_shape()},
          {.name = "when-made-by", .form = Form::kTexts, .about = "functions that the object came from"},
          {.name = "unless-made-by", .form = Form::kTexts, .about = "functions that the object did not come from"},
      },
  };
  return shape;
}

const ObjectShape& field_shape() {
  static const ObjectShape shape = {
      "field",
      "A field or variable is given a value, or a record leaves it out.",
      {
          {.name = "type", .form = Form::kTexts, .about = "record types"},
          {.name = "field", .form = Form::kTexts, .about = "path globs"},
          {.name = "field-matches", .form = Form::kPattern, .about = "RE2 over the last name of the path"},
          {.name = "variable", .form = Form::kPattern, .about = "RE2 over the variable's name"},
          {.name = "bad", .form = Form::kPredicate},
          {.name = "good", .form = Form::kPredicate},
          {.name = "absent", .form = Form::kBoolean},
          {.name = "when", .form = Form::kObjects, .shape = &condition_shape()},
          {.name = "unless", .form = Form::kObjects, .shape = &condition_shape()},
          {.name = "when-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "handed-to", .form = Form::kTexts, .about = "functions that take the record"},
      },
  };
  return shape;
}

const ObjectShape& pair_shape() {
  static const ObjectShape shape = {
      "pair",
      "A row of a table of names and values.",
      {
          {.name = "name", .form = Form::kPattern, .required = kRequired, .about = "RE2 over the name in the row"},
          {.name = "table", .form = Form::kPattern, .about = "RE2 over the variable that holds the table"},
          {.name = "bad", .form = Form::kPredicate, .required = kRequired},
          {.name = "good", .form = Form::kPredicate},
      },
  };
  return shape;
}

const ObjectShape& macro_shape() {
  static const ObjectShape shape = {
      "macro",
      "A macro is defined to a value.",
      {
          {.name = "name", .form = Form::kPattern, .required = kRequired, .about = "RE2 over the whole name"},
          {.name = "bad", .form = Form::kPredicate, .required = kRequired},
          {.name = "good", .form = Form::kPredicate},
      },
  };
  return shape;
}

const ObjectShape& string_shape() {
  static const ObjectShape shape = {
      "string",
      "A string literal that matters wherever it stands.",
      {
          {.name = "bad", .form = Form::kPredicate, .required = kRequired},
          {.name = "context", .form = Form::kPattern},
          {.name = "roles", .form = Form::kTexts, .choices = {"compared", "returned", "element", "other"}},
      },
  };
  return shape;
}

const ObjectShape& constant_return_shape() {
  static const ObjectShape shape = {
      "constant-return",
      "A function that can only give one answer.",
      {
          {.name = "name", .form = Form::kPattern, .required = kRequired, .about = "RE2 over the qualified name"},
          {.name = "bad", .form = Form::kPredicate, .required = kRequired},
      },
  };
  return shape;
}

const ObjectShape& missing_call_shape() {
  static const ObjectShape shape = {
      "missing-call",
      "Something is called and what must go with it is not.",
      {
          {.name = "function", .form = Form::kTexts, .required = kRequired},
          {.name = "where", .form = Form::kObjects, .shape = &argument_shape()},
          {.name = "needs", .form = Form::kTexts, .required = kRequired},
          {.name = "reach", .choices = {"object", "function", "file", "product"}},
      },
  };
  return shape;
}

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

const ObjectShape& file_shape() {
  static const ObjectShape shape = {
      "file",
      "A file or a symbolic link, by its path and what the file system says of it.",
      {
          {.name = "path", .form = Form::kTexts, .required = kRequired, .about = "globs over the end of the path"},
          {.name = "unless-path", .form = Form::kTexts},
          {.name = "software", .form = Form::kTexts, .about = "recognised as a file of one of these"},
          {.name = "mode", .about = "octal: any of these permission bits"},
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
           .choices = {"same-product", "same-file", "same-folder", "names-file", "same-value", "names-scope", "named-file",
                       "same-port"},
           .about = "how it must fit the subject"},
          {.name = "message", .form = Form::kLocalized, .about = "said of each of its places"},
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
  return shape;
}

const ObjectShape& detector_shape() {
  static const ObjectShape shape = make_detector_shape();
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

const ObjectShape& files_shape() {
  static const ObjectShape shape = {
      "files",
      "How the files are recognised.",
      {
          {.name = "paths", .form = Form::kTextList, .about = "globs; without '/': the name alone"},
          {.name = "content", .form = Form::kPatternList, .about = "RE2 over the first 64 KiB"},
          {.name = "priority", .form = Form::kInteger},
      },
  };
  return shape;
}

const ObjectShape& booleans_shape() {
  static const ObjectShape shape = {
      "booleans",
      "The words for true and false.",
      {
          {.name = "true", .form = Form::kTextList, .required = kRequired},
          {.name = "false", .form = Form::kTextList, .required = kRequired},
      },
  };
  return shape;
}

const ObjectShape& mark_shape() {
  static const ObjectShape shape = {
      "mark",
      "Files and folders that are in a folder of this kind.",
      {
          {.name = "any", .form = Form::kTexts, .required = kRequired, .about = "paths; '*' in the last name"},
          {.name = "at-least", .form = Form::kInteger, .about = "as many of them; 1"},
      },
  };
  return shape;
}

const ObjectShape& known_section_shape() {
  static const ObjectShape shape = {
      "known-section",
      "A section that is there without a file saying so, or whose type commands leave out.",
      {
          {.name = "name", .required = kRequired, .about = "wildcard: default_radio*, @zone[1]"},
          {.name = "type", .required = kRequired},
          {.name = "options", .form = Form::kTextMap, .about = "what it is delivered with"},
      },
  };
  return shape;
}

const ObjectShape& include_shape() {
  static const ObjectShape shape = {
      "include",
      "A directive that pulls in other files.",
      {
          {.name = "key", .required = kRequired},
          {.name = "kind", .required = kRequired, .choices = {"file", "glob", "directory"}},
          {.name = "pattern", .about = "for directories: which of their files"},
          {.name = "harmless", .form = Form::kTexts, .about = "names of files that set nothing a check asks for"},
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

const ObjectShape& predicate_shape() {
  static const ObjectShape& shape = predicate_shape_storage() = make_predicate_shape();
  return shape;
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
          {.name = "detect", .form = Form::kObjectList, .required = kRequired, .shape = &detector_shape()},
          {.name = "fix", .form = Form::kObject, .shape = &fix_shape()},
          {.name = "examples", .form = Form::kObject, .required = kRequired, .shape = &examples_shape()},
      },
  };
  return shape;
}

const ObjectShape& embeds_shape() {
  static const ObjectShape shape = {
      "embeds",
      "Where such a file carries the text of another.",
      {
          {.name = "at", .required = kRequired, .about = "key path to the text, or to the section that holds it"},
          {.name = "path", .form = Form::kTexts, .about = "key of the other file's path; without it the key of the text"},
          {.name = "text", .form = Form::kTexts, .about = "key of the text"},
          {.name = "part", .form = Form::kBoolean, .about = "the other file holds more than this"},
      },
  };
  return shape;
}

const ObjectShape& dialect_shape() {
  static const ObjectShape shape = {
      "dialect",
      "How the files of one piece of software are read.",
      {
          {.name = "software", .required = kRequired},
          {.name = "title", .required = kRequired},
          {.name = "syntax", .required = kRequired},
          {.name = "files", .form = Form::kObject, .required = kRequired, .shape = &files_shape()},
          {.name = "comments", .about = "marks at the start of a line"},
          {.name = "trailing-comments", .about = "marks behind a value"},
          {.name = "sections", .form = Form::kTextList},
          {.name = "angle-blocks", .form = Form::kBoolean},
          {.name = "dotted-keys", .form = Form::kBoolean, .about = "`a.b: x` means `a: {b: x}`"},
          {.name = "command-keys", .form = Form::kTextList},
          {.name = "command-context"},
          {.name = "command-after", .form = Form::kInteger},
          {.name = "keys", .choices = {"sensitive", "insensitive"}},
          {.name = "wins", .choices = {"first", "last", "each"}},
          {.name = "repeatable", .form = Form::kTextList},
          {.name = "inherits", .form = Form::kTextList},
          {.name = "booleans", .form = Form::kObject, .shape = &booleans_shape()},
          {.name = "includes", .form = Form::kObjectList, .shape = &include_shape()},
          {.name = "drop-ins", .form = Form::kTextList, .about = "{name} is the name of the main file"},
          {.name = "empty-resets", .form = Form::kBoolean, .about = "an empty value takes back what the key had"},
          {.name = "precedence", .form = Form::kTextList, .about = "folders, each before those that follow"},
          {.name = "overlays", .form = Form::kTextList, .about = "files of one folder, each over those before it"},
          {.name = "first-match", .form = Form::kTextList, .about = "columns of a line; the first that fits decides"},
          {.name = "embeds", .form = Form::kObjectList, .shape = &embeds_shape()},
          {.name = "known-sections", .form = Form::kObjectList, .shape = &known_section_shape()},
          {.name = "assumed-version"},
          {.name = "source"},
      },
  };
  return shape;
}

const ObjectShape& product_shape() {
  static const ObjectShape shape = {
      "product",
      "How a kind of product is recognised in a tree.",
      {
          {.name = "kind", .required = kRequired, .about = "the name of the file"},
          {.name = "title", .form = Form::kLocalized, .required = kRequired},
          {.name = "priority", .form = Form::kInteger, .about = "of rules that fit one folder the highest counts"},
          {.name = "marks", .form = Form::kObjectList, .required = kRequired, .shape = &mark_shape()},
          {.name = "part-of", .form = Form::kTexts, .about = "inside of these kinds it is no product by itself"},
          {.name = "merges-when-alone", .form = Form::kBoolean, .about = "the only one belongs to the tree around it"},
      },
  };
  return shape;
}

const ObjectShape& service_shape() {
  static const ObjectShape shape = {
      "service",
      "How one way of starting services works.",
      {
          {.name = "kind", .required = kRequired, .about = "the name of the file"},
          {.name = "title", .form = Form::kLocalized, .required = kRequired},
          {.name = "definitions", .form = Form::kTexts, .required = kRequired, .about = "globs in a root filesystem"},
          {.name = "links", .form = Form::kTexts, .about = "what starts it; {name} and {stem} are those of the file"},
          {.name = "alone", .form = Form::kTexts, .about = "definitions that need no link"},
          {.name = "masked-target", .form = Form::kPattern, .about = "RE2 over a link in place of the definition"},
          {.name = "conclusive", .form = Form::kObjects, .shape = &mark_shape(), .about = "what a whole system holds"},
      },
  };
  return shape;
}

}  // namespace cpsaudit
