#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/span.h"
#include "facts/document.h"

namespace cpsaudit {

/// How sure we are that the code says what we read.
enum class Reach {
  /// A node of the syntax tree with every name resolved.
  kAst,
  /// The syntax tree around a name that nobody declared: the arguments are right, the types are guessed.
  kRecovered,
  /// Read from the tokens alone: no constants of other places, no roles, no flow.
  kToken,
};

/// What the program asks before it comes to a place: `if`, `else`, `?:`, `&&`, `case`.
struct Condition {
  /// As written, white space folded; "!(…)" for what stands in the other branch. Empty: none.
  std::string text;
  /// The parameter of the function around, from 0, that alone decides it.
  std::optional<unsigned> parameter = {};
  /// It holds when that parameter is zero, false or null; else when it is not.
  bool when_zero = false;
  /// One of the preprocessor that does not hold in the configuration that was parsed.
  bool inactive = false;
};

/// One thing that an expression may be when it is evaluated.
struct Constant {
  enum class Kind { kInteger, kString, kNull, kBoolean, kFloat, kBytes, kName };
  Kind kind = Kind::kInteger;
  /// Integers, booleans (0 or 1).
  std::int64_t integer = 0;
  /// Strings: decoded bytes up to the first NUL. A part that is not known is written as "{}" .
  /// Floats: as written. Bytes: all of them, NUL too, of an array that is no text. Names: a constant whose number
  /// nobody knows, where it is one of several.
  std::string string;
  /// False when `string` holds a part that is not known.
  bool complete = true;
  /// Where the literal stands, without its quotes. May be in another place than the expression that leads to it.
  Span span;
  /// The file of `span` when it is not the file that the fact belongs to, relative to the root. Empty otherwise.
  std::string file;
  /// The condition of the program, or of the preprocessor, under which it is this one of several: "is_lan(host)",
  /// "!(is_lan(host))", "defined(DEBUG)".
  Condition condition = {};
  /// Where it is one of several: the names of Value::symbols that are its own.
  std::vector<std::string> symbols = {};
};

/// A parameter of a function: what it is, its callers say.
struct ParameterUse {
  /// Qualified name of the function; empty for the one around. A constructor's when a member was set there.
  std::string function;
  /// From 0.
  unsigned index = 0;
};

/// Something that an expression is built from: what a function gave, or what the function around was given.
struct Origin {
  /// Qualified where known; empty for a parameter or a variable of elsewhere.
  std::string function;
  /// What gave it: 0 is the function's result, from 1 the argument that it is written through.
  unsigned argument = 0;
  /// The first literal text that the function is given: the name of what is asked for.
  std::string key = {};
  /// Of the function around, from 0.
  std::optional<unsigned> parameter = {};
  /// The parameter or variable, as written: "event->data".
  std::string variable = {};
  Span span = {};
  /// The file of `span` when it is not the file that the fact belongs to. Empty otherwise.
  std::string file = {};
  /// Names of the functions that it went through, or that were given it beside. Sorted.
  std::vector<std::string> through = {};
};

/// An expression, and all that it may be.
struct Value {
  /// As written, white space folded.
  std::string text;
  Span span;
  /// Every constant that it may be (both arms of `?:`, all assignments of a variable). Empty: not known.
  std::vector<Constant> constants;
  /// False when it may also be something that we do not know (a parameter, a call).
  bool exhaustive = false;
  /// Names of enumerators, macros and constants it is made of, outermost first: "SSL_VERIFY_NONE", and for
  /// `A | B` both. A check that names a constant matches here when no model gives its number.
  std::vector<std::string> symbols;
  /// Parameters that it may be, unchanged: the function around it is a wrapper.
  std::vector<ParameterUse> parameters;
  /// The variable, field, object or function it names, as written: "config.cert_pem". Empty when it is no such thing.
  /// For a lambda a name that no other function of the file has.
  std::string object;
  /// Index of the parameter of the function around that `object` begins with: `session` of "session->config".
  std::optional<unsigned> object_parameter = {};
  /// Declared type of the expression without qualifiers and pointers; of arguments, when known.
  std::string type = {};
  /// What it is built from; of arguments of functions for which somebody asks that.
  std::vector<Origin> origins = {};
  /// Of a record that is handed over: what its fields are given, each with its path.
  std::vector<Value> parts = {};
  /// Of a part: from the record on, "tls.ciphers".
  std::string path = {};
};

/// Where a fact stands in the code.
struct CodePlace {
  /// Qualified name of the enclosing function, "Class::method" for methods; empty at file scope.
  std::string function;
  /// The condition under which the preprocessor keeps it, e.g. "defined(DEBUG)"; empty when it always does.
  std::string guard;
  /// False when the configuration that was parsed leaves it out and only activation or the token layer saw it.
  bool active = true;
  Reach reach = Reach::kAst;
  /// Conditions of the program around it, within its function; the innermost is the first.
  std::vector<Condition> conditions = {};
  /// The tree itself leaves it out: the names that the preprocessor asks for there are defined, in the file or in a
  /// header, and say no.
  bool switched_off = false;
};

/// Call::name of a row of a table that holds a function beside a text: `{"/reboot", HTTP_POST, on_reboot}`. Its cells
/// are the arguments, the table is the receiver. Whoever walks the table makes the call.
inline constexpr const char* kTableRow = "{}";

struct Call {
  /// Qualified where known: "WiFiClientSecure::setInsecure"; else the name as written: "setInsecure".
  std::string callee;
  /// The last part of the name.
  std::string name;
  /// The object of a method call.
  std::optional<Value> receiver;
  /// Declared type of the receiver without qualifiers and pointers, when known.
  std::string receiver_type;
  std::vector<Value> arguments;
  /// From the callee's name (or the receiver) to the closing parenthesis.
  Span span;
  Span callee_span;
  /// What happens to the result. Unused: a variable takes it, and nobody looks at that but what prints it. Returned:
  /// also by way of a variable.
  enum class Result { kIgnored, kTested, kAssigned, kReturned, kArgument, kUnused, kOther };
  Result result = Result::kOther;
  /// How it is tested, also by way of a variable: "truth", "not", "== 1", "< 0". Sorted; empty when it is not, or in a
  /// way that nobody can say.
  std::vector<std::string> tests = {};
  /// The variable or field that the result, or a value made with it, is given to; as written.
  std::string target = {};
  CodePlace place;
  /// What becomes of a local variable that is handed over by address, so that the call may answer through it.
  struct Answer {
    /// From 1.
    unsigned argument = 0;
    /// Tested, Returned, Unused; Other where nobody can say.
    Result use = Result::kOther;
    std::vector<std::string> tests = {};
  };
  std::vector<Answer> answers = {};
};

/// A field, variable or element is given a value: by an initialiser, an assignment or a default member initialiser.
struct FieldInit {
  enum class How { kInitializer, kAssignment, kVariable };
  How how = How::kInitializer;
  /// Type of the record without qualifiers: "esp_http_client_config_t"; for variables the variable's type.
  std::string type;
  /// Path from the record: "broker.verification.skip_cert_common_name_check"; empty for a variable.
  std::string field;
  /// Name of the variable that holds it, as written, if any.
  std::string variable;
  Value value;
  /// From the designator or the name to the end of the value.
  Span span;
  /// The name alone.
  Span name_span;
  CodePlace place;
  /// Of a table of records: the row, from 1. 0: no table.
  unsigned row = 0;
  /// What the program may set as well: a parameter that the caller may leave out, a variable of file scope that is no
  /// constant.
  bool is_settable = false;
};

/// An object of a record type that is initialised field by field: what its initialiser does *not* set is a fact too.
struct RecordInit {
  std::string type;
  std::string variable;
  /// Paths of all fields that the initialiser or an assignment in the same function gives a value.
  std::vector<std::string> fields;
  /// The variable's name, or the opening brace when it has none.
  Span span;
  CodePlace place;
};

struct MacroDefinition {
  std::string name;
  /// Empty constants: not a simple value.
  Value value;
  Span name_span;
  CodePlace place;
};

/// A string literal, where it is not already an argument or a value above.
struct StringUse {
  /// The whole literal, adjacent ones joined.
  Constant constant;
  /// What the string is compared with, returned from or an element of, as written; empty when nothing of the kind.
  std::string context;
  enum class Role { kCompared, kReturned, kElement, kOther };
  Role role = Role::kOther;
  CodePlace place;
};

/// A function whose result does not depend on what it is given.
struct ConstantReturn {
  /// Qualified; for a lambda the name that `Value::object` gives it.
  std::string function;
  std::int64_t value = 0;
  Span span;
  CodePlace place;
  /// Parameters, from 0, through which it writes 0 whatever happens: `*flags = 0;`.
  std::vector<unsigned> clears = {};
  /// Its result is true or false, not a number of which 0 may mean success.
  bool boolean = false;
  /// It does nothing but answer, and perhaps print: whoever relies on it relies on nothing.
  bool is_stub = false;
};

/// One of the answers of a function, and what it asks before it gives it. Of functions that are handed over as
/// callbacks, and of those for whose answers checks ask.
struct CallbackAnswer {
  /// Qualified; for a lambda the name that `Value::object` gives it.
  std::string function;
  /// Its result; absent where it only writes.
  std::optional<std::int64_t> value;
  /// The parameter, from 0, through which it writes 0, or takes bits away.
  std::optional<unsigned> clears = {};
  Span span = {};
  /// The conditions within the function are those of the place.
  CodePlace place = {};
  /// The constant that it returns, where nobody knows its number: "ESP_OK".
  std::string name = {};
  /// Its result is true or false, not a number of which 0 may mean success.
  bool boolean = false;
  /// Where it is computed: the expression as written, white space folded. Empty for constants.
  std::string text = {};
};

/// A function that runs one of its parameters as a command line.
struct CommandFunction {
  /// Qualified as in CodePlace::function.
  std::string name;
  /// From 0: the command line, or its format.
  unsigned parameter = 0;
  /// Only its own file can call it.
  bool internal = false;
};

/// A function that hands some of its parameters on.
struct FunctionDefinition {
  struct Parameter {
    std::string name;
    /// What it is when the caller gives nothing.
    std::optional<Value> fallback;
    /// Declared type without qualifiers and pointers.
    std::string type = {};
  };
  /// Qualified as in CodePlace::function.
  std::string name;
  /// Only its own file can call it.
  bool internal = false;
  bool variadic = false;
  std::vector<Parameter> parameters;
  Span span;
  CodePlace place;
};

/// A field that is given the address of a function: a call through the field is a call of the function.
struct FunctionPointer {
  std::string type;
  /// The last name of the field's path.
  std::string field;
  std::string function;
  Span span;
};

/// `{"telnet_enable", "1"}`, `settings["telnet"] = true`: a name and what it is set to, one row of a table.
struct PairEntry {
  /// The variable or field that holds the table.
  std::string table;
  Constant name;
  Value value;
  CodePlace place;
};

/// `if (sum != header->sum)`, `p[i] ^= key[i % n]`: two things are compared, or mixed, by an operator.
struct Comparison {
  /// As written, white space folded.
  std::string left;
  std::string right;
  /// "==", "!=", "<", "<=", ">", ">="; "^", and assignments that compute: "^=", "+=".
  std::string operation;
  Span span;
  CodePlace place;
};

/// What a C or C++ file says. Every list is in the order of the file.
struct SourceFacts {
  std::vector<Call> calls;
  std::vector<FieldInit> fields;
  std::vector<RecordInit> records;
  std::vector<MacroDefinition> macros;
  std::vector<StringUse> strings;
  std::vector<ConstantReturn> constant_returns;
  std::vector<FunctionDefinition> functions;
  std::vector<FunctionPointer> pointers;
  std::vector<PairEntry> pairs;
  std::vector<Comment> comments;
  /// Command lines in strings given to system() and its kind; `context` is "source".
  std::vector<Command> commands;
  /// True when no candidate token stood in it, so it was not parsed.
  bool skipped = false;
  /// Includes that were not found anywhere in the tree, as written.
  std::vector<std::string> missing_includes;
  /// hash_of_name() of all names that stand in it, also when it is skipped; sorted.
  std::vector<std::uint32_t> mentioned;
  /// Qualified names of the functions that checks speak of and whose bodies stand here: it implements their API.
  std::vector<std::string> implemented = {};
  std::vector<CallbackAnswer> answers = {};
  std::vector<CommandFunction> command_functions = {};
  std::vector<Comparison> comparisons = {};
  /// hash_of_name() of those of `mentioned` that are only declared, given values or printed here: nobody reads them.
  std::vector<std::uint32_t> unread = {};
};

}  // namespace cpsaudit
