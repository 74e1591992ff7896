#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/pattern.h"
#include "engine/predicate.h"
#include "engine/setting_detectors.h"
#include "facts/source_facts.h"

// What checks look for in C and C++.

namespace cpsaudit {

/// A condition on another argument of the same call. Arguments count from 1; 0 is the receiver.
struct ArgumentCondition {
  unsigned argument = 0;
  Predicate value;
  /// Declared types of the argument, any of them; empty for all.
  std::vector<std::string> types = {};
  /// Of a record that is handed over: the field that is meant, from the record on.
  std::string part = {};
};

/// Where in the code a fact stands; a pattern that is not present says nothing.
struct Surroundings {
  /// Over the qualified name of the function around.
  Pattern in_function;
  Pattern unless_in_function;
  /// Over each condition of the program or the preprocessor around it, as written.
  Pattern when_under;
  Pattern unless_under;
  /// Over the name: the macro's, the variable's, the last of the field's path.
  Pattern unless_name;
};

/// A call that must or must not stand beside another.
struct CompanionCall {
  std::string function;
  std::vector<ArgumentCondition> where;
  /// In place of `function`: over the last part of the callee's name.
  Pattern function_matches = {};
  /// Anywhere in the product: what one function does holds for the whole process, as umask() does.
  bool in_product = false;
  /// On the same object as the call that is judged.
  bool same_object = false;
  /// Over the names of the function and of the file that it stands in: there it serves something else.
  Pattern unless_in = {};
};

/// What a function that is handed over does whatever happens.
struct CallbackCondition {
  /// Its result is this alone.
  std::optional<int> returns;
  /// It writes 0 through this parameter, counted from 1.
  std::optional<unsigned> clears;
  /// Over a condition that it asks before it does so; then it may do something else as well.
  Pattern under = {};
};

/// Where something comes from that a program must not trust.
struct InputSource {
  /// Any of these gave it; name globs.
  std::vector<std::string> functions;
  /// By this argument, from 1; 0: as its result.
  unsigned argument = 0;
  /// Over the first literal text that it was given.
  Pattern key = {};
  /// Instead of a function: over the name of a parameter of the function around, or of a part of it.
  Pattern parameter = {};
};

/// `call`: an argument of a call, or the call itself when `argument` is absent.
struct CallDetector {
  std::vector<std::string> functions;
  /// In place of `functions`: the last part of the callee's name.
  Pattern function_matches = {};
  /// Calls of which no argument's text holds this are left alone; absent: none are.
  Pattern naming = {};
  /// Types of the receiver, any of them; empty for all.
  std::vector<std::string> receiver_types;
  std::vector<ArgumentCondition> where;
  std::optional<unsigned> argument;
  /// Every argument is judged; the first that is bad tells.
  bool any_argument = false;
  /// The call lacks the argument altogether: `WiFi.softAP(ssid)`.
  std::optional<unsigned> missing_argument;
  Predicate bad;
  Predicate good;
  /// No such call in the same function (or, with `unless_object`, on the same object).
  std::vector<CompanionCall> unless_called;
  /// No such call behind it in the same function (or, with `unless_object`, on the same object).
  std::vector<CompanionCall> unless_called_later;
  /// The call looks at what came, one branch for each text. None of these is called in front of the chain, or in the
  /// branch that it decides.
  std::vector<CompanionCall> unless_asked = {};
  /// One of these gives the function what it looks at, or calls it with that.
  std::vector<CompanionCall> when_reached_from = {};
  bool unless_object = false;
  /// Needed beforehand in the same function, on whatever object.
  std::vector<CompanionCall> when_called;
  /// The result is thrown away, or kept and only printed.
  bool result_ignored = false;
  /// The result is tested, in these ways and no other: "truth", "not", "== 0".
  std::vector<std::string> tested;
  /// `result_ignored` and `tested` are about what the call writes through this argument, not about its result.
  std::optional<unsigned> verdict = {};
  /// The argument is a function that can only do this.
  std::optional<CallbackCondition> callback;
  /// What the call works on came from one of these functions, or from none of them; directly or by way of what those
  /// were given.
  std::vector<std::string> when_made_by;
  std::vector<std::string> unless_made_by;
  /// Calls that show the good state, wherever they stand: what a program does in place of `functions`.
  std::vector<CompanionCall> good_calls;
  Surroundings around = {};
  /// The argument is built from what one of these gives.
  std::vector<InputSource> from = {};
  /// Over the names of functions: what went through such a one, or was looked at by it, is left alone.
  Pattern unless_through = {};

  /// About what becomes of the answer, which is the caller's business whoever wrote the function.
  bool is_about_answer() const { return result_ignored || !tested.empty(); }
};

/// `field`: a field or variable is given a value, or a record leaves it out.
struct FieldDetector {
  std::vector<std::string> types;
  /// Path globs: "broker.address.uri", "*.skip_cert_common_name_check".
  std::vector<std::string> fields;
  /// Over the last name of the path, whatever the type.
  Pattern field_matches;
  /// Over the variable's name, for variables.
  Pattern variable;
  Predicate bad;
  Predicate good;
  /// True: the initialiser of one of `types` gives none of `fields` a value.
  bool absent = false;
  /// Fields of the same record.
  std::vector<SettingCondition> when;
  std::vector<SettingCondition> unless;
  /// One of these is called in the same function, or in one that it calls.
  std::vector<CompanionCall> when_called;
  /// None of these is.
  std::vector<CompanionCall> unless_called;
  /// The record is an argument of one of these, also by way of functions of the product.
  std::vector<std::string> handed_to;
  /// Fields of the same record, any of which makes it good.
  std::vector<SettingCondition> good_when;
  Surroundings around = {};
};

/// `macro`: a macro is defined to a value.
struct MacroDetector {
  /// Over the whole name.
  Pattern name;
  Predicate bad;
  Predicate good;
  Surroundings around = {};
};

/// `string`: a string literal that matters wherever it stands.
struct StringDetector {
  Predicate bad;
  Predicate good;
  /// Over what it is compared with, returned from or an element of; not there: for all.
  Pattern context;
  std::vector<StringUse::Role> roles;
  Surroundings around = {};
  /// As in `CallDetector`.
  std::vector<CompanionCall> unless_asked = {};
  std::vector<CompanionCall> when_reached_from = {};
};

/// `constant-return`: a function that can only give one answer.
struct ConstantReturnDetector {
  /// Over the qualified name.
  Pattern name;
  Predicate bad;
  Surroundings around = {};
};

/// `return`: an answer that a function gives, also among others.
struct ReturnDetector {
  /// Over the answer: true or false, a number, or the name of a constant.
  Predicate bad;
  /// `in_function` is there; `when_under` is what it asks before it answers so.
  Surroundings around;
  /// None of these is called in the function, or in one that it calls.
  std::vector<CompanionCall> unless_called;
  /// Over another answer of the same function: -1 among them makes 0 the one that lets in.
  Predicate other_answer = {};
};

/// `missing-call`: something is called and what must go with it is not.
struct MissingCallDetector {
  std::vector<std::string> functions;
  std::vector<ArgumentCondition> where;
  std::vector<CompanionCall> needs;
  /// Only where one of these is called as well, as far away as `needs` may be.
  std::vector<CompanionCall> when_called;
  /// None of these is called anywhere in the product. Callback: with a function that calls one of `needs`, as what a
  /// server runs in front of every handler does.
  std::vector<CompanionCall> unless_called;
  /// How far `needs` may be away. Callback: in the functions that the call is given, and in what those call;
  /// `when_called` is then looked for in the whole product.
  enum class Reach { kObject, kFunction, kFile, kProduct, kCallback };
  Reach reach = Reach::kFunction;
  Surroundings around = {};
  /// Types of the receiver, any of them; empty for all.
  std::vector<std::string> receiver_types = {};
  /// Besides `functions`: over the last part of the callee's name.
  Pattern function_matches = {};
};

/// `pair`: a row of a table of names and values.
struct PairDetector {
  /// Over the name in the row.
  Pattern name;
  /// Over the variable that holds the table; not there: for all.
  Pattern table;
  Predicate bad;
  Predicate good;
  Surroundings around = {};
  /// One of these is called in the same function, or in one that it calls.
  std::vector<CompanionCall> when_called = {};
};

/// `compare`: two things are compared, or mixed, by an operator, in whatever order they stand.
struct ComparisonDetector {
  /// Over one side as written. A file is looked at when a single name in it fits.
  Pattern name = {};
  /// Over the other side.
  Pattern with = {};
  Pattern unless_with = {};
  /// As if the named side stood on the left: "==", "<"; none: all that compare.
  std::vector<std::string> operators = {};
  std::vector<std::string> good_operators = {};
  /// One of these is called in the same function, or in one that it calls.
  std::vector<CompanionCall> when_called = {};
  /// None of these is called anywhere in the product.
  std::vector<CompanionCall> unless_called = {};
  Surroundings around = {};
};

}  // namespace cpsaudit
