#include "engine/version_range.h"

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// Numbers between dots; what follows the digits of a part ("p1", "-rc2") does not count.
std::vector<unsigned long> numbers_of(std::string_view version) {
  std::vector<unsigned long> numbers;
  for (const std::string_view part : split(version, ".")) {
    unsigned long number = 0;
    for (std::size_t i = 0; i < part.size() && i < 9 && is_digit(part[i]); ++i) {
      number = number * 10 + static_cast<unsigned long>(part[i] - '0');
    }
    numbers.push_back(number);
  }
  while (!numbers.empty() && numbers.back() == 0) numbers.pop_back();
  return numbers;
}

bool holds(std::string_view version, std::string_view comparison) {
  const std::size_t digits = std::min(comparison.find_first_not_of("<>="), comparison.size());
  const std::string_view sign = comparison.substr(0, digits);
  const auto left = numbers_of(version);
  const auto right = numbers_of(comparison.substr(digits));
  if (sign == "<") return left < right;
  if (sign == "<=") return left <= right;
  if (sign == ">") return left > right;
  if (sign == ">=") return left >= right;
  return left == right;
}

}  // namespace

bool in_version_range(std::string_view version, std::string_view range) {
  const std::vector<std::string_view> parts = split(range, " ,");
  if (parts.empty()) return true;
  if (version.empty()) return false;
  return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) { return holds(version, part); });
}

}  // namespace cpsaudit
