#include "report/uri.h"

#include <fmt/format.h>

namespace cpsaudit {
namespace {

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

/// -1 for what is no hex digit.
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
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

std::string path_of_uri(std::string_view uri) {
  std::string path;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const int high = uri[i] == '%' && i + 2 < uri.size() ? hex_value(uri[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_value(uri[i + 2]);
    if (low < 0) {
      path += uri[i];
    } else {
      path += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return path;
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
