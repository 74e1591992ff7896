#pragma once

#include <cstdint>
#include <optional>

#include "facts/source_facts.h"

namespace cpsaudit {

/// The number that every `return` of a function gives, as long as it is the same one.
class OneAnswer {
 public:
  /// What one `return` gives. False when it is not known, no number, or another than before: then there is no one
  /// answer.
  bool add(const Value& value) {
    if (value.constants.size() != 1 || !value.exhaustive) return false;
    const Constant& constant = value.constants.front();
    const bool boolean = constant.kind == Constant::Kind::kBoolean;
    if (!boolean && constant.kind != Constant::Kind::kInteger) return false;
    if (number_ && *number_ != constant.integer) return false;
    number_ = constant.integer;
    is_boolean_ |= boolean;
    return true;
  }

  /// Nothing when nothing was added.
  std::optional<std::int64_t> number() const { return number_; }
  /// Written as true or false somewhere.
  bool is_boolean() const { return is_boolean_; }

 private:
  std::optional<std::int64_t> number_;
  bool is_boolean_ = false;
};

}  // namespace cpsaudit
