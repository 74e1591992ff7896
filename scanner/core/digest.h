#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace cpsaudit {

/// SHA-256 in lower-case hex: 64 characters.
std::string sha256_hex(std::string_view bytes);

/// The same of bytes that come one piece after the other.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  /// Of all that was added; nothing can be added afterwards.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// SHA-256 in base64, as a Content-Security-Policy names an inline script.
std::string sha256_base64(std::string_view bytes);

/// SHA-1 in lower-case hex, for the names that git gives to contents; nothing may be trusted to it.
std::string sha1_hex(std::string_view bytes);

/// RFC 9562 UUID version 5 (name-based, SHA-1) of `name` in the namespace `namespace_uuid`, lower case:
/// the same name has the same GUID in every log, on every machine, for ever.
/// `namespace_uuid` must be a UUID in its usual 36-character form.
std::string uuid_v5(std::string_view namespace_uuid, std::string_view name);

/// The namespace of every GUID that cpsaudit makes.
inline constexpr std::string_view kGuidNamespace = "6f0c7a52-0e0f-5c1b-9d1e-6a3f6d2b8c41";

}  // namespace cpsaudit
