#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/language.h"
#include "core/span.h"
#include "engine/level.h"
#include "engine/pattern.h"
#include "engine/predicate.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// A row of the framework that a weakness touches (mappings/): printed exactly as the framework prints it.
struct RowReference {
  /// Label of the statement: vulnerability id, a dot, number of the statement: "L3_3_a_SYS.3".
  std::string statement;
  /// Requirement as printed in that row: "CPS.AC-8".
  std::string requirement;
  /// Which of the texts that the draft prints under this id (mappings/requirements.yaml).
  std::string meaning;
  /// Where in weakness.yaml it stands, for messages.
  Position where = {};
};

/// What all technologies of one weakness share: weakness.yaml.
struct Weakness {
  /// Folder name, unique: "peer-not-verified".
  std::string id;
  LocalizedText name;
  /// credentials, transport, integrity, exposure, crypto, privilege, logging, update, segmentation, suppression.
  std::string family;
  std::vector<int> cwe;
  std::vector<RowReference> rows;
  /// 1: the least every product must have … 3: on a par with ISO/IEC 27002 and SP 800-171.
  int grade = 1;
  /// Why that grade and no other.
  LocalizedText grade_why;
  LocalizedText why;
  /// The functions that its checks speak of are as often the product's own as a library's (loggers): a call is judged
  /// as such beside the body of the function too.
  bool own_functions = false;
};

/// The value that software assumes when a key is absent, and who says so.
struct AbsentValue {
  std::string value;
  /// Versions it holds for, e.g. "<2.0"; empty for all known.
  std::string versions;
  std::string source;
};

/// Another setting that decides whether a detector applies, looked up in the same scope (or the root with '/').
struct SettingCondition {
  /// Any of them.
  std::vector<std::string> keys;
  Predicate value;
  /// True when the key's absence satisfies the condition as well.
  bool or_absent = false;
};

/// `setting`: the effective value of a key in files of some software, or in any file of some syntaxes.
struct SettingDetector {
  std::vector<std::string> software;
  std::vector<Syntax> syntaxes;
  /// Paths of the sections that the key is looked up in, each for itself; empty for the root.
  std::vector<std::string> scopes;
  /// Paths below the scope, each for itself; or `key_matches`, RE2 over the name of a key at any depth below it.
  std::vector<std::string> keys;
  std::string key_matches;
  Predicate bad;
  Predicate good;
  std::optional<AbsentValue> absent;
  std::vector<SettingCondition> when;
  std::vector<SettingCondition> unless;
  /// Types that the format gives a value (Node::tag) and that take it out: "encrypted".
  std::vector<std::string> unless_tags;
  /// Settings beside it, any of which makes it good whatever its value: a listener that has a certificate.
  std::vector<SettingCondition> good_when;
};

/// A condition on a command line.
struct CommandPattern {
  /// Base names of the program; wrappers (sudo, env, exec, nohup, busybox) are looked through.
  std::vector<std::string> program;
  /// Any of these flags; `-k` is found in `-sk` too.
  std::vector<std::string> has;
  /// None of these.
  std::vector<std::string> lacks;
  /// These words stand one after the other.
  std::vector<std::string> words;
  /// Some argument that is no flag.
  Predicate argument;
  /// Only this one of them, counted from 1; -1 is the last.
  std::optional<int> argument_at = {};
  /// The value of one of these flags (`-p value`, `--pass=value`, `-pvalue`).
  std::vector<std::string> value_of;
  /// The value that one of these variables is set to, before a command, alone or by export; then `program` may be
  /// empty. `*` stands for any characters.
  std::vector<std::string> environment;
  /// The same by RE2 over the whole name.
  std::string environment_matches;
  Predicate value;
  /// None of the arguments that are no flags.
  Predicate unless_argument;
};

/// `command`: a command line, wherever one stands.
struct CommandDetector {
  CommandPattern command;
  /// The command that reads its output.
  std::optional<CommandPattern> piped_into;
  /// The command that writes its input.
  std::optional<CommandPattern> piped_from;
  /// The text of a here-document or here-string.
  Predicate input;
  /// Restricts to contexts of Command::context; empty for all.
  std::vector<std::string> contexts;
  CommandPattern good;
};

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
  /// In place of `functions`: the last part of the callee's name. Calls of which no argument's text holds `naming` are
  /// left alone.
  Pattern function_matches = {};
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
};

/// `field`: a field or variable is given a value, or a record leaves it out.
struct FieldDetector {
  std::vector<std::string> types;
  /// Path globs: "broker.address.uri", "*.skip_cert_common_name_check".
  std::vector<std::string> fields;
  /// RE2 over the last name of the path, whatever the type.
  std::string field_matches;
  /// RE2 over the variable's name, for variables.
  std::string variable;
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
  /// RE2 over the whole name.
  std::string name;
  Predicate bad;
  Predicate good;
  Surroundings around = {};
};

/// `string`: a string literal that matters wherever it stands.
struct StringDetector {
  Predicate bad;
  Predicate good;
  /// RE2 over what it is compared with, returned from or an element of; empty for all.
  std::string context;
  std::vector<StringUse::Role> roles;
  Surroundings around = {};
};

/// `constant-return`: a function that can only give one answer.
struct ConstantReturnDetector {
  /// RE2 over the qualified name.
  std::string name;
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
};

/// `missing-call`: something is called and what must go with it is not.
struct MissingCallDetector {
  std::vector<std::string> functions;
  std::vector<ArgumentCondition> where;
  std::vector<CompanionCall> needs;
  /// Only where one of these is called as well, as far away as `needs` may be.
  std::vector<CompanionCall> when_called;
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

/// What is wrong with a suppression.
enum class SuppressionFault {
  /// It breaks the grammar.
  kMalformed,
  kNoReason,
  kUnknownCheck,
  /// Its last day is over.
  kExpired,
  /// It matches no finding.
  kUnused,
};

/// `suppression`: a suppression, in a comment or in the project's configuration, that does nothing.
struct SuppressionDetector {
  SuppressionFault fault = SuppressionFault::kMalformed;
};

/// `pair`: a row of a table of names and values.
struct PairDetector {
  /// RE2 over the name in the row.
  std::string name;
  /// RE2 over the variable that holds the table; empty for all.
  std::string table;
  Predicate bad;
  Predicate good;
  Surroundings around = {};
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

/// `file`: a file or a symbolic link of the tree, by its path and what the file system says of it.
struct FileDetector {
  /// Globs over the path, each held against its end as well: "etc/passwd" is found in a root filesystem anywhere.
  std::vector<std::string> paths;
  std::vector<std::string> unless_paths;
  /// Dialects that must have recognised it; empty for all.
  std::vector<std::string> software;
  /// Any of these permission bits is set. Unknown modes have none.
  std::uint32_t mode = 0;
  /// Where given, only files whose owner is known: a name or a number, as a table or a command gives it.
  Predicate owner = {};
  /// Where given, only links count: what the link says, "../init.d/telnet".
  Predicate target;
};

/// One side of a join: any of these will do.
struct JoinPart {
  /// Check ids, weaknesses, or weakness/technology: their failing findings.
  std::vector<std::string> findings;
  /// Indexes in Check::detectors of detectors that report nothing by themselves.
  std::vector<std::size_t> detectors;
  /// How it must fit the subject, besides being of the same product.
  enum class Relation {
    kSameProduct,
    kSameFile,
    kSameFolder,
    /// Its value is the path of the subject's file, as the device sees it.
    kNamesFile,
    /// Its value is the subject's value, or has it among its tokens.
    kSameValue,
    /// A command that has the name of the subject's section among its words: `passwd -l admin`.
    kNamesScope,
    /// It stands in the file that the subject's value names, as the device sees it.
    kNamedFile,
    /// A number is among the tokens of its value that is among those of the subject's value or section: a port.
    kSamePort,
  };
  Relation relation = Relation::kSameProduct;
  /// What each of its places has to do with the finding.
  LocalizedText message;
  /// The findings at its places are told as a part of this one, and no more by themselves.
  bool fold = false;
};

/// `join`: facts that matter together. One finding at the subject; the findings that it is made of at that place are
/// not told again.
struct JoinDetector {
  JoinPart subject;
  /// Each of these must be there …
  std::vector<JoinPart> with;
  /// … and none of these.
  std::vector<JoinPart> without;
};

using DetectorKind = std::variant<SettingDetector, CommandDetector, CallDetector, FieldDetector, MacroDetector,
                                  StringDetector, ConstantReturnDetector, ReturnDetector, MissingCallDetector,
                                  PairDetector, SuppressionDetector, FileDetector, JoinDetector, ComparisonDetector>;

/// A mechanical change that mends a finding. At most one of the first three is there.
struct Fix {
  /// Stands in place of the text under the finding.
  std::optional<std::string> replacement;
  /// yes becomes no, False becomes True, 0 becomes 1: in the words of the file.
  bool opposite = false;
  enum class Removal { kNone, kLine, kWord };
  Removal removal = Removal::kNone;
  /// For a key that is absent: the line that sets it, below the name of its section or above the first setting.
  std::string inserted_line;
  /// Empty: the check's `mend`.
  LocalizedText description;
};

/// Why a detector can show no good state.
enum class NoGood {
  /// It can, or nobody has said why not.
  kUnsaid,
  /// What it looks for is the weakness; other values, or none, show nothing.
  kPresence,
  /// Another detector of the check shows it.
  kElsewhere,
  /// What the program computes decides, which no fact tells.
  kLogic,
};

struct Detector {
  DetectorKind kind;
  /// Overrides the check's severity for this detector.
  std::optional<double> security_severity;
  /// Overrides the confidence that the facts give, downwards only.
  std::optional<Confidence> confidence;
  /// Said in the message instead of the check's own.
  LocalizedText message;
  /// Instead of the check's own.
  std::optional<Fix> fix = {};
  /// Where in the check file it stands, for `checks test`.
  Position where = {};
  /// A part of a join: what it matches is no finding by itself.
  bool is_part = false;
  NoGood no_good = NoGood::kUnsaid;
};

/// A file of an example: its text, or a folder beside the check.
struct Example {
  std::string file;
  std::string text;
  /// Bad: the text that each expected finding must cover, in order.
  std::vector<std::string> at;
  /// Good: what makes it a near miss.
  std::string why;
  /// More files that lie beside it.
  std::map<std::string, std::string> beside;
  Position where;
  /// Permission bits of some of them, in octal; those of the others are not known.
  std::map<std::string, std::string> modes = {};
  /// Symbolic links: path and what the link says.
  std::map<std::string, std::string> links = {};
};

/// One weakness in one technology: one SARIF rule, one file.
struct Check {
  /// "CPSA2011": opaque, for ever, never reused.
  std::string id;
  /// PascalCase, unique: "LibcurlPeerNotVerified".
  std::string name;
  /// Index of its weakness in the catalogue.
  std::size_t weakness = 0;
  /// File name without extension: "libcurl".
  std::string technology;
  /// One sentence: the rule, not the case.
  LocalizedText title;
  double security_severity = 5.0;
  /// very-high, high, medium, low.
  std::string precision = "high";
  /// Values are never shown, and the rule is tagged `secret`.
  bool secret = false;
  /// Placeholders: {what} {value} {scope} {default} {version} {source} {function} {path}.
  LocalizedText message;
  /// For a key that is absent; empty: one is made from `message`.
  LocalizedText message_absent;
  LocalizedText mend;
  LocalizedText not_a_problem;
  /// Where the facts come from: documentation, source.
  std::vector<std::string> references;
  /// In the order of the file; behind them the parts of joins.
  std::vector<Detector> detectors;
  std::optional<Fix> fix;
  std::vector<Example> bad;
  std::vector<Example> good;
  /// The check file, for messages.
  std::string file;

  Level level() const { return level_of_severity(security_severity); }
};

}  // namespace cpsaudit
