#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "engine/ascii.h"
#include "engine/predicate_node.h"

namespace cpsaudit {

using namespace ascii;

std::optional<double> number_with_unit(std::string_view text) {
  constexpr double kKibi = 1024;
  constexpr std::array<std::pair<std::string_view, double>, 26> kUnits = {{
      {"", 1},
      {"ms", 0.001},
      {"s", 1},
      {"sec", 1},
      {"seconds", 1},
      {"m", 60},
      {"min", 60},
      {"minutes", 60},
      {"h", 3600},
      {"hours", 3600},
      {"d", 86400},
      {"days", 86400},
      {"w", 604800},
      {"weeks", 604800},
      {"B", 1},
      {"b", 1},
      {"k", kKibi},
      {"K", kKibi},
      {"kB", kKibi},
      {"KB", kKibi},
      {"KiB", kKibi},
      {"M", kKibi * kKibi},
      {"MB", kKibi * kKibi},
      {"MiB", kKibi * kKibi},
      {"G", kKibi * kKibi * kKibi},
      {"GB", kKibi * kKibi * kKibi},
  }};
  const std::string_view whole = trimmed(text);
  double number = 0;
  const char* const end = whole.data() + whole.size();
  if (whole.starts_with("0x") || whole.starts_with("0X")) {
    std::int64_t integer = 0;
    const auto [stop, error] = std::from_chars(whole.data() + 2, end, integer, 16);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return static_cast<double>(integer);
  }
  const auto [stop, error] = std::from_chars(whole.data(), end, number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = trimmed({stop, static_cast<std::size_t>(end - stop)});
  for (const auto& [name, factor] : kUnits) {
    if (unit == name) return number * factor;
  }
  return std::nullopt;
}

}  // namespace cpsaudit
