#pragma once

#include <llvm/ADT/StringRef.h>

#include <algorithm>

#include "source/value_reader.h"

namespace cpsaudit {

inline constexpr std::size_t kMostConstants = 16;
inline constexpr std::size_t kMostParameters = 4;

/// What was found so far while one expression is read. Only for the files of ValueReader.
struct ValueReader::Reading {
  Value value;
  const clang::FunctionDecl* function = nullptr;
  /// Set when a part was met that is not known.
  bool open = false;

  void add(Constant constant) {
    if (value.constants.size() >= kMostConstants) {
      open = true;
      return;
    }
    for (const Constant& known : value.constants) {
      if (known.kind == constant.kind && known.integer == constant.integer && known.string == constant.string &&
          known.span == constant.span && known.file == constant.file) {
        return;
      }
    }
    value.constants.push_back(std::move(constant));
  }

  void add(const ParameterUse& use) {
    const bool known = std::any_of(value.parameters.begin(), value.parameters.end(), [&](const ParameterUse& other) {
      return other.function == use.function && other.index == use.index;
    });
    if (!known && value.parameters.size() < kMostParameters) value.parameters.push_back(use);
  }
};

/// Each once, and only so many.
void add_symbol(std::vector<std::string>& symbols, llvm::StringRef name);

/// Null and the empty text stand for "not yet" where something else is given later.
bool is_nothing(const Constant& constant);

}  // namespace cpsaudit
