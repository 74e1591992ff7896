#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "facts/source_facts.h"
#include "source/places.h"

namespace clang {
class ASTContext;
class DeclRefExpr;
class Expr;
class FunctionDecl;
class InitListExpr;
class QualType;
class StringLiteral;
class ValueDecl;
class VarDecl;
}  // namespace clang

namespace cpsaudit {

/// What the file does to its variables.
struct Assignments {
  /// In the order of the file; an initialiser is the first.
  std::map<const clang::VarDecl*, std::vector<const clang::Expr*>> values;
  /// Variables that may change in ways that we do not follow: their address is taken, they are added to.
  std::set<const clang::VarDecl*> open;
};

/// The name of a type without qualifiers, pointers, references and arrays: "esp_http_client_config_t". A smart pointer
/// is what it points to. Empty for what has no name.
std::string type_name(clang::QualType type);
/// The same for a variable; looks through `auto`.
std::string declared_type_name(const clang::ValueDecl& variable);

/// Takes parentheses, casts, conversions and temporaries off.
const clang::Expr* stripped(const clang::Expr* expression);

/// Reads what an expression may be.
class ValueReader {
 public:
  ValueReader(clang::ASTContext& context, const SourcePlaces& places, const Assignments& assignments);

  /// `function`: the one around it, for its parameters; null at file scope.
  Value read(const clang::Expr* expression, const clang::FunctionDecl* function) const;
  Constant string_constant(const clang::StringLiteral& literal) const;

 private:
  struct Reading;

  void read_into(Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_literal(Reading& reading, const clang::Expr* expression) const;
  void read_reference(Reading& reading, const clang::DeclRefExpr& reference, int depth) const;
  void read_variable(Reading& reading, const clang::VarDecl& variable, int depth) const;
  bool read_binary(Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_conversion(Reading& reading, const clang::Expr* expression, int depth) const;
  bool read_list(Reading& reading, const clang::InitListExpr& list, int depth) const;
  bool read_folded(Reading& reading, const clang::Expr* expression) const;
  void join(Reading& reading, const clang::Expr* left, const clang::Expr* right, int depth) const;
  void add_macro_names(Reading& reading, const clang::Expr* expression) const;
  std::string object_of(const clang::Expr* expression) const;

  clang::ASTContext& context_;
  const SourcePlaces& places_;
  const Assignments& assignments_;
  mutable int steps_ = 0;
};

}  // namespace cpsaudit
