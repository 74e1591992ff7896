#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "facts/source_facts.h"
#include "source/assignments.h"
#include "source/places.h"

namespace clang {
class CallExpr;
class Expr;
class FunctionDecl;
class VarDecl;
}  // namespace clang

namespace cpsaudit {

/// Reads what a text is built from: through variables, fields, formats and what is added to a text, back to the calls
/// and parameters that gave a part of it. The order of statements does not count.
class OriginReader {
 public:
  OriginReader(const SourcePlaces& places, const Assignments& assignments)
      : places_(places), assignments_(assignments) {}

  /// `function`: the one around it; null at file scope.
  std::vector<Origin> read(const clang::Expr* expression, const clang::FunctionDecl* function);

 private:
  void walk(const clang::Expr* expression, int depth);
  void walk_call(const clang::CallExpr& call, int depth);
  void walk_format(const clang::CallExpr& call, unsigned format, int depth);
  void walk_variable(const clang::VarDecl& variable, const std::string& path, const clang::Expr& named, int depth);
  void walk_handed(const clang::VarDecl& variable, const std::string& path, int depth);
  void walk_arguments(const clang::CallExpr& call, const std::string& name, int depth);
  /// What is given a variable beside: it may be what has looked at it.
  std::vector<std::string> names_beside(const clang::VarDecl& variable, const std::string& path) const;
  bool is_here(const HandedTo& use, const clang::VarDecl& variable) const;
  void add(Origin origin);

  const SourcePlaces& places_;
  const Assignments& assignments_;
  const clang::FunctionDecl* function_ = nullptr;
  std::vector<Origin> found_;
  /// Names of the functions between here and the expression that was asked for.
  std::vector<std::string> through_;
  std::set<FieldOfVariable> seen_;
  int steps_ = 0;
};

}  // namespace cpsaudit
