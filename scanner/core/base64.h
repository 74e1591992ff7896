#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cpsaudit {

/// The text that `encoded` stands for in Base64 (RFC 4648, also of URLs, with or without padding). Nothing where it is
/// not encoded so, or where what comes out is not printable ASCII: of keys and images nobody reads a text.
std::optional<std::string> text_in_base64(std::string_view encoded);

}  // namespace cpsaudit
