#pragma once

#include <clang/Basic/SourceLocation.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "source/conditions.h"

namespace clang {
class Decl;
class Expr;
class FieldDecl;
class FunctionDecl;
class VarDecl;
}  // namespace clang

namespace cpsaudit {

/// Something that a variable or member is given.
struct Given {
  const clang::Expr* value = nullptr;
  /// The function in which that happens; null at file scope.
  const clang::FunctionDecl* function = nullptr;
  /// What it is before anybody does something: an initialiser.
  bool initial = false;
  /// The innermost `if` or `case` around it, and in which of its branches it stands.
  Asked asked = {};
};

/// A variable, or a field of one, that a function is given.
struct HandedTo {
  /// A call, or what is left of one that nobody could resolve.
  const clang::Expr* call = nullptr;
  /// From 1; 0: it is the object of the call.
  unsigned argument = 0;
  /// Around the call; null at file scope.
  const clang::FunctionDecl* function = nullptr;
};

/// A variable and the path of a field in it; empty for the variable itself.
using FieldOfVariable = std::pair<const clang::VarDecl*, std::string>;

/// What the file does to its variables.
struct Assignments {
  /// In the order of the file; an initialiser is the first.
  std::map<const clang::VarDecl*, std::vector<Given>> values;
  /// Members of the object itself (`this->x = …`, `X() : x(…)`, `int x = …;`), whatever the object.
  std::map<const clang::FieldDecl*, std::vector<Given>> members;
  /// Fields of a variable that is a record (`config.url = …`), by variable and path.
  std::map<FieldOfVariable, std::vector<Given>> fields;
  /// The same by the type of the record and the path, whichever variable of that type it is: `c->verify = 0`.
  std::map<std::pair<std::string, std::string>, std::vector<Given>> record_fields;
  /// What is added to a text: strcat(), `+=`, `<<`.
  std::map<FieldOfVariable, std::vector<const clang::Expr*>> added;
  /// Calls that local variables and parameters are given to, in the order of the file.
  std::map<FieldOfVariable, std::vector<HandedTo>> handed_to;
  /// Variables that walk over another one: `for (p = text; …)`, `for (char c : text)`.
  std::map<const clang::VarDecl*, std::vector<const clang::VarDecl*>> walkers;
  /// Functions that have a body here, by qualified name.
  std::set<std::string> defined;
  /// `key[0] = …; key[1] = …`: what single elements of an array are given, by variable, path and index.
  std::map<std::pair<const clang::VarDecl*, std::string>, std::map<std::uint64_t, std::vector<Given>>> elements;
  /// What the functions of the file return.
  std::map<const clang::FunctionDecl*, std::vector<Given>> returns;
  /// Variables that may change in ways that we do not follow: their address is taken, they are added to.
  std::set<const clang::VarDecl*> open;
  /// Where arrays are handed to a function that may fill them, or an element is given a value; in the order of the
  /// file.
  std::map<const clang::VarDecl*, std::vector<clang::SourceLocation>> filled_at;
  /// Variables that are handed on as they are: who takes them by reference may change them.
  std::set<const clang::VarDecl*> handed_on;
};

Assignments collect_assignments(const std::vector<clang::Decl*>& declarations, const SourcePlaces& places);

/// `name[3]` of an array that is a variable or a field of one: the array and the index.
struct ElementName {
  const clang::Expr* array = nullptr;
  std::uint64_t index = 0;
};
std::optional<ElementName> constant_element(const clang::Expr* expression);

/// `a.b[2]->c` from the variable on: "b.c"; the variable, or null when it does not start with one.
std::pair<const clang::VarDecl*, std::string> field_of_variable(const clang::Expr* expression);

/// The variable that an expression is, or is a part of: `&text[2]`, `text.c_str()`, `*text`, `config->text`.
FieldOfVariable base_variable(const clang::Expr* expression);

/// The member of the object itself that an expression names; null when it does not.
const clang::FieldDecl* own_member(const clang::Expr* expression);

}  // namespace cpsaudit
