#pragma once

#include <clang/Basic/SourceLocation.h>

#include <string>
#include <vector>

#include "source/places.h"

namespace clang {
class Expr;
}  // namespace clang

namespace cpsaudit {

/// `config.sta.password` taken apart.
struct MemberPath {
  struct Level {
    /// Type of the record, as far as it is known.
    std::string type;
    /// From that record on.
    std::string path;
  };
  /// The outermost record first; never empty when `name` is not.
  std::vector<Level> levels;
  /// The object at the beginning, as written.
  std::string variable;
  /// The last part, and where it stands. Empty: the expression is no field.
  std::string name;
  clang::SourceLocation location;
};

MemberPath member_path(const clang::Expr* expression, const SourcePlaces& places);

}  // namespace cpsaudit
