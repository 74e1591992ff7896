#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>

#include "core/span.h"

namespace cpsaudit {

/// Why something could not be done, in words for the person who can mend it.
struct Error {
  /// What was found, what was expected and what to do. One line, no trailing full stop.
  std::string message;
  /// The file it is about; empty when it is about none.
  std::string file = {};
  /// Where in that file; `where.line == 0` when it is about the whole file.
  Position where = {};

  /// `file:line:column: message`, leaving out what is not known.
  std::string to_string() const;
};

/// Bad input is a value, never an exception and never an assertion.
template <typename T>
using Result = tl::expected<T, Error>;

}  // namespace cpsaudit
