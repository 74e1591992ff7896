#pragma once

#include <gtest/gtest.h>

#include "mapping/framework.h"

namespace cpsaudit {

/// The framework as it is compiled in; an empty one, and a failure, when it does not load.
inline const Framework& loaded_framework() {
  static const Framework framework = [] {
    auto result = load_framework(embedded_framework_files());
    if (result) return *std::move(result);
    for (const Error& error : result.error()) ADD_FAILURE() << error.to_string();
    return Framework{};
  }();
  return framework;
}

}  // namespace cpsaudit
