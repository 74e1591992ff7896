#include "engine/shape_parts.h"

namespace cpsaudit {

namespace {

constexpr bool kRequired = true;

/// Keys of all detectors for C and C++.
const ObjectShape& surroundings_shape() {
  static const ObjectShape shape = {
      "surroundings",
      "Where in the code a fact stands.",
      {
          {.name = "in-function", .form = Form::kPattern, .about = "RE2 over the name of the function around"},
          {.name = "unless-in-function", .form = Form::kPattern, .about = "RE2 over the name of the function around"},
          {.name = "when-under", .form = Form::kPattern, .about = "RE2 over one of the conditions around"},
          {.name = "unless-under", .form = Form::kPattern, .about = "RE2 over none of the conditions around"},
      },
  };
  return shape;
}

const ObjectShape& argument_shape() {
  static const ObjectShape shape = {
      "where",
      "A condition on another argument of the same call. 'is' also takes the name of a constant.",
      {
          {.name = "argument", .form = Form::kInteger, .required = kRequired, .about = "from 1; 0 is the receiver"},
          {.name = "type", .form = Form::kTexts, .about = "declared types of the argument, any of them"},
          {.name = "field", .about = "of a record that is handed over: the field that is meant"},
      },
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
          {.name = "function", .form = Form::kTexts, .about = "any of them"},
          {.name = "function-matches",
           .form = Form::kPattern,
           .about = "in place of 'function': over the last part of the name"},
          {.name = "where", .form = Form::kObjects, .shape = &argument_shape()},
          {.name = "unless-in",
           .form = Form::kPattern,
           .about = "over the names of the function and of the file that it stands in: there it serves something else"},
          {.name = "reach", .choices = {"product"}, .about = "anywhere in the product, as umask() holds for all of it"},
          {.name = "object", .choices = {"same"}, .about = "on the same object"},
      },
      {{"function", "function-matches"}},
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
          {.name = "under", .form = Form::kPattern, .about = "it may do so under a condition that this fits"},
      },
  };
  return shape;
}

const ObjectShape& source_shape() {
  static const ObjectShape shape = {
      "from",
      "Where something comes from that a program must not trust.",
      {
          {.name = "function", .form = Form::kTexts, .about = "functions that give it, '*' for any characters"},
          {.name = "gives", .form = Form::kInteger, .about = "by this argument, from 1; absent or 0: as the result"},
          {.name = "key", .form = Form::kPattern, .about = "RE2 over the first literal text that it is given"},
          {.name = "parameter", .form = Form::kPattern, .about = "RE2 over a parameter of the function around"},
      },
      {{"function", "parameter"}},
  };
  return shape;
}

}  // namespace

const ObjectShape& call_shape() {
  static const ObjectShape shape = {
      "call",
      "An argument of a call, or the call itself.",
      {
          {.name = "function", .form = Form::kTexts},
          {.name = "function-matches",
           .form = Form::kPattern,
           .about = "in place of 'function': over the last part of the name"},
          {.name = "naming",
           .form = Form::kPattern,
           .about = "beside 'function-matches': only calls of which an argument's text holds this"},
          {.name = "receiver-type", .form = Form::kTexts},
          {.name = "where", .form = Form::kObjects, .shape = &argument_shape()},
          {.name = "argument", .form = Form::kInteger, .about = "the argument that is judged"},
          {.name = "any-argument", .form = Form::kBoolean, .about = "each argument is judged"},
          {.name = "missing-argument", .form = Form::kInteger, .about = "the call has fewer arguments than this"},
          {.name = "bad", .form = Form::kPredicate},
          {.name = "good", .form = Form::kPredicate},
          {.name = "unless-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "unless-called-later", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "unless-asked",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "one branch for each text: in front of the chain, or in the branch that this decides"},
          {.name = "when-reached-from",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "functions that read what is looked at, or that the function around is registered with"},
          {.name = "unless-object", .form = Form::kBoolean},
          {.name = "when-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "result", .choices = {"ignored"}},
          {.name = "tested", .form = Form::kTexts, .about = "ways: truth, not, == 0, != 1, < 0 …"},
          {.name = "verdict", .form = Form::kInteger, .about = "the argument that the answer is written through"},
          {.name = "callback", .form = Form::kObject, .shape = &callback_shape()},
          {.name = "when-made-by", .form = Form::kTexts, .about = "functions that the object came from"},
          {.name = "unless-made-by", .form = Form::kTexts, .about = "functions that the object did not come from"},
          {.name = "good-call",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "calls that show the good state"},
          {.name = "from",
           .form = Form::kObjects,
           .shape = &source_shape(),
           .about = "the argument is built from what one of these gives"},
          {.name = "unless-through",
           .form = Form::kPattern,
           .about = "RE2 over functions that look at it or change it"},
      },
      {},
      &surroundings_shape(),
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
          {.name = "unless-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "handed-to", .form = Form::kTexts, .about = "functions that take the record"},
          {.name = "good-when",
           .form = Form::kObjects,
           .shape = &condition_shape(),
           .about = "any of these in the record makes it good"},
          {.name = "unless-name", .form = Form::kPattern, .about = "RE2 over the name"},
      },
      {},
      &surroundings_shape(),
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
          {.name = "unless-name", .form = Form::kPattern, .about = "RE2 over the name"},
          {.name = "when-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
      },
      {},
      &surroundings_shape(),
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
          {.name = "unless-name", .form = Form::kPattern, .about = "RE2 over the name"},
      },
      {},
      &surroundings_shape(),
  };
  return shape;
}

const ObjectShape& string_shape() {
  static const ObjectShape shape = {
      "string",
      "A string literal that matters wherever it stands.",
      {
          {.name = "bad", .form = Form::kPredicate, .required = kRequired},
          {.name = "good", .form = Form::kPredicate},
          {.name = "context", .form = Form::kPattern},
          {.name = "roles", .form = Form::kTexts, .choices = {"compared", "returned", "element", "other"}},
          {.name = "unless-asked",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "one branch for each text: in front of the chain, or in the branch that this decides"},
          {.name = "when-reached-from",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "functions that read what is looked at, or that the function around is registered with"},
      },
      {},
      &surroundings_shape(),
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
          {.name = "unless-name", .form = Form::kPattern, .about = "RE2 over the name"},
      },
      {},
      &surroundings_shape(),
  };
  return shape;
}

const ObjectShape& compare_shape() {
  static const ObjectShape shape = {
      "compare",
      "Two things are compared by an operator, in whatever order they stand.",
      {
          {.name = "name",
           .form = Form::kPattern,
           .required = kRequired,
           .about = "RE2 over one side; a file is looked at when a single name in it fits"},
          {.name = "with", .form = Form::kPattern, .about = "RE2 over the other side"},
          {.name = "unless-with", .form = Form::kPattern, .about = "RE2 over the other side"},
          {.name = "operators", .form = Form::kTexts, .about = "with the named side on the left; default: all"},
          {.name = "good-operators", .form = Form::kTexts},
          {.name = "when-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "unless-called",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "anywhere in the product"},
      },
      {},
      &surroundings_shape(),
  };
  return shape;
}

const ObjectShape& return_shape() {
  static const ObjectShape shape = {
      "return",
      "An answer that a function gives, also among others.",
      {
          {.name = "bad",
           .form = Form::kPredicate,
           .required = kRequired,
           .about = "true, false, a number, a constant"},
          {.name = "unless-called",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "in the function, or in one that it calls"},
          {.name = "other-answer",
           .form = Form::kPredicate,
           .about = "over another answer of the same function, which says how 'bad' is meant"},
      },
      {{"in-function"}},
      &surroundings_shape(),
  };
  return shape;
}

const ObjectShape& missing_call_shape() {
  static const ObjectShape shape = {
      "missing-call",
      "Something is called and what must go with it is not.",
      {
          {.name = "function", .form = Form::kTexts, .about = "'{}': a row of a table with a text and a function"},
          {.name = "function-matches",
           .form = Form::kPattern,
           .about = "beside or in place of 'function': over the last part of the name"},
          {.name = "where", .form = Form::kObjects, .shape = &argument_shape()},
          {.name = "needs", .form = Form::kTextsOrObjects, .required = kRequired, .shape = &companion_shape()},
          {.name = "when-called", .form = Form::kTextsOrObjects, .shape = &companion_shape()},
          {.name = "unless-called",
           .form = Form::kTextsOrObjects,
           .shape = &companion_shape(),
           .about = "anywhere in the product; with reach callback: given a function that calls one of 'needs'"},
          {.name = "reach",
           .choices = {"object", "function", "file", "product", "callback"},
           .about = "callback: in the functions that the call is given"},
          {.name = "receiver-type", .form = Form::kTexts},
      },
      {},
      &surroundings_shape(),
  };
  return shape;
}

}  // namespace cpsaudit
