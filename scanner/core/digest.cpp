#include "core/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cassert>

namespace cpsaudit {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string digest(std::string_view bytes, const EVP_MD* algorithm) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> output{};
  unsigned int length = 0;
  [[maybe_unused]] const int done = EVP_Digest(bytes.data(), bytes.size(), output.data(), &length, algorithm, nullptr);
  assert(done == 1 && "hashing memory can only fail when the library is broken");
  return {reinterpret_cast<const char*>(output.data()), length};
}

std::string hex(std::string_view bytes) {
  std::string output;
  output.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    output += kHexDigits[byte >> 4U];
    output += kHexDigits[byte & 0x0FU];
  }
  return output;
}

std::string bytes_of_uuid(std::string_view uuid) {
  std::string bytes;
  int high = -1;
  for (const char c : uuid) {
    const std::size_t digit = kHexDigits.find(c);
    if (digit == std::string_view::npos) continue;
    if (high < 0) {
      high = static_cast<int>(digit);
    } else {
      bytes += static_cast<char>(high * 16 + static_cast<int>(digit));
      high = -1;
    }
  }
  assert(bytes.size() == 16 && "the namespace of a version 5 UUID is itself a UUID");
  return bytes;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  return hex(digest(bytes, EVP_sha256()));
}

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> output{};
  unsigned int length = 0;
  EVP_DigestFinal_ex(state_->context.get(), output.data(), &length);
  return cpsaudit::hex({reinterpret_cast<const char*>(output.data()), length});
}

std::string sha256_base64(std::string_view bytes) {
  const std::string raw = digest(bytes, EVP_sha256());
  // Four characters for three bytes, and the NUL that OpenSSL adds.
  std::string text((raw.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(raw.data()),
                  static_cast<int>(raw.size()));
  text.pop_back();
  return text;
}

std::string sha1_hex(std::string_view bytes) {
  return hex(digest(bytes, EVP_sha1()));
}

std::string uuid_v5(std::string_view namespace_uuid, std::string_view name) {
  std::string hash = digest(bytes_of_uuid(namespace_uuid).append(name), EVP_sha1()).substr(0, 16);
  hash[6] = static_cast<char>((static_cast<unsigned char>(hash[6]) & 0x0FU) | 0x50U);
  hash[8] = static_cast<char>((static_cast<unsigned char>(hash[8]) & 0x3FU) | 0x80U);
  std::string uuid = hex(hash);
  for (const std::size_t at : {20U, 16U, 12U, 8U}) uuid.insert(at, "-");
  return uuid;
}

}  // namespace cpsaudit
