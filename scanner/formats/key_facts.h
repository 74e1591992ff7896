#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cpsaudit {

/// What can be said of a key or certificate without keeping it.
struct KeyFacts {
  /// SHA-256 of the SubjectPublicKeyInfo in DER, lower-case hex: the same for a key, its public half and a certificate
  /// of it.
  std::string public_key_sha256;
  /// "RSA", "EC", "ED25519" …
  std::string algorithm;
  int bits = 0;
  /// Certificates: the algorithm of the signature, "RSA-SHA1".
  std::string signature = {};
  bool is_certificate = false;
  /// Certificates: the issuer's name is the subject's, and its own key made the signature.
  bool self_signed = false;
  /// Certificates: basicConstraints says CA:TRUE.
  bool authority = false;
  /// Certificates: from notBefore to notAfter, in days. No clock is asked: the same tree gives the same answer.
  int valid_days = 0;
};

/// Of one PEM block with this label; nothing when it is encrypted, of a kind that libcrypto does not read, or broken.
std::optional<KeyFacts> key_facts_of_pem(std::string_view block, std::string_view label);

/// Of a private key or certificate that is the whole file, in DER.
std::optional<KeyFacts> key_facts_of_der(std::string_view bytes);

}  // namespace cpsaudit
