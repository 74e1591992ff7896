#include "core/result.h"

#include <fmt/format.h>

namespace cpsaudit {

std::string Error::to_string() const {
  if (file.empty()) return message;
  if (where.line == 0) return fmt::format("{}: {}", file, message);
  return fmt::format("{}:{}:{}: {}", file, where.line, where.column, message);
}

}  // namespace cpsaudit
