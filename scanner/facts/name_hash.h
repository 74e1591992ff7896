#pragma once

#include <cstdint>
#include <string_view>

namespace cpsaudit {

/// Says quickly whether a file may use a name; two names may share a number. The same on every machine.
std::uint32_t hash_of_name(std::string_view name);

}  // namespace cpsaudit
