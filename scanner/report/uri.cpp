#include "report/uri.h"

#include <fmt/format.h>

namespace cpsaudit {
namespace {

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

/// Everything up to and with the last '@' of the authority is who logs in.
std::string_view without_user(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  return at == std::string_view::npos ? authority : authority.substr(at + 1);
}

}  // namespace

std::string uri_of_path(std::string_view path) {
  std::string uri;
  uri.reserve(path.size());
  for (const char c : path) {
    if (is_unreserved(c) || c == '/') {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

std::string uri_of_repository(std::string_view remote) {
  std::string_view scheme = "ssh";
  std::string_view rest = remote;
  if (const std::size_t end = remote.find("://"); end != std::string_view::npos) {
    scheme = remote.substr(0, end);
    rest = remote.substr(end + 3);
    if (scheme == "file" || scheme.empty()) return {};
  } else if (remote.find(':') == std::string_view::npos || remote.find('/') < remote.find(':')) {
    return {};  // git: without a colon before the first slash it is a path on this machine
  }
  const std::size_t end = rest.find(scheme == "ssh" && rest.size() == remote.size() ? ':' : '/');
  const std::string_view host = without_user(rest.substr(0, end));
  std::string_view path = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  while (path.starts_with('/')) path.remove_prefix(1);
  // A token may also stand in a query or fragment, which no repository needs.
  path = path.substr(0, path.find_first_of("?#"));
  return fmt::format("{}://{}/{}", scheme, host, uri_of_path(path));
}

}  // namespace cpsaudit
