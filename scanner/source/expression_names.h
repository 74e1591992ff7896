#pragma once

#include <string>

#include "source/places.h"

namespace clang {
class CallExpr;
class Expr;
class FunctionDecl;
class QualType;
class ValueDecl;
}  // namespace clang

namespace cpsaudit {

/// The name of a type without qualifiers, pointers, references and arrays: "esp_http_client_config_t". A smart pointer
/// is what it points to. Empty for what has no name.
std::string type_name(clang::QualType type);
/// The same for a variable; looks through `auto`.
std::string declared_type_name(const clang::ValueDecl& variable);

/// "Class::method" of a method, else the name.
std::string function_name(const clang::FunctionDecl& function);

/// What a call names last, "format" of `fmt::format(…)`, and the object of a method; empty and null where there is
/// none.
struct CalledName {
  std::string name;
  const clang::Expr* object = nullptr;
};
CalledName called(const clang::CallExpr& call);

/// The name that a lambda goes by in facts: nothing else in the file has it.
std::string lambda_name(const clang::Expr& lambda, const SourcePlaces& places);

/// `document["key"]`: the expression that something is looked up by. Null where nothing is.
const clang::Expr* lookup_key(const clang::Expr* expression);

/// Takes parentheses, casts, conversions and temporaries off.
const clang::Expr* stripped(const clang::Expr* expression);

}  // namespace cpsaudit
