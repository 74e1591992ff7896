#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/known_values.h"

namespace cpsaudit {

/// What a value may be by its form alone (docs/writing-checks.md, "Predicates").
enum class ValueClass {
  kSecret,
  kWeakPassword,
  kReference,
  kPlaceholder,
  kWildcardAddress,
  kLoopbackAddress,
  kNotLoopback,
  kCleartextUrl,
  kTlsUrl,
  kPrivateKey,
  kPasswordHash,
  kWeakPasswordHash,
  kCrackedHash,
  kLockedPassword,
  kPublishedKey,
};

/// The name in check files: "weak-password".
std::string_view name_of(ValueClass value_class);
std::optional<ValueClass> value_class_named(std::string_view name);
/// All names, in the order of the enumeration.
std::span<const std::string_view> value_class_names();

/// `value` as the software reads it, without quotes.
bool is_of_class(std::string_view value, ValueClass value_class, const KnownValues& known);

/// An URL whose host stands in the text, whatever else of it does not: `https://dl.example.com/{{ version }}`.
bool has_literal_host(std::string_view value);

/// The text that counts while nobody sets the variable: `default` in `${NAME:-default}`, and in `${name:default}` of
/// Spring. Only where the reference is the whole value and the text is literal and not empty; a part of `value`.
std::optional<std::string_view> default_in_reference(std::string_view value);

/// The value stands somewhere else, in whole or in part: `${X}`, `!secret x`, `{{ x }}`, `/run/secrets/x`.
bool holds_reference(std::string_view value);

}  // namespace cpsaudit
