#pragma once

#include <gtest/gtest.h>

#include "mapping/framework.h"
#include "mapping/reference.h"

namespace cpsaudit {

/// `result`'s value; an empty one, and failures, when there is none.
template <typename Value>
Value value_or_failures(tl::expected<Value, std::vector<Error>> result) {
  if (result) return *std::move(result);
  for (const Error& error : result.error()) ADD_FAILURE() << error.to_string();
  return {};
}

/// The framework as it is compiled in.
inline const Framework& loaded_framework() {
  static const Framework framework = value_or_failures(load_framework(embedded_framework_files()));
  return framework;
}

/// What stands around it, as it is compiled in.
inline const Reference& loaded_reference() {
  static const Reference reference = value_or_failures(load_reference(embedded_framework_files(), loaded_framework()));
  return reference;
}

}  // namespace cpsaudit
