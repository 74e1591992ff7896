#include "engine/shape.h"

namespace cpsaudit {

namespace {

constexpr bool kRequired = true;

const ObjectShape& words_shape() {
  static const ObjectShape shape = {
      "words",
      "What a file that nothing else recognises holds.",
      {
          {.name = "pattern", .form = Form::kPattern, .required = kRequired, .about = "RE2 with one group, a word"},
          {.name = "at-least", .form = Form::kInteger, .required = kRequired, .about = "as many different words"},
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
          {.name = "words", .form = Form::kObject, .shape = &words_shape()},
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

const ObjectShape& modes_shape() {
  static const ObjectShape shape = {
      "modes",
      "Columns of a line, counted from 1, or the names in `name=value`.",
      {
          {.name = "path", .required = kRequired},
          {.name = "mode", .required = kRequired},
          {.name = "owner"},
          {.name = "lines", .form = Form::kTexts, .about = "first words of the lines that count"},
      },
  };
  return shape;
}

const ObjectShape& macros_shape() {
  static const ObjectShape shape = {
      "macros",
      "Settings of a build that give macros of C and C++.",
      {
          {.name = "key", .form = Form::kPattern, .about = "RE2 over the path; its first group is the macro's name"},
          {.name = "prefix", .about = "put before the name"},
          {.name = "words", .form = Form::kPattern, .about = "RE2 over the path: words NAME=VALUE of the value count"},
          {.name = "flags", .form = Form::kBoolean, .about = "words -DNAME=VALUE of any value count"},
          {.name = "default", .form = Form::kBoolean, .about = "what is given elsewhere counts more"},
      },
  };
  return shape;
}

const ObjectShape& lesser_section_shape() {
  static const ObjectShape shape = {
      "lesser-section",
      "A section of which a program chooses one when it starts, and which is no product's.",
      {
          {.name = "name", .form = Form::kPattern, .required = kRequired, .about = "RE2 over its name and argument"},
          {.name = "purpose", .required = kRequired, .choices = {"test", "development"}},
      },
  };
  return shape;
}

const ObjectShape& service_list_shape() {
  static const ObjectShape shape = {
      "service-list",
      "A list of names of services; the first line that fits decides.",
      {
          {.name = "software", .required = kRequired},
          {.name = "starts", .required = kRequired, .about = "key of what starts"},
          {.name = "stops", .required = kRequired, .about = "key of what does not"},
      },
  };
  return shape;
}

const ObjectShape& switch_shape() {
  static const ObjectShape shape = {
      "switch",
      "What switches a section, or a line, of a file off.",
      {
          {.name = "software", .form = Form::kTexts, .required = kRequired, .about = "wildcards"},
          {.name = "scope", .required = kRequired, .about = "path of the sections"},
          {.name = "key", .required = kRequired},
          {.name = "value", .form = Form::kPredicate, .required = kRequired},
      },
  };
  return shape;
}

const ObjectShape& include_shape() {
  static const ObjectShape shape = {
      "include",
      "A directive that pulls in other files.",
      {
          {.name = "key", .about = "or `tag`"},
          {.name = "tag", .about = "of a value that names the file: what that holds stands below the value's key"},
          {.name = "whole-below",
           .form = Form::kTexts,
           .about = "keys of the root; files named below them are merged into the root"},
          {.name = "kind", .required = kRequired, .choices = {"file", "glob", "directory"}},
          {.name = "pattern", .about = "for directories: which of their files"},
          {.name = "harmless", .form = Form::kTexts, .about = "names of files that set nothing a check asks for"},
      },
  };
  return shape;
}

const ObjectShape& command_call_shape() {
  static const ObjectShape shape = {
      "command-call",
      "Where a text hands a command line to a shell.",
      {
          {.name = "behind",
           .form = Form::kPattern,
           .required = kRequired,
           .about = "RE2; the literal with the command stands behind it, or is its first group"},
          {.name = "lines", .form = Form::kBoolean, .about = "each literal of a list is a line, not a word"},
      },
  };
  return shape;
}

const ObjectShape& file_call_shape() {
  static const ObjectShape shape = {
      "file-call",
      "Where a program writes a text to a file that it names.",
      {
          {.name = "behind",
           .form = Form::kPattern,
           .required = kRequired,
           .about = "RE2; the literal with the text stands behind it, its first group is the path"},
          {.name = "name", .about = "the path, where there is no group"},
          {.name = "part", .form = Form::kBoolean, .about = "the other file holds more than this"},
      },
  };
  return shape;
}

}  // namespace

const ObjectShape& embeds_shape() {
  static const ObjectShape shape = {
      "embeds",
      "Where such a file carries the text of another.",
      {
          {.name = "at", .required = kRequired, .about = "key path to the text, or to the section that holds it"},
          {.name = "path",
           .form = Form::kTexts,
           .about = "key of the other file's path; without it the key of the text"},
          {.name = "text", .form = Form::kTexts, .about = "key of the text"},
          {.name = "part", .form = Form::kBoolean, .about = "the other file holds more than this"},
          {.name = "name", .about = "the other file's path, where it is always the same"},
          {.name = "named-after", .about = "key path to what the text may be named after when its key says nothing"},
      },
  };
  return shape;
}

const ObjectShape& embeds_each_shape() {
  static const ObjectShape shape = {
      "embeds-each",
      "For each element of what list an embedded text is written once.",
      {
          {.name = "lists",
           .form = Form::kTexts,
           .required = kRequired,
           .about = "keys of the list, beside the section that holds the text"},
          {.name = "element", .required = kRequired, .about = "what the text calls the element, in {{ … }}"},
      },
  };
  return shape;
}

const ObjectShape& named_entries_shape() {
  static const ObjectShape shape = {
      "named-entries",
      "Sections that are one setting each: they say its name and its value.",
      {
          {.name = "name", .form = Form::kTexts, .required = kRequired, .about = "keys of the name, the first counts"},
          {.name = "value", .form = Form::kTexts, .required = kRequired, .about = "keys of the value"},
          {.name = "tag", .about = "tag of such a setting, for `unless-tag`"},
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
          {.name = "block-comments", .form = Form::kTextList, .about = "over several lines: the marks, '/* */'"},
          {.name = "trailing-comments", .about = "marks behind a value"},
          {.name = "sections", .form = Form::kTextList},
          {.name = "angle-blocks", .form = Form::kBoolean},
          {.name = "dotted-keys", .form = Form::kBoolean, .about = "`a.b: x` means `a: {b: x}`"},
          {.name = "blank-separates", .form = Form::kBoolean, .about = "`key value` is as good as `key = value`"},
          {.name = "word-maps", .form = Form::kTextList, .about = "keys whose value may be words name=value"},
          {.name = "references",
           .form = Form::kBoolean,
           .about = "false: `${…}` is an expression, no value of elsewhere"},
          {.name = "brackets-continue", .form = Form::kBoolean, .about = "values go on until brackets are closed"},
          {.name = "statements",
           .form = Form::kBoolean,
           .about = "`f('x')` is the key f with the value `('x')` as well"},
          {.name = "command-keys", .form = Form::kTextList},
          {.name = "command-context"},
          {.name = "command-calls", .form = Form::kObjectList, .shape = &command_call_shape()},
          {.name = "file-calls", .form = Form::kObjectList, .shape = &file_call_shape()},
          {.name = "command-after", .form = Form::kInteger},
          {.name = "keys", .choices = {"sensitive", "insensitive"}},
          {.name = "wins", .choices = {"first", "last", "each"}},
          {.name = "repeatable", .form = Form::kTextList},
          {.name = "inherits", .form = Form::kTextList},
          {.name = "named-items",
           .form = Form::kTextList,
           .about = "names of lists whose items `NAME=value` are settings as well"},
          {.name = "named-entries", .form = Form::kObject, .shape = &named_entries_shape()},
          {.name = "booleans", .form = Form::kObject, .shape = &booleans_shape()},
          {.name = "includes", .form = Form::kObjectList, .shape = &include_shape()},
          {.name = "drop-ins", .form = Form::kTextList, .about = "{name} is the name of the main file"},
          {.name = "empty-resets", .form = Form::kBoolean, .about = "an empty value takes back what the key had"},
          {.name = "precedence", .form = Form::kTextList, .about = "folders, each before those that follow"},
          {.name = "overlays", .form = Form::kTextList, .about = "files of one folder, each over those before it"},
          {.name = "first-match", .form = Form::kTextList, .about = "columns of a line; the first that fits decides"},
          {.name = "substitutions", .about = "path of the section that holds what `${NAME}` stands for"},
          {.name = "embeds", .form = Form::kObjectList, .shape = &embeds_shape()},
          {.name = "embeds-each", .form = Form::kObject, .shape = &embeds_each_shape()},
          {.name = "embeds-unless", .about = "key=value in such a section: the text is taken away"},
          {.name = "known-sections", .form = Form::kObjectList, .shape = &known_section_shape()},
          {.name = "modes",
           .form = Form::kObject,
           .shape = &modes_shape(),
           .about = "its lines tell the modes of files of the image"},
          {.name = "macros",
           .form = Form::kObject,
           .shape = &macros_shape(),
           .about = "its settings give macros of C and C++"},
          {.name = "lesser-sections",
           .form = Form::kObjectList,
           .shape = &lesser_section_shape(),
           .about = "what stands in them is left out, or a grade lower"},
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
          {.name = "named-by-folder", .form = Form::kBoolean, .about = "{name} is the name of the file's folder"},
          {.name = "needs-execution", .form = Form::kBoolean, .about = "a file without that right never starts"},
          {.name = "off-files", .form = Form::kTexts, .about = "names beside the definition that keep it off"},
          {.name = "starting-commands", .form = Form::kTexts, .about = "`systemctl enable {name}`"},
          {.name = "stopping-commands", .form = Form::kTexts, .about = "`systemctl disable {name}`"},
          {.name = "list", .form = Form::kObject, .shape = &service_list_shape(), .about = "presets"},
          {.name = "off-when", .form = Form::kObjects, .shape = &switch_shape(), .about = "parts of it that are off"},
          {.name = "conclusive", .form = Form::kObjects, .shape = &mark_shape(), .about = "what a whole system holds"},
      },
  };
  return shape;
}

}  // namespace cpsaudit
