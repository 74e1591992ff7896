#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/source_facts.h"
#include "source/assignments.h"
#include "source/expression_names.h"
#include "source/places.h"

namespace clang {
class ASTContext;
class CallExpr;
class DeclRefExpr;
class Expr;
class FunctionDecl;
class InitListExpr;
class QualType;
class StringLiteral;
class VarDecl;
}  // namespace clang

namespace cpsaudit {

/// Reads what an expression may be.
class ValueReader {
 public:
  ValueReader(clang::ASTContext& context, const SourcePlaces& places, const Assignments& assignments);

  /// `function`: the one around it, for its parameters; null at file scope.
  Value read(const clang::Expr* expression, const clang::FunctionDecl* function) const;
  /// The same, where a parameter that is the format of a text counts as that text.
  Value read_with_formats(const clang::Expr* expression, const clang::FunctionDecl* function) const;
  /// What `printf` makes of the argument that is the format, and of those behind it; `format` from 0.
  Value read_formatted(const clang::CallExpr& call, unsigned format, const clang::FunctionDecl* function) const;
  /// What the fields of a record that is handed over are given: `&policy`.
  std::vector<Value> read_parts(const clang::Expr* argument, const clang::FunctionDecl* function) const;
  Constant string_constant(const clang::StringLiteral& literal) const;

  /// The literal that an element of an initialiser is, by itself or within what only wraps it: `(uint8_t *)"x"`,
  /// `STRING("x")`; null for anything else.
  static const clang::StringLiteral* text_in(const clang::Expr* element);

  /// The bytes of an array that the file fills element by element, when it fills all of it with constants.
  std::optional<Constant> filled_array(const clang::Expr& array) const;
  /// What its elements are given one by one, from the first up to the first that is not.
  std::vector<const clang::Expr*> element_expressions(const clang::Expr& array) const;

  /// What a condition always is: `false`, `!done` of a local variable that nothing changes. Options of the build, which
  /// are macros and constants of the file, may be either.
  std::optional<bool> always(const clang::Expr& condition) const;

 private:
  struct Reading;

  void read_into(Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_literal(Reading& reading, const clang::Expr* expression) const;
  bool read_number_behind(Reading& reading, const clang::DeclRefExpr& reference, int depth) const;
  void read_reference(Reading& reading, const clang::DeclRefExpr& reference, int depth) const;
  void read_variable(Reading& reading, const clang::VarDecl& variable, clang::SourceLocation use, int depth) const;
  std::vector<Given> still_there(const std::vector<Given>& given, const clang::VarDecl& variable,
                                 clang::SourceLocation use) const;
  /// How long an array of bytes is that are no text; 0 for anything else.
  std::uint64_t bytes_in(clang::QualType type) const;
  /// `array[16] = {0}`
  Constant full_of(std::int64_t byte, std::uint64_t size, const clang::Expr& expression) const;
  bool read_fill(Reading& reading, const clang::CallExpr& call, int depth) const;
  bool read_member(Reading& reading, const clang::Expr* expression, int depth) const;
  /// True when a part of it is not known.
  bool read_given(Reading& reading, const std::vector<Given>& given, int depth) const;
  void tell_apart(Value& value, const clang::Expr* expression) const;
  void read_arm(Reading& reading, const clang::Expr* arm, const Condition& condition, int depth) const;
  bool read_result(Reading& reading, const clang::CallExpr& call, int depth) const;
  bool read_elements(Reading& reading, const clang::VarDecl& variable, const std::string& path) const;
  std::optional<Constant> filled(const clang::VarDecl& variable, const std::string& path) const;
  void read_field_of(Reading& reading, const clang::Expr& expression, const clang::VarDecl& variable,
                     const std::string& path, int depth) const;
  bool read_field_of_record(Reading& reading, const clang::VarDecl& variable, const std::string& path, int depth) const;
  void add_parts(std::vector<Value>& parts, const clang::InitListExpr& written, const std::string& path,
                 const clang::FunctionDecl* function) const;
  void add_part(std::vector<Value>& parts, const std::string& path, const clang::Expr* value,
                const clang::FunctionDecl* function) const;
  bool read_negated(Reading& reading, const clang::Expr& operand, int depth) const;
  Constant bytes_constant(std::string bytes, const clang::Expr& first, const clang::Expr& last) const;
  bool read_text_function(Reading& reading, const clang::CallExpr& call, int depth) const;
  void read_format(Reading& reading, const clang::CallExpr& call, unsigned format, int depth) const;
  void put_part(Reading& reading, Constant& whole, const clang::Expr* part, int depth) const;
  std::optional<Constant> sole_text(const Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_braces(Reading& reading, const Constant& pattern, llvm::ArrayRef<const clang::Expr*> fillings,
                   int depth) const;
  bool read_concatenation(Reading& reading, llvm::ArrayRef<const clang::Expr*> parts, int depth) const;
  bool read_composed(Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_sum(Reading& reading, const clang::VarDecl& variable, clang::SourceLocation use, int depth) const;
  bool read_binary(Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_conversion(Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_counted_text(Reading& reading, const clang::InitListExpr& list) const;
  bool read_list(Reading& reading, const clang::InitListExpr& list, int depth) const;
  bool read_folded(Reading& reading, const clang::Expr* expression) const;
  void join(Reading& reading, const clang::Expr* left, const clang::Expr* right, int depth) const;
  void add_macro_names(Reading& reading, const clang::Expr* expression) const;
  std::string object_of(const clang::Expr* expression) const;
  std::optional<unsigned> object_parameter(const clang::Expr* expression, const clang::FunctionDecl* function) const;

  clang::ASTContext& context_;
  const SourcePlaces& places_;
  const Assignments& assignments_;
  mutable int steps_ = 0;
  mutable bool follows_formats_ = false;
};

}  // namespace cpsaudit
