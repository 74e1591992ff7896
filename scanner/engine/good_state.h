#pragma once

#include <cstddef>

#include "engine/check.h"

namespace cpsaudit {

/// How a detector knows what is good: a verdict `pass` needs a place that shows it, not the lack of a bad one.
enum class GoodState {
  /// The check file says it: `good`, `good-call`, `good-when`.
  kStated,
  /// It follows from what the detector looks for: the call that must not be missing is there.
  kDerived,
  /// The check file says why there is none.
  kNone,
  /// Nobody has said anything: `checks test` refuses that.
  kUnsaid,
};

/// Does the detector itself name a good state?
bool states_good(const Detector& detector);

GoodState good_state_of(const Check& check, std::size_t detector);

/// Does the detector show a good place when what it asks for is there, without being told how that looks? False where
/// another detector of the check judges what is given there.
bool derives_good(const Check& check, std::size_t detector);

}  // namespace cpsaudit
