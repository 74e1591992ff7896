#pragma once

#include "engine/shape.h"

namespace cpsaudit {

// The shapes that a check is put together from, each in the file of its kind.

/// `when` and `unless`: another setting or field.
const ObjectShape& condition_shape();

const ObjectShape& setting_shape();
const ObjectShape& command_shape();

const ObjectShape& call_shape();
const ObjectShape& field_shape();
const ObjectShape& macro_shape();
const ObjectShape& string_shape();
const ObjectShape& constant_return_shape();
const ObjectShape& compare_shape();
const ObjectShape& return_shape();
const ObjectShape& missing_call_shape();
const ObjectShape& pair_shape();

const ObjectShape& fix_shape();
const ObjectShape& detector_shape();

}  // namespace cpsaudit
