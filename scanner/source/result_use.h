#pragma once

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
class Stmt;
class VarDecl;
}  // namespace clang

namespace cpsaudit {

/// What happens to a value, seen from the statements around it.
struct ResultUse {
  Call::Result result = Call::Result::kOther;
  /// "truth", "not", "== 1".
  std::set<std::string> tests;
  /// The local variable that takes it.
  const clang::VarDecl* variable = nullptr;
  /// What takes it, as written.
  std::string target;
  /// It is given to what only shows it.
  bool printed = false;
  /// Where in the main file the variable still holds it: as far as it is sure to be given something else. Of a loop
  /// all.
  TextRange held = {};
};

/// Follows results into the local variables that take them.
class ResultUses {
 public:
  ResultUses(clang::ASTContext& context, const SourcePlaces& places) : context_(context), places_(places) {}

  /// `parents` ends with the expression itself. `declared`: the variable that is being initialised, or null.
  ResultUse use_of(const std::vector<const clang::Stmt*>& parents, const clang::VarDecl* declared) const;
  /// Notes what is done with a variable where it is named.
  void note(const clang::DeclRefExpr& reference, const std::vector<const clang::Stmt*>& parents,
            const clang::VarDecl* declared);
  /// To be called when the whole file has been walked: what became of a result that a variable took, and holds there.
  void settle(Call& call, const clang::VarDecl& variable, const TextRange& held) const;
  /// The same for a variable that the call was given the address of.
  void settle(Call::Answer& answer, const clang::VarDecl& variable) const;

 private:
  /// What is done with a variable, at one place or at some.
  struct Use {
    std::set<std::string> tests = {};
    /// What is asked there is all that is returned: `return rc != 0;`.
    bool tested_elsewhere = false;
    bool returned = false;
    bool other = false;
  };
  struct VariableUse {
    /// By where it is named in the main file.
    std::map<std::uint32_t, Use> places;
    /// Calls that are given its address, and may write to it.
    unsigned addressed = 0;
  };

  ResultUse use_around(const std::vector<const clang::Stmt*>& parents, const clang::VarDecl* declared) const;
  static Use use_within(const VariableUse& variable, const TextRange& held);
  TextRange held_at(const std::vector<const clang::Stmt*>& parents, const clang::VarDecl& variable) const;
  ResultUse behind_test(ResultUse use, const std::vector<const clang::Stmt*>& parents, std::size_t at,
                        const clang::VarDecl* declared) const;
  static ResultUse shown_alone(ResultUse use, const clang::Stmt& statement);
  std::string comparison(const clang::Expr& operation, const clang::Stmt* child) const;
  std::string operand_text(const clang::Expr& operand) const;

  clang::ASTContext& context_;
  const SourcePlaces& places_;
  std::map<const clang::VarDecl*, VariableUse> uses_;
};

}  // namespace cpsaudit
