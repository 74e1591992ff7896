#include "engine/cracked_hash.h"

#include <crypt.h>

#include <memory>
#include <string>

namespace cpsaudit {

namespace {

/// libcrypt reads no more than this, and a longer hash is none.
constexpr std::size_t kLongestHash = 256;

/// How many words to try: about half a second for one hash at the speeds of libxcrypt.
std::size_t budget_of(std::string_view hash) {
  if (hash.starts_with("$1$") || hash.starts_with("$apr1$")) return 300;
  if (hash.starts_with("$5$rounds=") || hash.starts_with("$6$rounds=")) return 0;
  if (hash.starts_with("$5$") || hash.starts_with("$6$")) return 100;
  // bcrypt, yescrypt, scrypt: tens of milliseconds a word, or as slow as the salt says.
  if (hash.starts_with("$")) return 0;
  return 300;
}

}  // namespace

bool is_hash_of_known_password(std::string_view hash, const Dictionary& dictionary) {
  const std::size_t budget = budget_of(hash);
  if (budget == 0 || hash.size() > kLongestHash) return false;
  const std::string setting(hash);
  const auto scratch = std::make_unique<crypt_data>();
  const auto is_hash_of = [&](const char* word) {
    const char* made = crypt_r(word, setting.c_str(), scratch.get());
    return made != nullptr && hash == made;
  };
  if (is_hash_of("")) return true;
  std::size_t tried = 0;
  for (const std::string& word : dictionary.words()) {
    if (++tried > budget) return false;
    if (is_hash_of(word.c_str())) return true;
  }
  return false;
}

}  // namespace cpsaudit
