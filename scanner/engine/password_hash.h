#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cpsaudit {

/// How the hash of a password was made. The forms are recognised by their looks.
enum class PasswordHashForm {
  kCrypt,         ///< crypt(3): DES, $1$, $5$, $6$, $2y$, $y$ …
  kApacheMd5,     ///< $apr1$ of htpasswd
  kSaltedSha512,  ///< $6$ of mosquitto_passwd: one round, salt and digest in Base64
  kPbkdf2Sha512,  ///< $7$ of mosquitto_passwd: rounds, salt and digest in Base64
  kHexDigest,     ///< MD5, SHA-1, SHA-256 or SHA-512 of the bare password, in hex
};

/// None for what is no hash of a password.
std::optional<PasswordHashForm> form_of_password_hash(std::string_view hash);

/// About how many microseconds one guess takes. Hashes that ask for more than any device would are endless.
std::size_t cost_of_guess(std::string_view hash, PasswordHashForm form);

/// Is `hash` that of `password`? Reads hostile text; false for what makes no sense.
bool is_password_of(std::string_view password, std::string_view hash, PasswordHashForm form);

}  // namespace cpsaudit
