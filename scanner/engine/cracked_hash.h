#pragma once

#include <string_view>

#include "engine/dictionary.h"

namespace cpsaudit {

/// True when one of the likeliest words of the dictionary, or the empty word, has this crypt(3) hash. Tries few words,
/// and fewer still when the hash is a slow one: a scan is no cracking run.
bool is_hash_of_known_password(std::string_view hash, const Dictionary& dictionary);

}  // namespace cpsaudit
