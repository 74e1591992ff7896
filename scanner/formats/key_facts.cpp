#include "formats/key_facts.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "core/digest.h"

namespace cpsaudit {

namespace {

/// Keys are small; what is larger is something else.
constexpr std::size_t kLargest = 64 * 1024;

template <auto Release>
struct Releaser {
  template <typename T>
  void operator()(T* object) const {
    Release(object);
  }
};
using Bio = std::unique_ptr<BIO, Releaser<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Releaser<X509_free>>;

/// Never asks anybody: an encrypted key stays closed.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) {
  return -1;
}

std::optional<KeyFacts> facts_of(EVP_PKEY* key) {
  if (key == nullptr) return std::nullopt;
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key, &der);
  if (length <= 0) return std::nullopt;
  KeyFacts facts;
  facts.public_key_sha256 = sha256_hex({reinterpret_cast<const char*>(der), static_cast<std::size_t>(length)});
  OPENSSL_free(der);
  const char* const name = EVP_PKEY_get0_type_name(key);
  facts.algorithm = name != nullptr ? name : "";
  facts.bits = EVP_PKEY_get_bits(key);
  return facts;
}

std::optional<KeyFacts> facts_of(X509* certificate) {
  if (certificate == nullptr) return std::nullopt;
  auto facts = facts_of(X509_get0_pubkey(certificate));
  if (!facts) return std::nullopt;
  facts->is_certificate = true;
  const char* const name = OBJ_nid2sn(X509_get_signature_nid(certificate));
  if (name != nullptr) facts->signature = name;
  const auto flags = X509_get_extension_flags(certificate);
  facts->authority = (flags & EXFLAG_CA) != 0;
  facts->self_signed = X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0 &&
                       X509_verify(certificate, X509_get0_pubkey(certificate)) == 1;
  int seconds = 0;
  ASN1_TIME_diff(&facts->valid_days, &seconds, X509_get0_notBefore(certificate), X509_get0_notAfter(certificate));
  return facts;
}

}  // namespace

std::optional<KeyFacts> key_facts_of_pem(std::string_view block, std::string_view label) {
  if (block.size() > kLargest) return std::nullopt;
  const Bio bio(BIO_new_mem_buf(block.data(), static_cast<int>(block.size())));
  if (!bio) return std::nullopt;
  std::optional<KeyFacts> facts;
  if (label == "CERTIFICATE" || label == "TRUSTED CERTIFICATE") {
    const Certificate certificate(PEM_read_bio_X509_AUX(bio.get(), nullptr, no_password, nullptr));
    facts = facts_of(certificate.get());
  } else if (label.ends_with("PRIVATE KEY")) {
    facts = facts_of(Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr)).get());
  } else if (label == "PUBLIC KEY") {
    facts = facts_of(Key(PEM_read_bio_PUBKEY(bio.get(), nullptr, no_password, nullptr)).get());
  }
  ERR_clear_error();
  return facts;
}

std::optional<KeyFacts> key_facts_of_der(std::string_view bytes) {
  if (bytes.size() < 32 || bytes.size() > kLargest || bytes.front() != '\x30') return std::nullopt;
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* const end = at + bytes.size();
  const Key key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(bytes.size())));
  ERR_clear_error();
  if (key && at == end) return facts_of(key.get());
  at = reinterpret_cast<const unsigned char*>(bytes.data());
  const Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())));
  auto facts = certificate && at == end ? facts_of(certificate.get()) : std::nullopt;
  ERR_clear_error();
  return facts;
}

}  // namespace cpsaudit
