#include "core/base64.h"

namespace cpsaudit {

namespace {

/// Shorter ones are words: "user", "pass" and "test" are Base64 of something as well.
constexpr std::size_t kShortest = 3;

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

bool is_text(const std::string& decoded) {
  for (const char c : decoded) {
    const bool is_printable = c >= ' ' && c <= '~';
    if (!is_printable && c != '\n' && c != '\r' && c != '\t') return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> text_in_base64(std::string_view encoded) {
  std::string_view digits = encoded;
  while (digits.ends_with('=')) digits.remove_suffix(1);
  const std::size_t padding = encoded.size() - digits.size();
  if (padding > 2 || (padding > 0 && encoded.size() % 4 != 0) || digits.size() % 4 == 1) return std::nullopt;
  std::string decoded;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char c : digits) {
    const int value = value_of(c);
    if (value < 0) return std::nullopt;
    buffer = (buffer << 6U | static_cast<unsigned>(value)) & 0xFFFFU;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded += static_cast<char>((buffer >> bits) & 0xFFU);
  }
  // What is left over are zeros when an encoder made it.
  if ((buffer & ((1U << bits) - 1U)) != 0) return std::nullopt;
  // `echo admin | base64` has encoded the end of the line, too.
  while (!decoded.empty() && (decoded.back() == '\n' || decoded.back() == '\r')) decoded.pop_back();
  if (decoded.size() < kShortest || !is_text(decoded)) return std::nullopt;
  return decoded;
}

}  // namespace cpsaudit
