#pragma once

#include <optional>
#include <string_view>

namespace cpsaudit {

/// A function of the C library, or one made after its model, that writes a text. Arguments count from 0.
struct TextFunction {
  /// What is written to; absent when the text is the result.
  std::optional<unsigned> target;
  /// The text, or the format.
  unsigned source = 0;
  /// The source is a printf() format, and the arguments behind it fill it.
  bool formats = false;
  /// What was there before stays in front.
  bool appends = false;
};

/// Nothing for a function that is none of them.
std::optional<TextFunction> text_function(std::string_view name);

/// memset() and the like, that give every byte of an array the same value. Arguments count from 0.
struct FillFunction {
  unsigned target = 0;
  /// Absent: 0.
  std::optional<unsigned> byte;
};

/// Nothing for a function that is none of them.
std::optional<FillFunction> fill_function(std::string_view name);

/// string(), STRING(), F(): what gives a text in another type. Names of types and macros count, so ask only where
/// nobody knows what is called.
bool is_text_conversion(std::string_view name);

/// format(), StrFormat(), g_strdup_printf(): gives the text that a format makes of the arguments behind it, whether in
/// the dialect of printf() or with braces.
bool gives_formatted_text(std::string_view name);

/// StrCat(), g_strconcat(): gives its arguments one behind the other.
bool concatenates_texts(std::string_view name);

/// c_str(), toStdString(): the same text in another type, without arguments.
bool converts_text(std::string_view method);

/// memcmp(), equals() and the like: one of what they are given is compared with another.
bool compares_strings(std::string_view function);

/// `atoi`, `strtoul`, `toInt`: what a text says as a number.
bool gives_number(std::string_view function);

/// True for what only shows or records what it is given: printf(), log_info(), TRACE(), Serial.println().
bool only_prints(std::string_view function);

}  // namespace cpsaudit
