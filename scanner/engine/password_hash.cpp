#include "engine/password_hash.h"

#include <crypt.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/ascii.h"
#include "engine/pattern.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr std::size_t kEndless = std::numeric_limits<std::size_t>::max();
/// libcrypt reads no more than this, and a longer hash is none.
constexpr std::size_t kLongestHash = 384;
constexpr std::size_t kMostRounds = 1'000'000;

std::size_t number_in(std::string_view text, std::size_t otherwise) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

std::string digest(std::string_view bytes, const EVP_MD* algorithm) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> output{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), output.data(), &length, algorithm, nullptr) != 1) return {};
  return {reinterpret_cast<const char*>(output.data()), length};
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0x0FU];
  }
  return text;
}

std::string from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  if (text.size() % 4 != 0 || text.size() > kLongestHash) return {};
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length < 0) return {};
  const auto padding = static_cast<std::size_t>(
      std::count(text.end() - std::min<std::ptrdiff_t>(2, text.end() - text.begin()), text.end(), '='));
  bytes.resize(static_cast<std::size_t>(length) - std::min(padding, static_cast<std::size_t>(length)));
  return bytes;
}

/// The MD5 scheme of crypt(3) with Apache's mark in it; libcrypt knows only its own.
std::string apache_md5(std::string_view password, std::string_view salt) {
  const EVP_MD* const md5 = EVP_md5();
  const std::string word(password);
  const std::string inner = digest(word + std::string(salt) + word, md5);
  std::string first = word + "$apr1$" + std::string(salt);
  for (std::size_t left = word.size(); left > 0; left -= std::min<std::size_t>(left, 16)) {
    first += inner.substr(0, std::min<std::size_t>(left, 16));
  }
  for (std::size_t bits = word.size(); bits > 0; bits >>= 1U) first += (bits & 1U) != 0 ? '\0' : word.front();
  std::string result = digest(first, md5);
  for (unsigned round = 0; round < 1000; ++round) {
    std::string next = round % 2 != 0 ? word : result;
    if (round % 3 != 0) next += salt;
    if (round % 7 != 0) next += word;
    next += round % 2 != 0 ? result : word;
    result = digest(next, md5);
  }
  constexpr std::string_view kAlphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr std::array<std::array<std::size_t, 3>, 5> kOrder = {
      {{0, 6, 12}, {1, 7, 13}, {2, 8, 14}, {3, 9, 15}, {4, 10, 5}}};
  const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(result[at])); };
  std::string text;
  const auto put = [&](std::uint32_t value, int digits) {
    for (; digits > 0; --digits, value >>= 6U) text += kAlphabet[value & 0x3FU];
  };
  for (const auto& [a, b, c] : kOrder) put(byte(a) << 16U | byte(b) << 8U | byte(c), 4);
  put(byte(11), 2);
  return text;
}

bool is_apache_md5_of(std::string_view password, std::string_view hash) {
  const std::vector<std::string_view> parts = split(hash, "$");
  return parts.size() == 3 && !password.empty() && parts[1].size() <= 8 && apache_md5(password, parts[1]) == parts[2];
}

bool is_salted_sha512_of(std::string_view password, std::string_view hash) {
  const std::vector<std::string_view> parts = split(hash, "$");
  return parts.size() == 3 &&
         digest(std::string(password) + from_base64(parts[1]), EVP_sha512()) == from_base64(parts[2]);
}

bool is_pbkdf2_of(std::string_view password, std::string_view hash) {
  const std::vector<std::string_view> parts = split(hash, "$");
  if (parts.size() != 4) return false;
  const std::size_t rounds = number_in(parts[1], 0);
  const std::string salt = from_base64(parts[2]);
  const std::string wanted = from_base64(parts[3]);
  if (rounds == 0 || rounds > kMostRounds || wanted.size() != 64) return false;
  std::array<unsigned char, 64> made{};
  const int done = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                                     reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()),
                                     static_cast<int>(rounds), EVP_sha512(), made.size(), made.data());
  return done == 1 && wanted == std::string_view(reinterpret_cast<const char*>(made.data()), made.size());
}

const EVP_MD* algorithm_of(std::size_t bytes) {
  if (bytes == 16) return EVP_md5();
  if (bytes == 20) return EVP_sha1();
  return bytes == 32 ? EVP_sha256() : EVP_sha512();
}

bool is_digest_of(std::string_view password, std::string_view hash) {
  // The digest of nothing marks an empty file or field more often than a password.
  if (password.empty()) return false;
  if (!hash.ends_with('=')) return hex(digest(password, algorithm_of(hash.size() / 2))) == lower(hash);
  const std::string bytes = from_base64(hash);
  return !bytes.empty() && digest(password, algorithm_of(bytes.size())) == bytes;
}

bool is_crypt_of(std::string_view password, std::string_view hash) {
  const std::string setting(hash);
  const std::string word(password);
  const auto scratch = std::make_unique<crypt_data>();
  const char* made = crypt_r(word.c_str(), setting.c_str(), scratch.get());
  return made != nullptr && hash == made;
}

std::size_t cost_of_crypt(std::string_view hash) {
  if (hash.starts_with("$1$")) return 300;
  if (hash.starts_with("$5$") || hash.starts_with("$6$")) {
    if (!hash.substr(3).starts_with("rounds=")) return 3000;
    const std::size_t rounds = number_in(hash.substr(10, hash.find('$', 10) - 10), kMostRounds);
    return rounds > kMostRounds ? kEndless : std::max<std::size_t>(1, rounds * 3 / 5);
  }
  if (hash.starts_with("$2")) {
    const std::size_t cost = hash.size() > 6 ? number_in(hash.substr(4, 2), 31) : 31;
    return cost > 12 ? kEndless : 60U << cost;
  }
  // yescrypt as passwd(1) makes it; its cost is one letter, and more than the usual is not tried.
  if (hash.starts_with("$y$j9T$")) return 60'000;
  return hash.starts_with("$") ? kEndless : 20;
}

}  // namespace

std::optional<PasswordHashForm> form_of_password_hash(std::string_view hash) {
  static const Pattern salted = Pattern::compile("\\$6\\$[A-Za-z0-9+/]{16}\\$[A-Za-z0-9+/]{86}==").value();
  static const Pattern stretched =
      Pattern::compile("\\$7\\$[0-9]{1,7}\\$[A-Za-z0-9+/=]{16,44}\\$[A-Za-z0-9+/]{86}==").value();
  // In hexadecimal, or in Base64 with its padding.
  static const Pattern digits = Pattern::compile(
                                    "[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{128}|"
                                    "[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{27}=|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==")
                                    .value();
  static const Pattern crypted =
      Pattern::compile("\\$(1|2[abxy]?|5|6|y)\\$[./0-9A-Za-z=$,]+|[./0-9A-Za-z]{13}").value();
  if (hash.size() > kLongestHash) return std::nullopt;
  if (hash.starts_with("$apr1$")) return PasswordHashForm::kApacheMd5;
  if (salted.matches(hash)) return PasswordHashForm::kSaltedSha512;
  if (stretched.matches(hash)) return PasswordHashForm::kPbkdf2Sha512;
  if (digits.matches(hash)) return PasswordHashForm::kHexDigest;
  return crypted.matches(hash) ? std::optional(PasswordHashForm::kCrypt) : std::nullopt;
}

std::size_t cost_of_guess(std::string_view hash, PasswordHashForm form) {
  switch (form) {
    case PasswordHashForm::kCrypt:
      return cost_of_crypt(hash);
    case PasswordHashForm::kApacheMd5:
      return 1500;
    case PasswordHashForm::kPbkdf2Sha512: {
      const std::vector<std::string_view> parts = split(hash, "$");
      return parts.size() > 1 ? std::max<std::size_t>(5, number_in(parts[1], kMostRounds) * 3 / 2) : kEndless;
    }
    case PasswordHashForm::kSaltedSha512:
    case PasswordHashForm::kHexDigest:
      return 2;
  }
  return kEndless;
}

bool is_password_of(std::string_view password, std::string_view hash, PasswordHashForm form) {
  switch (form) {
    case PasswordHashForm::kCrypt:
      return is_crypt_of(password, hash);
    case PasswordHashForm::kApacheMd5:
      return is_apache_md5_of(password, hash);
    case PasswordHashForm::kSaltedSha512:
      return is_salted_sha512_of(password, hash);
    case PasswordHashForm::kPbkdf2Sha512:
      return is_pbkdf2_of(password, hash);
    case PasswordHashForm::kHexDigest:
      return is_digest_of(password, hash);
  }
  return false;
}

}  // namespace cpsaudit
