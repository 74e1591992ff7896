#pragma once

#include <clang/AST/Expr.h>
#include <llvm/ADT/SmallString.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/assignments.h"
#include "source/conditions.h"
#include "source/fact_collector.h"
#include "source/member_path.h"
#include "source/origins.h"
#include "source/result_use.h"
#include "source/value_reader.h"

namespace cpsaudit {

/// Functions sort by where they stand, so that the result does not depend on addresses.
struct InFileOrder {
  bool operator()(const clang::FunctionDecl* a, const clang::FunctionDecl* b) const;
};

/// What is called, as far as the tree tells.
struct Callee {
  std::string qualified;
  std::string name;
  clang::SourceLocation location;
  const clang::Expr* receiver = nullptr;
  std::string receiver_type;
  bool resolved = false;
  /// The variable or member that a construction makes.
  std::string made = {};
  /// It is declared to return nothing, so nothing is thrown away.
  bool gives_nothing = false;
};

/// Functions of the file that hand on what they are given.
struct Wrappers {
  /// What checks look at.
  std::set<std::string> names = {};
  /// A command line, and the index of the parameter that it, or its format, is.
  std::map<std::string, unsigned> commands = {};
  /// What they are given goes into an argument of which it matters what that is built from.
  std::set<std::string> traced = {};
};

/// Turns nodes of the syntax tree into facts. Only for the files of the collector: it is told of nodes in their order.
class FactWriter {
 public:
  FactWriter(clang::ASTContext& context, const SourcePlaces& places, const Interest& interest,
             const Assignments& assignments);

  CollectedFacts collected;

 protected:
  static std::string_view view(llvm::StringRef text) { return {text.data(), text.size()}; }
  CodePlace place(std::uint32_t offset, bool resolved) const;
  Callee callee_of(const clang::Expr& called);
  /// `known_object.unknown_method` leaves the object and the text.
  void recovered_callee(const clang::RecoveryExpr& recovered, Callee& callee);
  static std::string qualified(const clang::NestedNameSpecifier* scope, const std::string& name);
  std::string receiver_type(const clang::Expr& receiver) const;
  /// A call, and where it was come upon.
  struct WrittenCall {
    Callee callee;
    std::vector<const clang::Expr*> arguments;
    clang::SourceRange range;
    const clang::FunctionDecl* function = nullptr;
    const clang::VarDecl* declared = nullptr;
    std::vector<const clang::Stmt*> parents = {};
    /// It has become a fact, and so have the commands that it runs.
    bool is_added = false;
    bool is_run = false;
    bool is_traced = false;
    /// Its index among the calls.
    std::size_t fact = 0;
  };
  /// Calls that nobody asks for are kept: what is called may yet turn out to be a wrapper.
  void add_call(const Callee& callee, const std::vector<const clang::Expr*>& arguments, clang::SourceRange range);
  bool is_told(const std::string& name, const std::vector<const clang::Expr*>& arguments) const;
  void look_at(WrittenCall& written);
  void write_call(WrittenCall& written, Call call, const TextRange& name_range);
  /// What its arguments are built from, for a call that has become a fact.
  void trace(WrittenCall& written);
  /// The argument that is a command line, where a function of the product runs one.
  std::optional<unsigned> command_argument(const WrittenCall& written) const;
  /// The kept calls of that name, now that it is a wrapper's.
  void look_again_at(const std::string& name);
  void add_commands(const Value& line);
  /// `verify(…, &answer)`
  void note_answers(Call& call, const std::vector<const clang::Expr*>& arguments);
  /// `execlp("telnetd", "telnetd", "-l", shell, NULL)`, `execv(argv[0], argv)`: one word an argument.
  /// `execute("opkg", {"install", file})`
  static bool is_program_with_words(const std::vector<const clang::Expr*>& arguments);
  void add_words(const Interest::WordForm& form, const Call& call, const std::vector<const clang::Expr*>& arguments);
  /// `log << "password " << password`: the stream is the receiver. Only where a check asks for it.
  void add_output(const clang::Expr& operation, clang::SourceLocation location);
  /// `made`: the variable or member, where it has a name.
  void add_construction(const std::string& type, clang::SourceLocation location,
                        std::vector<const clang::Expr*> arguments, clang::SourceRange range, bool resolved,
                        const std::string& made = {});
  /// `Type name(arguments);` with a type that nobody knows.
  void construction_of(const clang::VarDecl& variable, const std::string& type, const clang::Expr& initializer);
  /// `Class() : client_("tcp://…", "id")`: a call of the member's type, of which the member is the receiver.
  void constructed_member(const clang::FieldDecl& member, const clang::Expr& initializer,
                          clang::SourceLocation location);
  /// A parameter decides whether it happens.
  void note_conditions(const std::vector<Condition>& conditions);
  /// `parameter` or `parameter->part` is handed on.
  void note_parameters(const Value& value);
  /// A function that is handed over: what it always answers may matter.
  void name_function(const clang::Expr* argument);
  void define(const clang::FunctionDecl& function);
  /// `.open = my_open`
  void point_to_function(const std::string& type, llvm::StringRef field, const clang::Expr* value);
  /// The value of a row: what stands behind the name, or the first literal behind the names of types between the two:
  /// `{"telnet_enable", T_BOOL, "1"}`.
  static const clang::Expr* pair_value(const clang::InitListExpr& list);
  /// `names[] = {"user", "password", "shell"}`, also as a std::array or std::vector: elements side by side. Only a
  /// record may be a row by itself; what stands inside of a table always is one.
  bool is_flat_list(const clang::InitListExpr& list) const;
  static bool names_text(const clang::Expr* element);
  void add_pair(const clang::Expr& name, const clang::Expr& value, const std::string& table);
  /// The variable that is being declared; empty for none.
  std::string declared_name() const;
  void add_row(Constant name, clang::SourceRange where, const clang::Expr& value, const std::string& table);
  /// `{"listening_ports", "8080", "enable_directory_listing", "no", NULL}`: names and values in turn.
  void flat_pairs(const clang::InitListExpr& list);
  /// `{"telnet_enable", "1"}`
  void pair(const clang::InitListExpr& list);
  /// `{"/reboot", HTTP_POST, on_reboot}`, in a table: a call of nobody's function.
  void table_row(const clang::InitListExpr& list);
  static bool is_default_construction(const clang::Expr& initializer);
  void add_field(FieldInit field, const clang::Expr* value, clang::SourceLocation name, clang::SourceLocation begin);
  void assigned(const clang::Expr* target, const clang::Expr* value);
  /// `key[0] = 0x2b;`: an array that is filled element by element is a fact once, with all its bytes. True when nothing
  /// more is to be said of it.
  bool element_assigned(const clang::Expr& target, const clang::Expr* value);
  /// Of nested records the one that checks speak of; else the outermost.
  const MemberPath::Level& best_level(const MemberPath& path) const;
  std::string assigned_variable() const;
  /// A name that nothing declares: where a record is expected, a macro of an SDK that is not here.
  static bool is_unknown_name(const clang::Expr& expression);
  std::size_t open_record(const std::string& type, llvm::StringRef variable, clang::SourceLocation location,
                          const clang::VarDecl* declared);
  /// `{ .a = 1, { 2 } }` given to a record.
  void aggregate(const clang::Expr& initializer, const std::string& type, llvm::StringRef variable,
                 clang::SourceLocation location);
  /// `fields`: of the record that the list is for, where the list itself does not say.
  void elements(const clang::InitListExpr& written, const std::string& type, llvm::StringRef variable,
                const std::string& path, std::size_t record, int depth, const clang::RecordDecl* fields = nullptr);
  const clang::RecordDecl* declared_record() const;
  void designated_element(const clang::DesignatedInitExpr& element, const std::string& type, llvm::StringRef variable,
                          const std::string& path, std::size_t record, int depth);
  void known_elements(const clang::InitListExpr& list, const clang::RecordDecl& fields, const std::string& type,
                      llvm::StringRef variable, const std::string& path, std::size_t record, int depth);
  /// Where `.field` is written, when it is.
  static clang::SourceLocation designator_location(const clang::InitListExpr& list, const clang::FieldDecl& field);
  void given(const clang::Expr* value, const std::string& type, llvm::StringRef variable, const std::string& path,
             llvm::StringRef last, clang::SourceLocation location, clang::SourceLocation begin, std::size_t record,
             int depth, const clang::RecordDecl* fields = nullptr);
  /// The record that a field is; null for any other.
  static const clang::RecordDecl* record_of(const clang::FieldDecl& field);
  void use_literals(const clang::Expr* expression);
  /// `pin == 4711`: numbers of some length, beside names that matter.
  void compared(const clang::Expr& other, const clang::Expr& literal);
  void string_role(StringUse& use) const;
  /// A name that checks ask for, and not in other functions alone.
  bool matters_here(llvm::StringRef name) const;
  /// Two sides of which checks ask.
  void add_comparison(const clang::Expr& left, const clang::Expr& right, llvm::StringRef operation,
                      clang::SourceRange range);
  /// `strcmp(code, kCode)`, `pin == PIN_OF_A_HEADER`: a text that is compared by its name.
  void compared_name(const clang::Expr& operand, const clang::Expr& other);
  /// `lambda`: its name; empty for a function that has one of its own.
  void constant_return(const clang::FunctionDecl& function, const std::string& lambda);
  /// `bool`, and the names that platforms have for it.
  static bool answers_yes_or_no(const clang::FunctionDecl& function, bool says_true_or_false);
  /// Parameters through which the body writes 0, and nothing else, whatever happens.
  static std::vector<unsigned> cleared_parameters(const clang::FunctionDecl& function);
  static void gather_returns(const clang::Stmt* statement, std::vector<const clang::Expr*>& results, int depth);
  /// What a function that is handed over answers, each with what it asks before.
  void callback_answers(const clang::FunctionDecl& function, const std::string& lambda);
  void gather_answers(const clang::Stmt* statement, const clang::FunctionDecl& function, const CallbackAnswer& like);

  clang::ASTContext& context_;
  const SourcePlaces& places_;
  const Interest& interest_;
  Wrappers wrappers_;
  ValueReader values_;
  ResultUses uses_;
  OriginReader origins_;
  const Assignments& assignments_;
  /// Calls by index whose result a local variable takes, and where that holds it.
  struct Kept {
    std::size_t call = 0;
    const clang::VarDecl* variable = nullptr;
    TextRange held = {};
  };
  std::vector<Kept> kept_results_;
  /// Calls by index, and what they are given the address of, by index among their answers.
  struct Handed {
    std::size_t call = 0;
    std::size_t answer = 0;
    const clang::VarDecl* variable = nullptr;
  };
  std::vector<Handed> handed_over_;
  /// In the order of the file: places decide, not addresses.
  std::set<const clang::FunctionDecl*, InFileOrder> handed_on_;
  std::set<const clang::FunctionDecl*, InFileOrder> named_;
  std::set<std::string> from_elsewhere_;
  std::map<std::string, const clang::FunctionDecl*> bodies_;
  std::map<std::string, std::vector<WrittenCall>> waiting_;
  /// Of `collected.facts.strings`, in the same order.
  std::vector<const clang::Stmt*> string_literals_;
  std::set<std::uint32_t> pairs_;
  /// Functions of the file that call a guard, at whatever depth.
  std::set<std::string> guarding_;
  /// Functions of the file that make a command of a parameter.
  std::map<std::string, unsigned> command_parameters_;
  /// Functions of the file that build what is traced from a parameter.
  std::set<std::string> traced_functions_;
  const clang::VarDecl* declared_ = nullptr;
  const clang::FunctionDecl* function_ = nullptr;
  std::vector<const clang::Stmt*> parents_;
  std::set<const clang::Stmt*> used_;
  std::set<const clang::Stmt*> lists_;
  llvm::SmallString<64> buffer_;
  /// The row of the table that is being initialised, from 1; 0 outside of tables.
  unsigned row_ = 0;
  int depth_ = 0;
};

}  // namespace cpsaudit
