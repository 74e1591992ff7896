#include "source/text_functions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace cpsaudit {

std::optional<TextFunction> text_function(std::string_view name) {
  using Entry = std::pair<std::string_view, TextFunction>;
  // C23 7.26 and 7.23.6, POSIX, and the BSD functions that embedded C libraries carry.
  // Of ESP8266 and AVR those that take their text from the program's memory.
  static constexpr std::array<Entry, 28> kKnown = {{
      {"strcpy_P", {0, 1}},
      {"strncpy_P", {0, 1}},
      {"strlcpy_P", {0, 1}},
      {"memcpy_P", {0, 1}},
      {"strcat_P", {0, 1, false, true}},
      {"strncat_P", {0, 1, false, true}},
      {"sprintf_P", {0, 1, true}},
      {"snprintf_P", {0, 2, true}},
      {"vsnprintf_P", {0, 2, true}},
      {"strcpy", {0, 1}},
      {"strncpy", {0, 1}},
      {"strlcpy", {0, 1}},
      {"stpcpy", {0, 1}},
      {"strcpy_s", {0, 2}},
      {"strncpy_s", {0, 2}},
      {"memcpy", {0, 1}},
      {"memmove", {0, 1}},
      {"strcat", {0, 1, false, true}},
      {"strncat", {0, 1, false, true}},
      {"strlcat", {0, 1, false, true}},
      {"sprintf", {0, 1, true}},
      {"snprintf", {0, 2, true}},
      {"asprintf", {0, 1, true}},
      {"vsprintf", {0, 1, true}},
      {"vsnprintf", {0, 2, true}},
      {"vasprintf", {0, 1, true}},
      {"strdup", {std::nullopt, 0}},
      {"strndup", {std::nullopt, 0}},
  }};
  const auto found = std::find_if(kKnown.begin(), kKnown.end(), [&](const Entry& e) { return e.first == name; });
  if (found == kKnown.end()) return std::nullopt;
  return found->second;
}

std::optional<FillFunction> fill_function(std::string_view name) {
  // C23 7.26.6.1 and 7.26.6.2; BSD's bzero, also by its legacy place in POSIX.
  if (name == "memset" || name == "memset_explicit") return FillFunction{0, 1};
  if (name == "bzero" || name == "explicit_bzero") return FillFunction{0, std::nullopt};
  return std::nullopt;
}

bool is_text_conversion(std::string_view name) {
  return name == "string" || name == "string_view" || name == "basic_string" || name == "u8string" || name == "_T" ||
         name == "_XPLATSTR" || (!name.empty() && name[0] >= 'A' && name[0] <= 'Z');
}

bool gives_formatted_text(std::string_view name) {
  // C++20 and {fmt}, Abseil, Chromium's base, GLib, Qt, the kernel and BusyBox, Talloc.
  static constexpr std::array<std::string_view, 14> kNames = {
      "format",          "vformat",  "sprintf",   "StrFormat", "StringPrintf",    "StringFormat", "string_format",
      "g_strdup_printf", "asprintf", "xasprintf", "kasprintf", "talloc_asprintf", "strformat",    "formatString"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool concatenates_texts(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames = {"StrCat", "g_strconcat", "strconcat", "str_cat",
                                                             "StrConcat"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool converts_text(std::string_view method) {
  static constexpr std::array<std::string_view, 10> kNames = {"c_str",   "data",        "str",      "constData",
                                                              "toUtf8",  "toStdString", "toLatin1", "toLocal8Bit",
                                                              "toAscii", "toStdWString"};
  return std::find(kNames.begin(), kNames.end(), method) != kNames.end();
}

bool compares_strings(std::string_view function) {
  static constexpr std::array<std::string_view, 12> kNames = {"compare",    "equals", "equalsIgnoreCase", "memcmp",
                                                              "strcasecmp", "strcmp", "strcoll",          "strncasecmp",
                                                              "strncmp",    "wcscmp", "wcsncmp",          "wmemcmp"};
  return std::find(kNames.begin(), kNames.end(), function) != kNames.end();
}

bool gives_number(std::string_view function) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "atoi",   "atol",   "atoll", "atof", "strtol", "strtoul", "strtoll", "strtoull",
      "strtod", "strtof", "stoi",  "stol", "stoul",  "stof",    "toInt",   "toFloat"};
  return std::find(kNames.begin(), kNames.end(), function) != kNames.end();
}

bool only_prints(std::string_view function) {
  std::string lower(function);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  static constexpr std::array<std::string_view, 7> kWords = {"print", "log", "trace", "debug", "dbg", "puts", "warn"};
  // `sprintf` and `login` do something with it.
  if (lower.starts_with("s") && lower.find("printf") != std::string::npos && lower != "syslog") return false;
  if (lower.find("login") != std::string::npos || lower.find("logic") != std::string::npos) return false;
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace cpsaudit
