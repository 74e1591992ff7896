#include "facts/name_hash.h"

namespace cpsaudit {

// FNV-1a, 32 bits.
std::uint32_t hash_of_name(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

}  // namespace cpsaudit
