#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"

namespace cpsaudit {

/// The placeholders that a message may hold, in the order of SARIF's arguments.
inline constexpr std::string_view kPlaceholders[] = {"what",    "value",  "scope",    "default",
                                                     "version", "source", "function", "path"};

/// Names of the placeholders in a text, in the order of their first use.
std::vector<std::string> placeholders_in(std::string_view text);

/// What is wrong with a message, or nothing: a sentence with a full stop, every placeholder known and in single
/// quotes, the same ones in both languages.
std::optional<std::string> fault_of_message(const LocalizedText& text);

/// A sentence: ends with a full stop in both languages.
std::optional<std::string> fault_of_sentence(const LocalizedText& text);

}  // namespace cpsaudit
