#pragma once

#include <cstdint>
#include <map>

#include "facts/document.h"

namespace cpsaudit {

/// Where functions begin and end in a program that is read line by line (`statements` of a dialect), as its
/// indentation tells. Lines are counted from 1.
class StatementFunctions {
 public:
  explicit StatementFunctions(const Document& document);

  /// The line in which the innermost function around `line` begins; 0 outside of all.
  std::uint32_t function_at(std::uint32_t line) const;

 private:
  /// From which line on which function it is.
  std::map<std::uint32_t, std::uint32_t> changes_;
};

}  // namespace cpsaudit
